"""The article of a page: what is left without the site's navigation, heads and feet."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from lxml import etree

from extract.web.seen import is_hidden

#: The article holds this share of what is said on the page outside of links; where it is short,
#: half of it, in so many paragraphs.
_MOST, _HALF, _PARAGRAPHS = 0.9, 0.5, 3
#: What an article is never left without: money, shares, the words of the reports.
_TELLING = re.compile(
    r"\d(?:[万亿]?元|[%％])|\d[\d,]*\.\d\d(?!\d)|[决预]算(?:收|支|情况|说明|总表)"
)
_TITLES = ("h1", "h2", "h3")
_NAMED = re.compile(r"(?:^|[\s_-])(?:title|tit|bt|biaoti|headline|heading)(?:$|[\s_-])", re.I)
_TITLE = 60


def article_of(body: etree._Element, rules: Collection[str]) -> etree._Element:
    """The element that holds what a page is for: from the body inwards as long as one child holds
    nearly all of it, and what stands beside that tells nothing of a report."""
    here, weights = body, _weights(body, rules)
    while True:
        shown = [c for c in here if not is_hidden(c, rules)]
        total = sum(weights[c] for c in shown) + _length(here.text)
        best = max(shown, key=lambda c: weights[c], default=None)
        if best is None or best.tag in ("table", "p") or weights[best] < _HALF * total:
            return here
        if weights[best] < _MOST * total and not _is_piece(best):
            return here
        others = (c for c in shown if c is not best)
        tails = "".join(c.tail or "" for c in here)
        if any(_tells(c, rules) for c in others) or _TELLING.search(tails):
            return here
        here = best


def _is_piece(element: etree._Element) -> bool:
    """Whether an element is a piece of a page, no single paragraph."""
    blocks = sum(1 for inner in element.iter("p", "div", "br", "tr", "li"))
    return blocks >= _PARAGRAPHS and bool(_TELLING.search("".join(element.itertext())))


def title_of(root: etree._Element, article: etree._Element, rules: Collection[str]) -> str:
    """The title of the page where the article does not begin with it: the last heading that
    stands before the article, or what the page calls itself."""
    inside = set(article.iter())
    before = ""
    for element in root.iter():
        if element is article:
            break
        if not isinstance(element.tag, str) or element in inside:
            continue
        named = element.tag in _TITLES or _NAMED.search(
            f"{element.get('class') or ''} {element.get('id') or ''}"
        )
        text = "".join("".join(texts(element, rules)).split()) if named else ""
        if 4 < len(text) <= _TITLE and not is_hidden(element, rules):
            before = text
    if not before:
        called = root.find(".//title")
        text = "".join((called.text or "").split()) if called is not None else ""
        before = re.split(r"[-_|—–]{1,2}", text)[0]
    said = "".join("".join(texts(article, rules)).split())
    return "" if before in said[: 4 * _TITLE] else before


def texts(element: etree._Element, rules: Collection[str], *, links: bool = True) -> Iterator[str]:
    """What an element shows, piece by piece; without its links where they are not wanted."""
    if is_hidden(element, rules) or (element.tag == "a" and not links):
        return
    yield element.text or ""
    for child in element:
        yield from texts(child, rules, links=links)
        yield child.tail or ""


def _weights(body: etree._Element, rules: Collection[str]) -> dict[etree._Element, int]:
    """How much each element says outside of links, itself no link."""
    found: dict[etree._Element, int] = {}
    for element in reversed([e for e in body.iter() if isinstance(e.tag, str)]):
        own = _length(element.text)
        own += sum(found.get(child, 0) + _length(child.tail) for child in element)
        found[element] = 0 if element.tag == "a" or is_hidden(element, rules) else own
    return found


def _length(text: str | None) -> int:
    return len("".join((text or "").split()))


def _tells(element: etree._Element, rules: Collection[str]) -> bool:
    """Whether an element says something of a report, outside of links."""
    return bool(_TELLING.search("".join(texts(element, rules, links=False))))
