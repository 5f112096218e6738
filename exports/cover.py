"""The cover sheet: which programme, which list, which files, by which rule, and what came out."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from curriculum.contract.messages import N_
from curriculum.contract.report import InputFile, ReportFramework, Rule
from curriculum.contract.rules import bands_told, compared_rule, coverage_rule, gap_rule, proposal_rule, state_rule
from curriculum.contract.vocabulary import Coverage, VersionStatus
from exports import words
from exports.index import ReportIndex
from exports.moments import long_date
from exports.sheet import CellValue, Linked, Sheet, Styled


@dataclass(frozen=True, slots=True)
class Cover:
    """What the cover says of the programme; a text that nobody stated is empty.

    ``crebo`` is text: a code keeps its zeros. ``author`` is who had the workbook made, which is not who decided.
    ``qualification`` names the qualification file (kwalificatiedossier).
    """

    programme: str = ""
    crebo: str = ""
    leerweg: str = ""
    cohort: str = ""
    version: str = ""
    status: VersionStatus = VersionStatus.DRAFT
    author: str = ""
    school: str = ""
    qualification: str = ""


_WIDTHS = (6, 42, 84, 11, 13, 13, 13, 13, 4)
_KEYS = ("sign", "label", "value", "all", *(coverage.value for coverage in Coverage), "key")
_NO_LOOKS = ("",) * len(_KEYS)
_BLANK: tuple[CellValue, ...] = (None,) * len(_KEYS)


class CoverWriter:
    """Writes the cover sheet, block by block."""

    def __init__(self, sheet: Sheet, index: ReportIndex, cover: Cover, *, made_on: date) -> None:
        self.sheet = sheet
        self.index = index
        self.cover = cover
        self.made_on = made_on
        self.locale = sheet.locale
        self.say = sheet.translate

    def write(self, contents: tuple[tuple[str, str, str], ...]) -> None:
        """Write everything; ``contents`` tells name, key and purpose of each further sheet."""
        self.sheet.set_columns(_WIDTHS, hidden=(len(_KEYS),))
        self.sheet.worksheet.page_setup.fitToHeight = 1
        self.sheet.worksheet.print_options.horizontalCentered = True
        title = self.cover.programme or self.say(N_("Curriculum accountability"))
        self.sheet.append([title], ["title"], height=30)
        told = self.say(N_("Accountability of the curriculum: modules against %(framework)s"))
        self.sheet.append([told % {"framework": self.index.report.framework.title}], ["subtitle"], height=20)
        self.sheet.write_keys(_KEYS)
        self.sheet.append([self.say(words.WORKING_TITLE)], ["notice"], height=20)
        self._programme()
        self._outcome()
        self._themes()
        self._framework(self.index.report.framework)
        self._rule(self.index.report.rule)
        self._inputs(self.index.report.inputs)
        self._contents(contents)

    def _section(self, heading: str) -> None:
        self.sheet.skip()
        values: list[CellValue] = [self.say(heading), *_BLANK[1:]]
        self.sheet.append(values, ["section"] * (len(_KEYS) - 1) + [""], height=20)

    def _fact(self, key: str, label: str, value: str) -> None:
        row: list[CellValue] = [*_BLANK]
        row[1] = Styled(self.say(label), "label")
        row[2] = Styled(value or self.say(words.UNKNOWN), "value" if value else "label")
        row[-1] = Styled(key, "key")
        self.sheet.append(row, _NO_LOOKS)

    def _programme(self) -> None:
        cover = self.cover
        self._section(N_("Programme"))
        self._fact("programme", N_("Programme name"), cover.programme)
        if cover.school:
            self._fact("school", N_("Name of the school"), cover.school)
        self._fact("crebo", N_("Crebo code"), cover.crebo)
        if cover.qualification:
            self._fact("qualification", N_("Qualification file"), cover.qualification)
        self._fact("leerweg", N_("Learning route (leerweg)"), cover.leerweg.upper())
        self._fact("cohort", N_("Cohort"), cover.cohort)
        self._fact("version", N_("Version"), cover.version)
        if cover.version:
            self._fact("version_rule", N_("What the version counts"), state_rule(self.say))
        self._fact("status", N_("Status of this version"), self.say(words.STATUS_WORDS[cover.status]))
        self._fact("made_on", N_("Date"), long_date(self.made_on, self.locale))
        self._fact("author", N_("Downloaded by"), cover.author)

    def _outcome(self) -> None:
        competencies = self.index.report.competencies
        self._section(N_("Outcome"))
        row: list[CellValue] = [*_BLANK]
        for place, heading in ((0, N_("Sign")), (1, N_("Coverage")), (2, N_("When"))):
            row[place] = Styled(self.say(heading), "head")
        for place, heading in ((3, N_("Number")), (4, N_("Share"))):
            row[place] = Styled(self.say(heading), "head_number")
        self.sheet.append(row, _NO_LOOKS)
        counts = Counter(each.coverage for each in competencies)
        for coverage in Coverage:
            row = [*_BLANK]
            row[0] = Styled(words.COVERAGE_SIGNS[coverage], f"sign_{coverage.value}")
            row[1] = Styled(self.say(words.COVERAGE_WORDS[coverage]), "bold")
            row[2] = Styled(self.say(words.COVERAGE_RULES[coverage]), "text")
            row[3] = Styled(counts[coverage], "count")
            row[4] = Styled(counts[coverage] / len(competencies) if competencies else None, "percent")
            row[-1] = Styled(f"coverage:{coverage.value}", "key")
            self.sheet.append(row, _NO_LOOKS)
        self._count("competencies", N_("All competencies"), len(competencies))
        self._count("candidates", N_("Candidates Niveau 4+"), len(self.index.report.candidates))
        flagged = {each.competency for each in self.index.report.candidates}
        decided = sum(item.holds and item.competency in flagged for item in self.index.report.weighings)
        self._count("decided", N_("Candidates on which was decided"), decided)
        self._count("modules", N_("Modules"), len(self.index.report.modules))
        self._count("lapsed", N_("Lapsed modules"), len(self.index.report.lapsed))
        self._count("decisions", N_("Decisions"), len(self.index.report.decisions))
        self._count("problems", N_("Problems while reading"), len(self.index.report.problems))

    def _count(self, key: str, label: str, number: int) -> None:
        row: list[CellValue] = [*_BLANK]
        row[1] = Styled(self.say(label), "label")
        row[3] = Styled(number, "count")
        row[-1] = Styled(key, "key")
        self.sheet.append(row, _NO_LOOKS)

    def _themes(self) -> None:
        groups = [group for group in self.index.theme_groups() if group.code or group.title]
        if not groups:
            return
        self._section(N_("Coverage by theme"))
        head: list[CellValue] = [*_BLANK]
        head[1] = Styled(self.say(N_("Theme")), "head")
        head[2] = Styled(self.say(N_("Competencies, each with its sign")), "head")
        head[3] = Styled(self.say(N_("All")), "head_number")
        for place, coverage in enumerate(Coverage, 4):
            head[place] = Styled(self.say(words.COVERAGE_WORDS[coverage]), "head_number")
        self.sheet.append(head, _NO_LOOKS, height=30)
        for group in groups:
            counts = Counter(each.coverage for each in group.competencies)
            row: list[CellValue] = [*_BLANK]
            row[1] = Styled(f"{group.code} {group.title}".strip(), "bold")
            signs = (f"{each.code} {words.COVERAGE_SIGNS[each.coverage]}" for each in group.competencies)
            row[2] = Styled("    ".join(signs), "text")
            row[3] = Styled(len(group.competencies), "count")
            for place, coverage in enumerate(Coverage, 4):
                row[place] = Styled(counts[coverage], "count")
            row[-1] = Styled(f"theme:{group.code}", "key")
            self.sheet.append(row, _NO_LOOKS)

    def _framework(self, framework: ReportFramework) -> None:
        self._section(N_("Competency list"))
        self._fact("framework", N_("Name of the list"), framework.title)
        if framework.version:
            self._fact("framework_version", N_("Version of the list"), framework.version)
        self._fact("framework_source", N_("Source"), framework.source)
        self._fact("framework_source_date", N_("Date of the source"), framework.source_date)
        self._fact("framework_sha256", N_("Fingerprint (sha256)"), framework.sha256)

    def _rule(self, rule: Rule) -> None:
        self._section(N_("The rule behind this result"))
        self._fact("rule_coverage", N_("Coverage"), coverage_rule(self.say))
        self._fact("link_threshold", N_("Proposal"), proposal_rule(rule, self.say, self.locale))
        self._fact("bands", N_("Strength of a proposal, by that chance"), bands_told(rule, self.say, self.locale))
        self._fact("gap_threshold", N_("Candidate Niveau 4+"), gap_rule(rule, self.say, self.locale))
        self._fact("meaning", N_("Compared"), compared_rule(rule, self.say))
        self._fact("engine", N_("Engine"), rule.engine)
        if rule.settings_sha256:
            self._fact("settings_sha256", N_("Fingerprint of the settings (sha256)"), rule.settings_sha256)

    def _inputs(self, inputs: tuple[InputFile, ...]) -> None:
        self._section(N_("Files that were read"))
        for number, each in enumerate(inputs, 1):
            row: list[CellValue] = [*_BLANK]
            row[1] = Styled(each.file, "strong")
            row[2] = Styled(f"sha256 {each.sha256}", "value")
            row[-1] = Styled(f"input:{number}", "key")
            self.sheet.append(row, _NO_LOOKS)
        if not inputs:
            self._fact("input:0", N_("File"), "")

    def _contents(self, contents: tuple[tuple[str, str, str], ...]) -> None:
        self._section(N_("In this workbook"))
        for name, key, purpose in contents:
            row: list[CellValue] = [*_BLANK]
            row[1] = Linked(name, name)
            row[2] = Styled(self.say(purpose), "value")
            row[-1] = Styled(f"sheet:{key}", "key")
            self.sheet.append(row, _NO_LOOKS)
