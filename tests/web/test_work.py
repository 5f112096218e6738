"""The work of a docent and of an admin, through the forms and without a browser."""

import re
from io import BytesIO
from pathlib import Path

import openpyxl
from flask import Flask

from curriculum.contract import rules
from curriculum.contract.records import ModuleRecord
from curriculum.contract.vocabulary import Leerweg, Role, Verdict, VersionStatus
from curriculum.demo import messy_workbook
from curriculum.services import audit
from curriculum.services.coverage import decisions, links, modules
from curriculum.services.coverage.links import LinkState
from curriculum.services.demo import DEMO_PASSWORD
from curriculum.services.mapping import run_differences, runs
from curriculum.services.school import people, programmes
from curriculum.services.texts import list_fields
from curriculum.services.uploading import uploads
from curriculum.web import log
from curriculum.web.labels import field_word
from tests.web.conftest import Visitor, upload
from tests.web.pages import check_page


def test_an_upload_is_stored_and_changes_nothing_until_it_is_confirmed(app: Flask, visitor: Visitor) -> None:
    visitor.log_in("docent")
    with app.app_context():
        before = modules.list_modules(1)
    path = upload(visitor, messy_workbook())
    page = visitor.get(path)
    check_page(page)
    assert "Er is nog niets opgenomen" in page
    with app.app_context():
        assert modules.list_modules(1) == before


def test_a_problem_stands_inside_its_own_cell_with_the_row_number_of_excel(visitor: Visitor) -> None:
    visitor.log_in("docent")
    page = visitor.get(upload(visitor, messy_workbook()))
    assert re.search(r'<td class="has-note">1-3(?:<span class="taken">[^<]*</span>)?<span class="note">.*datum', page)
    assert re.search(r'<th scope="row">10</th><td class="pick"><input .*></td><td class="state-word">nieuw</td>', page)
    assert "blijft weg" in page


def test_the_list_of_problems_can_show_errors_only(visitor: Visitor) -> None:
    visitor.log_in("docent")
    path = upload(visitor, messy_workbook())
    problems = visitor.get(f"{path}?show=errors").split('id="problems"')[1]
    assert "</use></svg> fout" in problems
    assert "</use></svg> let op" not in problems


def test_confirming_takes_the_modules_in_and_starts_the_mapping(app: Flask, visitor: Visitor) -> None:
    with app.app_context():
        admin = next(item for item in people.list_accounts() if item.email.startswith("admin@"))
        version_id = programmes.create_programme("Nieuw", leerweg=Leerweg.BOL, cohort="2026", actor_id=admin.id)
    visitor.log_in("admin")
    path = upload(visitor, messy_workbook(), version_id=version_id)
    count = re.search(r"(\d+) modules? opnemen", visitor.get(path))
    assert count is not None
    answer = visitor.post(f"{path}/confirm", follow=True)
    assert f"{count.group(1)} modules opgenomen" in answer.get_data(as_text=True)
    with app.app_context():
        assert len(modules.list_modules(version_id)) == int(count.group(1))
        assert runs.latest_run(version_id) is not None


def test_a_confirm_on_a_page_that_is_out_of_date_is_refused_in_words(app: Flask, visitor: Visitor) -> None:
    visitor.log_in("docent")
    path = upload(visitor, messy_workbook())
    page = visitor.post(f"{path}/confirm", {"seen_revision": "9999"}, follow=True).get_data(as_text=True)
    assert "Controleer" in page or "veranderd" in page
    with app.app_context():
        assert not any(item.title == "Duits op kantoor" for item in modules.list_modules(1))


def test_a_file_can_be_thrown_away_and_an_import_undone(app: Flask, visitor: Visitor) -> None:
    visitor.log_in("docent")
    with app.app_context():
        before = len(modules.list_modules(1))
    thrown = upload(visitor, messy_workbook())
    assert "weggegooid" in visitor.post(f"{thrown}/discard", follow=True).get_data(as_text=True)
    path = upload(visitor, messy_workbook())
    visitor.post(f"{path}/confirm")
    with app.app_context():
        assert len(modules.list_modules(1)) > before
    with app.app_context():
        runs_before = runs.latest_run(1)
    page = visitor.post(f"{path}/undo", follow=True).get_data(as_text=True)
    with app.app_context():
        assert runs.latest_run(1) != runs_before, "the modules of before were not mapped again"
    assert "weer zoals voor dit bestand" in page
    with app.app_context():
        assert len(modules.list_modules(1)) == before


