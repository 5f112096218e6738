"""The gap matrix: every competency a row, every module a column, a letter where somebody or something links them.

Only cells that say something are written: a programme of 500 modules has 100,000 places and 5,000 links.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from openpyxl.formatting.rule import Rule
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.filters import AutoFilter

from curriculum.contract.messages import N_
from curriculum.contract.report import ReportCompetency, ReportModule
from curriculum.contract.rules import coverage_rule, gap_rule, proposal_rule
from curriculum.contract.vocabulary import Coverage
from exports import words
from exports.index import Judged, LinkState, ReportIndex, ThemeGroup
from exports.sheet import HEADER_ROW, CellValue, Sheet, Styled
from exports.styles import GUIDES

_LEFT: tuple[tuple[str, str, float], ...] = (
    ("theme", N_("Theme"), 8),
    ("competency", N_("Code"), 10),
    ("title", N_("Future competency"), 46),
    ("sign", N_("Sign"), 5.5),
    ("coverage", N_("Coverage"), 20),
    ("candidate", N_("Candidate Niveau 4+"), 5),
    ("full", N_("Links: full"), 5),
    ("partial", N_("Links: partial"), 5),
    ("proposed", N_("Links: not judged yet"), 5),
)
_FROZEN = 5
_FILTERED = 6
_MODULE_WIDTH = 5
_NAME_ROOM = 56
_MODULES_PER_PAGE = 60
_COUNTED = (LinkState.FULL, LinkState.PARTIAL, LinkState.PROPOSED)
_TOTALS = (
    (LinkState.FULL, N_("Links: full")),
    (LinkState.PARTIAL, N_("Links: partial")),
    (LinkState.PROPOSED, N_("Links: not judged yet")),
)
_LEGEND = (
    (words.SIGN_FULL, "sign_full", N_("full: confirmed, the module covers the whole competency")),
    (words.SIGN_PARTIAL, "sign_partial", N_("partial: confirmed, the module covers a part of the competency")),
    (
        words.SIGN_PROPOSED,
        "sign_proposed",
        N_("proposed: nobody has judged this link yet; it does not count as coverage"),
    ),
    (words.SIGN_REJECTED, "sign_rejected", N_("rejected: a person said that the module does not cover the competency")),
    (words.SIGN_MISSING, "sign_missing", N_("missing: no confirmed link and no open proposal")),
    (words.SIGN_CANDIDATE, "sign_candidate", N_("candidate for Niveau 4+: see the sheet of candidates")),
    (
        words.SIGN_OUTDATED,
        "sign_full_outdated",
        N_("behind a letter: a text changed after the decision; judge it again"),
    ),
)


def write_matrix(sheet: Sheet, index: ReportIndex) -> None:
    """Write the whole matrix sheet."""
    translate = sheet.translate
    modules = index.report.modules
    sheet.set_columns([*(width for _, _, width in _LEFT), *(_MODULE_WIDTH for _ in modules)])
    sheet.freeze(HEADER_ROW + 1, _FROZEN)
    sheet.worksheet.page_setup.fitToWidth = max(1, -(-len(modules) // _MODULES_PER_PAGE))
    sheet.worksheet.sheet_properties.outlinePr.summaryBelow = False
    sheet.open_with(
        translate(N_("Gap matrix")),
        translate(
            N_(
                "V full · G partial · ? proposed, not judged yet · × rejected · – missing · "
                "! text changed after the decision"
            )
        ),
    )
    sheet.write_keys([*(key for key, _, _ in _LEFT), *(f"module:{module.id}" for module in modules)])
    _write_header(sheet, modules)
    places = {module.id: number for number, module in enumerate(modules)}
    rows = index.judged_by_competency()
    per_module: dict[LinkState, Counter[int]] = {state: Counter() for state in _COUNTED}
    for group in index.theme_groups():
        outlined = bool(group.code or group.title)
        if outlined:
            _write_band(sheet, group, len(modules))
        for competency in group.competencies:
            judged = {
                places[module]: each for module, each in rows.get(competency.code, {}).items() if module in places
            }
            for place, each in judged.items():
                if each.state in per_module:
                    per_module[each.state][place] += 1
            _write_row(sheet, competency, judged, len(modules), level=int(outlined))
    if index.report.competencies:
        sheet.worksheet.auto_filter = AutoFilter(ref=f"A{HEADER_ROW}:{get_column_letter(_FILTERED)}{sheet.row}")
    if modules and sheet.row > HEADER_ROW:
        first = f"{get_column_letter(len(_LEFT) + 1)}{HEADER_ROW + 1}"
        last = f"{get_column_letter(len(_LEFT) + len(modules))}{sheet.row}"
        blank = Rule(type="containsBlanks", dxf=GUIDES, formula=[f"LEN(TRIM({first}))=0"])
        sheet.worksheet.conditional_formatting.add(f"{first}:{last}", blank)
    _write_totals(sheet, per_module, len(modules))
    sheet.skip()
    _write_legend(sheet, index)


def _write_header(sheet: Sheet, modules: Sequence[ReportModule]) -> None:
    translate = sheet.translate
    left = [translate(heading) for _, heading, _ in _LEFT]
    looks = ["head"] * _FROZEN + ["head_up"] * (len(_LEFT) - _FROZEN)
    names = [_short(f"{module.code} {module.title}" if module.code else module.title) for module in modules]
    sheet.append([*left, *names], [*looks, *("head_up" for _ in names)], height=165)


def _short(name: str) -> str:
    """Return a name that fits in two lines of a column head; the sheet of modules has it in full."""
    return name if len(name) <= _NAME_ROOM else name[: _NAME_ROOM - 1].rstrip() + "…"


def _write_band(sheet: Sheet, group: ThemeGroup, width: int) -> None:
    counts = Counter(each.coverage for each in group.competencies)
    covered = counts[Coverage.FULL] + counts[Coverage.PARTIAL]
    told = sheet.translate(N_("%(covered)s of %(all)s covered")) % {"covered": covered, "all": len(group.competencies)}
    values: list[CellValue] = [None] * (len(_LEFT) + width)
    values[0], values[2], values[4] = group.code, group.title, told
    sheet.append(values, ["band"] * len(values), height=18)


def _write_row(sheet: Sheet, competency: ReportCompetency, judged: dict[int, Judged], width: int, level: int) -> None:
    coverage = competency.coverage
    missing = coverage is Coverage.MISSING
    title = "row_missing" if missing else "row_title"
    counts = Counter(each.state for each in judged.values())
    left: list[CellValue] = [
        Styled(competency.record.theme, title),
        Styled(competency.code, title),
        Styled(competency.title, title),
        Styled(words.COVERAGE_SIGNS[coverage], f"sign_{coverage.value}"),
        Styled(sheet.translate(words.COVERAGE_WORDS[coverage]), "word_missing" if missing else "word"),
        Styled(words.SIGN_CANDIDATE if competency.candidate else None, "sign_candidate"),
        *(Styled(counts[state] or None, "count_middle") for state in _COUNTED),
    ]
    cells = [*left, *_signs(judged, width)]
    sheet.append(cells, [""] * len(cells), level=level)


def _signs(judged: dict[int, Judged], width: int) -> Iterator[CellValue]:
    last = max(judged, default=-1)
    for place in range(min(width, last + 1)):
        each = judged.get(place)
        if each is None or each.state is LinkState.OPEN:
            yield None
        else:
            yield Styled(each.sign, f"sign_{each.state.value}{'_outdated' if each.outdated else ''}")


def _write_totals(sheet: Sheet, per_module: dict[LinkState, Counter[int]], width: int) -> None:
    if not width:
        return
    for state, words_of_state in _TOTALS:
        counts = per_module[state]
        left: list[CellValue] = [None] * len(_LEFT)
        left[2] = sheet.translate(words_of_state)
        left[len(_LEFT) - len(_COUNTED) + _COUNTED.index(state)] = Styled(counts.total(), "total_count")
        values = [*left, *(Styled(counts[place], "total_count") for place in range(width))]
        sheet.append(values, ["total"] * len(values))


def _write_legend(sheet: Sheet, index: ReportIndex) -> None:
    sheet.append([None, None, sheet.translate(N_("Legend"))], ["", "", "strong"])
    for sign, look, told in _LEGEND:
        sheet.append([None, Styled(sign, look), sheet.translate(told)], ["", "", "line_free"])
    rule = index.report.rule
    sheet.skip()
    for told in (
        coverage_rule(sheet.translate),
        proposal_rule(rule, sheet.translate, sheet.locale),
        gap_rule(rule, sheet.translate, sheet.locale),
    ):
        sheet.append([None, None, told], ["", "", "line_free"])
    sheet.append([None, None, sheet.translate(words.WORKING_TITLE)], ["", "", "notice"])
