"""Evidence of old mappings: what something rests on is kept, the rest is cleared once, and the runs stay."""

from datetime import date

import sqlalchemy as sa

from curriculum.contract.vocabulary import Verdict, VersionStatus
from curriculum.extensions import db
from curriculum.models import MappingRun, ProposalRow
from curriculum.services import audit
from curriculum.services.coverage import decisions, links, reports
from curriculum.services.mapping import run_differences
from curriculum.services.mapping.old_evidence import Cleared, clear_old_evidence, measure_database, shrink_database
from curriculum.services.school import programmes
from tests.services.conftest import School, module_ids, run_mapping


def runs_of(version_id: int) -> list[int]:
    with db.engine.connect() as connection:
        query = sa.select(MappingRun.id).where(MappingRun.version_id == version_id).order_by(MappingRun.id)
        return list(connection.scalars(query))


def evidence_left(version_id: int) -> dict[int, int]:
    """Return per run, oldest first and numbered from 1, how many of its links still have evidence."""
    with db.engine.connect() as connection:
        found = connection.execute(
            sa.select(ProposalRow.run_id, sa.func.count())
            .where(sa.cast(ProposalRow.evidence, sa.Text) != "[]")
            .group_by(ProposalRow.run_id)
        )
        counts: dict[int, int] = {row[0]: row[1] for row in found}
    return {number: counts.get(run_id, 0) for number, run_id in enumerate(runs_of(version_id), 1)}


def test_only_old_evidence_on_which_nothing_rests_goes(filled: School) -> None:
    run_mapping(filled.version_id, filled.docent_id)  # 2: a link is judged
    module_id = module_ids(filled.version_id)["M1"]
    decisions.decide_link(filled.version_id, module_id, "C1", Verdict.FULL, actor_id=filled.docent_id)
    run_mapping(filled.version_id, filled.docent_id)  # 3: the workbook is downloaded
    reports.export_workbook(filled.version_id, "nl", date(2026, 1, 31), actor_id=filled.docent_id)
    run_mapping(filled.version_id, filled.docent_id)  # 4: adopted, and opened again
    for status in (VersionStatus.ADOPTED, VersionStatus.DRAFT):
        programmes.set_status(filled.version_id, status, actor_id=filled.docent_id)
    run_mapping(filled.version_id, filled.docent_id)  # 5
    run_mapping(filled.version_id, filled.docent_id)  # 6: the last one
    before = evidence_left(filled.version_id)
    assert all(before.values())
    noise = evidence_left(filled.other_version_id)
    shown = links.get_link(filled.version_id, module_id, "C1")
    cleared = clear_old_evidence(keep=1)
    after = evidence_left(filled.version_id)
    assert after == {1: 0, 2: 1, 3: before[3], 4: before[4], 5: 0, 6: before[6]}
    assert cleared == Cleared(3, sum(before.values()) - sum(after.values()))
    assert evidence_left(filled.other_version_id) == noise
    # Nothing that a person looks at is another one, and there is nothing to clear a second time.
    assert links.get_link(filled.version_id, module_id, "C1") == shown
    assert run_differences.compare_latest_runs(filled.version_id) is not None
    assert len(runs_of(filled.version_id)) == 6
    assert clear_old_evidence(keep=1) == Cleared(0, 0)
    entries = [entry for entry in audit.list_entries(filled.version_id) if entry.action == "evidence.clear"]
    assert sum(entry.detail["links"] for entry in entries) == cleared.links


def test_the_last_mappings_are_kept_as_many_as_the_setting_says(filled: School) -> None:
    for _ in range(3):
        run_mapping(filled.version_id, filled.docent_id)
    assert clear_old_evidence() == Cleared(0, 0)
    clear_old_evidence(keep=2)
    assert [count > 0 for count in evidence_left(filled.version_id).values()] == [False, False, True, True]


def test_the_database_is_measured_and_shrunk(filled: School) -> None:
    before = measure_database()
    shrink_database()
    # PostgreSQL writes a little about the work itself.
    assert 0 < measure_database() <= before + 100_000