def test_no_file_and_a_file_that_is_no_workbook_are_answered_in_words(visitor: Visitor) -> None:
    visitor.log_in("docent")
    assert "Kies eerst een bestand" in visitor.post("/versions/1/uploads", follow=True).get_data(as_text=True)
    page = visitor.get(upload(visitor, b"this is no workbook", "foto.xlsx"))
    check_page(page)
    assert "opnemen</button>" not in page


def test_a_decision_is_kept_and_the_next_proposal_follows(app: Flask, visitor: Visitor) -> None:
    visitor.log_in("docent")
    with app.app_context():
        first, second, *_rest = links.list_proposals(1, state=LinkState.OPEN)
    path = f"/versions/1/links/{first.module_id}/{first.competency_code}"
    answer = visitor.post(path, {"verdict": "full", "mastery": "master", "reason": "Staat in de toets"})
    assert answer.location == f"/versions/1/links/{second.module_id}/{second.competency_code}#content"
    with app.app_context():
        kept = links.get_link(1, first.module_id, first.competency_code).view.decision
    assert kept is not None
    assert (kept.verdict, kept.reason) == (Verdict.FULL, "Staat in de toets")
    page = visitor.get(path)
    assert "Staat in de toets" in page


def test_after_the_last_proposal_comes_the_list(app: Flask, visitor: Visitor) -> None:
    visitor.log_in("docent")
    with app.app_context():
        docent = next(item for item in people.list_accounts() if item.email.startswith("docent@"))
        *others, last = links.list_proposals(1, state=LinkState.OPEN)
        for view in others:
            decisions.decide_link(1, view.module_id, view.competency_code, Verdict.REJECTED, actor_id=docent.id)
    answer = visitor.post(f"/versions/1/links/{last.module_id}/{last.competency_code}", {"verdict": "rejected"})
    assert answer.location == "/versions/1/links"


def test_a_verdict_that_does_not_exist_is_refused(visitor: Visitor) -> None:
    visitor.log_in("docent")
    assert visitor.post("/versions/1/links/1/M16-01", {"verdict": "perhaps"}).status_code == 400


def test_a_pair_without_a_proposal_can_be_linked_by_hand(app: Flask, visitor: Visitor) -> None:
    visitor.log_in("docent")
    with app.app_context():
        proposed = {view.competency_code for view in modules.get_module(1, 1).links}
    code = next(code for code in ("M16-01", "M16-02", "M20-05", "M20-17") if code not in proposed)
    answer = visitor.client.get(f"/versions/1/links/by-hand?module=1&competency={code}")
    assert answer.location == f"/versions/1/links/1/{code}"
    page = visitor.get(answer.location)
    check_page(page)
    visitor.post(answer.location, {"verdict": "partial"})
    with app.app_context():
        assert links.get_link(1, 1, code).view.state is LinkState.PARTIAL


def test_the_matched_words_are_marked_in_both_texts(app: Flask, visitor: Visitor) -> None:
    visitor.log_in("docent")
    with app.app_context():
        view = next(
            view
            for view in links.list_proposals(1)
            if view.link and any(item.kind == "same_word" for item in view.link.evidence)
        )
        assert view.link is not None
        word = next(item.module_text for item in view.link.evidence if item.kind == "same_word")
    page = visitor.get(f"/versions/1/links/{view.module_id}/{view.competency_code}")
    assert len(re.findall(f"<mark>{re.escape(word)}</mark>", page, re.IGNORECASE)) >= 2


