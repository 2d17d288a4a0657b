"""Reading a field twice: what its glyphs say, and where another reading says otherwise."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import TypeAlias

from extract.characters import lowered, plain
from extract.figures.numerals import is_number
from extract.layout import Glyph, Line, lines_of

Place: TypeAlias = tuple[int, int]

_NUMERIC = frozenset("0123456789,.-+%()")
#: Glyphs this near to each other (points) belong to one word, whatever rule runs between them.
_TOUCHING = 0.5
#: A number goes on in the next line only where its first line fills this much of the field.
_FULL_LINE = 0.6
#: Digits this far apart (font sizes) may belong to two numbers.
_APART = 0.45


def field_text(glyphs: Sequence[Glyph], width: float) -> str:
    """The text of a field `width` points wide, its lines joined without white space.

    A number that its column is too narrow for goes on in the next line (156,211,12 / 3); two
    numbers that stand one above the other do not, and keep their line break.
    """
    if not glyphs:
        return ""
    lines = lines_of(list(glyphs))
    texts = ["\n".join(_numbers_apart(line)) for line in lines]
    numeric = len(lines) > 1 and all(_NUMERIC.issuperset(plain(t)) for t in texts)
    if numeric and any(line.box.width < _FULL_LINE * width for line in lines[:-1]):
        return "\n".join(texts)
    return "".join(texts)


def _numbers_apart(line: Line) -> list[str]:
    """A line's text; where numbers stand apart in it, each by itself. Figures that are spread over
    their field stand apart evenly, and groups of three digits may be divided by a blank."""
    if not _NUMERIC.issuperset(plain(line.text)):
        return [line.text]
    gaps = [b.box.x0 - a.box.x1 for a, b in pairwise(line.glyphs)]
    usual = sorted(gaps)[len(gaps) // 2] if gaps else 0.0
    wide = max(_APART * line.glyphs[0].size, 2.5 * usual)
    parts = [line.glyphs[0].char]
    for gap, glyph in zip(gaps, line.glyphs[1:], strict=True):
        if gap > wide:
            parts.append("")
        parts[-1] += glyph.char
    grouped = all(re.fullmatch(r"[0-9]{3}(?:\.[0-9]+)?", plain(part)) for part in parts[1:])
    if len(parts) < 2 or grouped or not all(is_number(part) for part in parts):
        return [line.text]
    return parts


def settle_numbers(placed: Sequence[tuple[Glyph, Place]]) -> list[tuple[Glyph, Place]]:
    """Give a number drawn across a rule wholly to the field that holds most of it.

    Only where the whole is a number and its pieces are not: two numbers that touch stay apart.
    """
    order = sorted(placed, key=lambda p: (round(p[0].baseline), p[0].box.x0))
    settled: list[tuple[Glyph, Place]] = []
    run: list[tuple[Glyph, Place]] = []
    for item in order:
        if run and not _touches(run[-1][0], item[0]):
            settled.extend(_whole(run))
            run = []
        run.append(item)
    settled.extend(_whole(run))
    return settled


def _touches(left: Glyph, right: Glyph) -> bool:
    level = left.baseline == right.baseline or round(left.baseline) == round(right.baseline)
    return (
        level
        and abs(right.box.x0 - left.box.x1) < _TOUCHING
        and (plain(left.char) in _NUMERIC) == (plain(right.char) in _NUMERIC)
    )


def _whole(run: list[tuple[Glyph, Place]]) -> list[tuple[Glyph, Place]]:
    if len({place for _, place in run}) < 2:
        return run
    places = Counter(place for _, place in run)
    pieces: dict[Place, str] = {}
    for glyph, place in run:
        pieces[place] = pieces.get(place, "") + glyph.char
    words = not is_number(run[0][0].char) and plain(run[0][0].char) not in _NUMERIC
    torn = is_number("".join(pieces.values())) and not all(is_number(p) for p in pieces.values())
    if not words and not torn:
        return run
    best = places.most_common(1)[0][0]
    return [(glyph, best) for glyph, _ in run]


def doubts(
    first: Mapping[Place, str],
    second: Mapping[Place, str],
    spans: Mapping[Place, Place],
    unseen: Iterable[str] = (),
) -> dict[Place, str]:
    """The fields whose second reading says something else, with what it says.

    A character that one reading has in this field and the other in the one beside it is no
    disagreement, nor is the order of wrapped lines, a copy that imitates bold type, a character
    that the second reading could not decode or one of those that nobody sees (`unseen`).
    """
    hidden = Counter(plain("".join(unseen)))
    wanting = {k: _minus(first[k], second[k]) for k in first}
    surplus = {k: _minus(second[k], first[k]) for k in first}
    found: dict[Place, str] = {}
    for key in first:
        if not wanting[key] and not surplus[key]:
            if _reordered(first[key], second[key]):
                found[key] = second[key].strip()
            continue
        if not second[key].strip() or _undecoded(second[key]) or _copied(first[key], second[key]):
            continue
        near = _neighbours(key, spans)
        lost = wanting[key] - sum((surplus[n] for n in near), Counter[str]())
        added = surplus[key] - sum((wanting[n] for n in near), Counter[str]()) - hidden
        if lost or added:
            found[key] = second[key].strip()
    return found


def _minus(left: str, right: str) -> Counter[str]:
    """The characters of one text that the other has not as often."""
    one, other = lowered(plain(left)), lowered(plain(right))
    return Counter() if one == other else Counter(one) - Counter(other)


def _reordered(first: str, second: str) -> bool:
    """Two numbers of the same digits in another order, each printed in one line."""
    one_line = "\n" not in first.strip() and "\n" not in second.strip()
    return one_line and is_number(first) and plain(first) != plain(second)


def _undecoded(text: str) -> bool:
    return "(cid:" in text or "\ufffd" in text


def _copied(first: str, second: str) -> bool:
    once, more = Counter(plain(first)), Counter(plain(second))
    if not once or once.keys() != more.keys():
        return False
    factors = {more[c] / once[c] for c in once}
    return len(factors) == 1 and factors.pop() in (2, 3, 4)


def _neighbours(key: Place, spans: Mapping[Place, Place]) -> list[Place]:
    """The fields that share an edge or a corner with one."""
    bottom, right = spans[key]
    return [
        other
        for other, (b, r) in spans.items()
        if other != key and other[0] <= bottom and b >= key[0] and other[1] <= right and r >= key[1]
    ]
