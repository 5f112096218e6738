"""Words and phrases without weight in comparing a module with a competency: function words and boilerplate."""

import re
from collections.abc import Iterable

_DUTCH = """
aan aangaande aangezien achter achterna af afgelopen al aldaar aldus alhoewel alle allebei alleen allen alles als
alsmede alsnog altijd altoos ander andere anderen anders anderszins behalve behoudens beide beiden ben beneden bent
bepaald bepaalde betreffende bij bijna bijv bijvoorbeeld binnen binnenin boven bovenal bovendien bovenop buiten bv ca
circa daar daarbij daarbinnen daarbuiten daardoor daarheen daarin daarmee daarna daarnaast daarom daaronder daarop
daarover daarvan daarvoor dan dat de deze dezelfde diegene dien diens dient dienen die dit doch doen doet door
doorgaans dus dwars e.d. echter een eens eer eerst eerste eigen elk elkaar elke en enig enige enkel enkele enz
enzovoort er eraan erbij erin ermee erna erop erover ertoe eruit ervan ervoor etc evenals eveneens gaan gaat gauw ge
gedaan gedurende geen gehad gekund geleden gelijk gemoeten gemogen genoeg gewoon geweest haar had hadden halve heb
hebben hebt heeft heel hele hem hen her het hetzelfde hier hierbij hierin hiermee hierna hierom hieronder hierop
hiervan hiervoor hij hoe hoewel hun hunne ieder iedere iedereen iemand iets ik in inclusief indien ingeval inmiddels
is ja je jezelf jij jou jouw jullie kan kon konden krachtens kun kunnen kunt laat later laten liever maar maken mag
maakt me mede meer mees met mezelf middels mij mijn mijzelf min minder mits mocht moest moet moeten mogelijk mogen na
naar naargelang naast nabij nadat net niet niets niks noch nog nogal nu of ofschoon om omdat omhoog omlaag omtrent
omver ondanks onder ondertussen ongeveer ons onszelf onze ook op opdat over overal overige pas per pp precies reeds
rond rondom samenvattend sedert sinds sindsdien slechts sommige sommigen soort soorten steeds t tamelijk te tegen ten
tenzij ter terwijl tevens thans tijdens toch toe toen tot totdat tussen u uit uitgezonderd uw uzelf vaak van vanaf
vandaan vanuit vanwege veel veeleer verder vervolgens via vol volgens voor vooraf vooral vooralsnog voorbij voordat
voordien voorheen voorop voort voorts vrij waar waaraan waarbij waardoor waarheen waarin waarmee waarna waarom
waaronder waarop waarover waartoe waaruit waarvan waarvoor wanneer want waren was wat we weer weg wegens wel weldra
welk welke werd werden wezen wie wiens wier wij wijze wil willen wilt word worden wordt zal ze zeer zeker zelf zich
zichzelf zij zijn zijne zo zoals zodat zodra zonder zou zouden zowat zowel zulk zulke zullen zult z'n m'n 's 't
"""

_ENGLISH = """
a an and are as at be been being but by can could did do does for from had has have he her his how i if in into is it
its may might must my no not of on or our shall she should so such than that the their them then there these they this
those to was we were what when where which who will with within would you your
"""

# Words of the form that a module sheet has, not of what it is about.
_SCHOOL = """
student studenten cursist cursisten deelnemer deelnemers leerling leerlingen module modules cursus opleiding training
les lessen leerdoel leerdoelen leeruitkomst leeruitkomsten inhoud omschrijving doelgroep voorkennis
"""

# Words that lend themselves to anything ("neemt deel", "op een goede manier"); as lemmas, since every form counts.
LIGHT_WORDS = frozenset(
    """
    blijven brengen geven hangen houden kennen komen krijgen leggen liggen lopen nemen pakken staan stellen trekken
    vallen vinden voeren weten zetten zien zitten zorgen
    aantal belangrijk divers goed juist manier nieuw soort verschillend wijze zaak
    """.split()  # noqa: SIM905 (a block of words reads better than a list of strings)
)

