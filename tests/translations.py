"""Checks the Dutch catalogue: every text of the source is in it, translated, with the same placeholders.

Run by ``make translations``; prints what is wrong and exits 1.
"""

import re
import sys
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

ROOT = Path(__file__).parent.parent
CATALOGUE = ROOT / "curriculum/translations/nl/LC_MESSAGES/messages.po"
MAPPING = ROOT / "curriculum/translations/babel.cfg"
KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "lazy_gettext": None,
    "_l": None,
    "N_": None,
    "translate": None,
}
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")

# Texts that are the same in Dutch and English, on purpose.
SAME_IN_BOTH = frozenset(
    [
        "Module",
        "module",
        "Code",
        "code",
        "Status",
        "status",
        "Type",
        "Score",
        "Scenario %(number)d",
        "Trend",
        "Trends",
        "2. Trends",
        "Trend %(number)d",
        "Cluster",
        "In cluster",
        "Modules",
        "modules",
        "modules in %(place)s",
        "%(num)d module",
        "E-mail",
        "Export",
        "Label",
        "Start",
        "Student",
        "Legend",
        "Concept",
        "In",
        "Top",
        "Filter",
        "Test",
        "OK",
        "Nederlands",
        "English",
        "sheet",
        "Kandidaat",
        "Niveau 4+",
        "Cohort",
        "crebo %(value)s",
        "cohort %(value)s",
    ]
)


def extract_texts() -> Catalog:
    """Return all texts that the source gives to gettext."""
    with MAPPING.open() as file:
        methods, options = parse_mapping_cfg(file)
    catalogue = Catalog()
    for filename, line, text, comments, context in extract_from_dir(
        ROOT, methods, options, keywords=KEYWORDS, directory_filter=lambda path: Path(path).name != ".venv"
    ):
        catalogue.add(text, None, [(filename, line)], auto_comments=comments, context=context)
    return catalogue


def texts_of(text: object) -> tuple[str, ...]:
    """Return the forms of a message id or string: one, or singular and plural."""
    return tuple(str(form) for form in text) if isinstance(text, tuple | list) else (str(text or ""),)


def faults_of(message: Message) -> list[str]:
    """Return what is wrong with one translated message."""
    ids, strings = texts_of(message.id), texts_of(message.string)
    faults = []
    if not all(strings):
        faults.append("no Dutch text")
    if message.fuzzy:
        faults.append("fuzzy")
    if set(PLACEHOLDER.findall(ids[-1])) - set(PLACEHOLDER.findall("".join(strings))):
        faults.append("a placeholder is missing from the Dutch text")
    if set(PLACEHOLDER.findall("".join(strings))) - set(PLACEHOLDER.findall("".join(ids))):
        faults.append("the Dutch text has a placeholder too many")
    letters = re.sub(r"%\(\w+\)[sd]|[^A-Za-z]", "", ids[0])
    if letters and ids[0] == strings[0] and ids[0] not in SAME_IN_BOTH:
        faults.append("the Dutch text equals the English one (add it to SAME_IN_BOTH when that is meant)")
    return faults


def check_catalogue() -> list[str]:
    """Return one line per fault; an empty list means that the catalogue is complete."""
    source = extract_texts()
    with CATALOGUE.open("rb") as file:
        dutch = read_po(file, locale="nl")
    lines = []
    for message in source:
        if not message.id:
            continue
        translated = dutch.get(message.id, message.context)
        where = ", ".join(f"{name}:{line}" for name, line in message.locations[:2])
        if translated is None:
            lines.append(f"{where}: not in the catalogue: {texts_of(message.id)[0]!r}")
        else:
            lines.extend(f"{where}: {fault}: {texts_of(message.id)[0]!r}" for fault in faults_of(translated))
    lines.extend(
        f"no longer in the source: {texts_of(message.id)[0]!r}"
        for message in dutch
        if message.id and source.get(message.id, message.context) is None
    )
    return lines


def main() -> None:
    """Print the faults; exit 1 when there are any."""
    faults = check_catalogue()
    sys.stdout.write("".join(f"{fault}\n" for fault in faults))
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
