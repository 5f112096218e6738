"""The style sheet: every index that a style uses must exist."""

from xml.etree.ElementTree import Element

from exports.package.parts import Package
from exports.package.ranges import whole

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_FIRST_OWN_FORMAT = 164
_MAX_STYLES = 65_490


def check_styles(package: Package, part: str | None) -> tuple[int, int]:
    """Check the style sheet; return how many cell styles and how many differential styles there are."""
    tree = package.trees.get(part) if part else None
    if tree is None:
        package.faults.append("the workbook has no style sheet")
        return 0, 0
    sizes: dict[str, int] = {}
    for name in ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs"):
        group = tree.find(MAIN + name)
        sizes[name] = 0 if group is None else len(group)
        if group is not None and group.get("count") not in (None, str(len(group))):
            package.faults.append(f"{part}: {name} says {group.get('count')}, has {len(group)}")
    if sizes["cellXfs"] > _MAX_STYLES:
        package.faults.append(f"{part}: {sizes['cellXfs']} cell styles, the limit is {_MAX_STYLES}")
    formats = {whole(each.get("numFmtId", "0")) for each in tree.iter(f"{MAIN}numFmt")}
    for group_name in ("cellStyleXfs", "cellXfs"):
        for number, style in enumerate(_children(tree, group_name)):
            for attribute, group_of in (("fontId", "fonts"), ("fillId", "fills"), ("borderId", "borders")):
                if whole(style.get(attribute, "0")) >= sizes[group_of]:
                    package.faults.append(
                        f"{part}: {group_name} {number} uses {attribute} {style.get(attribute)}, which is not there"
                    )
            form = whole(style.get("numFmtId", "0"))
            if form >= _FIRST_OWN_FORMAT and form not in formats:
                package.faults.append(f"{part}: {group_name} {number} uses number format {form}, which is not there")
            if group_name == "cellXfs" and whole(style.get("xfId", "0")) >= sizes["cellStyleXfs"]:
                package.faults.append(f"{part}: cellXfs {number} uses xfId {style.get('xfId')}, which is not there")
    for style in _children(tree, "cellStyles"):
        if whole(style.get("xfId", "0")) >= sizes["cellStyleXfs"]:
            package.faults.append(
                f"{part}: cell style {style.get('name')} uses xfId {style.get('xfId')}, which is not there"
            )
    if not sizes["cellXfs"] or sizes["fills"] < 2:
        package.faults.append(f"{part}: the styles that every workbook starts with are missing")
    return sizes["cellXfs"], sizes["dxfs"]


def _children(tree: Element, name: str) -> list[Element]:
    group = tree.find(MAIN + name)
    return [] if group is None else list(group)
