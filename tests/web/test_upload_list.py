"""The list of uploads and what waits on the overview: what became of a file, and files with nothing to take in."""

import html
import re

from flask import Flask

from tests.web.conftest import Visitor, upload
from tests.web.pages import check_page

SHEET = b"Modulecode;Modulenaam\nZ1;Notuleren\n"
NO_MODULES = b"this is no workbook\x00\x01"
UPLOADS, OVERVIEW = "/versions/1/uploads", "/versions/1/"


def states(page: str) -> dict[str, str]:
    items = page.split('class="tasks uploads"')[1].split("</ul>")[0].split("<li>")[1:]
    found = {}
    for item in items:
        words = html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", item.split("uploads__state")[1])))
        found[re.findall(r">([^<]+)</a>", item)[0]] = words.removeprefix('">').strip()
    return found


def test_a_file_whose_reading_was_stopped_does_not_seem_to_be_read(app: Flask, visitor: Visitor) -> None:
    app.config["JOBS_IMMEDIATE"] = False
    path = upload(visitor.log_in("docent"), SHEET, "gestopt.csv")
    page = visitor.get(UPLOADS)
    check_page(page)
    assert states(page)["gestopt.csv"] == "wordt gelezen"
    job = re.findall(r"/versions/1/jobs/\d+/cancel", visitor.get(path))[0]
    visitor.post(job)
    assert states(visitor.get(UPLOADS))["gestopt.csv"] == "het lezen is gestopt Weggooien : gestopt.csv"


def test_files_without_modules_are_thrown_away_together_and_the_good_one_stays(visitor: Visitor) -> None:
    visitor.log_in("docent")
    for name in ("een.csv", "twee.csv"):
        upload(visitor, NO_MODULES, name)
    upload(visitor, SHEET, "goed.csv")
    page = visitor.get(OVERVIEW)
    check_page(page)
    assert "2 bestanden zonder iets om op te nemen" in page
    assert "verdwijnt vanzelf op" in page
    assert page.count("Controleer het bestand") == 1
    answer = visitor.post(f"{UPLOADS}/discard-unreadable", {"from": "overview"})
    assert answer.location == OVERVIEW
    page = visitor.get(OVERVIEW)
    assert "2 bestanden zijn weggegooid" in page
    assert "zonder iets om op te nemen" not in page
    assert "Controleer het bestand goed.csv" in page
    shown = states(visitor.get(UPLOADS))
    assert (shown["een.csv"], shown["twee.csv"]) == ("weggegooid", "weggegooid")
    assert shown["goed.csv"].startswith("wacht op je besluit")


def test_who_may_only_look_can_throw_nothing_away(app: Flask, visitor: Visitor) -> None:
    upload(visitor.log_in("docent"), NO_MODULES, "een.csv")
    board = Visitor(app.test_client()).log_in("board")
    assert "zonder iets om op te nemen" not in board.get(OVERVIEW)
    assert board.post(f"{UPLOADS}/discard-unreadable").status_code == 403


def test_a_module_that_comes_back_is_said_to_come_back(visitor: Visitor) -> None:
    visitor.log_in("docent")
    sheet = b"Modulecode;Modulenaam\nZ1;Notuleren op niveau\nZ2;Gesprekken\n"
    path = upload(visitor, sheet, "beide.csv")
    visitor.post(f"{path}/confirm")
    lapse = upload(visitor, sheet.replace(b"Z2;Gesprekken\n", b""), "zonder.csv")
    visitor.post(f"{lapse}/rows", {"module": "Z2", "retire": "Z2"})
    assert "vervallen" in visitor.post(f"{lapse}/confirm", {"take_all": "on"}, follow=True).get_data(as_text=True)
    page = visitor.get(upload(visitor, sheet + b"Z3;Bellen\n", "terug.csv"))
    check_page(page)
    assert re.findall(r'<td class="state-word">([^<]+)</td>', page) == ["ongewijzigd", "terug van vervallen", "nieuw"]
    assert "2 modules opnemen" in page
    answer = visitor.post(f"/versions/1/uploads/{find_last(visitor)}/confirm", follow=True).get_data(as_text=True)
    assert "1 daarvan was vervallen en is terug" in answer


def find_last(visitor: Visitor) -> int:
    return max(int(number) for number in re.findall(r"/versions/1/uploads/(\d+)\"", visitor.get(UPLOADS)))
