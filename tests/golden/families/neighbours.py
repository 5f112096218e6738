"""Sheets of neighbouring programmes and of the systems that schools export from."""

from datetime import date

from tests.golden.describe import Case, Sheet, module, reading, xlsx

_EXPORT = '''\
"Onderwijsproducten";"export van 24-11-2026 09:12"
"Organisatie";"ROC Voorbeeldstad"
"Filter";"cohort 2026, team Office"

"Productcode";"Productnaam";"Omschrijving";"Leerjaar";"Periode";"Studielast";"Status"
"OM-12";"Notuleren";"Luisteren; aantekenen
en uitwerken.";"1";"P1";"60";"actief"
"OM-13";"Gesprekken ""aan de lijn""";"Doorverbinden.";"1";"P2";"40";"actief"
"OM-14";"Reizen boeken";"";"2";"P5";"80";"concept"

"Aantal records";"3"
'''

_FROM_CALC = Sheet(
    [
        ("Programma Medewerker ICT support – leerjaar 1",),
        (),
        ("Periode", "Project", "Leeruitkomsten", "Werkproces", "Uren", None, "Ingangsdatum"),
        (None, None, None, None, "SBU", "BPV", None),
        (
            1,
            "De werkplek van morgen",
            "- Richt een werkplek in.\n- Legt uit welke keuzes gemaakt zijn.",
            "B1-K1-W1",
            120,
            20,
            date(2026, 8, 31),
        ),
        (None, "Servicedesk", "- Handelt een melding af.", "B1-K1-W2 en W3", 80, 0, date(2026, 10, 5)),
        (2, "Netwerk in het klein", "- Sluit apparaten aan.", "B1-K1-W4", 100, 40, date(2026, 11, 9)),
    ],
    name="Leerjaar 1",
    merged=("A1:G1", "A3:A4", "B3:B4", "C3:C4", "D3:D4", "E3:F3", "G3:G4", "A5:A6"),
    formats={"G5": "d-m-yyyy", "G6": "d-m-yyyy", "G7": "d-m-yyyy"},
)

CASES = [
    Case(
        "neighbour-english-units",
        "An international programme with English headings: units, blocks and guided learning hours.",
        xlsx(
            Sheet(
                [
                    (
                        "Unit code",
                        "Unit title",
                        "Year",
                        "Block",
                        "Guided learning hours",
                        "Learning objectives",
                        "Assessment method",
                    ),
                    (
                        "BE1",
                        "Business correspondence",
                        1,
                        "Block 1",
                        30,
                        "Writes a formal e-mail.\nHandles a complaint.",
                        "written exam",
                    ),
                    ("BE2", "Meetings and minutes", 2, "Block 3", 24, "Takes minutes.", "role play"),
                ],
            )
        ),
        reading(
            [
                module(
                    "Business correspondence",
                    code="BE1",
                    years=[1],
                    periods=["1"],
                    bot=30,
                    outcomes=["Writes a formal e-mail", "Handles a complaint"],
                    assessments=["written exam"],
                ),
                module(
                    "Meetings and minutes",
                    code="BE2",
                    years=[2],
                    periods=["3"],
                    bot=24,
                    outcomes=["Takes minutes"],
                    assessments=["role play"],
                ),
            ]
        ),
    ),
    Case(
        "neighbour-care-learning-units",
        "From the care sector: leereenheden, two work processes and two ways of testing under each other in a cell.",
        xlsx(
            Sheet(
                [
                    ("Verzorgende-IG – overzicht leereenheden",),
                    ("Leereenheid", "Leerjaar", "Werkprocessen", "Beoordeling", "Praktijkuren", "Lesuren"),
                    ("Ondersteunen bij wonen", "1", "B1-K1-W1\nB1-K1-W3", "kennistoets\nportfolio", 80, 24),
                    ("Rapporteren en overdragen", "2", "B1-K1-W4", "praktijkbeoordeling", 120, 16),
                ],
                merged=("A1:F1",),
            )
        ),
        reading(
            [
                module(
                    "Ondersteunen bij wonen",
                    years=[1],
                    work_processes=["B1-K1-W1", "B1-K1-W3"],
                    assessments=["kennistoets", "portfolio"],
                    bpv=80,
                    bot=24,
                ),
                module(
                    "Rapporteren en overdragen",
                    years=[2],
                    work_processes=["B1-K1-W4"],
                    assessments=["praktijkbeoordeling"],
                    bpv=120,
                    bot=16,
                ),
            ]
        ),
    ),
    Case(
        "neighbour-electives",
        "From retail: the keuzedelen that students can take, with the code, the level and the number of students.",
        xlsx(
            Sheet(
                [
                    ("Keuzedeelcode", "Naam keuzedeel", "Niveau", "SBU", "Soort", "Leerjaar", "Aantal studenten"),
                    ("K9001", "Ondernemend gedrag", 4, 240, "verbredend", 2, 23),
                    ("K9002", "Duits in de winkel", 4, 240, "verdiepend", 2, 11),
                    ("K9003", "Voorbereiding op het hbo", 4, 480, "doorstroom", 3, 8),
                ],
            )
        ),
        reading(
            [
                module("Ondernemend gedrag", code="K9001", years=[2], periods=[], sbu=240),
                module("Duits in de winkel", code="K9002", years=[2], periods=[], sbu=240),
                module("Voorbereiding op het hbo", code="K9003", years=[3], periods=[], sbu=480),
            ]
        ),
    ),
    Case(
        "neighbour-export-with-lines-above",
        "An export of a student system: lines about the export above the headings, quotes, a line break and a "
        "semicolon inside a field, and a count of records below.",
        _EXPORT.encode("utf-8-sig"),
        reading(
            [
                module(
                    "Notuleren",
                    code="OM-12",
                    description="Luisteren; aantekenen en uitwerken.",
                    years=[1],
                    periods=["1"],
                    sbu=60,
                ),
                module('Gesprekken "aan de lijn"', code="OM-13", years=[1], periods=["2"], sbu=40),
                module("Reizen boeken", code="OM-14", years=[2], periods=["5"], sbu=80),
            ]
        ),
        extension="csv",
    ),
    Case(
        "neighbour-projects-in-calc",
        "From ICT, saved as .ods: projects with a merged period, outcomes with dashes, headings in two rows and "
        "a date.",
        None,
        reading(
            [
                module(
                    "De werkplek van morgen",
                    years=[1],
                    periods=["1"],
                    outcomes=["Richt een werkplek in", "Legt uit welke keuzes gemaakt zijn"],
                    work_processes=["B1-K1-W1"],
                    sbu=120,
                    bpv=20,
                ),
                module(
                    "Servicedesk",
                    years=[1],
                    periods=["1"],
                    outcomes=["Handelt een melding af"],
                    work_processes=["B1-K1-W2", "B1-K1-W3"],
                    sbu=80,
                    bpv=0,
                ),
                module(
                    "Netwerk in het klein",
                    years=[1],
                    periods=["2"],
                    outcomes=["Sluit apparaten aan"],
                    work_processes=["B1-K1-W4"],
                    sbu=100,
                    bpv=40,
                ),
            ]
        ),
        extension="ods",
        source=xlsx(_FROM_CALC),
    ),
]
