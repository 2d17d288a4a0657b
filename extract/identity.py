"""Which report this is: the body, the fiscal year and the kind, from its own first words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from extract.characters import plain
from extract.disclosure import Sentence
from extract.table import Table
from extract.vocabulary import vocabulary

_SPOKEN = re.compile(
    r"(?P<unit>[一-龥（）]{4,40}?)20\d{2}年度?(?:部门|单位)?(?:决算|收入支出|预算绩效|财政拨款)"
)
_BODY = re.compile(
    r"(局|委员会|委|办公室|办事处|办|中心|院|所|厅|部|会|校|站|队|处|馆|台|政府|公安|社|学|园|团|场|基地)$"
)
_GENERIC = re.compile(
    r"(本|该|各|推进|所属|下属|一般公共预算|财政|政府性基金|国有资本|收入|支出|部门|单位)"
)
#: A year; its digits are the group.
YEAR = re.compile(r"(20\d{2})\s*年(?:度)?")
_NAMED = re.compile(
    r"(?:第[一二三四五六七八九十]+部分|[一二三四五六七八九十]+、)?[:：]?"
    r"(?P<unit>[一-龥（）()]{4,40}?)(?:（?本级）?)?(?:(20\d{2})年度?)?(?:区级|市级|县级|省级)?(?:部门|单位)?(?:决算|预算)"
)
_FIELD = re.compile(
    r"(?:预算主管部门|编制(?:部门|单位)|部门名称(?:（公章）)?|单位名称|部门|单位)[:：](?P<unit>[一-龥（）()]{4,40})"
)
_YEAR_BEFORE = re.compile(r"^20\d{2}年度?(?=[一-龥])")
#: A line with a name and nothing else.
_ALONE = re.compile(r"[一-龥（）()]{4,40}")
#: What of a body a report is of, behind its name.
_LEVEL = re.compile(r"[（(](?:部门)?(?:本级|汇总|合并|部门)[）)]$")
#: A name on the cover counts as so many mentions further on.
_ON_COVER = 3
#: A year in the name of a file; not the beginning of a date or of a number (P020230915571.xls).
_IN_NAME = re.compile(r"(?<!\d)20\d{2}(?!\d)")
#: So many lines of the first page are its cover, none longer than a title; its text is of this.
_COVER, _TITLE, _SHORT = 12, 60, 10
_PROSE = re.compile(r"[，。；：,;:]")
_RUNNING = re.compile(r"[，。；]|[,;](?![0-9])")
#: Two of it in a line list what a body has (办公室、规划科、企业科), and title nothing.
_LISTING = re.compile("、.+、")
_TRADE = re.compile(
    r"支出|收入|[预預决決]算|[经經][费費]|[资資]金|人[数數]|\d[万萬亿億]?元"
    r"|[0-9][辆輛个個件分次户戶人名项項所家台%％]|[0-9]平方"
)


@dataclass(frozen=True, slots=True)
class Identity:
    """`unit` "" and `year` 0 where the report does not say; `kind` is final or budget, "" for what
    is not recognised as a report."""

    unit: str
    year: int
    kind: str


def identify(
    sentences: Sequence[Sentence],
    tables: Sequence[Table],
    name: str,
    *,
    unread: bool = False,
) -> Identity:
    """Read the identity from the cover, the headings and table titles, last the file's name.
    `unread` says that there are pages which were not read."""
    heads = [s.text for s in sentences if s.kind in ("heading", "note")]
    cover = [line for s in sentences for line in _first_page(s)]
    titles = [t.title for t in tables]
    texts = [*cover, *heads, *titles]
    known = _is_report(cover, heads, tables, sentences, name, unread=unread)
    body = [s.text for s in sentences]
    kind = _kind(cover, [*heads, *titles], name, body) if known else ""
    undated = [_YEAR_BEFORE.sub("", re.sub(r"\s", "", line)) for line in cover]
    unit = _unit(sentences, [*undated, *heads, *titles], _on_cover(cover))
    said = [*_title(cover), *(t for t in heads if not _RUNNING.search(t)), *titles]
    return Identity(unit, _year(said, texts, body, kind, name), kind)


def _title(cover: Sequence[str]) -> Iterator[str]:
    """The lines of the first page before its text begins, if it has any."""
    return takewhile(lambda line: not _RUNNING.search(line), cover[:_COVER])


def _first_page(sentence: Sentence) -> Iterator[str]:
    """What a sentence says on the first page, line by line."""
    placed = zip(sentence.text, sentence.places, strict=False)
    line, before = "", None
    for character, box in ((c, p.box) for c, p in placed if p.page == 1):
        if before and abs(box.center[1] - before.center[1]) > (before.y1 - before.y0) / 2:
            yield line
            line = ""
        line, before = line + character, box
    if line:
        yield line


def _is_report(
    cover: Sequence[str],
    heads: Sequence[str],
    tables: Sequence[Table],
    sentences: Sequence[Sentence],
    name: str,
    *,
    unread: bool,
) -> bool:
    """Whether this is the report of a department, unit or government at all: it has one of the
    public tables, or a cover or heading names it, no other kind of paper, and more follows, be it
    pages that were not read.
    """
    words = vocabulary()
    if any(t.rows and words.find("identity.public", plain(t.title)) for t in tables):
        return True
    first = [plain(text) for text in cover[:_COVER]]
    titled = list(_title(first)) or first  # 培训费 and 记者 in the text say nothing of it
    titles = [text for text in titled if len(text) <= _TITLE and not _LISTING.search(text)]
    if any(words.find("identity.other", text) for text in titles):
        return False
    lines = [*first, *(plain(text) for text in heads), plain(name)]
    named = any(_names_report(t) for t in lines if len(t) <= _TITLE and "。" not in t)
    told = (s for s in sentences if len(s.text) > _SHORT and _PROSE.search(s.text))
    return named and (unread or bool(tables) or any(_TRADE.search(s.text) for s in told))


def _names_report(line: str) -> bool:
    """Whether a line names a report, or a part of one and its year (2017年“三公”经费情况说明)."""
    words = vocabulary()
    if words.find("identity.report", line):
        return True
    return YEAR.search(line) is not None and words.find("identity.part", line) is not None


def _kind(cover: Sequence[str], heads: Sequence[str], name: str, body: Sequence[str]) -> str:
    """决算 or 预算: the line of the cover decides that names a report and its year, else the cover
    where it names one of them, else most headings do, last the `body`. Where text runs on, a page
    is no cover."""
    lines = list(_title(cover))
    named = "".join(t for t in lines if YEAR.search(t) and _names_report(plain(t)))
    on_cover = "".join(lines)
    for text in (named, on_cover, "".join(heads), name, "".join(body)):
        final = len(re.findall("[决決]算", text))
        budget = len(re.findall(r"[预預]算(?!财政拨款|绩效|单位)", text))
        if final != budget and (final or budget):
            return "final" if final > budget * 0.5 and final else "budget"
    return "budget" if "安排" in "".join((on_cover, *heads)) else "final"


def _year(
    said: Sequence[str], texts: Sequence[str], body: Sequence[str], kind: str, name: str
) -> int:
    """The year that the title and headings name with the kind, else that which they and the rest
    of the first page name most often: text that runs on names last year's as often."""
    word = "决算" if kind == "final" else "预算"
    titled = [m[1] for t in said if word in t for m in YEAR.finditer(t)]
    named = [m[1] for t in texts if word in t for m in YEAR.finditer(t)]
    loose = [m[1] for t in (texts or body) for m in YEAR.finditer(t)]
    everywhere = [m[1] for t in body for m in YEAR.finditer(t)]
    for found in (titled, named, loose, everywhere, _IN_NAME.findall(name)):
        if found:
            return int(Counter(found).most_common(1)[0][0])
    return 0


