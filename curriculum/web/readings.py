"""What the tool made of a cell, for where that is something else than what stands in it."""

import re

from babel.numbers import format_decimal
from flask_babel import get_locale

from curriculum.contract.columns import ModuleColumn
from curriculum.contract.records import ModuleRecord
from curriculum.services.uploading.previews import PreviewColumn
from curriculum.web.labels import field_word
from imports.values.hours import parse_hours
from imports.values.moments import parse_periods, parse_years

_HOURS = {ModuleColumn.SBU: "sbu", ModuleColumn.BOT: "bot", ModuleColumn.BPV: "bpv"}
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")


def tell_reading(column: PreviewColumn, text: str, record: ModuleRecord, place: tuple[str, str]) -> str:
    """Return what was read from a cell as a person would write it out; empty when that is what the cell says already.

    ``place`` is the sheet and the cell. The marks of a column that stands for one code say nothing else than a mark.
    """
    if not text or not column.meaning or column.target:
        return ""
    meaning = ModuleColumn(column.meaning)
    if meaning is ModuleColumn.WORK_PROCESS:
        codes = [mention.code for mention in record.work_processes if (mention.sheet, mention.cell) == place]
        return "" if _bare("".join(codes)) == _bare(text) else ", ".join(codes)
    if meaning in (ModuleColumn.YEAR, ModuleColumn.PERIOD):
        return _tell_moments(meaning, text)
    return _tell_hours(_HOURS[meaning], text, record) if meaning in _HOURS else ""


def _tell_moments(meaning: ModuleColumn, text: str) -> str:
    found = parse_years(text) if meaning is ModuleColumn.YEAR else parse_periods(text)
    years, periods = ", ".join(map(str, found.years)), ", ".join(found.periods)
    if _NUMBER.findall(text) == _NUMBER.findall(f"{years} {periods}".replace(",", " ")):
        return ""
    if years and periods:
        return f"{field_word('years')} {years}; {field_word('periods')} {periods}"
    return years or periods


def _tell_hours(name: str, text: str, record: ModuleRecord) -> str:
    found = parse_hours(text)
    hours = {"sbu": found.sbu, "bot": found.bot, "bpv": found.bpv}
    if found.plain is not None:
        hours[name] = found.plain
    # A number that was typed as one and another row's hours are not what this text says.
    told = {key: value for key, value in hours.items() if value is not None and value == getattr(record.hours, key)}
    if [float(number.replace(",", ".")) for number in _NUMBER.findall(text)] == list(told.values()):
        return ""
    return ", ".join(write_hours(told[key]) + ("" if key == name else f" {key}") for key in told)


def write_hours(hours: float | str) -> str:
    """Write a number without a sign between the thousands, which is what a docent may have meant by it."""
    return str(format_decimal(hours, locale=get_locale(), group_separator=False))


def _bare(text: str) -> str:
    return re.sub(r"[^A-Z0-9]", "", text.upper())