# Words that do count in comparing, yet say nothing to a reader who asks what a module shares or lacks, and that are not
# common enough to be told by their frequency. As forms or as lemmas.
VAGUE_WORDS = frozenset(
    """
    alvast beide beter daarop eraf ernaar eromheen ertegen ertoe gang geregeld gericht graag grotendeels meerdere
    onmiddellijk passend punt rechtstreeks richting sterk straks tegelijk telkens vlot vlug voldoende wisselend zicht
    """.split()  # noqa: SIM905 (a block of words reads better than a list of strings)
)

DUTCH_FUNCTION_WORDS, ENGLISH_FUNCTION_WORDS = frozenset(_DUTCH.split()), frozenset(_ENGLISH.split())
STOPWORDS = DUTCH_FUNCTION_WORDS | ENGLISH_FUNCTION_WORDS | frozenset(_SCHOOL.split())

# Openings that a docent writes before the real outcome; the verb that follows them is content and stays.
_WHO = r"(?:de\s+|een\s+|elke\s+|iedere\s+)?(?:studente?n?|cursist(?:en)?|deelnemers?|leerling(?:en)?|je|jij|u|men)"
_CAN = (
    r"(?:(?:kan|kun|kunt|kunnen|weet|weten|leert|leren|is|zijn|bent|heeft|hebt|hebben)"
    r"(?:\s+je|\s+jij|\s+u)?"
    r"(?:\s+in\s+staat(?:\s+om)?|\s+staat\s+om|\s+(?:om|hoe|wat|zelfstandig|te))*)"
)
_BOILERPLATE = re.compile(
    r"\b(?:"
    r"(?:aan\s+het\s+einde?|na\s+afloop|na\s+afronding|na\s+het\s+volgen|aan\s+het\s+slot)\s+van\s+"
    r"(?:deze|de|dit|het)\s+(?:module|cursus|opleiding|training|les|vak|periode|blok|onderdeel)\b,?"
    r"|(?:in|tijdens|met|binnen)\s+(?:deze|dit)\s+(?:module|cursus|opleiding|training|les|vak|periode|blok|onderdeel)\b,?"
    r"|(?:deze|dit)\s+(?:module|cursus|opleiding|training|vak|onderdeel)\s+"
    r"(?:gaat\s+over|behandelt|richt\s+zich\s+op|leert\s+je)\b"
    rf"|{_WHO}\s+{_CAN}\b"
    rf"|{_CAN}\s+(?:de\s+)?(?:student|cursist|deelnemer|leerling)\b"
    r"|(?:leer|kun|kan)\s+je\b"
    r")",
    re.IGNORECASE,
)
# One of these words stands in every phrase that the pattern above takes out.
_SIGNS_OF_BOILERPLATE = frozenset(
    """
    student studente studentn studenten cursist cursisten deelnemer deelnemers leerling leerlingen je jij u men
    module cursus opleiding training les vak periode blok onderdeel
    """.split()  # noqa: SIM905 (a block of words reads better than a list of strings)
)
_JOINT = re.compile(r"[-'’&]")


def may_hold_boilerplate(text: str, words: Iterable[str]) -> bool:
    """Return whether ``text``, which has these words, can hold a standing phrase; False is certain, True is not.

    >>> may_hold_boilerplate("Agenda beheren", ["Agenda", "beheren"]), may_hold_boilerplate("Je leert", ["Je", "leert"])
    (False, True)
    """
    # "je-zelf" is one word here, yet the pattern sees "je" in it.
    return not _SIGNS_OF_BOILERPLATE.isdisjoint(map(str.lower, words)) or _JOINT.search(text) is not None


def remove_boilerplate(text: str) -> str:
    """Return ``text`` without the standing phrases of module sheets.

    >>> remove_boilerplate("De student kan een agenda beheren.").strip()
    'een agenda beheren.'
    >>> remove_boilerplate("In deze module leer je notuleren.").strip()
    'notuleren.'
    """
    return _BOILERPLATE.sub(" ", text)
