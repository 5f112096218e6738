"""Streams the elements of an XML part of a package; whatever is broken in it becomes one refusal."""

from collections.abc import Iterator
from typing import Any, Literal
from xml.etree import ElementTree
from xml.parsers.expat.errors import XML_ERROR_NO_MEMORY, codes

from imports.formats.containers import Package
from imports.sheets import RefusalError


def local_name(name: str) -> str:
    """Return the name of an element or attribute without its namespace.

    >>> local_name("{urn:x}row"), local_name("row")
    ('row', 'row')
    """
    return name.rpartition("}")[2]


class Allowance:
    """How many elements a part may hold: a number for the tags themselves, and more for every bit of content in it."""

    def __init__(self, elements: int) -> None:
        self._left = elements

    def earn(self, elements: int) -> None:
        """Allow more elements, because content was found."""
        self._left += elements

    def spend(self, part: str) -> None:
        """Count one element.

        Raises
        ------
        RefusalError
            ``file-part-too-large`` when the part holds far more tags than content.
        """
        self._left -= 1
        if self._left < 0:
            raise RefusalError("file-part-too-large", value=part)


def iter_elements(package: Package, part: str, allowance: Allowance | None = None) -> Iterator[ElementTree.Element]:
    """Yield every element of a part when it ends; the caller clears what it has used.

    Without an ``allowance`` the part is held to the limits of a small part.

    Raises
    ------
    RefusalError
        ``file-damaged`` when the XML is broken, ``file-part-too-large`` when it holds more than its kind ever needs.
    """
    for _, element in iter_events(package, part, ("end",), allowance):
        yield element


def iter_events(
    package: Package,
    part: str,
    events: tuple[Literal["start", "end"], ...] = ("start", "end"),
    allowance: Allowance | None = None,
) -> Iterator[tuple[str, ElementTree.Element]]:
    """Yield ("start" or "end", element) of a part."""
    small = allowance is None
    if allowance is None:
        allowance = Allowance(package.limits.small_part_elements)
    # Package.xml_chunks has refused document types and entities before the parser sees them.
    parser: ElementTree.XMLPullParser[ElementTree.Element] = ElementTree.XMLPullParser(events)
    try:
        for chunk in package.xml_chunks(part, small=small):
            parser.feed(chunk)
            for event in _read(parser):
                allowance.spend(part)
                yield event
        parser.close()
        yield from _read(parser)
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        if isinstance(error, ElementTree.ParseError) and error.code == codes[XML_ERROR_NO_MEMORY]:
            raise MemoryError from error
        raise RefusalError("file-damaged", value=part) from error


def _read(parser: "ElementTree.XMLPullParser[ElementTree.Element]") -> Iterator[tuple[str, ElementTree.Element]]:
    # The stubs leave open what an event carries; "start" and "end" carry an element.
    events: Iterator[Any] = iter(parser.read_events())
    yield from events
