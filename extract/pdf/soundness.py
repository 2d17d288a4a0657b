"""Whether a page can be read at all: its streams whole, its size and its content within bounds.

MuPDF draws what is left of a damaged page without a word. A page that lost half of its text would
be held against its tables as if it were whole; so it is not read, and that is said.
"""

from __future__ import annotations

import re
import zlib
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise

import pymupdf

from extract.characters import is_unknown
from extract.errors import UnreadableError
from extract.faults import is_fault
from extract.geometry import Box
from extract.layout import Glyph, Page, lines_of
from extract.pdf.shapes import MISNAMED
from extract.pdf.streams import MAX_CONTENT, State, Unpacked, state_of, unpacked

#: The largest page side that PDF knows (ISO 32000-1, annex C), in points.
MAX_SIDE = 14_400
#: More glyphs than fit on any page that a person can read.
MAX_GLYPHS = 60_000
#: Forms within forms: pages put together by several programs have three or four levels.
MAX_NESTING = 8
#: A page with more than this share of unknown characters was not read.
_GARBLED = 0.05
#: Nor was one where more than a few unknown characters stand against its digits in this share:
#: fonts that name everything but their figures.
_FEW, _FIGURES = 12, 0.5
#: So many private codes are bullets and ticks, not text.
_BULLETS = 3
#: A form as PyMuPDF lists it: its number, its name, the number of the form that draws it, its box.
_Form = tuple[int, str, int, tuple[float, ...]]
#: What draws nothing.
_IDLE = b"qQ\0\t\n\f\r "
#: A page with more rules than this and no text has lost it: a frame has four.
_RULES = 8
#: Figures of which so many, and most, are set nearly as wide as they are high (a Chinese font may
#: have such), and so many run so far (font sizes) into the next have lost their widths.
_DIGITS, _MOSTLY, _WIDE, _OFTEN, _INTO = 30, 0.8, 0.95, 5, 0.2
#: Pages side by side that are alike in so many characters or more are one page drawn twice.
_ALIKE = 60
#: Why pages are not read.
DAMAGED, SIZE, LOOPS = (
    "本页内容有损坏，未读",
    "本页的尺寸超出PDF的上限，未读",
    "本页的图形反复套用，未读",
)
CONTENT, TEXT, CODES = "本页内容过多，未读", "本页文字过多，未读", "本页文字的编码无法识别，未读"
MEMORY = "读本页时内存不足，未读"
#: The status of a file none of whose pages is read, by the reason, and what to do with it; all
#: other reasons are damage.
_STATUSES = {
    **dict.fromkeys((SIZE, LOOPS, CONTENT, TEXT), "unusual"),
    **dict.fromkeys((CODES, MISNAMED), "garbled"),
    MEMORY: "memory",
}
_ADVICE = {
    "broken": "文件已损坏，请重新下载",
    "unusual": "重新下载也是如此，请改用同一报告的其他版本，或打印成新的PDF再查",
    "memory": "请放宽内存限额（--memory-limit）再查",
    "fault": "其他文件照常核对",
    "garbled": "重新下载也是如此，请改用同一报告的其他版本，或做文字识别（OCR）后再查",
}
_REFERENCE = re.compile(r"(\d+) 0 R")
_ANY_REFERENCE = re.compile(r"(\d+) \d+ R")
#: What MuPDF says where it did not understand, or did not find, something that a page needs: its
#: instructions, its fonts, or what says which characters their glyphs are.
_MISSED = re.compile(
    "page may not be correct|zlib error|treating as end of file|premature end of data|"
    "cannot load object|syntax error in object|invalid indirect reference|is not a stream|"
    "cannot draw text since font|loading embedded font|font missing|missing font|unknown cid font|"
    "expected string|in hex string"
)


def unreadable(name: str, reasons: Sequence[str]) -> UnreadableError:
    """What is said of a file none of whose pages can be read, by the reason most of them have; a
    fault of gouji on one of them comes first."""
    faulty = [reason for reason in reasons if is_fault(reason)]
    reason = Counter(faulty or reasons).most_common(1)[0][0]
    status = "fault" if faulty else _STATUSES.get(reason, "broken")
    return UnreadableError(status, f"{name}：没有一页可读（{reason}）；{_ADVICE[status]}")


