"""Whether the numbers of items (一、（一）1.) go on from page to page. Where they do not, what
stood between is lost, or the pages are in another order."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from extract.disclosure import Sentence
from extract.figures.quantity import parse_number
from extract.ordinals import marker_level

#: The number in the mark of an item, and all that may stand for one.
_NUMBER = re.compile(r"[一二三四五六七八九十]+|\d+|[①-⑳]")
_MARK = 8
_RANK = re.compile("[（(][类款项]")
#: The titles of parts (第二部分) are often set as captions of tables: they are not counted.
_PART, _FIRST = 0, 1
#: The step from a number to the next but one.
_OVER = 2
#: No decimals follow: the numbers of subjects (2.20138－) have more digits.
_NO_DECIMALS = r"(?!\d{1,2}(?!\d))"
#: What is no part of the narrative.
_ASIDE = ("contents", "note")
#: The Chinese numbers of items by their values.
_CHINESE = ("", *"一二三四五六七八九十", *(f"十{n}" for n in "一二三四五六七八九"), "二十")


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A paragraph with the page it begins on, how long the number is that it begins with, where
    only its predecessors tell, and whether it is no part of the narrative."""

    page: int
    text: str
    counted: int
    aside: bool


@dataclass(frozen=True, slots=True)
class _Item:
    """A numbered paragraph: how deep it stands, its number, its mark, its page, and whether it is
    of an item of the accounts (…（类）…（款）…（项）)."""

    level: int
    number: int
    mark: str
    page: int
    ranked: bool


def pages_before_jumps(sentences: Sequence[Sentence]) -> tuple[int, ...]:
    """The pages behind which numbered items may be missing: those between two items whose numbers
    do not follow each other, as far as text stands on the next one, and no list goes on right
    there. The first item of all may have any number: an extract begins so; a list of its own
    (二、 with 一、 and 二、 below it) does not end the one around it."""
    found: set[int] = set()
    sound: set[int] = set()
    open_: list[_Item] = []
    around: dict[int, list[int]] = {}
    last: _Item | None = None
    between = ""
    told = {place.page for s in sentences if s.kind not in _ASIDE for place in s.places[:1]}
    for paragraph in _paragraphs(sentences):
        item = _item(paragraph)
        if item is None:
            between += paragraph.text
            continue
        before = next((i for i in reversed(open_) if i.level <= item.level), None)
        if before and before is last and _goes_on(before, item):
            sound.add(before.page)
        around = {level: known for level, known in around.items() if level <= item.level}
        resumes = before is not None and _resumes(before, item, around.setdefault(item.level, []))
        jumps = before and item.level > _PART and _jumps(before, item, between, told)
        if before and jumps and not resumes:
            found.update(p for p in range(before.page, item.page) if p + 1 in told)
        open_ = [i for i in open_ if i.level < item.level] + [item]
        last = item
        between = paragraph.text
    return tuple(sorted(found - sound))


def _resumes(before: _Item, item: _Item, around: list[int]) -> bool:
    """Whether an item goes on with the list around the one that ends before it; `around` are the
    last numbers of the lists that others of their level began within, the innermost last."""
    if before.level == item.level and item.number == 1:
        around.append(before.number)
    if not around or item.number in (1, before.number + 1) or item.number != around[-1] + 1:
        return False
    around.pop()
    return True


def jumps_within(sentences: Sequence[Sentence]) -> tuple[tuple[int, str], ...]:
    """The pages in the middle of which the numbers of items leave some out, each with the mark of
    the item behind the place. Who numbers by hand may have left them out as well. The first item of
    all may have any number; a list of its own (一. behind 四、) does not end the one around it."""
    found: list[tuple[int, str]] = []
    open_: list[_Item] = []
    numbers: dict[int, set[int]] = {}
    last: dict[int, int] = {}
    between = ""
    for paragraph in _paragraphs(sentences):
        item = _item(paragraph)
        if item is None:
            between += paragraph.text
            continue
        open_ = [i for i in open_ if i.level <= item.level]
        numbers = {level: known for level, known in numbers.items() if level <= item.level}
        of_list = numbers.setdefault(item.level, {last.get(item.level, 0)})
        follows = open_ and open_[-1].page == item.page and item.level > _PART
        if follows and _leaves_out(item, of_list, between):
            found.append((item.page, item.mark))
        open_ = [i for i in open_ if i.level < item.level] + [item]
        of_list.add(item.number)
        last[item.level] = item.number
        between = paragraph.text
    return tuple(found)


def _leaves_out(item: _Item, before: Collection[int], between: str) -> bool:
    """Whether the number before an item's is none of those of its list, nor stands in the text
    between; `before` are the numbers of the list so far."""
    if item.number == 1 or item.number - 1 in before or item.number in before:
        return False
    return max(before) < item.number and not _is_marked(item, between)


def _paragraphs(sentences: Sequence[Sentence]) -> Iterator[_Paragraph]:
    for _, group in groupby((s for s in sentences if s.places), key=lambda s: s.paragraph):
        of_one = list(group)
        text, first = "".join(s.text for s in of_one), of_one[0]
        yield _Paragraph(first.places[0].page, text, first.counted, first.kind in _ASIDE)


def _item(paragraph: _Paragraph) -> _Item | None:
    text = paragraph.text
    level = None if paragraph.aside else marker_level(text, paragraph.counted)
    match = _NUMBER.search(text[:_MARK]) if level is not None else None
    if level is None or match is None:
        return None
    told = match[0]
    if told.startswith("0"):  # the number of a subject: （208）…（05）…（02）
        return None
    number = ord(told) - ord("①") + 1 if "①" <= told <= "⑳" else int(parse_number(told))
    return _Item(level, number, text[: match.end() + 1], paragraph.page, bool(_RANK.search(text)))


def _goes_on(before: _Item, item: _Item) -> bool:
    """Whether two items of one kind follow each other from one page to the next."""
    return (before.level, before.number + 1, before.page + 1, before.ranked) == (
        item.level,
        item.number,
        item.page,
        item.ranked,
    )


def _jumps(before: _Item, item: _Item, between: str, told: Collection[int]) -> bool:
    """Whether a number does not follow the one before it, of its own level or the one it stands
    under; `between` is the text up to it, in which others may stand. The tables may be a part of
    their own: one number is theirs where they stand between pages with text, which are `told`."""
    if item.number == 1:
        return False
    if before.level == item.level:
        step = item.number - before.number
        tables = any(page not in told for page in range(before.page, item.page))
        if 0 <= step <= 1 or (step == _OVER and item.level == _FIRST and tables):
            return False
    return not _is_marked(item, between)


def _is_marked(item: _Item, text: str) -> bool:
    """Whether the number before an item's is printed within a text, as an item's and not in the
    middle of a figure."""
    marks = (re.escape(mark) for mark in _marks_before(item))
    return re.search(rf"(?<![\d.,])(?:{'|'.join(marks)}){_NO_DECIMALS}", text) is not None


def _marks_before(item: _Item) -> Iterator[str]:
    """How the number before an item's may be printed within a text."""
    number = item.number - 1
    told = _CHINESE[number : number + 1]
    forms = (str(number), *told, chr(ord("①") + number - 1))
    yield from (_NUMBER.sub(form, item.mark, count=1) for form in forms)
