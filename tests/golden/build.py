"""Builds the golden folder from its descriptions: ``python -m tests.golden.build [--office]``.

With ``--office`` the files that LibreOffice itself must save are saved again too; LibreOffice stamps its own version
and clock on them, so they change at every run and are otherwise left as they are.
"""

import importlib
import json
import shutil
import sys

from tests.golden.cases import FOLDER
from tests.golden.describe import Case
from tests.golden.libreoffice import save_with_office

FAMILIES = (
    "headers",
    "heading_rows",
    "school_layouts",
    "school_rows",
    "rows",
    "work_processes",
    "matrices",
    "numbers",
    "sheets",
    "text_files",
    "not_sheets",
    "uploads",
    "office",
    "shipped",
    "plans",
    "plan_layouts",
    "cell_habits",
    "marks_and_codes",
    "around_tables",
    "neighbours",
)


def described_cases() -> list[Case]:
    """Return every described case, family by family."""
    return [case for family in FAMILIES for case in importlib.import_module(f"tests.golden.families.{family}").CASES]


def expected_json(case: Case) -> str:
    """Return the text of the JSON file that stands next to the case's workbook."""
    story = {"meaning": case.meaning, "stored_as": case.stored_as, "filename": case.uploaded_as}
    return json.dumps(story | case.expected, ensure_ascii=False, indent=2) + "\n"


def main(arguments: list[str]) -> None:
    """Write the folder; files of cases that no longer exist are removed."""
    FOLDER.mkdir(exist_ok=True)
    cases = described_cases()
    wanted = {name for case in cases for name in (case.stored_as, f"{case.name}.json")}
    for present in FOLDER.iterdir():
        if present.name not in wanted:
            present.unlink()
    for case in cases:
        stored = FOLDER / case.stored_as
        if case.data is not None:
            stored.write_bytes(case.data)
        elif "--office" in arguments or not stored.exists():
            if shutil.which("soffice") is None:
                sys.exit("LibreOffice (soffice) is needed for the files that it saves itself.")
            assert case.source is not None, f"{case.name} has neither data nor a source"
            stored.write_bytes(save_with_office(case.source, case.extension, case.password))
        (FOLDER / f"{case.name}.json").write_text(expected_json(case), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
