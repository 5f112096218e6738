"""Reports made by hand for the tests of the exports: one small with every state in it, one of any size."""

from curriculum.contract.changes import Cause, CauseKind, FindingChange
from curriculum.contract.foresight import Axis, KeptOutlook, Outlook, Part, Scenario, Trend, Uncertainty, Weighing
from curriculum.contract.records import CompetencyRecord, DecisionRecord, Hours
from curriculum.contract.report import (
    Candidate,
    Evidence,
    InputFile,
    LapsedModule,
    Link,
    LostCoverage,
    Nearest,
    Report,
    ReportCompetency,
    ReportFramework,
    ReportModule,
    ReportProblem,
    Rule,
    Sources,
)
from curriculum.contract.vocabulary import (
    Band,
    Coverage,
    Destination,
    EvidenceSource,
    Fate,
    Finding,
    Mastery,
    MatchKind,
    ModuleField,
    Robustness,
    StatementSource,
    TrendKind,
    Verdict,
)

FRAMEWORK = ReportFramework(
    name="toekomst",
    title="Toekomstcompetenties",
    version="1",
    source="P. Vos, column",
    source_date="2017-03-23",
    sha256="f" * 64,
)
RULE = Rule(
    engine="curriculum-mapping 1",
    link_threshold=0.3,
    gap_threshold=0.5,
    bands=((Band.STRONG, 0.65), (Band.LIKELY, 0.45), (Band.WEAK, 0.3)),
    meaning=True,
    settings_sha256="a" * 64,
)


def make_module(module_id: str, title: str, *, code: str | None = "same", row: int = 5, **more: object) -> ReportModule:
    """Return a module with hours, outcomes and a place in the sheet."""
    facts: dict[str, object] = {
        "description": f"Over {title.lower()}.",
        "sheet": "Leerjaar 1",
        "years": (1,),
        "periods": ("P1", "P2"),
        "hours": Hours(80, 50.5, None),
        "work_processes": ("B1-K1-W1", "B1-K2-W3"),
        "outcomes": ("De student plant.", "De student overlegt."),
        "assessments": ("Portfolio",),
        **more,
    }
    return ReportModule(
        id=module_id,
        code=module_id if code == "same" else code,
        title=title,
        name=title,
        row=row,
        **facts,  # type: ignore[arg-type]  # the facts above have the types of the record
    )


def make_competency(
    code: str, title: str, coverage: Coverage, *, theme: str = "T1", candidate: bool = False, **modules: tuple[str, ...]
) -> ReportCompetency:
    """Return a competency with its coverage; ``full``, ``partial`` and ``proposed`` name its modules."""
    return ReportCompetency(
        code=code,
        title=title,
        coverage=coverage,
        probability=0.125 if candidate else 0.75,
        finding=Finding.NOTHING_FOUND if candidate else Finding.COVERED,
        candidate=candidate,
        modules_full=modules.get("full", ()),
        modules_partial=modules.get("partial", ()),
        modules_proposed=modules.get("proposed", ()),
        record=CompetencyRecord(
            code,
            title,
            description=f"Kan {title.lower()}.",
            theme=theme,
            theme_title={"T1": "Regie", "T2": "Taal"}.get(theme, ""),
            phase="2016",
            kind="taak",
            work_processes=("B1-K1-W2",),
            core_tasks=("B1-K1",),
            kbb_letters=("A", "E"),
            grows_into=("C9",),
            search_terms=("regie", "draaiboek"),
            source="P. Vos",
            source_date="2017-03-23",
        ),
    )


def make_evidence(sheet: str = "Leerjaar 1", cell: str = "F5") -> Evidence:
    """Return one piece of evidence by words."""
    return Evidence(
        EvidenceSource.LEXICAL, ModuleField.OUTCOME, sheet, cell, "plant", "plannen", MatchKind.SAME_STEM, weight=0.6
    )


def make_link(module: str, competency: str, probability: float, **more: object) -> Link:
    """Return a proposed link with one piece of evidence."""
    facts: dict[str, object] = {
        "score": probability * 2,
        "band": Band.STRONG,
        "proposed": True,
        "statement": None,
        "sources": Sources(0.0, 0.25, 0.5, 0.75),
        "evidence": (make_evidence(),),
        **more,
    }
    return Link(module=module, competency=competency, probability=probability, **facts)  # type: ignore[arg-type]  # as above