def test_a_proposal_is_told_as_a_hint_with_what_was_measured_of_its_band(app: Flask, visitor: Visitor) -> None:
    visitor.log_in("docent")
    with app.app_context():
        view = max(links.list_proposals(1), key=lambda view: view.link.probability if view.link else 0.0)
        run = runs.latest_run(1)
    assert view.link is not None
    assert run is not None
    why = visitor.get(f"/versions/1/links/{view.module_id}/{view.competency_code}").split('aria-labelledby="why"')[1]
    tenths = rules.measured_of(run.rule).tenths(view.link.band)
    assert f"klopten er in proeven met andere opleidingen ongeveer {tenths}. Het is een hint: jij beslist." in why
    assert "van de 100" not in why


def test_the_page_names_the_version_that_the_workbook_carries_and_says_what_it_counts(visitor: Visitor) -> None:
    page = visitor.log_in("quality").get("/versions/1/accountability")
    found = re.search(r"<dt>Versie</dt><dd>(\d+\.\d+) <span[^>]*>Het eerste getal gaat omhoog", page)
    assert found is not None
    answer = visitor.post("/versions/1/accountability/workbook")
    cover = openpyxl.load_workbook(BytesIO(answer.data)).worksheets[0]
    assert found[1] in [str(cell.value) for row in cover.iter_rows() for cell in row]


def test_the_workbook_of_an_adopted_version_downloads_and_nothing_can_be_decided(app: Flask, visitor: Visitor) -> None:
    visitor.log_in("admin")
    assert "gewijzigd" in visitor.post(
        "/versions/1/accountability/status", {"status": "adopted", "sure": "yes"}, follow=True
    ).get_data(as_text=True)
    with app.app_context():
        assert programmes.get_version(1).status is VersionStatus.ADOPTED
    page = visitor.get("/versions/1/links/1/M16-01")
    assert "Jouw oordeel" not in page
    answer = visitor.post("/versions/1/accountability/workbook")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert openpyxl.load_workbook(BytesIO(answer.data)).sheetnames


def test_the_template_and_the_original_upload_come_back_as_downloads(app: Flask, visitor: Visitor) -> None:
    visitor.log_in("docent")
    template = visitor.client.get("/versions/1/uploads/template")
    assert openpyxl.load_workbook(BytesIO(template.data)).sheetnames
    original = visitor.client.get("/versions/1/uploads/1/original")
    assert original.headers["Content-Disposition"].startswith("attachment")
    with app.app_context():
        assert original.data == uploads.get_upload(1)[1]


def test_a_file_comes_back_with_every_problem_in_its_cell(visitor: Visitor) -> None:
    visitor.log_in("docent")
    path = upload(visitor, messy_workbook())
    assert f"{path}/marked" in visitor.get(path)

    answer = visitor.client.get(f"{path}/marked")

    assert "attachment" in answer.headers["Content-Disposition"]
    workbook = openpyxl.load_workbook(BytesIO(answer.data))
    commented = [cell for sheet in workbook for row in sheet.iter_rows() for cell in row if cell.comment]
    assert any("datum" in cell.comment.text for cell in commented if cell.comment)


def test_an_unreadable_file_has_no_cells_to_mark_and_that_is_said(visitor: Visitor) -> None:
    visitor.log_in("docent")
    path = upload(visitor, b"\x89PNG" + bytes(100))

    assert f"{path}/marked" not in visitor.get(path)
    assert visitor.client.get(f"{path}/marked").status_code == 302
    assert "geen module die" in visitor.get(path)


def test_every_part_that_can_change_has_words(app: Flask) -> None:
    with app.test_request_context():
        for field in list_fields(ModuleRecord("M1", "Agenda")):
            assert field_word(field)


def test_an_admin_creates_an_account_that_can_log_in_with_its_role(app: Flask, visitor: Visitor) -> None:
    visitor.log_in("admin")
    with app.app_context():
        programme_id = programmes.get_version(1).programme_id
    form = {"name": "Noor", "email": "noor@school.nl", "password": "een lang wachtwoord", "programme": programme_id}
    page = visitor.post("/admin/people/new", {**form, "role": "board"}, follow=True).get_data(as_text=True)
    assert "Noor kan nu inloggen" in page
    newcomer = Visitor(app.test_client())
    newcomer.post("/login", {"email": "noor@school.nl", "password": "een lang wachtwoord"})
    newcomer.get("/versions/1/matrix")
    newcomer.get("/admin/people", status=403)


