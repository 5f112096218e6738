"""What the name of an uploaded file says of crebo, leerweg and cohort is held against the version."""

from curriculum.contract.vocabulary import Leerweg
from curriculum.services.school import programmes
from curriculum.services.uploading.reading_choices import get_reading_form
from tests.services.conftest import School, upload

SHEET = b"Module;SBU\nAgenda;40\n"


def test_the_file_name_is_held_against_the_version(school: School) -> None:
    version_id = programmes.create_programme(
        "Secretary", leerweg=Leerweg.BOL, cohort="2026-2027", crebo_code="25956", actor_id=None
    )
    named = get_reading_form(upload(version_id, SHEET, school.docent_id, filename="25168BBL2026modules.csv")).named
    assert [(item.part, item.found, item.expected, item.differs) for item in named] == [
        ("crebo", "25168", "25956", True),
        ("leerweg", "bbl", "bol", True),
        ("cohort", "2026", "2026-2027", False),
    ]
    assert get_reading_form(upload(version_id, SHEET, school.docent_id, filename="modules.csv")).named == ()
