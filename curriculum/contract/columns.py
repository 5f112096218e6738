"""The column contract of a module sheet: what each column is called, how it is written and what it means.

One source for the parser (:mod:`imports`) and for the template workbook, so that the two cannot drift apart. Labels
and notes are English msgids; the Dutch texts stand in the catalogue. Synonyms are lower case without punctuation.
"""

from dataclasses import dataclass
from enum import StrEnum

from curriculum.contract.messages import N_


class ModuleColumn(StrEnum):
    """What a column of a module sheet can be taken for."""

    ID = "id"
    CODE = "code"
    TITLE = "title"
    DESCRIPTION = "description"
    YEAR = "year"
    PERIOD = "period"
    SBU = "sbu"
    BOT = "bot"
    BPV = "bpv"
    CORE_TASK = "core_task"
    WORK_PROCESS = "work_process"
    COMPETENCY = "competency"
    OUTCOME = "outcome"
    ASSESSMENT = "assessment"
    WEIGHTING = "weighting"
    LEVEL = "level"
    MATERIAL = "material"
    CHANGE = "change"
    SELF_STUDY = "self_study"
    TEACHER = "teacher"


class ColumnKind(StrEnum):
    """How the cells of a column are read."""

    NAME = "name"
    TEXT = "text"
    OUTCOMES = "outcomes"
    NUMBERS = "numbers"
    HOURS = "hours"
    CODES = "codes"
    KEPT = "kept"  # Recognised and kept as raw cell text, not used for mapping.
    PERSONAL = "personal"  # Personal data: never read into a record.


def _names(*lines: str) -> tuple[str, ...]:
    """Split lines of names at the semicolons, which keeps the lists below readable."""
    return tuple(name.strip() for line in lines for name in line.split(";") if name.strip())


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """The contract for one column.

    ``synonyms`` are sure names; ``weak_synonyms`` are names that also mean something else ("thema", "naam") and only
    count when no other column of the table claims the same meaning. ``repeatable`` columns may occur more than once
    ("Leerdoel 1", "Leerdoel 2"). ``example`` is a cell as a docent would type it. ``choices`` fills a drop-down.
    """

    column: ModuleColumn
    label: str
    note: str
    kind: ColumnKind
    synonyms: tuple[str, ...]
    weak_synonyms: tuple[str, ...] = ()
    repeatable: bool = False
    example: str = ""
    choices: tuple[str, ...] = ()
    width: int = 14
    in_template: bool = True


