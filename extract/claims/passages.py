"""Parts of a paragraph: figures side by side, an item's first words, and where they all stand."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from extract.claims.mention import Mention
from extract.claims.terms import terms
from extract.disclosure import Sentence
from extract.lazy import lazy
from extract.ordinals import without_marker

#: The rank of an item after its name, with its code or without: （项）, （204类）.
RANK = r"[（(]\d{0,7}[类款项]级?\d{0,7}[)）]"
#: An item by its whole code: 2050299其他普通教育支出, 20103－政府办公厅（室）.
_CODED = re.compile(
    r"“?(?:\d{7}|\d{5}|\d{3})[－—–-]{0,2}[一-龥][一-龥（）]{1,30}?(?=[，。；：:,”\d]|支出决算|$)"
)
#: The names of a path, each with its code or what that has more than the one before it:
#: 社会保障和就业支出（208）抚恤（08）死亡抚恤（01）; or one name: 商品和服务支出（302）.
_STEP = r"[^，。；：:;,（）()\d]{2,40}(?:[（(][^）)\d]{1,4}[）)][^，。；：:;,（）()\d]{0,30})?"
_PATH = rf"{_STEP}[（(]\d{{3}}[)）](?:{_STEP}[（(](?:\d{{2}}|\d{{5}}|\d{{7}})[)）]){{0,2}}"
_BY_CODES = re.compile(_PATH)
#: A paragraph that opens with the name of a function and nothing else: …（项），全年预算5万元.
NAMED_ITEM = re.compile(rf"“?(?:[^，。；：:;,]{{2,60}}{RANK}|{_PATH})”?[，：:。,]")
#: What a list item goes on to say of its subject: 公务接待费预算为…, 公务接待费支出决算…, 甲项目
#: 绩效自评综述：…
_SAID = re.compile(
    r"(?<=[费）])(?:年初|全年|支出)?(?:预算|决算)(?:数|安排)?[为是]?$"
    r"|(?<=.)(?:的?(?:项目(?=支出))?(?:预算|绩效|支出){0,3}自?评价?(?:情况|结果)?(?:综述|概述|说明|情况|结果))$"
)


@dataclass(frozen=True)
class Offsets:
    """From offsets in a paragraph's compact text to a sentence and offsets in it."""

    sentences: Sequence[Sentence]
    offsets: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int, int]:
        """The sentence's id and the offsets in it."""
        first, last = self.offsets[start], self.offsets[end - 1] + 1
        at = bisect_right(self._ends, first)
        sentence = self.sentences[at]
        base = self._ends[at] - len(sentence.text)
        return sentence.id, first - base, min(last - base, len(sentence.text))

    @lazy
    def _ends(self) -> tuple[int, ...]:
        """Where each sentence ends in the paragraph."""
        return tuple(accumulate(len(sentence.text) for sentence in self.sentences))


#: The ordinal a sentence begins with: 1. 2． （3） （四） 五、
_ORDINAL = re.compile(r"\s*([（(]?)(\d{1,2}|[一二三四五六七八九])([)）、．]|[.](?!\d))")
_NUMBERS = "零一二三四五六七八九"


def divided_by_items(sentences: Sequence[Sentence]) -> list[Sequence[Sentence]]:
    """A paragraph of which sentences begin with ordinals in turn (（一）总体情况。1.甲…。2.乙…。),
    item by item; a first item that begins within a sentence is no item of its own."""
    told: set[tuple[str, int]] = set()
    begins = [0]
    for index, sentence in enumerate(sentences):
        match = _ORDINAL.match(sentence.text)
        if match is None:
            continue
        style = match[1] + match[3] + ("一" if match[2] in _NUMBERS else "1")
        number = _NUMBERS.find(match[2]) if match[2] in _NUMBERS else int(match[2])
        if not index or number == 1 or (style, number - 1) in told:
            told.add((style, number))
            begins.append(index)
    ends = [*begins[1:], len(sentences)]
    return [sentences[a:b] for a, b in zip(begins, ends, strict=True) if a < b]


#: A name of an item has joints of its own: 政府办公厅（室）及相关机构事务（款）.
_RANKED = re.compile("[（(][0-9]*[类款项][0-9]*[）)]")


def given_respectively(run: Sequence[Mention]) -> list[str]:
    """The subjects of figures given respectively: 收、支总计各A、B万元; 甲、乙分别为A、B万元."""
    if len(run) < 2 or not run[0].own:
        return []
    joints = ("、",) if _RANKED.search(run[0].own) else ("、", "、和及与")
    divided = ([p for p in re.split(f"[{j}]", run[0].own) if p] for j in joints)
    parts = next((p for p in divided if len(p) == len(run)), [])
    if not parts:
        return []
    last = parts[-1]
    if len(parts[0]) <= 2 < len(last):  # 收、支总计: the short ones share the last one's ending
        stem = {"收": "收入", "支": "支出"}
        rest = last[len(parts[0]) :]
        return [stem.get(p, p) + rest for p in [*parts[:-1], last[: len(parts[0])]]]
    place = terms().place.search(parts[0])
    if place and place.start():  # 政府性基金预算年初结转和结余、本年收入、本年支出分别为A、B、C万元
        of = parts[0][: place.start()]
        return [of + p if terms().place.fullmatch(p) else p for p in parts]
    return parts


def lead_of(text: str) -> str:
    """The words of a list item before its first figure or full stop."""
    body = without_marker(text)
    coded = _CODED.match(body)
    if coded:
        return coded[0].strip("“”")
    opening = re.split(r"[。；：:，,]", body, maxsplit=1)[0]
    path = _BY_CODES.match(opening)
    if path:
        return path[0].strip("“”")
    ranks = list(re.finditer(RANK, opening))
    lead = opening[: ranks[-1].end()] if ranks else re.split(r"\d", opening, maxsplit=1)[0]
    return _SAID.sub("", lead.strip("“”")).removesuffix("由")


@lru_cache(maxsize=1 << 14)
def subject_key(subject: str) -> str:
    """Spellings of one subject in a paragraph: 收入支出总计, 全年收入支出总计."""
    return re.sub(r"[“”\"（）()、\s]|支出决算|决算|(?<=.)支出$", "", subject)


#: A heading that gives the year and kind of what stands under it, and no other year.
_PART = re.compile(r"(20\d{2})年度?.{0,16}?(预算|决算)(?P<done>执行)?")
_COMPARES = re.compile("[比较与同].{0,6}(20\\d\\d|上年)")


def part_of_report(section: Sequence[str], year: int, kind: str) -> tuple[int, str]:
    """The year and kind of the figures under some headings: those that the nearest heading with
    one year gives, if it is the report's or one next to it; else the report's own."""
    for heading in reversed(section):
        match = _PART.search(heading)
        if match is None or len(set(re.findall(r"20\d{2}", heading))) != 1:
            continue
        told = int(match[1])
        if abs(told - year) > 1 or _COMPARES.search(heading):
            return year, kind
        if told == year:
            return year, kind
        return told, "final" if match[2] == "决算" or match["done"] else "budget"
    return year, kind
