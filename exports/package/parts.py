"""The container: entries, content types, relationships and well-formed XML."""

import io
import posixpath
import zipfile
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

CONTENT_TYPES = "[Content_Types].xml"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_DOCUMENT = "application/vnd.openxmlformats-officedocument."

EXPECTED_TYPES = {
    "officeDocument": _MAIN + "sheet.main+xml",
    "worksheet": _MAIN + "worksheet+xml",
    "styles": _MAIN + "styles+xml",
    "sharedStrings": _MAIN + "sharedStrings+xml",
    "table": _MAIN + "table+xml",
    "theme": _DOCUMENT + "theme+xml",
    "extended-properties": _DOCUMENT + "extended-properties+xml",
    "custom-properties": _DOCUMENT + "custom-properties+xml",
    "core-properties": "application/vnd.openxmlformats-package.core-properties+xml",
}


@dataclass(frozen=True, slots=True)
class Relationship:
    """One arrow from a part (empty = the package) to another part."""

    source: str
    id: str
    kind: str
    target: str


@dataclass(slots=True)
class Package:
    """The parts of a workbook, parsed, with every fault that was met on the way."""

    faults: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    trees: dict[str, Element] = field(default_factory=dict)
    relationships: list[Relationship] = field(default_factory=list)

    def targets(self, source: str, kind: str) -> dict[str, str]:
        """Return the targets of one kind by relationship id."""
        return {each.id: each.target for each in self.relationships if each.source == source and each.kind == kind}

    def only(self, source: str, kind: str) -> str | None:
        """Return the single target of one kind, or None."""
        return next(iter(self.targets(source, kind).values()), None)


def read_package(data: bytes) -> Package:
    """Unpack a workbook; whatever is wrong with the container is noted, whatever can be read is read."""
    package = Package()
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except zipfile.BadZipFile:
        package.faults.append("the file is no zip archive")
        return package
    with archive:
        _read_entries(archive, package)
    if package.faults and not package.trees:
        return package
    _read_relationships(package)
    _check_content_types(package)
    _check_reached(package)
    return package


def _read_entries(archive: zipfile.ZipFile, package: Package) -> None:
    seen: set[str] = set()
    for entry in archive.infolist():
        name = entry.filename
        if name.casefold() in seen:
            package.faults.append(f"{name}: the part is there twice")
            continue
        seen.add(name.casefold())
        if name.endswith("/"):
            package.faults.append(f"{name}: a folder entry is no part")
            continue
        if name.startswith("/") or "\\" in name or ".." in name.split("/"):
            package.faults.append(f"{name}: not a part name")
            continue
        if entry.flag_bits & 0x1:
            package.faults.append(f"{name}: encrypted")
            continue
        try:
            content = archive.read(entry)
        except (zipfile.BadZipFile, ValueError, EOFError) as error:
            package.faults.append(f"{name}: cannot be unpacked ({error})")
            continue
        package.names.append(name)
        if name.endswith((".xml", ".rels")):
            _parse(name, content, package)


def _parse(name: str, content: bytes, package: Package) -> None:
    try:
        package.trees[name] = fromstring(content, forbid_dtd=True)
    except DefusedXmlException:
        package.faults.append(f"{name}: carries a DOCTYPE or entities")
    except ParseError as error:
        package.faults.append(f"{name}: not well-formed ({error})")


def _read_relationships(package: Package) -> None:
    for name in [name for name in package.names if name.endswith(".rels")]:
        folder, file = posixpath.split(name)
        source = posixpath.join(posixpath.dirname(folder), file.removesuffix(".rels"))
        if source and source not in package.names:
            package.faults.append(f"{name}: belongs to no part")
        seen: set[str] = set()
        tree = package.trees.get(name)
        for element in tree.iter(f"{_RELS}Relationship") if tree is not None else ():
            identity, target = element.get("Id", ""), element.get("Target", "")
            if not identity or identity in seen:
                package.faults.append(f"{name}: relationship id {identity!r} is missing or there twice")
            seen.add(identity)
            if element.get("TargetMode") == "External":
                package.faults.append(f"{name}: leads outside the package ({target})")
                continue
            path = (
                target[1:]
                if target.startswith("/")
                else posixpath.normpath(posixpath.join(posixpath.dirname(source), target))
            )
            if path not in package.names:
                package.faults.append(f"{name}: target {target} is not in the package")
                continue
            kind = element.get("Type", "").rpartition("/")[2]
            package.relationships.append(Relationship(source, identity, kind, path))
    if package.only("", "officeDocument") is None:
        package.faults.append("_rels/.rels: names no workbook")


def _check_content_types(package: Package) -> None:
    tree = package.trees.get(CONTENT_TYPES)
    if tree is None:
        package.faults.append(f"{CONTENT_TYPES}: missing")
        return
    defaults = {
        element.get("Extension", "").casefold(): element.get("ContentType", "")
        for element in tree.iter(f"{_TYPES}Default")
    }
    overrides: dict[str, str] = {}
    for element in tree.iter(f"{_TYPES}Override"):
        name = element.get("PartName", "").removeprefix("/")
        if name in overrides:
            package.faults.append(f"{CONTENT_TYPES}: {name} is there twice")
        if name not in package.names:
            package.faults.append(f"{CONTENT_TYPES}: {name} is not in the package")
        overrides[name] = element.get("ContentType", "")
    kinds = {each.target: each.kind for each in package.relationships}
    for name in package.names:
        if name == CONTENT_TYPES:
            continue
        told = overrides.get(name) or defaults.get(name.rpartition(".")[2].casefold())
        if not told:
            package.faults.append(f"{name}: has no content type")
        expected = EXPECTED_TYPES.get(kinds.get(name, ""))
        if told and expected and told != expected:
            package.faults.append(f"{name}: content type {told}, expected {expected}")


def _check_reached(package: Package) -> None:
    reached = {each.target for each in package.relationships}
    for name in package.names:
        if name != CONTENT_TYPES and not name.endswith(".rels") and name not in reached:
            package.faults.append(f"{name}: nothing refers to this part")