COLUMNS: tuple[ColumnSpec, ...] = (
    ColumnSpec(
        ModuleColumn.CODE,
        N_("Module code"),
        N_("Your own short code for the module. Leave it empty when you have none. A code occurs once."),
        ColumnKind.NAME,
        _names(
            "modulecode; module code; code; vakcode; code module; cursuscode; course code; module id;",
            "modulenummer; module nr; modulenr; code vak; afkorting; vak code; onderdeelcode; eenheidcode;",
            "code onderdeel; subject code; unit code",
        ),
        weak_synonyms=_names("afk; nr; nummer; no; id; identifier; kenmerk; abbreviation"),
        example="OM-07",
        width=13,
    ),
    ColumnSpec(
        ModuleColumn.TITLE,
        N_("Module title"),
        N_("The name of the module, as students and colleagues know it. Every row needs one."),
        ColumnKind.NAME,
        _names(
            "module; modulenaam; module naam; naam module; moduletitel; titel module; titel van de module;",
            "opleidingsonderdeel; leereenheid; leseenheid; opleidingseenheid; onderwijseenheid; module title;",
            "module name; course title; course name; title; titel; naam van de module; onderwijsproduct;",
            "lesmodule; naam opleidingsonderdeel; vaknaam; naam vak; modules; unit title; vak module;",
            "module vak; programmaonderdeel; cursusnaam; cursustitel",
        ),
        weak_synonyms=_names(
            "naam; name; vak; course; cursus; onderdeel; subject; unit; eenheid; vakken; project; leertaak;",
            "keuzedeel; keuzedelen; thema; theme; leerlijn",
        ),
        example="Vergaderingen organiseren",
        width=32,
    ),
    ColumnSpec(
        ModuleColumn.YEAR,
        N_("Year"),
        N_("The year or years of the programme: 1, or 1-2."),
        ColumnKind.NUMBERS,
        _names(
            "leerjaar; jaar; lj; studiejaar; year; study year; leerjaren; jaren; year of study; leer jaar;",
            "opleidingsjaar; jaarlaag; school year",
        ),
        example="2",
        choices=_names("1; 2; 3; 4"),
        width=10,
    ),
    ColumnSpec(
        ModuleColumn.PERIOD,
        N_("Period"),
        N_("The period or periods: 7, or 1 t/m 4, or 2 en 3."),
        ColumnKind.NUMBERS,
        _names(
            "periode; per; blok; semester; kwartaal; period; per periode; periodes; perioden; onderwijsperiode;",
            "lesperiode; block; term; periods; quarter; blokken; periode nr; periodenummer",
        ),
        repeatable=True,
        example="7 en 8",
        width=11,
    ),
    ColumnSpec(
        ModuleColumn.SBU,
        N_("Study load (SBU)"),
        N_("All hours that a student spends on the module, in clock hours: 40, or 40,5."),
        ColumnKind.HOURS,
        _names(
            "sbu; studielast; studiebelastingsuren; studiebelastinguren; uren totaal; totaal uren; uren;",
            "study load; studielasturen; totaal sbu; sbus; aantal uren; hours; total hours; study hours;",
            "studielast sbu; studielast in uren; sbu totaal; aantal sbu; studiebelasting; omvang; urenomvang;",
            "studielast uren; klokuren totaal; workload; omvang in sbu; student hours",
        ),
        weak_synonyms=_names("totaal; total"),
        example="80",
        width=12,
    ),
    ColumnSpec(
        ModuleColumn.BOT,
        N_("Supervised hours (BOT)"),
        N_("The part with a teacher present, in clock hours."),
        ColumnKind.HOURS,
        _names(
            "bot; begeleide onderwijstijd; begeleide onderwijsuren; begeleide uren; contacturen; lesuren;",
            "contact hours; supervised hours; contacttijd; bot uren; contactuur; lestijd;",
            "onderwijstijd; begeleid; teaching hours; contact uren; bot klokuren; taught hours;",
            "guided learning hours; guided hours; glh; begeleide lesuren; begeleide klokuren",
        ),
        weak_synonyms=_names("klokuren"),
        example="40",
        width=12,
    ),
    ColumnSpec(
        ModuleColumn.BPV,
        N_("Practice hours (BPV)"),
        N_("The part in a company, in clock hours."),
        ColumnKind.HOURS,
        _names(
            "bpv; praktijkuren; stageuren; bpv uren; beroepspraktijkvorming;",
            "work placement; practice hours; placement hours; stage uren; uren bpv; internship hours",
        ),
        weak_synonyms=_names("stage; praktijk; internship"),
        example="0",
        width=12,
    ),
    ColumnSpec(
        ModuleColumn.CORE_TASK,
        N_("Core task"),
        N_("The core task of the qualification file: B1-K1."),
        ColumnKind.CODES,
        _names("kerntaak; kt; kerntaken; core task; core tasks; kerntaak code; kerntaakcode"),
        repeatable=True,
        example="B1-K2",
        in_template=False,
    ),
    ColumnSpec(
        ModuleColumn.WORK_PROCESS,
        N_("Work processes"),
        N_("The work processes of the qualification file: B1-K2-W2, B1-K2-W3 or Wp 2.1 t/m 2.3 van B1-K2."),
        ColumnKind.CODES,
        _names(
            "werkproces; werkprocessen; wp; kerntaak werkproces; kerntaken werkprocessen; kd koppeling; kd;",
            "kerntaken en werkprocessen; kerntaak en werkproces; work process; work processes; kt wp; wps;",
            "koppeling kd; kwalificatiedossier; koppeling kwalificatiedossier; werkprocescode; kt en wp;",
            "kerntaak werkprocessen; werkproces code; code werkproces; werk processen; qualification file",
        ),
        repeatable=True,
        example="B1-K2-W2, B1-K2-W3",
        width=22,
    ),
    ColumnSpec(
        ModuleColumn.COMPETENCY,
        N_("Future competencies"),
        N_("The codes of future competencies that this module covers, when you already know them: M16-12, M20-10."),
        ColumnKind.CODES,
        _names(
            "toekomstcompetentie; toekomstcompetenties; competentie; competenties; competency; competencies;",
            "competence; competences; future competency; future competencies; competentiecode; competentiecodes;",
            "toekomst competenties; toekomst competentie; toekomst comp; toekomstcomp; koppeling toekomstcompetenties;",
            "uitspraak; uitspraken",
        ),
        weak_synonyms=_names("toekomst; toekomstgericht; kandidaat"),
        repeatable=True,
        example="M16-02",
        width=18,
    ),
    ColumnSpec(
        ModuleColumn.OUTCOME,
        N_("Learning outcomes"),
        N_("What the student can do afterwards. One outcome per line, or one per row under the module."),
        ColumnKind.OUTCOMES,
        _names(
            "leeruitkomst; leeruitkomsten; leerdoel; leerdoelen; doel; doelen; de student kan; learning outcome;",
            "learning outcomes; learning goal; learning goals; learning objective; learning objectives;",
            "lesdoelen; lesdoel; doelstelling; doelstellingen; na afloop kan de student; wat leer je;",
            "wat leert de student;",
            "de student; beoogde leeruitkomsten; objectives; outcomes; subleeruitkomst;",
            "de student kan na afloop; leerresultaten; leerresultaat; outcome; goals; leer doelen",
        ),
        repeatable=True,
        example="Plant een bijeenkomst en stemt die af met iedereen.\nMaakt een verslag met besluiten en acties.",
        width=48,
    ),
    ColumnSpec(
        ModuleColumn.DESCRIPTION,
        N_("Content"),
        N_("What the module is about: subjects, assignments, situations."),
        ColumnKind.TEXT,
        _names(
            "omschrijving; inhoud; beschrijving; description; onderwerpen; onderwerp; lesstof; themas; content;",
            "contents; korte omschrijving; module omschrijving; moduleomschrijving; omschrijving module;",
            "modulebeschrijving; module description; topics; lesinhoud; korte inhoud; samenvatting; summary;",
            "inhoud van de module; inhoud module; beschrijving module; course description; toelichting inhoud;",
            "leerinhoud; leerinhouden; korte beschrijving",
        ),
        weak_synonyms=_names("toelichting; opdracht; opdrachten"),
        repeatable=True,
        example="Je bereidt een vergadering voor, ontvangt de deelnemers en handelt de acties af.",
        width=48,
    ),
    ColumnSpec(
        ModuleColumn.ASSESSMENT,
        N_("Assessment"),
        N_("How the module is assessed: portfolio, proeve, toets."),
        ColumnKind.TEXT,
        _names(
            "toets; toetsvorm; toetsing; formatieve toets; summatieve toets; examen; examenvorm; assessment;",
            "toetsvormen; toetsen; beoordeling; assessment form; exam; afsluiting; toets examen; test;",
            "assessment method; vorm van toetsing; examinering; formatieve toetsing; summatieve toetsing;",
            "wijze van toetsing; beoordelingsvorm; examencode; assessments; bewijs",
        ),
        repeatable=True,
        example="portfolio",
        choices=_names("toets; praktijkopdracht; portfolio; presentatie; verslag; proeve van bekwaamheid; geen"),
        width=20,
    ),
    ColumnSpec(
        ModuleColumn.WEIGHTING,
        N_("Weighting"),
        N_("Weight or pass mark; kept beside the module."),
        ColumnKind.KEPT,
        _names(
            "cesuur; weging; waardering; weight; weighting; pass mark; wegingsfactor; studiepunten; ec; credits;",
            "cijfer; cesuur weging",
        ),
        repeatable=True,
        in_template=False,
    ),
    ColumnSpec(
        ModuleColumn.LEVEL,
        N_("Level"),
        N_("The level of the module in the school's own words; kept beside the module."),
        ColumnKind.KEPT,
        _names("niveau; beheersingsniveau; taxonomie; fase; level; bloom; miller; rtti; taxonomy; mastery"),
        repeatable=True,
        in_template=False,
    ),
    ColumnSpec(
        ModuleColumn.MATERIAL,
        N_("Teaching material"),
        N_("Books, methods and sources; kept beside the module."),
        ColumnKind.KEPT,
        _names(
            "lesmateriaal; teaching material; boek; boeken; methode; bron; bronnen; materiaal; leermiddelen;",
            "material; book;",
            "literatuur; leermiddel; lokaal; room",
        ),
        repeatable=True,
        in_template=False,
    ),
    ColumnSpec(
        ModuleColumn.CHANGE,
        N_("Keep, new or stop"),
        N_("Whether the module stays, is new or stops; kept beside the module."),
        ColumnKind.KEPT,
        _names(
            "keep new or stop; behouden nieuw of vervalt; behouden; behoud; nieuw; vervalt; behoud nieuw;",
            "behouden nieuw vervalt; status; opmerking;",
            "opmerkingen; behoud nieuw vervalt; remarks; comments; notities; bijzonderheden",
        ),
        repeatable=True,
        in_template=False,
    ),
    ColumnSpec(
        ModuleColumn.SELF_STUDY,
        N_("Self-study hours"),
        N_("Hours without a teacher; kept beside the module."),
        ColumnKind.KEPT,
        _names(
            "zelfstudie; zelfstudie uren; onbegeleid; onbegeleide uren; huiswerk; self study;",
            "self study hours; independent study",
        ),
        repeatable=True,
        in_template=False,
    ),
    ColumnSpec(
        ModuleColumn.TEACHER,
        N_("Teacher"),
        N_("Names of people. The tool leaves this column out."),
        ColumnKind.PERSONAL,
        _names(
            "docent; docenten; ontwikkelaar; eigenaar; teacher; owner; module eigenaar; module-eigenaar;",
            "moduleeigenaar; ontwikkelaars; contactpersoon; verantwoordelijke; auteur; auteurs; teachers;",
            "coordinator; modulecoordinator; docent en; vakdocent; lecturer; author; developer; leraar;",
            "naam docent; email; e mail; emailadres; telefoon; trekker; instructeur; begeleider;",
            "vakverantwoordelijke; contact; opsteller;",
            "voornaam; achternaam; roepnaam; tussenvoegsel; studentnaam; naam student; studentnummer; leerling;",
            "leerlingnaam; naam leerling; leerlingnummer; deelnemer; geboortedatum",
        ),
        repeatable=True,
        in_template=False,
    ),
    ColumnSpec(
        ModuleColumn.ID,
        N_("Identifier of the tool"),
        N_("The tool's own key in a workbook that it exported; do not change it."),
        ColumnKind.NAME,
        _names("curriculum id; curriculum module id"),
        in_template=False,
    ),
)

SPECS: dict[ModuleColumn, ColumnSpec] = {spec.column: spec for spec in COLUMNS}