def small_report() -> Report:
    """Return a report with every coverage, every state of a link, a candidate, a problem and decisions.

    ======  ======  ======  ======  ==============================
    row     M1      M2      M3      coverage
    ======  ======  ======  ======  ==============================
    C1      V       ×               full (M1: according to sheet)
    C2              G!              partial
    C3                      ?       proposed
    C4                              missing, candidate
    D1      (open)          V       full, by a person, no link
    ======  ======  ======  ======  ==============================
    """
    return Report(
        framework=FRAMEWORK,
        rule=RULE,
        modules=(
            make_module("M1", "Agendabeheer"),
            make_module("M2", "Vergaderen", row=6),
            make_module("stage-row-7", "Stage", code=None, row=7, hours=Hours(), sheet="Leerjaar 2"),
        ),
        competencies=(
            make_competency("C1", "Regie voeren", Coverage.FULL, full=("M1",)),
            make_competency("D1", "Kort formuleren", Coverage.FULL, theme="T2", full=("stage-row-7",)),
            make_competency("C2", "Overleggen", Coverage.PARTIAL, partial=("M2",)),
            make_competency("C3", "Plannen", Coverage.PROPOSED, proposed=("stage-row-7",)),
            make_competency("C4", "Verbeteren", Coverage.MISSING, candidate=True),
        ),
        links=(
            make_link("M1", "C1", 0.95, statement=Verdict.FULL),
            make_link("M1", "D1", 0.1, proposed=False, band=Band.NONE, sources=Sources(meaning=None), evidence=()),
            make_link("M2", "C2", 0.5, band=Band.LIKELY),
            make_link("M2", "C1", 0.4, band=Band.WEAK),
            make_link("stage-row-7", "C3", 0.66),
        ),
        candidates=(
            Candidate(
                "C4",
                Finding.NOTHING_FOUND.value,
                (Nearest("M1", 0.2, ("plannen",), ("verbeteren", "pdca")), Nearest("M2", 0.1, (), ("pdca",))),
            ),
        ),
        decisions=(
            DecisionRecord("M1", "C1", Verdict.FULL, StatementSource.EXPLICIT),
            DecisionRecord("M2", "C2", Verdict.REJECTED, reason="Nee", decided_by="B. Bos", decided_at="2026-10-01"),
            DecisionRecord(
                "M2",
                "C2",
                Verdict.PARTIAL,
                mastery=Mastery.PRACTISE,
                reason="Alleen notuleren",
                decided_by="A. de Vries",
                decided_at="2026-11-02 10:15",
                outdated=True,
            ),
            DecisionRecord("M2", "C1", Verdict.REJECTED, decided_by="A. de Vries", decided_at="2026-11-02 10:20"),
            DecisionRecord("stage-row-7", "D1", Verdict.FULL, decided_by="A. de Vries", decided_at="2026-11-02 10:30"),
        ),
        problems=(
            ReportProblem(
                "wp-unknown", "warning", "modules.xlsx", "Leerjaar 1", "G5", "Wp 9", "Werkproces 9 bestaat niet."
            ),
            ReportProblem("no-title", "error", "modules.xlsx", "Leerjaar 1", "B9", "", "Rij zonder naam."),
        ),
        inputs=(InputFile("modules.xlsx", "c" * 64),),
        changes=(
            FindingChange(
                "C4",
                Finding.COVERED,
                Finding.NOTHING_FOUND,
                0.8,
                0.125,
                (
                    Cause(CauseKind.JUDGED, ("M2",), (Verdict.REJECTED,)),
                    Cause(CauseKind.LEARNED, ("M1 – C1",), (Verdict.FULL,), more=3),
                ),
            ),
        ),
        weighings=(
            Weighing("C4", Destination.LATER, "Eerst overleg", decided_by="D. Board", holds=False),
            Weighing(
                "C4",
                Destination.ELECTIVE,
                "Overal nodig",
                needed_in=("Zwerm", "Balie", "Regie"),
                robustness=Robustness.ROBUST,
                hours=240,
                first_step="Werkgroep",
                owner="teamleider",
                due="mei 2027",
                probability=0.1299,
                nearest=("M2 Vergaderen (plan)",),
                decided_by="D. Board",
                decided_at="2026-11-05T09:00:00+00:00",
            ),
        ),
        outlook=KeptOutlook(
            Outlook(
                "Hoe ziet het werk er in 2030 uit?",
                uncertainties=(Uncertainty("AI", 5, 4, "poll"),),
                horizontal=Axis("Plek", "kantoor", "overal"),
                vertical=Axis("", "mensen", "AI"),
                scenarios=(
                    Scenario("Regie", "overzicht", "Alles online."),
                    Scenario(),
                    Scenario("Balie"),
                    Scenario("Zwerm"),
                ),
                trends=(Trend("Software plant", TrendKind.CHALLENGE, "krant", "werkveld", 1),),
                parts=(Part("Zakenreizen", Fate.GOES, "Boekt men zelf", 80),),
            ),
            "D. Board",
            "2026-11-04T09:00:00+00:00",
        ),
        lapsed=(
            LapsedModule(
                "M8",
                "M8",
                "Steno",
                "2026-11-03T09:00:00+00:00",
                "A. de Vries",
                "modules 2027.xlsx",
                decisions=(
                    DecisionRecord("M8", "C4", Verdict.REJECTED, decided_by="B. Bos", decided_at="2026-10-01"),
                    DecisionRecord(
                        "M8", "C4", Verdict.FULL, reason="Toch", decided_by="B. Bos", decided_at="2026-10-02"
                    ),
                    DecisionRecord("M8", "C1", Verdict.FULL, StatementSource.EXPLICIT),
                ),
                lost=(LostCoverage("C4", Coverage.FULL, Coverage.MISSING),),
            ),
            LapsedModule("M9", None, "Telex", "2026-11-03T09:00:00+00:00", "", "modules 2027.xlsx"),
        ),
    )


def large_report(modules: int, competencies: int, links_per_module: int = 10) -> Report:
    """Return a report of any size in which every module has the same number of links."""
    states = (Coverage.FULL, Coverage.PARTIAL, Coverage.PROPOSED, Coverage.MISSING)
    evidence = tuple(make_evidence(cell=f"F{row}") for row in range(5, 8))
    links = []
    decisions = []
    for number in range(modules):
        for step in range(links_per_module if competencies else 0):
            module, competency = f"M{number}", f"C{(number * 7 + step * 13) % competencies}"
            links.append(make_link(module, competency, 0.9 - step / 20, evidence=evidence))
            if step % 3 == 0:
                decisions.append(
                    DecisionRecord(module, competency, Verdict.FULL, reason="Past", decided_by="A. de Vries")
                )
    return Report(
        framework=FRAMEWORK,
        rule=RULE,
        modules=tuple(make_module(f"M{number}", f"Module {number}", row=number + 2) for number in range(modules)),
        competencies=tuple(
            make_competency(f"C{number}", f"Competentie {number}", states[number % 4], theme=f"T{number // 5}")
            for number in range(competencies)
        ),
        links=tuple(links),
        candidates=(),
        decisions=tuple(decisions),
    )
