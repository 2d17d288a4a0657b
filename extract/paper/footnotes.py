"""The footnotes of a page: small letters at its foot, behind a raised mark or under a short rule.
They are told apart from the text that runs on over them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from statistics import median_high

from extract.characters import lowered
from extract.geometry import Box
from extract.paper.paragraphs import TextLine

#: A footnote is set in letters smaller than the text by this, and begins with its mark.
_SMALL = 0.88
_MARK = re.compile(r"注[:：\d]|[①-⑳*＊※]|[\[【〔]\d+[\]】〕]|\d{1,2}(?=[^\d.,、．%％])")
#: A mark that is raised is at most so large beside the letters of its note.
_RAISED = 0.8
#: The rule over footnotes is so long at least (points), at most this share of the page's text, and
#: begins this near to where they do.
_SHORT, _HALF, _BESIDE = 30.0, 0.6, 6.0


def footnoted(lines: Sequence[TextLine], rules: Sequence[Box] = ()) -> list[TextLine]:
    """The lines of a page, those of footnotes at its foot set apart from the text; `rules` are the
    rules of the page. Under a table only a raised mark or a rule tells a footnote from a note."""
    sizes: Counter[float] = Counter()
    for size, often in Counter(g.size for item in lines for g in item.line.glyphs).items():
        sizes[round(size, 1)] += often
    if not sizes:
        return []
    small = _SMALL * sizes.most_common(1)[0][0]
    start = len(lines)
    while start and _size(lines[start - 1]) < small:
        start -= 1
    first = next((n for n in range(start, len(lines)) if _begins(lines, n, rules)), len(lines))
    return [*lines[:first], *(replace(item, aside=True) for item in lines[first:])]


def _size(item: TextLine) -> float:
    """The size of the letters of a line; a mark before them may be larger."""
    return median_high(g.size for g in item.line.glyphs)


def _begins(lines: Sequence[TextLine], at: int, rules: Sequence[Box]) -> bool:
    """Whether footnotes begin with a line of a page."""
    item = lines[at]
    marked = _MARK.match(item.text) is not None and not item.beside_table
    return marked or _is_raised(item) or _under_rule(lines, at, rules)


def _is_raised(item: TextLine) -> bool:
    """Whether a line begins with the raised number of a note."""
    first, *rest = item.line.glyphs
    if not rest or not lowered(first.char).isdecimal():
        return False
    text = next((g for g in rest if not lowered(g.char).isdecimal()), rest[-1])
    return first.char != lowered(first.char) or (
        first.size < _RAISED * text.size and first.baseline < text.baseline
    )


def _under_rule(lines: Sequence[TextLine], at: int, rules: Sequence[Box]) -> bool:
    """Whether the short rule that parts footnotes from the text stands over a line, and no other
    one beside it or under it, as those of a table do."""
    item = lines[at]
    left = min(one.box.x0 for one in lines[at:])
    width = max(one.box.x1 for one in lines) - min(one.box.x0 for one in lines)
    above = max((one.box.y1 for one in lines[:at]), default=0.0)
    end = max(one.box.y1 + one.box.height for one in lines[at:])
    found = [
        rule
        for rule in rules
        if above <= rule.center[1] <= item.box.y0
        and rule.height < rule.width
        and _SHORT <= rule.width <= _HALF * width
        and abs(rule.x0 - left) <= _BESIDE
    ]
    return bool(found) and all(
        abs(rule.center[1] - found[0].center[1]) <= 1
        for rule in rules
        if rule.y1 >= found[0].y0 and rule.y0 <= end
    )