def test_a_form_with_mistakes_says_so_at_each_field(visitor: Visitor) -> None:
    visitor.log_in("admin")
    page = visitor.post("/admin/people/new", {"email": "geen adres", "role": "board"}).get_data(as_text=True)
    check_page(page)
    assert "Vul de naam in." in page
    assert "Dit is geen e-mailadres." in page
    assert 'aria-invalid="true"' in page


def account_of(account_id: int) -> people.AccountView:
    return next(item for item in people.list_accounts() if item.id == account_id)


def test_an_admin_changes_a_role_and_keeps_somebody_out(app: Flask, visitor: Visitor) -> None:
    visitor.log_in("admin")
    with app.app_context():
        board = next(item for item in people.list_accounts() if item.email.startswith("board@"))
        programme_id = programmes.get_version(1).programme_id
    visitor.post(f"/admin/people/{board.id}/role", {"programme": programme_id, "role": "quality"})
    with app.app_context():
        assert account_of(board.id).memberships[0].role is Role.QUALITY
    visitor.post(f"/admin/people/{board.id}/active", {"active": "no"})
    with app.app_context():
        assert not account_of(board.id).active
    refused = Visitor(app.test_client()).post("/login", {"email": "board@example.com", "password": DEMO_PASSWORD})
    assert refused.status_code == 200


def test_the_last_admin_cannot_be_locked_out(app: Flask, visitor: Visitor) -> None:
    visitor.log_in("admin")
    with app.app_context():
        admin = next(item for item in people.list_accounts() if item.email.startswith("admin@"))
        programme_id = programmes.get_version(1).programme_id
    page = visitor.post(f"/admin/people/{admin.id}/role", {"programme": programme_id, "role": "docent"}, follow=True)
    assert "laatste beheerder" in page.get_data(as_text=True)


def test_a_school_calls_its_roles_as_it_likes(app: Flask, visitor: Visitor) -> None:
    app.config["ROLE_LABELS"] = {Role.QUALITY: "examencommissie"}
    visitor.log_in("admin")
    page = visitor.get("/admin/people")
    assert "examencommissie" in page
    assert "kwaliteitszorg" not in page


def test_a_new_password_ends_the_visit_and_counts_from_then_on(app: Flask, visitor: Visitor) -> None:
    visitor.log_in("docent")
    form = {"current": "niet dit", "new": "vier nieuwe woorden hier", "again": "vier nieuwe woorden hier"}
    assert "niet je huidige wachtwoord" in visitor.post("/account/password", form).get_data(as_text=True)
    answer = visitor.post("/account/password", {**form, "current": DEMO_PASSWORD})
    assert answer.location == "/login"
    visitor.get("/versions/1/", status=302)
    again = Visitor(app.test_client()).post(
        "/login", {"email": "docent@example.com", "password": "vier nieuwe woorden hier"}
    )
    assert again.status_code == 302


def test_a_new_programme_leads_to_its_upload_page(visitor: Visitor) -> None:
    visitor.log_in("admin")
    form = {"name": "Zorg", "leerweg": "bbl", "cohort": "2027", "crebo_code": "", "framework": "1"}
    answer = visitor.post("/programmes/new", form)
    assert re.fullmatch(r"/versions/\d+/uploads", answer.location)
    check_page(visitor.get(answer.location))


def test_another_list_can_be_laid_beside_the_programme(app: Flask, visitor: Visitor) -> None:
    visitor.log_in("admin")
    page = visitor.post("/versions/1/frameworks/2/choose", follow=True).get_data(as_text=True)
    assert "Start de koppeling opnieuw" in page
    with app.app_context():
        assert programmes.get_version(1).framework_id == 2
    check_page(visitor.get("/versions/1/matrix"))
    visitor.post("/versions/1/mapping")
    check_page(visitor.get("/versions/1/matrix"))


