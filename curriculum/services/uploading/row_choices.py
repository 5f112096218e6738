"""What a person chose on the check page: which rows are taken in, which modules retire, what is the same module."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from curriculum.contract.codec import hash_json, to_json


@dataclass(frozen=True, slots=True)
class Switch:
    """On or off for all rows but the exceptions, so that "all off" needs no list of thousands.

    >>> everything = Switch(True)
    >>> everything.turn(["M1"], on=False).is_on("M1"), everything.turn(["M1"], on=False).is_on("M2")
    (False, True)
    """

    usual: bool
    exceptions: frozenset[str] = frozenset()

    def is_on(self, key: str) -> bool:
        """Return whether the row with this key is on."""
        return (key in self.exceptions) is not self.usual

    def turn(self, keys: Iterable[str], *, on: bool) -> "Switch":
        """Return the switch with these rows on or off."""
        exceptions = self.exceptions - frozenset(keys) if on is self.usual else self.exceptions | frozenset(keys)
        return replace(self, exceptions=exceptions)


@dataclass(frozen=True, slots=True)
class RowChoices:
    """What a person chose; rows of the file by their id in it, modules of the version by their key.

    ``take`` says which new and changed rows are taken in, ``retire`` which modules that are missing from the file are
    marked *vervallen*, and ``same`` names for a row the module that it is, where the titles only nearly match.
    ``unread`` is what somebody filled in about columns and tables and did not have read yet, by the names of the fields
    of that form: kept, so that going to another page of rows loses nothing.
    """

    take: Switch = Switch(True)
    retire: Switch = Switch(False)
    same: dict[str, str] = field(default_factory=dict)
    unread: dict[str, str] = field(default_factory=dict)

    @property
    def fingerprint(self) -> str:
        """A short text that changes when a choice does; a form carries it, to tell whether somebody else chose too."""
        return hash_json(to_json(self))[:16]


@dataclass(frozen=True, slots=True)
class Answers:
    """One page of the form: the rows and modules that it showed, and what was ticked there.

    ``same`` holds the answer for each module of the file that looks like another: the key of that one, or nothing.
    ``unread`` is as in :class:`RowChoices`; None when the page did not ask.
    """

    rows: frozenset[str] = frozenset()
    taken: frozenset[str] = frozenset()
    missing: frozenset[str] = frozenset()
    retired: frozenset[str] = frozenset()
    same: dict[str, str] = field(default_factory=dict)
    take_all: bool | None = None
    retire_all: bool | None = None
    unread: dict[str, str] | None = None

    def within(self, rows: frozenset[str], modules: frozenset[str]) -> "Answers":
        """Return the answers without what names no row and no module."""
        return replace(
            self,
            rows=self.rows & rows,
            missing=self.missing & modules,
            same={
                row: module for row, module in self.same.items() if row in rows and (not module or module in modules)
            },
        )

    def apply(self, choices: RowChoices) -> RowChoices:
        """Return the choices with these answers; a word on all rows outweighs what was ticked."""
        take = choices.take.turn(self.rows & self.taken, on=True).turn(self.rows - self.taken, on=False)
        retire = choices.retire.turn(self.missing & self.retired, on=True)
        retire = retire.turn(self.missing - self.retired, on=False)
        same = {**choices.same, **self.same}
        return RowChoices(
            take=take if self.take_all is None else Switch(self.take_all),
            retire=retire if self.retire_all is None else Switch(self.retire_all),
            same={row: module for row, module in sorted(same.items()) if module},
            unread=choices.unread if self.unread is None else self.unread,
        )
