"""What a person can do wrong, as an error with a code and parameters; the sentence for each code stands here once."""

from typing import ClassVar

from curriculum.contract.messages import N_, Translate

SERVICE_MESSAGES: dict[str, str] = {
    "version-not-found": N_("This curriculum version does not exist."),
    "programme-not-found": N_("This programme does not exist."),
    "import-not-found": N_("This upload does not exist."),
    "module-not-found": N_("This module does not exist in this curriculum version."),
    "competency-not-found": N_("The competency %(code)s does not exist in the framework of this version."),
    "framework-not-found": N_("This framework does not exist."),
    "account-not-found": N_("This account does not exist."),
    "job-not-found": N_("This task does not exist."),
    "job-lost": N_("The work was broken off three times. Try again, or ask your administrator to look at the log."),
    "job-too-heavy": N_("This work takes too much memory or time. Try again with fewer modules."),
    "job-crashed": N_("Something went wrong in this tool. Try again, or ask your administrator to look at the log."),
    "upload-empty": N_("The file %(filename)s is empty. Choose the workbook with your modules."),
    "upload-too-large": N_(
        "The file %(filename)s is %(size)s MB and the limit is %(limit)s MB. Remove pictures or split the workbook."
    ),
    "import-not-ready": N_("The file is still being read. Wait until the check is done."),
    "import-unreadable": N_("This file holds no module that can be taken in. Look at the problems and upload again."),
    "import-already-applied": N_("This upload was already taken in."),
    "import-discarded": N_("This upload was discarded. Upload the file again."),
    "import-outdated": N_(
        "The modules changed since this file was checked. Look at the check again before you take it in."
    ),
    "nothing-chosen": N_("You switched every module off. Switch one on, or throw the file away."),
    "choices-moved": N_(
        "Somebody else chose something for this file while your page was open. "
        "Look at the check again before you take it in."
    ),
    "import-read-again": N_(
        "The file was read again since your page was opened. Look at the check again before you go on."
    ),
    "column-chosen-twice": N_(
        "A module has one “%(meaning)s”, and you chose it for columns %(columns)s. "
        "Choose something else for all but one."
    ),
    "row-chosen-twice": N_(
        "A module has one “%(meaning)s”, and you chose that for the rows %(rows)s. Choose one of them, and another "
        "meaning or “do not read” for the others."
    ),
    "headings-backwards": N_(
        "On sheet %(sheet)s the last row with headings, %(last)s, stands above the first, %(first)s."
    ),
    "headings-too-many": N_(
        "On sheet %(sheet)s you chose rows %(first)s to %(last)s. Headings take five rows at most. Choose fewer rows."
    ),
    "headings-overlap": N_(
        "On sheet %(sheet)s row %(first)s belongs to the headings of two tables. Choose other rows for one of them."
    ),
    "headings-without-first": N_(
        "On sheet %(sheet)s you chose a last row with headings. Choose the first row as well."
    ),
    "choice-unknown": N_("This file no longer has such a column or table. Look at the page again and choose anew."),
    "reading-failed": N_("The file could not be read in this way. You still see the earlier reading."),
    "reading-stopped": N_("Reading the file again was stopped. You still see the earlier reading."),
    "import-not-applied": N_("This upload was not taken in, so there is nothing to undo."),
    "undo-conflict": N_("Later work rests on this upload: %(modules)s. Undo that first."),
    "no-modules": N_("There are no modules yet. Upload a module sheet first."),
    "no-run": N_("No proposals were made yet. Let the tool make proposals first."),
    "mapping-under-way": N_("A mapping is under way. Wait until it is ready, or stop it; then adopt the version."),
    "version-adopted": N_("This version is adopted and can no longer be changed. Make a new version."),
    "programme-exists": N_("There already is a programme with the name %(name)s."),
    "version-exists": N_("This programme already has a version for cohort %(cohort)s."),
    "account-exists": N_("There already is an account for %(email)s."),
    "password-too-short": N_("The password must have at least %(length)s characters."),
    "last-admin": N_("This is the last administrator. Give someone else that role first."),
    "crebo-not-five-digits": N_("%(crebo)s is not a crebo code. A crebo code has five digits, for instance 25151."),
    "text-too-long": N_("This text has %(length)s characters and may have %(longest)s. Make it shorter."),
    "title-required": N_("Fill in the title of the list."),
    "source-required": N_("Fill in where the list comes from."),
    "framework-unreadable": N_("There is no competency in this file. Repair it and upload it again."),
    "framework-draft-not-found": N_(
        "This list no longer waits for you: it was stored or thrown away, or it is of somebody else."
    ),
    "name-required": N_("Fill in a name."),
    "email-required": N_("Fill in an e-mail address."),
    "cohort-required": N_("Fill in a cohort, for instance 2026-2027."),
    "decision-moved": N_(
        "Somebody else judged this link while your page was open. Look at that judgement and decide again."
    ),
    "weighing-moved": N_(
        "Somebody else decided on this candidate while your page was open. Look at that decision and decide again."
    ),
    "scenarios-moved": N_(
        "The scenarios changed while your page was open. Look at them, and tick again in which it stays needed."
    ),
    "weighing-reason-required": N_("Fill in why you decide so. An inspector reads it later."),
    "weighing-module-required": N_("Choose the module that takes this in."),
    "weighing-hours-unlikely": N_("Fill in hours between 0 and %(limit)s."),
    "hours-unreadable": N_("“%(text)s” is no number of hours. Fill in a number, for instance 40 or 37,5."),
    "outlook-moved": N_(
        "Somebody else changed the outlook while your page was open. Look at it in another tab. "
        "When you keep yours now, it takes its place."
    ),
    "outlook-question-required": N_("Fill in the question, for instance “What does the work look like in 2030?”."),
    "outlook-row-unnamed": N_("Fill in the first field of every row that you use, or empty the whole row."),
    "outlook-too-many": N_("An outlook has %(limit)s clusters at most, and %(rows)s trends and parts."),
    "outlook-axes-half": N_("Fill in both ends of both axes, or leave the axes empty."),
    "not-administrator": N_("You are not an administrator of this programme."),
    "works-elsewhere": N_("%(name)s has a role in a programme that you do not administer. Ask its administrator."),
    "demo-account-active": N_("A demo account is still active: %(email)s. Production does not start with it."),
}


class ServiceError(Exception):
    """A use case refused; ``code`` is a key of :data:`SERVICE_MESSAGES` and ``params`` fill the sentence."""

    status: ClassVar[int] = 400

    def __init__(self, code: str, /, **params: str) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params

    def render(self, translate: Translate) -> str:
        """Return the sentence for the person, in the translator's language."""
        return translate(SERVICE_MESSAGES[self.code]) % self.params

    def __str__(self) -> str:
        """Return the English sentence, for logs and the command line."""
        return self.render(lambda text: text)


class NotFound(ServiceError):  # noqa: N818 (named after what the person meets)
    """What was asked for does not exist (HTTP 404)."""

    status = 404


class Forbidden(ServiceError):  # noqa: N818 (named after what the person meets)
    """The role of the person does not reach this far (HTTP 403)."""

    status = 403


class Conflict(ServiceError):  # noqa: N818 (named after what the person meets)
    """Somebody was first, or the ground has moved (HTTP 409)."""

    status = 409


class Refused(ServiceError):  # noqa: N818 (named after what the person meets)
    """The input is not acceptable (HTTP 400)."""