class Soundness:
    """Looks at the pages of one document; what several pages share is looked at once."""

    def __init__(self, document: pymupdf.Document) -> None:
        self.document = document
        self.sizes: dict[int, int] = {}
        self.states: dict[int, State] = {}
        self.fonts: set[int] = set()
        self.codes: dict[int, int | None] = {}

    def problem(self, page: pymupdf.Page) -> tuple[str, bool]:
        """Why a page cannot be read, in Chinese, "" where it can; and whether some of it may be
        lost all the same."""
        if max(page.mediabox.width, page.mediabox.height) > MAX_SIDE:
            return SIZE, False
        forms = page.get_xobjects()
        if not _ends(forms):
            return LOOPS, False
        try:
            state = self._state(page, dict.fromkeys(form[0] for form in forms))
        except zlib.error:
            state = State.DAMAGED
        except _TooLargeError:
            return CONTENT, False
        return DAMAGED if state is State.DAMAGED else "", state is State.TORN

    def missed(self, page: pymupdf.Page) -> bool:
        """Whether MuPDF has said since it was last asked that it did not find or understand all of
        a page; or of one with the same fonts, which it looks at once."""
        said = _MISSED.search(pymupdf.TOOLS.mupdf_warnings(reset=1)) is not None
        if not said and not self.fonts:
            return False
        before = set(self.fonts)
        fonts = self.mistrust(page) if said else {font[0] for font in page.get_fonts()}
        return said or bool(fonts & before)

    def mistrust(self, page: pymupdf.Page) -> set[int]:
        """Hold for torn what is drawn from here on by the fonts of a page, which it gives back."""
        fonts = {font[0] for font in page.get_fonts()}
        self.fonts |= fonts
        return fonts

    def _state(self, page: pymupdf.Page, forms: Iterable[int]) -> State:
        """What the streams say that draw a page. Raises zlib.error where one is damaged, or
        _TooLargeError."""
        own = [self._unpacked(xref) for xref in page.get_contents()]
        size = sum(len(one.data) for one in own)
        size += sum(self._size(xref) for xref in (*forms, *self._codes(page, forms)))
        if size > MAX_CONTENT:
            raise _TooLargeError
        found = [self.states[xref] for xref in forms]
        if all(one.readable for one in own):
            found.append(state_of(b"\n".join(one.data for one in own)))
        if len(own) > 1 and not all(one.data for one in own):
            found.append(State.TORN)
        if not any(one.data.strip(_IDLE) for one in own) and self._has_fonts(page):
            found.append(State.TORN)
        return max(found, key=lambda state: state.value, default=State.WHOLE)

    def _has_fonts(self, page: pymupdf.Page) -> bool:
        """Whether a page names fonts of its own, which one without text has no use for."""
        own = self.document.xref_get_key(page.xref, "Resources")[0] in ("dict", "xref")
        return own and bool(page.get_fonts())

    def _codes(self, page: pymupdf.Page, forms: Iterable[int]) -> Iterator[int]:
        """What tells which characters a page's glyphs are."""
        for font in self._named_fonts(page, forms):
            if font not in self.codes:
                kind, value = self.document.xref_get_key(font, "ToUnicode")
                match = _REFERENCE.fullmatch(value) if kind == "xref" else None
                self.codes[font] = int(match[1]) if match else None
            code = self.codes[font]
            if code is not None:
                yield code

    def _named_fonts(self, page: pymupdf.Page, forms: Iterable[int]) -> Iterator[int]:
        """The numbers of the fonts that a page and its forms name. PyMuPDF's list of them tells
        more of each, which takes a tenth of the time of pages with many fonts."""
        if self.document.xref_get_key(page.xref, "Resources")[0] == "null":  # those it inherits
            yield from (font[0] for font in page.get_fonts() if font[0])
            return
        for xref in (page.xref, *forms):
            kind, fonts = self.document.xref_get_key(xref, "Resources/Font")
            if kind == "xref":
                fonts = self.document.xref_object(int(fonts.split()[0]), compressed=True)
            yield from map(int, _ANY_REFERENCE.findall(fonts))

    def _size(self, xref: int) -> int:
        """The unpacked bytes of a stream that pages share; its state is noted. Raises zlib.error
        where it is damaged."""
        if xref not in self.sizes:
            found = self._unpacked(xref)
            self.sizes[xref] = len(found.data)
            large = len(found.data) > MAX_CONTENT
            whole = large or not found.readable
            self.states[xref] = State.WHOLE if whole else state_of(found.data)
        return self.sizes[xref]

    def _unpacked(self, xref: int) -> Unpacked:
        """Raises zlib.error where a stream is none, ends early, or its sum is wrong."""
        if not self.document.xref_is_stream(xref):
            raise zlib.error("not a stream")
        filters = re.findall(r"/(\w+)", self.document.xref_get_key(xref, "Filter")[1])
        found = unpacked(self.document.xref_stream_raw(xref), filters)
        told = self.document.xref_get_key(xref, "DecodeParms")[1] if filters else ""
        return Unpacked(found.data, readable=False) if "Predictor" in told else found


