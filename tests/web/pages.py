"""What every page must be: valid HTML with one h1, a title that starts with it, unique ids, and names that resolve."""

from collections import Counter
from xml.etree.ElementTree import Element

import html5lib

REFERENCES = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "headers")


def parse_page(text: str) -> Element:
    """Parse strictly; the first fault raises with its place."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    try:
        root: Element = parser.parse(text)
    except html5lib.html5parser.ParseError as error:
        place, code, _values = parser.errors[-1]
        line = text.splitlines()[place[0] - 1]
        raise AssertionError(f"line {place[0]}: {code}: {line.strip()[:200]}") from error
    return root


def text_of(element: Element) -> str:
    """Return the text of an element with single spaces."""
    return " ".join("".join(element.itertext()).split())


def visible_texts(root: Element) -> list[str]:
    """Return every piece of text that a person can meet, also in attributes that are read out."""
    found = []
    for element in root.iter():
        if not isinstance(element.tag, str) or element.tag in ("script", "style"):
            continue
        pieces = [element.text, element.tail, *(element.get(name) for name in ("title", "aria-label", "placeholder"))]
        found += [" ".join(piece.split()) for piece in pieces if piece and piece.strip()]
    return found


def check_page(text: str) -> Element:
    """Raise when a page breaks one of the rules; return its root."""
    assert text.startswith("<!doctype html>")
    root = parse_page(text)
    assert root.get("lang") in ("nl", "en")
    headings = [text_of(element) for element in root.iter("h1")]
    assert len(headings) == 1, f"{len(headings)} h1"
    assert headings[0], "an empty h1"
    title = next(root.iter("title"))
    assert text_of(title).startswith(headings[0]), f"title {text_of(title)!r}, h1 {headings[0]!r}"
    ids = Counter(element.get("id") for element in root.iter() if element.get("id"))
    assert not [name for name, number in ids.items() if number > 1], "an id occurs twice"
    for element in root.iter():
        for attribute in REFERENCES:
            for name in (element.get(attribute) or "").split():
                assert name in ids, f"{attribute}={name} points nowhere"
        assert element.get("style") is None, "inline style"
        assert not [name for name in element.keys() if name.startswith("on")], "inline script"  # noqa: SIM118
        if element.tag == "script":
            assert element.get("src"), "inline script"
    return root


def fields_of(text: str, form: str = "rows-form") -> dict[str, list[str]]:
    """Return what a browser sends with a form as the page stands: the controls within it and those that name it."""
    root = parse_page(text)
    inside = {id(control) for element in root.iter("form") if element.get("id") == form for control in element.iter()}
    fields: dict[str, list[str]] = {}
    for control in root.iter():
        name = control.get("name") or ""
        if (id(control) not in inside and control.get("form") != form) or name in ("", "csrf_token"):
            continue
        if control.tag == "select":
            options = list(control.iter("option"))
            chosen = [option for option in options if option.get("selected") is not None] or options[:1]
            fields.setdefault(name, []).extend(option.get("value") or "" for option in chosen)
        elif control.tag == "input":
            if control.get("type") in ("checkbox", "radio") and control.get("checked") is None:
                continue
            fields.setdefault(name, []).append(control.get("value") or "")
    return fields
