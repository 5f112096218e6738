"""The sentence for each problem code: what is the matter and what you can do; :mod:`.rendering` fills it in.

English is the msgid; the Dutch text stands in ``curriculum/translations/nl``. Templates use ``%(name)s``.
"""

from curriculum.contract.list_messages import LIST_MESSAGES
from curriculum.contract.sentences import N_, Message, Translate

__all__ = ["MESSAGES", "N_", "Message", "Translate"]

MESSAGES: dict[str, Message] = {
    "file-unreadable": Message(
        N_("This file cannot be read as a workbook."),
        N_("Open it in Excel or LibreOffice, save it as .xlsx and upload it again."),
    ),
    "file-empty": Message(
        N_("This file is empty."),
        N_("Check that you chose the right file, and save it again if needed."),
    ),
    "file-too-large": Message(
        N_("This file is larger than %(limit)s MB."),
        N_("Take out pictures and sheets that are not needed, or split it into several files."),
    ),
    "file-too-many-parts": Message(
        N_("This file holds %(parts)s parts, far more than a workbook needs."),
        N_("Copy the sheet with modules to a new workbook and upload that one."),
    ),
    "file-password": Message(
        N_("This file is locked with a password."),
        N_("Take the password off (in Excel: File, Info, Protect Workbook) and upload it again."),
    ),
    "file-damaged": Message(
        N_("This file is damaged, or only half of it arrived."),
        N_("Open it in Excel or LibreOffice, save it under a new name and upload that one."),
    ),
    "file-inflates": Message(
        N_("Unpacked, this file becomes so large that no module sheet can be in it."),
        N_("Copy the sheet with modules to a new workbook and upload that one."),
    ),
    "file-part-too-large": Message(
        N_('The part "%(value)s" inside this file is far larger than a workbook needs.'),
        N_("Copy the sheet with modules to a new workbook and upload that one."),
    ),
    "file-too-many-texts": Message(
        N_("This workbook holds more than %(limit)s different texts."),
        N_("Copy the sheet with modules to a new workbook and upload that one."),
    ),
    "file-too-many-lines": Message(
        N_("This text file holds more than %(limit)s lines, most of them empty or cut off."),
        N_("Delete the empty lines, or keep the rows with modules, and upload it again."),
    ),
    "csv-line-too-wide": Message(
        N_("Line %(line)s of this text file holds more cells than a row of a table can have."),
        N_("Open it in Excel or LibreOffice, save it as .xlsx and upload it again."),
    ),
    "sheet-nearly-empty": Message(
        N_('"%(value)s" holds millions of empty cells and next to no text.'),
        N_("Copy the rows with modules to a new workbook and upload that one."),
    ),
    "sheet-too-many-settings": Message(
        N_('The sheet "%(value)s" holds more merged cells or column settings than a table can have.'),
        N_("Copy the rows with modules to a new workbook, without their layout, and upload that one."),
    ),
    "sheet-twice": Message(
        N_('The sheet "%(value)s" shows the same cells as another sheet, which no office program writes.'),
        N_("Open it in Excel or LibreOffice, save it under a new name and upload that one."),
    ),
    "file-entities": Message(
        N_("This file holds instructions that do not belong in a workbook."),
        N_("Copy the sheet with modules to a new workbook and upload that one."),
    ),
    "file-wrong-type": Message(
        N_("This is no workbook but a file of another kind (%(kind)s)."),
        N_("Upload an .xlsx or .csv file."),
    ),
    "file-too-old": Message(
        N_("This file comes from a very old version of Excel (before 1997)."),
        N_("Open it in Excel or LibreOffice, save it as .xlsx and upload it again."),
    ),
    "format-shows-less": Message(
        N_("An .%(value)s file does not show everything: hidden rows and number formats such as 007 stay unseen."),
        N_("Compare the codes in the preview, or save the file as .xlsx and upload it again."),
    ),
    "file-too-many-sheets": Message(
        N_("This workbook holds %(sheets)s sheets; up to %(limit)s can be read."),
        N_("Keep the sheets with modules and upload it again."),
    ),
    "file-too-many-cells": Message(
        N_("This file holds more than %(rows)s rows, or more cells than a module sheet can have."),
        N_("Keep the rows with modules and upload it again."),
    ),
    "reading-took-too-long": Message(
        N_("Reading this file took too long or too much memory, so it was stopped."),
        N_("Copy the sheet with modules to a new workbook and upload that one."),
    ),
    "csv-broken": Message(
        N_("This text file cannot be cut into cells: somewhere a quotation mark does not end."),
        N_("Open it in Excel or LibreOffice, save it as .xlsx and upload it again."),
    ),
    "text-unreadable-characters": Message(
        N_("Some characters of this text file were lost before it came here."),
        N_("Save it again as UTF-8 or as .xlsx, and check names with accents."),
    ),
    "text-repaired": Message(
        N_('Broken characters were repaired, for instance "%(value)s".'),
        N_("Check the repaired texts in the preview."),
    ),
    "macros-ignored": Message(
        N_("This workbook holds macros; they were not run."),
        N_("You need not do anything."),
    ),
    "no-modules": Message(
        N_("No modules were found in this file."),
        N_('A table needs a header row with a column "Module" and one more. The template shows an example.'),
    ),
    "table-still-empty": Message(
        N_("Below the header of this table stands no module yet."),
        N_("Fill in your modules from row %(row)s on and upload the file again."),
    ),
    "sheet-hidden": Message(
        N_("This sheet is hidden and was left out (rows: %(rows)s)."),
        N_("Have it read along, or make the sheet visible, when modules stand on it."),
    ),
    "sheet-without-table": Message(
        N_("No table with modules was found on this sheet."),
        N_("You need not do anything when there are no modules on it. Otherwise say in which row the headings are."),
    ),
    "table-without-title": Message(
        N_("No column of this table was recognised as the name of the module."),
        N_(
            'Say which column holds the names or in which row the headings are, or give the column the header "Module".'
        ),
    ),
    "names-below-periods": Message(
        N_("Names stand below the periods of this table; each was read as a module."),
        N_("Switch the table off when these are no modules."),
    ),
    "form-read": Message(
        N_("This sheet was read as a form: the names of the fields stand below each other."),
        N_("When it is a table, say in which row the headings are."),
    ),
    "form-without-title": Message(
        N_("This sheet is a form, and no row of it is read as the name of the module, so nothing was read."),
        N_("Say which row holds the name of the module."),
    ),
    "label-guessed": Message(
        N_('The row "%(value)s" was read as "%(column)s".'),
        N_("Check this; say what the row is when it is wrong."),
    ),
    "label-not-read": Message(
        N_('The row "%(value)s" is not known and was not read.'),
        N_("Say what this row is when it matters; that counts for every form."),
    ),
    "label-twice": Message(
        N_('The row "%(value)s" means the same as "%(other)s" and was not read.'),
        N_("Say what this row is when it should be read."),
    ),
    "module-is-sheet": Message(
        N_('No column names a module here; the rows were read as parts of the module "%(value)s", like the sheet.'),
        N_("When that is wrong, switch the table off or say which column holds the names."),
    ),
    "module-above-table": Message(
        N_('The rows of this table were read as parts of the module "%(value)s", which is named above it.'),
        N_("When each row is a module of its own, say which column holds the names."),
    ),
    "table-goes-on": Message(
        N_('This sheet has no headings of its own and was read as the rest of the table on the sheet "%(value)s".'),
        N_("When it is something else, leave it out, or put headings above it."),
    ),
    "rows-hidden": Message(
        N_("Hidden rows were left out: %(value)s."),
        N_("Have them read along, or make the rows visible, when they matter."),
    ),
    "column-hidden": Message(
        N_('The hidden column "%(value)s" was left out.'),
        N_("Have it read along, or make the column visible, when it matters."),
    ),
    "column-twice": Message(
        N_('The column "%(value)s" means the same as "%(other)s" and was not read.'),
        N_("Say what this column is, or give it a header of its own, when it should be read."),
    ),
    "header-guessed": Message(
        N_('The header "%(value)s" was read as "%(column)s".'),
        N_("Check this; say what the column is, or give it another header, when it is wrong."),
    ),
    "column-personal": Message(
        N_('The column "%(value)s" holds names of people and was left out.'),
        N_("You need not do anything; the tool keeps no names from sheets."),
    ),
    "column-not-read": Message(
        N_('The column "%(value)s" is not known and was not read.'),
        N_("Say what this column is, or give it a header from the template, when it matters."),
    ),
    "column-without-header": Message(
        N_("This column has no header and was not read."),
        N_("Say what this column is, or put a header above it, when it matters."),
    ),
    "cells-far-away": Message(
        N_("Cells far outside the table were not read: %(count)s (%(value)s)."),
        N_("Delete them when they are there by accident."),
    ),
    "formula-without-value": Message(
        N_("Formulas without a calculated value in this column, read as empty: %(count)s."),
        N_("Open the file in Excel or LibreOffice, save it and upload it again."),
    ),
    "error-value": Message(
        N_('This cell shows the error "%(value)s" and reads as empty.'),
        N_("Repair the formula or type the text."),
    ),
    "text-too-long": Message(
        N_("The text of this cell is longer than a workbook allows and was cut off."),
        N_("Shorten the text."),
    ),
    "date-instead-of-text": Message(
        N_("Here stands a date (%(value)s), where a code or number is expected."),
        N_("Excel often turns 1-2 into a date. Format the cell as text and type it again."),
    ),
    "title-missing": Message(
        N_("This row has no module name, so it was not taken."),
        N_("Fill in the name of the module."),
    ),
    "row-not-read": Message(
        N_('"%(value)s" stands alone below the table and was read as a remark.'),
        N_("Put it right under the table, or fill in more of its row, when it is a module."),
    ),
    "title-of-several": Message(
        N_('This cell seems to name several modules ("%(value)s"); they were read as one.'),
        N_("Give each module a row of its own."),
    ),
    "code-twice": Message(
        N_('The code "%(value)s" belongs to "%(other)s" (%(sheet)s, row %(row)s); "%(title)s" was not taken.'),
        N_("Give each module its own code."),
    ),
    "code-merged-over-two": Message(
        N_('The merged cell with code "%(value)s" covers both "%(other)s" and "%(title)s"; "%(title)s" was not taken.'),
        N_("Split the merged cell and give each module its own code."),
    ),
    "hours-about": Message(
        N_('"%(value)s" was read as that number of hours.'),
        N_("Type the exact total when you know it."),
    ),
    "hours-do-not-add-up": Message(
        N_('"%(title)s" has %(parts)s supervised and practice hours, more than its study load of %(load)s.'),
        N_("Check the hours; supervised and practice hours are part of the study load."),
    ),
    "module-only-crossed": Message(
        N_('"%(value)s" stands only in a table with crosses, without a description.'),
        N_("Is it called otherwise elsewhere? Then give both the same name. Otherwise its crosses count on their own."),
    ),
    "module-nearly-known": Message(
        N_('"%(value)s" is not the same as "%(other)s", and became a module of its own without a description.'),
        N_("Is it the same module? Then give both the same name, or its crosses count for a module without text."),
    ),
    "title-twice": Message(
        N_('"%(value)s" occurs twice without a code and with other texts; both were read as one module.'),
        N_("Give each module its own name or code when they are two."),
    ),
    "own-export": Message(
        N_("This workbook was made by this tool; only its sheet with modules is read."),
        N_("You need not do anything. What you changed on the other sheets is not taken in."),
    ),
    "identifier-unknown": Message(
        N_("This identifier of the tool belongs to another cohort or programme (rows: %(count)s)."),
        N_("You need not do anything: these modules are looked up by their code and title."),
    ),
    "identifier-twice": Message(
        N_('Two rows carry the same hidden identifier; for "%(title)s" it does not count.'),
        N_("You need not do anything: this happens when a row was copied."),
    ),
    "identifier-of-other": Message(
        N_(
            'The hidden identifier of this row belongs to "%(other)s", but its code to another module; the code counts.'
        ),
        N_("Look whether this row is the right module."),
    ),
    "colour-not-read": Message(
        N_('Colours seem to mean something on this sheet ("%(value)s"); they are not read.'),
        N_("Put the meaning in a column of its own."),
    ),
    "marks-missing": Message(
        N_('No module has a mark below "%(value)s", so nothing was read there.'),
        N_("Colours are not read. When they say what belongs to a module, put an x in those cells."),
    ),
    "work-process-unknown": Message(
        N_("Qualification file %(file)s has no work process %(code)s."),
        N_("Check the code. It was taken as it stands."),
    ),
    "work-processes-of-other-file": Message(
        N_("Most work processes of this sheet are not in qualification file %(file)s, for instance %(code)s."),
        N_("Check which qualification file belongs to this programme."),
    ),
    "hours-unclear": Message(
        N_('"%(value)s" is no clear number of hours.'),
        N_("Type the total in clock hours, for instance 40 or 40,5."),
    ),
    "hours-negative": Message(
        N_('"%(value)s" is less than zero.'),
        N_("Type the total in clock hours, for instance 40."),
    ),
    "hours-many": Message(
        N_('"%(value)s" hours is very much for one module.'),
        N_("Check whether this is a total of more modules."),
    ),
    "hours-differ": Message(
        N_('%(hours)s of "%(title)s" is %(value)s here and %(kept)s elsewhere; %(kept)s was kept.'),
        N_("Make both the same."),
    ),
    "year-unclear": Message(
        N_('"%(value)s" is no year of the programme.'),
        N_("Type 1, 2, 3 or 4, or for instance 1-2."),
    ),
    "period-unclear": Message(
        N_('"%(value)s" is no clear period.'),
        N_("Type the number, for instance 7, or 1 t/m 4."),
    ),
    "work-process-unclear": Message(
        N_('No work process was recognised in "%(value)s".'),
        N_("Type the code, for instance B1-K1-W1."),
    ),
    "work-process-too-general": Message(
        N_('"%(value)s" names a whole part of the qualification file, not a work process.'),
        N_("Name the work processes, for instance B1-K1-W1 t/m W3."),
    ),
    "work-process-without-core-task": Message(
        N_('"%(value)s" belongs to no core task.'),
        N_("Add the core task: is %(example)s meant?"),
    ),
    "work-process-other-core-task": Message(
        N_('"%(value)s" names %(process)s, but %(core_task)s is another core task.'),
        N_("Write the whole code: is %(example)s meant?"),
    ),
    "work-process-range-unclear": Message(
        N_('The range in "%(value)s" is not clear; only its ends were taken.'),
        N_("Write the work processes out, with commas between them."),
    ),
    "competency-unknown": Message(
        N_('"%(value)s" is no code or title in the competency list.'),
        N_("Check the code; the codes of this programme stand under Frameworks and in the template."),
    ),
    "competency-range-unclear": Message(
        N_('The range in "%(value)s" runs backwards; only its ends were taken.'),
        N_("Turn it round or write the codes out."),
    ),
    "competency-column-unclear": Message(
        N_('In the column "%(header)s" no cell names a competency of the list, for instance "%(value)s".'),
        N_("Give the column another header, or type codes of the list."),
    ),
    "mark-unclear": Message(
        N_('The mark "%(value)s" below %(target)s cannot be read.'),
        N_("Use x, or I, O or B for a level."),
    ),
    "cells-carried-down": Message(
        N_('Empty cells in the column "%(value)s" were read as "same as above".'),
        N_("Check this, and fill the cells in when it is wrong."),
    ),
}
MESSAGES |= LIST_MESSAGES
