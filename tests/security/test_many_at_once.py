"""Many hands at once, and a process that is killed in the middle: nothing is done twice, lost or half done."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from flask import Flask

from curriculum.contract.vocabulary import Verdict
from curriculum.services.coverage import decisions, links, modules
from curriculum.services.errors import Conflict
from curriculum.services.uploading import uploads
from tests.security.conftest import OURS, upload
from tests.security.packages import make_rows, make_workbook
from tests.web.conftest import Visitor

HANDS = 8
# Takes an import in and back again, over and over, and says so each time after it was acknowledged.
TAKE_IN_AND_BACK = """
import sys
from pathlib import Path
from curriculum.app import create_app
from curriculum.config import Mode, Settings
from curriculum.services.uploading import uploads

database, folder, import_ids = sys.argv[1], Path(sys.argv[2]), [int(text) for text in sys.argv[3:]]
app = create_app(Settings(Mode.TEST, folder, f"sqlite:///{database}", "a key", "a salt"))
with app.app_context():
    print("ready", flush=True)
    for import_id in import_ids:
        seen = uploads.get_preview(import_id).revision
        uploads.confirm_import(import_id, actor_id=None, seen_revision=seen)
        print("in", import_id, flush=True)
        uploads.undo_import(import_id, actor_id=None)
        print("out", import_id, flush=True)
"""


def do_at_once(app: Flask, work: Callable[[int], object]) -> list[object]:
    """Do ``work`` in eight threads that start together; return what came of it, exceptions as such."""
    outcomes: list[object] = [None] * HANDS
    barrier = threading.Barrier(HANDS)

    def go(number: int) -> None:
        with app.app_context():
            barrier.wait()
            try:
                outcomes[number] = work(number)
            except Conflict as error:
                outcomes[number] = error

    threads = [threading.Thread(target=go, args=(number,)) for number in range(HANDS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def id_of(path: str) -> int:
    return int(path.rsplit("/", 1)[1])


def test_a_file_that_eight_people_confirm_at_once_is_taken_in_once(app: Flask, visitor: Visitor) -> None:
    import_id = id_of(upload(visitor.log_in("docent"), make_workbook(make_rows(25)), "acht.xlsx"))
    with app.app_context():
        before = len(modules.list_modules(OURS))
        seen = uploads.get_preview(import_id).revision
    outcomes = do_at_once(app, lambda _: uploads.confirm_import(import_id, actor_id=1, seen_revision=seen))
    assert sum(isinstance(outcome, uploads.ImportOutcome) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, Conflict) for outcome in outcomes) == HANDS - 1
    with app.app_context():
        assert len(modules.list_modules(OURS)) == before + 25


def test_a_confirm_and_a_discard_at_once_leave_one_of_the_two(app: Flask, visitor: Visitor) -> None:
    import_id = id_of(upload(visitor.log_in("docent"), make_workbook(make_rows(25)), "beide.xlsx"))
    with app.app_context():
        before = len(modules.list_modules(OURS))
        seen = uploads.get_preview(import_id).revision

    def work(number: int) -> uploads.ImportOutcome | None:
        if number % 2 == 0:
            return uploads.confirm_import(import_id, actor_id=1, seen_revision=seen)
        uploads.discard_import(import_id, actor_id=1)
        return None

    outcomes = do_at_once(app, work)
    assert sum(isinstance(outcome, Conflict) for outcome in outcomes) == HANDS - 1
    with app.app_context():
        (state,) = (item.state for item in uploads.list_imports(OURS) if item.id == import_id)
        taken_in = any(isinstance(outcome, uploads.ImportOutcome) for outcome in outcomes)
        assert state is (uploads.ImportState.APPLIED if taken_in else uploads.ImportState.DISCARDED)
        assert len(modules.list_modules(OURS)) == before + 25 * taken_in


def test_eight_people_who_judge_at_once_are_all_heard(app: Flask) -> None:
    with app.app_context():
        pairs = [(item.module_id, item.competency_code) for item in links.list_proposals(OURS)][:2]
    verdicts = (Verdict.FULL, Verdict.PARTIAL, Verdict.REJECTED)

    def work(number: int) -> None:
        for turn in range(3):
            module, code = pairs[turn % 2]
            reason = f"{number}/{turn}"
            decisions.decide_link(OURS, module, code, verdicts[turn], reason=reason, actor_id=1)

    assert do_at_once(app, work) == [None] * HANDS
    with app.app_context():
        history = [record for pair in pairs for record in links.get_link(OURS, *pair).history]
    said = {record.reason for record in history}
    assert {f"{number}/{turn}" for number in range(HANDS) for turn in range(3)} <= said


def test_a_process_that_is_killed_leaves_what_it_acknowledged_and_nothing_half_done(
    app: Flask, visitor: Visitor, tmp_path: Path
) -> None:
    visitor.log_in("docent")
    sheet = make_workbook(make_rows(80))
    import_ids = [id_of(upload(visitor, sheet, f"{number}.xlsx")) for number in range(5)]
    with app.app_context():
        before = len(modules.list_modules(OURS))
    database = tmp_path / "curriculum.db"
    child = subprocess.Popen(
        [sys.executable, "-c", TAKE_IN_AND_BACK, str(database), str(tmp_path), *map(str, import_ids)],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    lines = [child.stdout.readline() for _ in range(4)]
    # It has acknowledged three steps and is busy with the next; now it gets no chance to tidy up.
    os.kill(child.pid, signal.SIGKILL)
    lines += child.stdout.read().splitlines()
    assert child.wait() == -signal.SIGKILL
    child.stdout.close()
    acknowledged = [line.split() for line in lines if line.split()[:1] in (["in"], ["out"])]
    assert len(acknowledged) >= 3
    with sqlite3.connect(database) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.close()
    with app.app_context():
        states = {item.id: item.state for item in uploads.list_imports(OURS)}
        last = {int(number): word for word, number in acknowledged}
        open_ones = 0
        for import_id in import_ids:
            state = states[import_id]
            if import_id in last and list(last)[-1] != import_id:
                assert state is uploads.ImportState.UNDONE
            elif last.get(import_id) == "in":
                assert state in (uploads.ImportState.APPLIED, uploads.ImportState.UNDONE)
            open_ones += state is uploads.ImportState.APPLIED
        # All rows of an import are there, or none.
        assert open_ones <= 1
        assert len(modules.list_modules(OURS)) == before + 80 * open_ones
