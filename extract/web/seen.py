"""What of a page's elements is seen, and how: hidden ones, bold ones, those in the middle."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from lxml import etree

_BOLD = frozenset(["b", "strong", "h1", "h2", "h3", "h4", "h5", "h6", "th"])
_PLAIN = frozenset(("td", "table"))
_WEIGHT = re.compile(r"font-weight:(bold|bolder|[6-9]00)")
_LIGHT = re.compile(r"font-weight:(normal|lighter|[1-4]00)")
_MIDDLE = re.compile(r"text-align:(-\w+-)?center")
_SIDE = re.compile(r"text-align:(left|right|justify|start|end)")
_HIGH = re.compile(r"(?:^|;)vertical-align:super")
_LENGTH = re.compile(
    r"(?:^|;)(?:text-indent|padding-left|margin-left):(\d+(?:\.\d+)?)(px|pt|em|cm)"
)
_POINTS = {"px": 0.75, "pt": 1.0, "em": 12.0, "cm": 28.35}


@cache
def words() -> dict[str, Any]:
    """The patterns of web.toml."""
    return tomllib.loads(files("extract.web").joinpath("web.toml").read_text("utf-8"))


@cache
def pattern(section: str, name: str) -> re.Pattern[str]:
    """A pattern of web.toml."""
    return re.compile(words()[section][name])


@cache
def elements(name: str) -> frozenset[str]:
    """The names of elements of one sort in web.toml."""
    return frozenset(words()["elements"][name])


@dataclass(frozen=True, slots=True)
class Look:
    """How text looks where it stands; `high` are the small characters behind and above others."""

    bold: bool = False
    centred: bool = False
    high: bool = False

    def within(self, element: etree._Element) -> Look:
        """How text looks inside an element of it."""
        style = style_of(element)
        align = (element.get("align") or "").lower()
        bold = (self.bold or element.tag in _BOLD) and element.tag not in _PLAIN
        bold = bool(_WEIGHT.search(style)) or (bold and not _LIGHT.search(style))
        centred = align == "center" or element.tag == "center" or bool(_MIDDLE.search(style))
        aside = align in ("left", "right", "justify") or bool(_SIDE.search(style))
        centred = centred or (self.centred and not aside)
        return replace(self, bold=bold, centred=centred, high=self.high or is_high(element))


def is_high(element: etree._Element) -> bool:
    """Whether what an element says stands small and high, as the marks of notes do."""
    return element.tag == "sup" or bool(_HIGH.search(style_of(element)))


def style_of(element: etree._Element) -> str:
    """The style that an element names itself, without blanks and in small letters."""
    return re.sub(r"\s|!important", "", element.get("style") or "").lower()


def indent_of(element: etree._Element) -> float:
    """How far an element's text is set in, in points."""
    return sum(float(n) * _POINTS[unit] for n, unit in _LENGTH.findall(style_of(element)))


def is_hidden(element: etree._Element, rules: Collection[str]) -> bool:
    """Whether an element is not shown: by what it is, its own style, or a rule of the page."""
    if not isinstance(element.tag, str):
        return True
    tag = element.tag.lower()
    if tag in elements("unseen") or element.get("hidden") is not None:
        return True
    if pattern("hidden", "style").search(style_of(element)):
        return True
    names = {f".{name}" for name in (element.get("class") or "").split()}
    return any(name in rules for name in {*names, f"#{element.get('id')}"})


def hiding_rules(root: etree._Element) -> frozenset[str]:
    """The classes and ids that the page's own style sheets hide, each a selector by itself; not
    those for paper or small screens."""
    found: set[str] = set()
    for sheet in root.iter("style"):
        if (sheet.get("media") or "all").lower() not in ("all", "screen"):
            continue
        text = re.sub(r"/\*.*?\*/|@media[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", "", sheet.text or "",
                      flags=re.DOTALL)  # fmt: skip
        for match in pattern("hidden", "rule").finditer(text):
            body = re.sub(r"\s|!important", "", match["body"]).lower()
            if pattern("hidden", "style").search(body):
                names = (s.strip() for s in match["selectors"].split(","))
                found.update(s for s in names if re.fullmatch(r"[.#][\w-]+", s))
    return frozenset(found)
