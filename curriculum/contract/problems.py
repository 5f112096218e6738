"""Problems as data: a code, a place and parameters; the sentence for each code stands in :mod:`.messages`."""

from dataclasses import dataclass, field

from curriculum.contract.vocabulary import Severity


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is the matter with an input, and where.

    ``code`` is a key of :data:`curriculum.contract.messages.MESSAGES`; ``value`` is what was found, verbatim;
    ``params`` fill the sentence. ``sheet`` and ``cell`` are empty for a problem of the whole file.
    """

    code: str
    severity: Severity
    file: str = ""
    sheet: str = ""
    cell: str = ""
    value: str = ""
    params: tuple[tuple[str, str], ...] = field(default=())

    @property
    def is_error(self) -> bool:
        """Whether the row (or file) cannot be taken."""
        return self.severity is Severity.ERROR
