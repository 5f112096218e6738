"""One worker reads for everybody: an upload may hold it for a minute and a gigabyte, no longer and no more."""

import json
from collections.abc import Sequence
from typing import Any

import pytest
from flask import Flask

from imports import ChildLimits, sandbox
from imports.child_talk import Bounds, Watch, talk
from tests.security.conftest import SHEET, confirm, upload
from tests.web.conftest import Visitor


def test_an_upload_is_read_within_a_minute_and_a_gigabyte(
    app: Flask, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    app.config["JOBS_IN_CHILD"] = True
    asked: list[dict[str, Any]] = []

    def watch(
        command: Sequence[str], question: Sequence[bytes], environment: dict[str, str], bounds: Bounds, watch: Watch
    ) -> tuple[int, bytes] | None:
        asked.append(json.loads(question[1]) | {"timeout": bounds.seconds})
        return talk(command, question, environment, bounds, watch)

    monkeypatch.setattr(sandbox, "talk", watch)
    path = upload(visitor.log_in("docent"), SHEET, "zorg.csv")
    (request,) = asked
    assert request["seconds"] == request["timeout"] == 60
    assert request["memory"] == 1024**3
    confirm(visitor, path)


def test_a_file_that_breaks_the_limits_is_a_problem_in_words_and_holds_nobody_up(
    app: Flask, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    app.config["JOBS_IN_CHILD"] = True
    visitor.log_in("docent")
    with monkeypatch.context() as tight:
        tight.setattr(
            "curriculum.services.background.heavy_work.READING_LIMITS", ChildLimits(memory_bytes=30 * 1024**2)
        )
        page = visitor.get(upload(visitor, SHEET, "zwaar.csv"))
    assert "kostte te veel tijd of geheugen" in page
    assert "/confirm" not in page
    confirm(visitor, upload(visitor, SHEET, "licht.csv"))
