"""The accreditation workbook: a report in, the bytes of one .xlsx out; the same report gives the same bytes."""

from collections.abc import Callable
from datetime import date
from functools import partial

from openpyxl import Workbook

from curriculum.contract.messages import N_, Translate
from curriculum.contract.report import Report
from exports.archive import save_workbook
from exports.competencies import write_candidates, write_competencies, write_to_strengthen
from exports.cover import Cover, CoverWriter
from exports.foresight import write_outlook, write_weighings
from exports.index import ReportIndex
from exports.lapsed import write_lapsed
from exports.limits import check_limits
from exports.links import write_decisions, write_links
from exports.matrix import write_matrix
from exports.modules import write_modules
from exports.moments import long_date
from exports.problems import write_problems
from exports.sheet import Print, Sheet
from exports.styles import StyleBook
from exports.words import WORKING_TITLE

WORKBOOK_SCHEMA = "curriculum-workbook/1"

_SHEETS: tuple[tuple[str, str, str, Callable[[Sheet, ReportIndex], None]], ...] = (
    ("matrix", N_("Gap matrix"), N_("which competency is covered by which module"), write_matrix),
    ("candidates", N_("Candidates Niveau 4+"), N_("what is missing, and which modules come nearest"), write_candidates),
    ("weighings", N_("Decisions on candidates"), N_("what becomes of each candidate, and why"), write_weighings),
    ("outlook", N_("Outlook"), N_("the scenarios and the way back from the future"), write_outlook),
    ("to_strengthen", N_("To strengthen"), N_("what is covered in part only"), write_to_strengthen),
    ("links", N_("Links"), N_("each link with its evidence and its decision"), write_links),
    ("decisions", N_("Decisions"), N_("who decided what, when and why"), write_decisions),
    ("modules", N_("Modules"), N_("what was read of each module"), write_modules),
    ("lapsed", N_("Lapsed modules"), N_("what no longer counts, who said so, and what went with it"), write_lapsed),
    ("competencies", N_("Competencies"), N_("the whole list, with coverage and source"), write_competencies),
    ("problems", N_("Problems while reading"), N_("what could not be read, or only with doubt"), write_problems),
)


def write_workbook(report: Report, cover: Cover, *, translate: Translate, made_on: date, locale: str = "nl") -> bytes:
    """Return the accreditation workbook (.xlsx) for one report.

    Parameters
    ----------
    report
        The whole result; nothing else is read.
    cover
        What the cover says of the programme.
    translate
        Turns an English text into the language of the workbook, as :func:`curriculum.contract.i18n.get_translator`
        returns it.
    made_on
        The date on the cover and in the document's properties. The clock is never read: equal arguments give equal
        bytes.
    locale
        ``"nl"`` or ``"en"``; how dates and percentages are written.

    Returns
    -------
    bytes
        A package of ECMA-376 without formulas, macros or outside links, in which every text is a text.

    Raises
    ------
    WorkbookLimitError
        When there are more modules than a sheet has columns (16,384) or more links than rows (1,048,576).

    Examples
    --------
    >>> from datetime import date
    >>> from curriculum.contract.report import Report, ReportFramework, Rule
    >>> framework = ReportFramework("demo", "Demo list", "", "", "", "")
    >>> report = Report(framework, Rule("none", 0.5, 0.2, (), False), (), (), (), ())
    >>> data = write_workbook(report, Cover(programme="Office"), translate=str, made_on=date(2026, 1, 31), locale="en")
    >>> data[:2]
    b'PK'
    """
    index = ReportIndex(report)
    check_limits(index, translate)
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    title = cover.programme or translate(N_("Curriculum accountability"))
    printed = Print(
        header=" · ".join(part for part in (title, cover.crebo, cover.leerweg.upper(), cover.cohort) if part),
        footer=f"{long_date(made_on, locale)} · {translate(WORKING_TITLE)}",
        page_words=translate(N_("Page &P of &N")),
    )
    make = partial(Sheet, workbook, StyleBook(workbook), translate=translate, locale=locale, printed=printed)
    front = make("cover", translate(N_("Cover sheet")))
    front.worksheet.sheet_view.tabSelected = True
    sheets = [(make(key, translate(title)), key, purpose, write) for key, title, purpose, write in _SHEETS]
    contents = tuple((sheet.name, key, purpose) for sheet, key, purpose, _ in sheets)
    CoverWriter(front, index, cover, made_on=made_on).write(contents)
    for sheet, _, _, write in sheets:
        write(sheet, index)
    return save_workbook(
        workbook,
        [front.data, *(sheet.data for sheet, _, _, _ in sheets)],
        made_on=made_on,
        title=title,
        author=cover.author,
        language=locale,
        properties={
            "schema": WORKBOOK_SCHEMA,
            "report_schema": report.schema,
            "locale": locale,
            "made_on": made_on.isoformat(),
            "framework": report.framework.name,
            "status": cover.status.value,
        },
    )
