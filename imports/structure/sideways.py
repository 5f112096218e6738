"""What layouts share whose modules have no row of their own: what reads them, and where the modules are named."""

from dataclasses import dataclass, field
from typing import NamedTuple

from curriculum.contract.problems import Problem
from curriculum.contract.records import QualificationFile
from imports.drafts import ModuleDraft
from imports.modules import Clash, ModuleCollector, clash_problem
from imports.reading import GridLine, ModulePlace
from imports.sheets import Sheet
from imports.values.competency_codes import CompetencyIndex
from imports.values.moments import ParsedMoments


class SideReading(NamedTuple):
    """The rows of a table with what each was taken for, and the modules that it names."""

    rows: list[GridLine]
    modules: tuple[ModulePlace, ...]


@dataclass(slots=True)
class SideReader:
    """What the reading of one table needs of its file; ``place`` is what the sheet says of all its modules.

    ``named`` holds the modules that were named so far, with the cells that name them, by the identity of the draft: its
    id may still change.
    """

    file: str
    sheet: Sheet
    place: ParsedMoments
    collector: ModuleCollector
    competencies: CompetencyIndex
    qualification: QualificationFile | None
    problems: list[Problem]
    named: dict[int, tuple[ModuleDraft, dict[str, None]]] = field(default_factory=dict)

    def open(self, title: str, code: str, row: int, cell: str) -> ModuleDraft | None:
        """Return the module that a cell names, and remember the cell; a code of another module is an error."""
        opened = self.collector.open(title, code, self.sheet.name, row, cell)
        if isinstance(opened, Clash):
            self.problems.append(clash_problem(opened, self.file, self.sheet.name, cell, title))
            return None
        _draft, cells = self.named.setdefault(id(opened), (opened, {}))
        cells[cell] = None
        return opened

    def finish(self, rows: list[GridLine]) -> SideReading:
        """Return what was read; the ids of modules are settled by now, as far as this table goes."""
        return SideReading(rows, tuple(ModulePlace(draft.id, tuple(cells)) for draft, cells in self.named.values()))
