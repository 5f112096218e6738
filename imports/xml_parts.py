"""Streams the elements of an XML part of a package; whatever is broken in it becomes one refusal."""

from collections.abc import Iterator
from typing import Any, Literal
from xml.etree import ElementTree
from xml.parsers.expat.errors import XML_ERROR_NO_MEMORY, codes

from imports.containers import Package
from imports.sheets import RefusalError


def local_name(name: str) -> str:
    """Return the name of an element or attribute without its namespace.

    >>> local_name("{urn:x}row"), local_name("row")
    ('row', 'row')
    """
    return name.rpartition("}")[2]


def iter_elements(package: Package, part: str) -> Iterator[ElementTree.Element]:
    """Yield every element of a part when it ends; the caller clears what it has used.

    Raises
    ------
    RefusalError
        ``file-damaged`` when the XML is broken, ``file-inflates`` when it holds more elements than any sheet needs.
    """
    for _, element in iter_events(package, part, ("end",)):
        yield element


def iter_events(
    package: Package, part: str, events: tuple[Literal["start", "end"], ...] = ("start", "end")
) -> Iterator[tuple[str, ElementTree.Element]]:
    """Yield ("start" or "end", element) of a part."""
    # Package.xml_chunks has refused document types and entities before the parser sees them.
    parser: ElementTree.XMLPullParser[ElementTree.Element] = ElementTree.XMLPullParser(events)
    try:
        for chunk in package.xml_chunks(part):
            parser.feed(chunk)
            yield from _read(parser)
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
