"""The sentences for what can be the matter with a competency list or a file with decisions, as in :mod:`.messages`."""

from curriculum.contract.sentences import N_, Message

LIST_MESSAGES: dict[str, Message] = {
    "framework-no-columns": Message(
        N_("No competency list was found in this file."),
        N_('A list needs a header row with the columns "code" and "titel".'),
    ),
    "framework-empty": Message(
        N_("This competency list has a header but no rows."),
        N_("Add at least one row with a code and a title."),
    ),
    "framework-code-missing": Message(
        N_('The competency "%(value)s" has no code and was not taken.'),
        N_("Give it a code of its own."),
    ),
    "framework-title-missing": Message(
        N_('The competency with code "%(value)s" has no title and was not taken.'),
        N_("Fill in the title."),
    ),
    "framework-code-twice": Message(
        N_('The code "%(value)s" occurs more than once; the first one counts.'),
        N_("Give each competency its own code."),
    ),
    "framework-work-process-unclear": Message(
        N_('No work process was recognised in "%(value)s".'),
        N_("Type the code, for instance B1-K1-W1."),
    ),
    "decision-columns-missing": Message(
        N_("This decisions file lacks the columns: %(columns)s."),
        N_("Add a header row with module, competency and verdict."),
    ),
    "decision-module-unknown": Message(
        N_('No module is called "%(value)s".'),
        N_("Use the code or the title of a module in the sheet."),
    ),
    "decision-module-twice": Message(
        N_('More than one module is called "%(value)s".'),
        N_("Use the code of the module that you mean."),
    ),
    "decision-competency-unknown": Message(
        N_('"%(value)s" is no code in the competency list.'),
        N_("Use a code of the list."),
    ),
    "decision-verdict-unknown": Message(
        N_('"%(value)s" is no verdict.'),
        N_("Use volledig, gedeeltelijk or afgewezen."),
    ),
    "decision-mastery-unknown": Message(
        N_('"%(value)s" is no level of mastery.'),
        N_("Use oriënteren, oefenen or beheersen."),
    ),
}