def test_a_job_tells_how_far_it_is(app: Flask, visitor: Visitor) -> None:
    visitor.log_in("docent")
    with app.app_context():
        docent = next(item for item in people.list_accounts() if item.email.startswith("docent@"))
        job_id = runs.start_run(1, actor_id=docent.id)
    answer = visitor.client.get(f"/versions/1/jobs/{job_id}").get_json()
    assert answer == {"done": False, "share": None, "words": "Wacht op de beurt"}
    page = visitor.get("/versions/1/links")
    check_page(page)
    assert f'data-job-url="/versions/1/jobs/{job_id}"' in page


def test_the_log_tells_who_judged_what(app: Flask, visitor: Visitor) -> None:
    visitor.log_in("docent").post("/versions/1/links/1/M16-01", {"verdict": "partial"})
    visitor.get("/versions/1/accountability/log", status=403)
    page = Visitor(app.test_client()).log_in("quality").get("/versions/1/accountability/log")
    assert "beoordeelde een koppeling" in page
    assert "OM-101 – M16-01: gedeeltelijk" in page


def test_every_action_that_the_services_write_down_has_words() -> None:
    written = set()
    for path in Path(audit.__file__).parent.rglob("*.py"):
        written |= set(re.findall(r'record_entry\(\s*session,\s*[\w.]+,\s*"([a-z_.]+)"', path.read_text()))
    of_a_version = {action for action in written if action.split(".")[0] not in ("account", "framework")}
    assert of_a_version
    assert of_a_version - set(log.ACTIONS) == set()


def test_what_the_last_mapping_changed_is_told_from_the_second_one_on(app: Flask, visitor: Visitor) -> None:
    visitor.log_in("docent")
    assert "/versions/1/matrix/changes" not in visitor.get("/versions/1/matrix")
    assert "Nog niets om te vergelijken" in visitor.get("/versions/1/matrix/changes")
    visitor.post("/versions/1/links/1/M16-01", {"verdict": "rejected"})
    visitor.post("/versions/1/mapping")
    page = visitor.get("/versions/1/matrix")
    assert 'href="/versions/1/matrix/changes"' in page
    changes = visitor.get("/versions/1/matrix/changes")
    check_page(changes)
    assert "Wat de tool van elke competentie vindt" in changes
    with app.app_context():
        difference = run_differences.compare_latest_runs(1)
    assert difference is not None
    assert changes.count("is nu “") == len(difference.findings)


def test_the_overview_says_that_a_code_in_the_sheet_counts_as_a_decision(visitor: Visitor) -> None:
    assert "de code die de docent zelf in het blad zette" in visitor.log_in("board").get("/versions/1/")


def test_a_judged_link_shows_what_the_person_saw_when_the_text_changed_since(app: Flask, visitor: Visitor) -> None:
    visitor.log_in("docent")
    sheet = "Code;Titel;Omschrijving\nX-1;Gasten;{}\n"
    first = "De student ontvangt bezoekers & gasten gastvrij."
    for text in (first, "De student boekt facturen in."):
        path = upload(visitor, sheet.format(text).encode(), "gasten.csv")
        visitor.post(f"{path}/confirm")
        with app.app_context():
            module_id = next(item.id for item in modules.list_names(1) if item.code == "X-1")
        page = visitor.get(f"/versions/1/links/{module_id}/M16-12")
        if text is first:
            assert "Zoals het was" not in page
            visitor.post(f"/versions/1/links/{module_id}/M16-12", {"verdict": "full"})
    check_page(page)
    past = page.split('id="past"')[1].split("<h2>")[0]
    assert "Zoals het was toen Demo Docent besliste" in page
    assert "De tekst van toen" in past
    assert re.search(r"staat er nu niet meer zo</strong></span><br>De student .*gastvrij", past)
    assert "Wat de tool toen vond" in past
    assert re.search(r"<td [^>]*>bezoekers</td>", past)
