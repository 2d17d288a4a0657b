"""The styles of a Word file, as far as they say what is seen: hidden, bold, centred, numbered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{NS}}}"
_OFF = frozenset(("0", "false", "off", "none"))
#: Styles are based on one another so often at most.
_DEPTH = 12


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says, and those it is based on; None and "" where they say nothing."""

    name: str = ""
    hidden: bool | None = None
    bold: bool | None = None
    centred: bool | None = None
    heading: bool = False
    number: str = ""
    level: int = 0
    indent: float = 0.0


def child(element: etree._Element | None, *names: str) -> etree._Element | None:
    """The element reached by these names of the main namespace, None where there is none."""
    for name in names:
        if element is None:
            return None
        element = element.find(W + name)
    return element


def value(element: etree._Element | None, name: str = "val") -> str:
    """An attribute of the main namespace, "" where there is none."""
    return "" if element is None else element.get(W + name) or ""


def switch(properties: etree._Element | None, name: str) -> bool | None:
    """Whether a property is on or off; None where nothing is said of it."""
    found = child(properties, name)
    return None if found is None else value(found) not in _OFF


def styles_of(tree: etree._Element | None) -> Mapping[str, Style]:
    """All styles of a file by their ids."""
    if tree is None:
        return {}
    raw = {value(s, "styleId"): s for s in tree.findall(W + "style")}
    return {name: _style(name, raw, 0) for name in raw}


def default_style(tree: etree._Element | None) -> str:
    """The id of the style of paragraphs that name none."""
    for style in tree.findall(W + "style") if tree is not None else ():
        if value(style, "type") == "paragraph" and value(style, "default") in ("1", "true"):
            return value(style, "styleId")
    return ""


def _style(name: str, raw: Mapping[str, etree._Element], depth: int) -> Style:
    element = raw.get(name)
    if element is None or depth > _DEPTH:
        return Style()
    base = _style(value(child(element, "basedOn")), raw, depth + 1)
    paragraph, run = child(element, "pPr"), child(element, "rPr")
    hidden, bold = switch(run, "vanish"), switch(run, "b")
    align = value(child(paragraph, "jc"))
    number = child(paragraph, "numPr")
    level = value(child(number, "ilvl"))
    outline = value(child(paragraph, "outlineLvl"))
    title = value(child(element, "name")).lower()
    return Style(
        title or base.name,
        base.hidden if hidden is None else hidden,
        base.bold if bold is None else bold,
        align == "center" if align else base.centred,
        (outline.isdecimal() and int(outline) < 9)
        or title.startswith(("heading", "title"))
        or base.heading,
        value(child(number, "numId")) or base.number,
        int(level) if level.isdecimal() else base.level,
        indent_of(paragraph) or base.indent,
    )


def indent_of(properties: etree._Element | None) -> float:
    """How far a paragraph's first line is set in, in points."""
    ind = child(properties, "ind")
    if ind is None:
        return 0.0
    total = 0.0
    for chars, twips, sign in (
        ("leftChars", "left", 1),
        ("firstLineChars", "firstLine", 1),
        ("hangingChars", "hanging", -1),
    ):
        in_chars, in_twips = _number(value(ind, chars)), _number(value(ind, twips))
        total += sign * (0.12 * in_chars if in_chars else 0.05 * in_twips)
    return max(total, 0.0)


def _number(text: str) -> float:
    try:
        return float(text or 0)
    except ValueError:
        return 0.0
