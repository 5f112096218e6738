"""The outlook of the demo: wholly invented, and said to be so on the page itself."""

from curriculum.contract.foresight import Axis, Outlook, Part, Scenario, Trend, Uncertainty
from curriculum.contract.vocabulary import Fate, TrendKind

EXAMPLE = "Voorbeeld, verzonnen voor de demo"

OUTLOOK = Outlook(
    question="Voorbeeld: hoe ziet het werk van de managementondersteuner er in 2030 uit?",
    moment="December 2030 (voorbeeld)",
    picture=(
        "Dit toekomstbeeld is verzonnen om te laten zien hoe het werkt. De ondersteuner werkt voor drie teams, deels "
        "op afstand, en laat software het routinewerk doen."
    ),
    trends=(
        Trend("Vergaderingen zijn half op kantoor en half online", TrendKind.CHALLENGE, EXAMPLE, "docent", 1),
        Trend("Collega's zien elkaar minder", TrendKind.SENTIMENT, EXAMPLE, "student", 1),
        Trend("Software schrijft verslagen en plant afspraken", TrendKind.UNCERTAIN, EXAMPLE, "werkveld", 2),
        Trend("Eén ondersteuner voor meer leidinggevenden", TrendKind.CHALLENGE, EXAMPLE, "werkveld", 3),
    ),
    uncertainties=(
        Uncertainty("Hoeveel het werk op kantoor gebeurt", 4, 4, EXAMPLE),
        Uncertainty("Hoeveel software overneemt", 5, 5, EXAMPLE),
        Uncertainty("Voor hoeveel mensen je werkt", 3, 4, EXAMPLE),
    ),
    horizontal=Axis("Waar het werk gebeurt", "op kantoor", "overal"),
    vertical=Axis("Wie het routinewerk doet", "mensen", "software"),
    scenarios=(
        Scenario(
            "De verkeersleider", "overzicht, online verbinden", "Je stuurt vanaf elke plek systemen en mensen aan."
        ),
        Scenario("De gastheer", "ontmoeten, ontvangen", "Software doet het werk, jij zorgt dat mensen elkaar zien."),
        Scenario("De spil", "vaste plek, vaste mensen", "Het werk van nu: je doet het zelf en iedereen loopt langs."),
        Scenario(
            "De invalkracht", "wisselen, overdragen", "Je helpt steeds een ander team en draagt je werk goed over."
        ),
    ),
    parts=(
        Part("OM-105 Bezoekers ontvangen", Fate.STAYS, "In elke hoek blijft ontvangen mensenwerk (voorbeeld)."),
        Part("OM-206 Zakenreizen", Fate.GOES, "Reizen boekt men zelf (voorbeeld).", 60),
    ),
    room_hours=240,
)
