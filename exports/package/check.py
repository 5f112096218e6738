"""All checks of a package, one after the other."""

from exports.package.names import SheetPart, check_workbook, reference_fault
from exports.package.parts import Package, read_package
from exports.package.ranges import parse_area
from exports.package.sheets import SheetCheck
from exports.package.styles import MAIN, check_styles
from exports.package.tables import TableNames, check_table


def check_package(data: bytes, *, allow_formulas: bool = False) -> list[str]:
    """Return everything in a workbook's parts that Excel would repair or refuse; empty when nothing is wrong.

    Parameters
    ----------
    data
        The bytes of an .xlsx file.
    allow_formulas
        Whether cells may carry formulas. An export of this tool never does, so a text that starts with ``=`` shows up
        here when it was stored as one.

    Returns
    -------
    list[str]
        One sentence for each fault, each starting with the part it is in.

    Notes
    -----
    Checked are the container (zip, content types, relationships, XML without DOCTYPE, parts that nothing refers to),
    the workbook (sheets, names), the styles, the shared strings, and of each sheet the order of its elements, its cells
    and ranges, filters, links and tables. The rules are those of ECMA-376 part 1 and Excel's published limits.

    Examples
    --------
    >>> check_package(b"no workbook")
    ['the file is no zip archive']
    """
    package = read_package(data)
    workbook = package.only("", "officeDocument")
    if workbook is None:
        return package.faults
    sheets = check_workbook(package, workbook)
    styles, formats = check_styles(package, package.only(workbook, "styles"))
    strings = _shared_strings(package, package.only(workbook, "sharedStrings"))
    names = {element.get("name", "") for element in package.trees[workbook].iter(f"{MAIN}definedName")}
    taken = TableNames(names)
    for sheet in sheets:
        tables = list(package.targets(sheet.part, "table").values())
        check = SheetCheck(
            package,
            sheet.part,
            styles=styles,
            formats=formats,
            strings=strings,
            allow_formulas=allow_formulas,
            header_rows=_header_rows(package, tables),
        )
        check.run()
        _check_table_parts(package, sheet, check, tables, taken)
        _check_links(package, sheet, [each.title for each in sheets])
    return package.faults


def _shared_strings(package: Package, part: str | None) -> list[str]:
    tree = package.trees.get(part) if part else None
    if tree is None:
        return []
    return ["".join(text.text or "" for text in item.iter(f"{MAIN}t")) for item in tree.iterfind(f"{MAIN}si")]


def _header_rows(package: Package, tables: list[str]) -> frozenset[int]:
    areas = (parse_area(package.trees[part].get("ref", "")) for part in tables if part in package.trees)
    return frozenset(area.top for area in areas if area is not None)


def _check_table_parts(
    package: Package, sheet: SheetPart, check: SheetCheck, tables: list[str], taken: TableNames
) -> None:
    tree = package.trees.get(sheet.part)
    if tree is None:
        return
    relation = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
    told = [element.get(relation, "") for element in tree.iter(f"{MAIN}tablePart")]
    known = package.targets(sheet.part, "table")
    if sorted(told) != sorted(known):
        check.fault(f"names the tables {sorted(told)}, its relationships {sorted(known)}")
    places = list(check.merged)
    for part in tables:
        area = check_table(package, part, check.texts, taken)
        if area is None:
            continue
        if any(area.overlaps(other) for other in places):
            package.faults.append(f"{part}: overlaps another table or a merged range")
        places.append(area)


def _check_links(package: Package, sheet: SheetPart, titles: list[str]) -> None:
    tree = package.trees.get(sheet.part)
    for element in tree.iter(f"{MAIN}hyperlink") if tree is not None else ():
        location = element.get("location", "")
        if fault := reference_fault(location, titles):
            package.faults.append(f"{sheet.part}: {element.get('ref')} leads to {location!r}, {fault}")
