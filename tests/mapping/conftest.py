"""A small hand-written programme and framework, for the tests of the engine."""

import pytest
from hypothesis import settings

from curriculum.contract.records import (
    CompetencyRecord,
    Framework,
    ModuleRecord,
    Passage,
    Statement,
    WorkProcessMention,
)
from curriculum.contract.vocabulary import ModuleField, Verdict

# The first example pays for loading networkx and the dictionaries, and the machine may be busy: no time limit.
settings.register_profile("engine", deadline=None)
settings.load_profile("engine")


def make_module(code: str, title: str, *outcomes: str, description: str = "", row: int = 2) -> ModuleRecord:
    """Make a module whose title stands in column B, description in C and outcomes in D of sheet "LJ1"."""
    passages = [Passage(ModuleField.TITLE, title, "LJ1", f"B{row}")]
    if description:
        passages.append(Passage(ModuleField.DESCRIPTION, description, "LJ1", f"C{row}"))
    passages += [Passage(ModuleField.OUTCOME, outcome, "LJ1", f"D{row + i}") for i, outcome in enumerate(outcomes)]
    return ModuleRecord(code, title, code=code, passages=tuple(passages), sheet="LJ1", row=row)


@pytest.fixture(scope="session")
def modules() -> tuple[ModuleRecord, ...]:
    """Six modules of an office programme; the last one has no text at all."""
    meeting = make_module(
        "OM-1",
        "Vergaderen en notuleren",
        "De student kan een vergadering voorbereiden en de agenda opstellen.",
        "De student maakt een beknopt vergaderverslag en een besluitenlijst.",
        row=2,
    )
    visitors = make_module(
        "OM-2",
        "Bezoekers ontvangen",
        "De student ontvangt gasten aan de receptie en begeleidt hen naar de afspraak.",
        description="In deze module leer je bezoek gastvrij te ontvangen.",
        row=6,
    )
    archive = make_module(
        "OM-3",
        "Digitaal archief en privacy",
        "De student beheert dossiers in een documentmanagementsysteem.",
        "De student werkt volgens de AVG met persoonsgegevens.",
        row=9,
    )
    calendar = make_module(
        "OM-4",
        "Agendabeheer",
        "De student plant afspraken in de agenda van een leidinggevende.",
        "De student stelt prioriteiten bij dringende verzoeken.",
        row=12,
    )
    finance = make_module(
        "OM-5", "Facturen en declaraties", "De student controleert facturen en verwerkt declaraties.", row=15
    )
    finance = ModuleRecord(
        finance.id,
        finance.title,
        code=finance.code,
        passages=finance.passages,
        work_processes=(WorkProcessMention("B1-K2-W5", "Wp 2.5", "LJ1", "E15"),),
        statements=(Statement("C-MONEY", Verdict.FULL, raw="C-MONEY", sheet="LJ1", cell="F15"),),
        sheet="LJ1",
        row=15,
    )
    return meeting, visitors, archive, calendar, finance, ModuleRecord("OM-6", "", sheet="LJ1", row=18)


@pytest.fixture(scope="session")
def framework() -> Framework:
    """Seven competencies; nothing in the programme touches the last one, and one grows into another."""
    return Framework(
        "office",
        "Kantoor van morgen",
        (
            CompetencyRecord(
                "C-NOTES",
                "Vergaderingen vastleggen",
                "Legt besluiten en acties vast in een verslag.",
                theme="T1",
                theme_title="Overleg",
                work_processes=("B1-K2-W3",),
                grows_into=("C-TIME",),
            ),
            CompetencyRecord("C-GUEST", "Bezoekers gastvrij ontvangen", "Ontvangt bezoekers.", theme="T1"),
            CompetencyRecord(
                "C-PRIV", "Zorgvuldig omgaan met privacy", "Beschermt gegevens van personen.", search_terms=("avg",)
            ),
            CompetencyRecord("C-TIME", "Tijd van de manager bewaken", "Beheert agenda en prioriteiten."),
            CompetencyRecord("C-MONEY", "Declaraties afhandelen", "Verwerkt facturen.", work_processes=("B1-K2-W5",)),
            CompetencyRecord("C-COACH", "Collega's begeleiden", "Coacht collega's bij hun ontwikkeling."),
            CompetencyRecord("C-DRONE", "Drones besturen", "Vliegt met onbemande luchtvaartuigen boven water."),
        ),
    )
