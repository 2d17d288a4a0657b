"""Setting text on a leaf: glyphs side by side, blanks as gaps, lines one under the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.characters import plain, seen
from extract.figures.numerals import is_number
from extract.geometry import Box
from extract.layout import Glyph

SIZE = 12.0
#: How far the lines of one field stand apart.
LEADING = 15.0
#: The blanks of a text by width, in sizes; a tab is a wide one.
_WIDTHS = {"\t": 3.0, "\u3000": 1.0, "\u2003": 1.0, "\u2002": 0.5}
_NARROW = frozenset("0123456789.,-+%()/: ")
_FIGURE = frozenset("0123456789.,%")
_NUMERIC = frozenset("0123456789,.-+%()")
#: What stands for a picture, or what else could not be read, in a field.
UNREAD = "\ufffc"


def typed(text: str, x: float, y: float) -> tuple[list[tuple[str, float]], list[Glyph]]:
    """A line of text from `x` on, its top at `y`: its characters with the blank before each (in
    points), and the glyphs of them."""
    shown: list[tuple[str, float]] = []
    glyphs: list[Glyph] = []
    blank = 0.0
    for raw in text:
        if raw.isspace():
            blank += _WIDTHS.get(raw, 0.5) * SIZE
            continue
        for char in seen(raw):
            width = SIZE / 2 if char in _NARROW else SIZE
            x += blank
            glyphs.append(Glyph(char, Box(x, y, x + width, y + SIZE), y + 0.8 * SIZE, SIZE))
            shown.append((char, blank))
            x += width
            blank = 0.0
    return shown, glyphs


def wrapped(text: str, room: float) -> Iterator[str]:
    """A line of text broken where so much room ends, no figure torn; the blanks stay."""
    part, used, back = "", 0.0, 0
    for char in text:
        step = _WIDTHS.get(char, 0.5 if char.isspace() or char in _NARROW else 1.0) * SIZE
        if part.strip() and used + step > max(room, SIZE) + 0.1:
            cut = back if char in _FIGURE and back else len(part)
            yield part[:cut]
            part = part[cut:]
            used = sum(SIZE * (0.5 if c in _NARROW else 1.0) for c in part)
            back = 0
        if char not in _FIGURE:
            back = len(part) + 1
        part += char
        used += step
    if part.strip():
        yield part


def running(shown: Sequence[tuple[str, float]]) -> Iterator[tuple[str, int]]:
    """The characters of running text, each with the number of its glyph; figures that stand apart
    keep a blank between them."""
    for number, (char, blank) in enumerate(shown):
        if blank and number and char.isdigit() and shown[number - 1][0].isdigit():
            yield " ", number
        yield char, number


def field_text(text: str) -> str:
    """The text of a field without white space; numbers that stand apart, or one above the other,
    keep a line break between them."""
    lines = [_apart(line) for line in text.split("\n") if line.strip()]
    numeric = len(lines) > 1 and all(_NUMERIC.issuperset(plain(line)) for line in lines)
    return ("\n" if numeric else "").join(lines)


def _apart(line: str) -> str:
    """A line without white space; where it is several numbers, each by itself. Groups of three
    digits may be divided by a blank."""
    parts = ["".join(filter(None, map(seen, part))) for part in line.split()]
    grouped = all(len(plain(p).partition(".")[0]) == 3 and p[0].isdecimal() for p in parts[1:] if p)
    if len(parts) > 1 and not grouped and all(is_number(p) for p in parts):
        return "\n".join(parts)
    return "".join(parts)


def indent_of(text: str) -> float:
    """How far blanks at its beginning set a text in, in points."""
    lead = text[: len(text) - len(text.lstrip())].rpartition("\n")[2]
    return sum(_WIDTHS.get(c, 0.5) * SIZE for c in lead)
