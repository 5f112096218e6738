"""Two docents upload `modules.xlsx` at the same moment, through a real server and a real worker, and do not meet."""

import re
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from http.cookiejar import CookieJar
from io import BytesIO

import pytest
from flask import Flask
from waitress import create_server
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from curriculum import jobs
from curriculum.contract.vocabulary import Role
from curriculum.extensions import db
from curriculum.services.coverage import modules
from curriculum.services.demo import DEMO_PASSWORD
from curriculum.services.school import people, programmes
from curriculum.services.uploading import uploads
from tests.security.conftest import OURS
from tests.security.packages import make_rows, make_workbook
from tests.soak.invariants import find_faults, find_unfinished
from tests.web.conftest import TOKEN

PATIENCE = 120
DOCENTS = ("docent", "collega")
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')


class Docent:
    """A person with a browser of sorts, who talks to the server over the network."""

    def __init__(self, address: str, name: str) -> None:
        self.name = name
        self._address = address
        self._browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        self.here = ""
        self.page = ""
        self.post("/login", {"email": f"{name}@example.com", "password": DEMO_PASSWORD}, on="/login")

    def get(self, path: str) -> str:
        """Open a page."""
        return self._open(path)

    def post(self, path: str, form: dict[str, object], *, on: str = "/help/mapping") -> str:
        """Send a form with the key of a page, and follow where it leads."""
        token = TOKEN.search(self.get(on))
        assert token is not None
        boundary, body = encode_multipart({"csrf_token": token.group(1), **form})
        kind = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
        return self._open(path, body, kind)

    def upload(self) -> None:
        """Send the sheet under the name that everybody uses."""
        header, *rows = make_rows(25)
        own = [
            (f"{self.name}-{number}", f"Module {number} van {self.name}", *row[2:]) for number, row in enumerate(rows)
        ]
        file = FileStorage(BytesIO(make_workbook([header, *own])), "modules.xlsx")
        self.post(f"/versions/{OURS}/uploads", {"workbook": file})

    def wait_for_rows(self) -> None:
        """Look again until the file has been read."""
        deadline = time.monotonic() + PATIENCE
        while "<progress" in self.get(self.here):
            assert time.monotonic() < deadline, "it took too long"
            time.sleep(0.1)

    def take_in(self) -> None:
        """Send the form of the page that is open, as it is."""
        form: dict[str, object] = {name: value for name, value in HIDDEN.findall(self.page) if name != "csrf_token"}
        self.post(f"{self.here}/confirm", form)

    def _open(self, path: str, body: bytes | None = None, headers: Mapping[str, str] | None = None) -> str:
        request = urllib.request.Request(self._address + path, data=body, headers=dict(headers or {}))  # noqa: S310 (our own address)
        try:
            with self._browser.open(request, timeout=PATIENCE) as answer:
                self.here = answer.url.removeprefix(self._address)
                self.page = answer.read().decode()
        except urllib.error.HTTPError as error:
            raise AssertionError(f"{path}: {error.code}") from error
        return self.page


@pytest.fixture
def address(either_app: Flask) -> Iterator[str]:
    """Serve the tool with a worker, and with a second docent, and give its address."""
    either_app.config.update(JOBS_IMMEDIATE=False, JOBS_IN_CHILD=True)
    with either_app.app_context():
        programme = programmes.get_version(OURS).programme_id
        people.create_account(
            "collega@example.com", "Collega", DEMO_PASSWORD, roles=((programme, Role.DOCENT),), actor_id=None
        )
    server = create_server(either_app, host="127.0.0.1", port=0, threads=8)
    thread = threading.Thread(target=server.run)
    thread.start()
    jobs.start_consumer(either_app)
    try:
        yield f"http://127.0.0.1:{server.effective_port}"
    finally:
        jobs.stop_consumer(either_app)
        server.close()
        thread.join(timeout=PATIENCE)


def at_once(docents: list[Docent], step: Callable[[Docent], None]) -> None:
    """Let all docents do a step at the same moment."""
    start = threading.Barrier(len(docents))
    failures: list[BaseException] = []

    def go(docent: Docent) -> None:
        try:
            start.wait()
            step(docent)
        except BaseException as error:  # noqa: BLE001 (raised below, in the thread of the test)
            failures.append(error)

    threads = [threading.Thread(target=go, args=(docent,)) for docent in docents]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]


def test_two_docents_who_upload_modules_xlsx_at_once_do_not_meet(either_app: Flask, address: str) -> None:
    with either_app.app_context():
        before = len(modules.list_modules(OURS))
    docents = [Docent(address, name) for name in DOCENTS]
    at_once(docents, Docent.upload)
    assert docents[0].here != docents[1].here
    at_once(docents, Docent.wait_for_rows)
    for own, other in (docents, docents[::-1]):
        assert f"Module 3 van {own.name}" in own.page
        assert f"van {other.name}" not in own.page

    # Both looked at the modules as they were, so one of the two is asked to look again before anything is taken in.
    pages = [docent.here for docent in docents]
    at_once(docents, Docent.take_in)
    late = [docent for docent, page in zip(docents, pages, strict=True) if docent.here == page]
    assert len(late) == 1
    late[0].get(late[0].here)
    late[0].take_in()

    with either_app.app_context():
        names = [module.code or "" for module in modules.list_modules(OURS)]
        assert len(names) == before + 50
        assert [sum(name.startswith(f"{docent}-") for name in names) for docent in DOCENTS] == [25, 25]
        newest = uploads.list_imports(OURS)[:2]
        assert [item.filename for item in newest] == ["modules.xlsx"] * 2
        assert len({item.sha256 for item in newest} | {item.uploaded_by for item in newest}) == 4
        deadline = time.monotonic() + PATIENCE
        while find_unfinished(db.engine, OURS) and time.monotonic() < deadline:
            time.sleep(0.2)
        assert find_faults(db.engine, OURS) + find_unfinished(db.engine, OURS) == []
