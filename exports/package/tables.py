"""Tables (ListObjects): place, headings and filter must agree with the sheet, names must be unique."""

from exports.package.names import is_name
from exports.package.parts import Package
from exports.package.ranges import Area, parse_area
from exports.package.styles import MAIN


class TableNames:
    """Names and ids that the tables of one workbook have taken, next to the defined names."""

    def __init__(self, taken: set[str]) -> None:
        self.names = {name.casefold() for name in taken}
        self.ids: set[str] = set()


def check_table(package: Package, part: str, texts: dict[tuple[int, int], str], known: TableNames) -> Area | None:
    """Check one table against the texts of its sheet (by column and row); return the place it takes."""
    tree = package.trees.get(part)
    if tree is None:
        return None
    faults = package.faults
    name, identity = tree.get("displayName", ""), tree.get("id", "")
    if not is_name(name) or name.casefold() in known.names:
        faults.append(f"{part}: table name {name!r} is taken or not allowed")
    known.names.add(name.casefold())
    if not identity or identity in known.ids:
        faults.append(f"{part}: table id {identity!r} is missing or there twice")
    known.ids.add(identity)
    area = parse_area(tree.get("ref", ""))
    if area is None:
        faults.append(f"{part}: {tree.get('ref')!r} is no place for a table")
        return None
    if area.bottom - area.top < 1:
        faults.append(f"{part}: the table has no row under its header")
    columns = [element.get("name", "") for element in tree.iter(f"{MAIN}tableColumn")]
    if len(columns) != area.right - area.left + 1:
        faults.append(f"{part}: {len(columns)} columns on a range of {area.right - area.left + 1}")
    ids = [element.get("id") for element in tree.iter(f"{MAIN}tableColumn")]
    if len(set(ids)) != len(ids):
        faults.append(f"{part}: two columns have the same id")
    if len({column.casefold() for column in columns}) != len(columns):
        faults.append(f"{part}: two columns have the same heading")
    for place, column in enumerate(columns, area.left):
        if texts.get((place, area.top)) != column:
            faults.append(f"{part}: heading {column!r} is not what the sheet says ({texts.get((place, area.top))!r})")
    for element in tree.iter(f"{MAIN}autoFilter"):
        filtered = parse_area(element.get("ref", ""))
        if filtered is None or not area.contains(filtered) or filtered.top != area.top:
            faults.append(f"{part}: the filter {element.get('ref')!r} does not fit the table")
    return area