class _TooLargeError(Exception):
    """More instructions than a page has."""


def is_hollow(page: Page) -> bool:
    """Whether a page has the rules of a table and nothing in it."""
    return len(page.rules) > _RULES and not (page.glyphs or page.hidden or page.images)


def is_stretched(runs: Sequence[Sequence[Glyph]], rules: Sequence[Box] = ()) -> bool:
    """Whether the figures of a page are set as wide as Chinese characters and run into what stands
    beside them, or over upright rules, as they do by a font whose widths are lost."""
    digits = [g for run in runs for g in run if "0" <= g.char <= "9"]
    pairs = [
        (a, b)
        for run in runs
        for a, b in pairwise(run)
        if "0" <= a.char <= "9" and "0" <= b.char <= "9"
    ]
    wide = sum(b.box.x0 - a.box.x0 >= _WIDE * a.size for a, b in pairs)
    if len(digits) < _DIGITS or wide < _MOSTLY * len(pairs):
        return False
    beside = (pair for line in lines_of(digits) for pair in pairwise(line.glyphs))
    if sum(a.box.x1 - b.box.x0 > _INTO * a.size for a, b in beside) >= _OFTEN:
        return True
    upright = sorted((r for r in rules if r.height > r.width), key=_middle)
    middles = [*map(_middle, upright)]
    return sum(_runs_over(g, upright, middles) for g in digits) >= _OFTEN


def _middle(rule: Box) -> float:
    return rule.center[0]


def _runs_over(glyph: Glyph, upright: Sequence[Box], middles: Sequence[float]) -> bool:
    """Whether a glyph runs over one of some upright rules, which come from left to right."""
    inner, box = _INTO * glyph.size, glyph.box
    first = bisect_right(middles, box.x0 + inner)
    across = upright[first : bisect_left(middles, box.x1 - inner, first)]
    return any(rule.y0 < box.center[1] < rule.y1 for rule in across)


def twice(pages: Sequence[Page]) -> set[int]:
    """The pages that are drawn the same as the one beside them: one has taken another's place."""
    return {
        page.number
        for pair in pairwise(pages)
        if len(pair[0].glyphs) >= _ALIKE and _drawn(pair[0]) == _drawn(pair[1])
        for page in pair
    }


def _drawn(page: Page) -> list[tuple[str, Box]]:
    return [(g.char, g.box) for g in page.glyphs]


def text_problem(chars: Sequence[str]) -> str:
    """Why the characters of a page, each a glyph's, cannot be read, in Chinese; "" where they can.
    MuPDF gives U+FFFD for a glyph that stands for no known character; private codes say as
    little."""
    if len(chars) > MAX_GLYPHS:
        return TEXT
    counts = Counter(chars)
    private = [n for char, n in counts.items() if char != "\ufffd" and is_unknown(char)]
    unknown = counts["\ufffd"] + (sum(private) if len(private) > _BULLETS else 0)
    digits = sum(n for char, n in counts.items() if char.isdecimal())
    garbled = unknown > _GARBLED * len(chars)
    if garbled or (unknown > _FEW and unknown > _FIGURES * (unknown + digits)):
        return CODES
    return ""


def _ends(forms: Sequence[_Form]) -> bool:
    """Whether drawing the forms of a page comes to an end: none draws itself, by way of others or
    not, and none lies deeper than MAX_NESTING. MuPDF looks for no end."""
    drawn_by: TopologicalSorter[int] = TopologicalSorter()
    for number, _, invoker, _ in forms:
        drawn_by.add(number, invoker)
    try:
        drawn_by.prepare()
    except CycleError:
        return False
    levels = 0
    while ready := drawn_by.get_ready():
        drawn_by.done(*ready)
        levels += 1
    return levels <= MAX_NESTING + 1
