"""Two sheets about the way to the future: what was decided on each candidate, and the outlook it was weighed in."""

from babel.numbers import format_decimal

from curriculum.contract.foresight import (
    DESTINATION_WORDS,
    FATE_WORDS,
    ROBUSTNESS_WORDS,
    SCENARIOS,
    TREND_WORDS,
    Axis,
    KeptOutlook,
    Outlook,
    Part,
    asked_hours,
)
from curriculum.contract.messages import N_, Translate
from exports import words
from exports.index import ReportIndex
from exports.moments import long_moment, moment_cell
from exports.sheet import CellValue, Column, Sheet

WEIGHING_COLUMNS = (
    Column("decided_at", N_("Decided on"), 16, "moment"),
    Column("decided_by", N_("Decided by"), 18),
    Column("competency", N_("Code"), 9, "bold"),
    Column("competency_title", N_("Future competency"), 28, "bold"),
    Column("destination_word", N_("What becomes of it"), 22, "bold"),
    Column("reason", N_("Why"), 40),
    Column("needed_in", N_("Needed in these scenarios"), 26),
    Column("robustness", N_("Over the scenarios"), 12),
    Column("hours", N_("Hours (SBU)"), 9, "number"),
    Column("module_name", N_("Module that takes it in"), 24),
    Column("first_step", N_("First step"), 30),
    Column("owner", N_("Who (role)"), 16),
    Column("due", N_("By when"), 14),
    Column("probability", N_("Probability that a module covers it, at that moment"), 14, "percent"),
    Column("nearest", N_("Nearest modules, at that moment"), 34),
    Column("holds", N_("Holds now"), 12),
    Column("destination", N_("Destination key"), 14, "mono", hidden=True),
)
OUTLOOK_COLUMNS = (
    Column("part", N_("Part"), 34, "bold"),
    Column("text", N_("What was written"), 110),
    Column("key", N_("Key"), 14, "mono", hidden=True),
)


def write_weighings(sheet: Sheet, index: ReportIndex) -> None:
    """Write every decision on a candidate, the oldest first, also those that a later one replaced."""
    translate = sheet.translate
    rows: list[list[CellValue]] = [
        [
            moment_cell(item.decided_at),
            item.decided_by,
            item.competency,
            index.competency_title(item.competency),
            translate(DESTINATION_WORDS[item.destination]),
            item.reason,
            "\n".join(item.needed_in),
            translate(ROBUSTNESS_WORDS[item.robustness]) if item.robustness else None,
            item.hours,
            item.module,
            item.first_step,
            item.owner,
            item.due,
            item.probability,
            "\n".join(item.nearest),
            translate(words.YES if item.holds else N_("no, replaced")),
            item.destination.value,
        ]
        for item in index.report.weighings
    ]
    sheet.write_list(
        translate(N_("Decisions on candidates")),
        translate(
            N_(
                "What becomes of each candidate Niveau 4+, who decided so and why. A decision here is a plan: it never "
                "counts as coverage."
            )
        ),
        WEIGHING_COLUMNS,
        rows,
        frozen=4,
        none=translate(N_("Nothing was decided on a candidate yet.")),
    )


def write_outlook(sheet: Sheet, index: ReportIndex) -> None:
    """Write the outlook part by part, as somebody filled it in."""
    translate = sheet.translate
    kept = index.report.outlook
    sheet.write_list(
        translate(N_("Outlook")),
        translate(
            N_(
                "The scenarios in which the candidates were weighed, and the way back from the future: what stays, "
                "what goes, and the hours there are."
            )
        ),
        OUTLOOK_COLUMNS,
        [[label, text, key] for key, label, text in _parts(kept, index, translate, sheet.locale)] if kept else [],
        frozen=1,
        none=translate(N_("No outlook was made yet.")),
    )


def _parts(
    kept: KeptOutlook, index: ReportIndex, translate: Translate, locale: str
) -> list[tuple[str, str, CellValue]]:
    """Return key, label and text of every part that somebody filled in."""
    outlook = kept.outlook
    parts: list[tuple[str, str, CellValue]] = [
        ("question", translate(N_("Question")), outlook.question),
        ("moment", translate(N_("Moment in the future")), outlook.moment),
        ("picture", translate(N_("What it looks like then")), outlook.picture),
    ]
    parts += _trends(outlook, translate)
    if outlook.has_scenarios:
        parts.append(("axis:horizontal", translate(N_("First axis")), _axis(outlook.horizontal)))
        parts.append(("axis:vertical", translate(N_("Second axis")), _axis(outlook.vertical)))
        for number in SCENARIOS:
            lines = (
                outlook.name_scenario(number),
                " / ".join(outlook.poles(number)),
                outlook.scenarios[number - 1].features,
                outlook.scenarios[number - 1].story,
            )
            parts.append(
                (
                    f"scenario:{number}",
                    translate(N_("Scenario %(number)d")) % {"number": number},
                    "\n".join(dict.fromkeys(line for line in lines if line)),
                )
            )
    parts += [
        *((f"part:{number}", *_part(part, translate, locale)) for number, part in enumerate(outlook.parts, 1)),
        ("freed_hours", translate(N_("Hours that come free (SBU)")), outlook.freed_hours),
        ("room_hours", translate(N_("Hours that were free already (SBU)")), outlook.room_hours),
        ("asked_hours", translate(N_("Hours that the decisions ask (SBU)")), asked_hours(index.report.weighings)),
        ("made_by", translate(N_("Made by")), kept.made_by),
        ("made_at", translate(N_("Made on")), long_moment(kept.made_at, locale)),
    ]
    return [part for part in parts if part[2] not in ("", None)]


def _trends(outlook: Outlook, translate: Translate) -> list[tuple[str, str, CellValue]]:
    """Return the trends as they were named, and the clusters from the weightiest down."""
    parts: list[tuple[str, str, CellValue]] = []
    for number, trend in enumerate(outlook.trends, 1):
        cluster = outlook.uncertainties[trend.cluster - 1].name if trend.cluster else ""
        told = (translate(TREND_WORDS[trend.kind]), cluster, trend.role, trend.source)
        text = f"{trend.text} ({'; '.join(part for part in told if part)})"
        parts.append((f"trend:{number}", translate(N_("Trend %(number)d")) % {"number": number}, text))
    marks = translate(N_("challenge %(challenge)d of 5, impact %(impact)d of 5"))
    for number, item in enumerate(outlook.ranked, 1):
        text = f"{item.name}: {marks % {'challenge': item.challenge, 'impact': item.impact}}"
        label = translate(N_("Uncertainty %(number)d")) % {"number": number}
        parts.append((f"uncertainty:{number}", label, f"{text} ({item.source})" if item.source else text))
    return parts


def _part(part: Part, translate: Translate, locale: str) -> tuple[str, str]:
    """Tell what becomes of a part of today's programme, why, and the hours of it."""
    hours = f"{format_decimal(part.hours, locale=locale)} sbu" if part.hours is not None else ""
    told = "; ".join(text for text in (part.reason, hours) if text)
    return translate(FATE_WORDS[part.fate]).capitalize(), f"{part.name} ({told})" if told else part.name


def _axis(axis: Axis) -> str:
    ends = f"{axis.low} ↔ {axis.high}"
    return f"{axis.name}: {ends}" if axis.name else ends
