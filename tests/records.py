"""A module in which every field is filled, for tests about what is kept of one."""

from curriculum.contract.records import Hours, ModuleRecord, Passage, RawCell, Statement, WorkProcessMention
from curriculum.contract.vocabulary import Mastery, ModuleField, Verdict

MODULE = ModuleRecord(
    id="M1",
    code="007",
    title="Notuleren é",
    passages=(
        Passage(ModuleField.OUTCOME, "maakt notulen", "LJ1", "C2"),
        Passage(ModuleField.COMPETENCY, "M16-01", "LJ1", "D2"),
    ),
    years=(1, 2),
    periods=("P1",),
    hours=Hours(sbu=40.0),
    work_processes=(WorkProcessMention("B1-K1-W1", "Wp 1.1", "LJ1", "E2"),),
    statements=(Statement("M16-01", Verdict.PARTIAL, Mastery.ORIENT, "O", "LJ1", "D2"),),
    sheet="LJ1",
    row=2,
    raw_cells=(RawCell("Code", "A2", "007"),),
)