def _unit(sentences: Sequence[Sentence], texts: Sequence[str], on_cover: str) -> str:
    """The name that the cover, headings and the fields 编制部门/单位 give most often."""
    found: Counter[str] = Counter({on_cover: _ON_COVER} if on_cover else {})
    for text in texts:
        for name in names_in_fields(text):
            found[name] += 3
        named = _NAMED.match(re.sub(r"\s", "", text))
        if named:
            found[trimmed(named["unit"])] += 1
    for sentence in sentences:
        spoken = _SPOKEN.search(sentence.text)
        if spoken:
            found[trimmed(spoken["unit"])] += 1
    names = [(n, unit) for unit, n in found.items() if is_body(unit)]
    return max(names, key=lambda item: (item[0], len(item[1])))[1] if names else ""


def _on_cover(cover: Sequence[str]) -> str:
    """The body that has a line of the cover to itself, but for the year, between that and the
    kind; "" where there is none, or more than one, and where text runs on."""
    lines = ["".join(line.split()) for line in cover[:_COVER]]
    lines = [_LEVEL.sub("", _YEAR_BEFORE.sub("", line)) for line in lines]
    names = {line for line in _title(lines) if _ALONE.fullmatch(line) and is_body(line)}
    return names.pop() if len(names) == 1 else ""


def names_in_fields(text: str) -> list[str]:
    """The names that stand in the fields of a text (编制单位：…)."""
    return [trimmed(match["unit"]) for match in _FIELD.finditer(text)]


def trimmed(text: str) -> str:
    """A name without what stands about it."""
    text = re.sub(r"(单位)?(金额)?(单位)?$|^(反映|包括|的|纳入|列入|编入|根据|按照)", "", text)
    text = re.sub(r"^.*?部分", "", text) if "部分" in text[:5] else text
    return re.sub(r"(公开\d*表|金额.*|单位)$", "", text).strip("（）()：: ")


def is_body(name: str) -> bool:
    """Whether a name is that of a body that reports: …局, …中心."""
    return _BODY.search(name) is not None and _GENERIC.match(name) is None
