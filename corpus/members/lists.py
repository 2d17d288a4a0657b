"""Lists of units in sentences, as printed; what they are worth is judged in listed.py."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.members.names import is_name, pattern, plain
from extract.disclosure import Disclosure, Sentence
from extract.figures.quantity import parse_quantity

#: How the entries of a list are numbered; a number within a sentence follows a stop.
_ORDINAL = (
    r"(?:(?P<{0}a>\d{{1,3}})(?:[、．]|\.(?!\d))|（(?P<{0}b>\d{{1,3}})）|（(?P<{0}c>[一二三四五六七八九十]{{1,3}})）"
    r"|(?P<{0}d>[一二三四五六七八九十]{{1,3}})(?:、|是))"
)
_AT_START = re.compile(_ORDINAL.format("s"))
_WITHIN = re.compile(r"(?:^|(?<=[；。，：]))" + _ORDINAL.format("w"))
#: Words by which an announcement says that the department's own accounts come first.
_INCLUDES = re.compile(r"(?:本级|机关|本部)(?:预算|决算)?(?:以?及|和|与|、|，)")
#: What may follow the last name of a list without saying more.
_TAIL = re.compile(
    r"等?(?:共|合计|总计)?计?(?:\d+|[一二三四五六七八九十]+)[个家户][一-龥]{0,14}$|等$"
)
#: An end that says that there are more.
_OPEN_END = re.compile("等(?:单位|机构)?$")
#: Kinds of accounts (所属单位决算), which name no unit.
_GENERIC = re.compile(
    r"(?:下属|所属|直属|二级)[一-龥]{0,12}(?:单位|机构)(?:决算|预算)?$|^(?:部门)?本级(?:决算|预算)$"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a list: its text behind the number, and its page."""

    text: str
    page: int


@dataclass(frozen=True, slots=True)
class Listing:
    """A list as printed. `broken` where its numbers do not run from 1, or it says 等; `around` is
    the text it stands in; `includes` where that says the department's own accounts come first;
    `loose` where nothing in its form tells that it is whole."""

    entries: tuple[Entry, ...]
    around: str
    broken: bool = False
    includes: bool = False
    loose: bool = False


def spoken_lists(disclosure: Disclosure) -> Iterator[Listing]:
    """The lists of units that the narrative announces."""
    spoken = [s for s in disclosure.sentences if s.kind not in ("contents", "glossary")]
    for index, sentence in enumerate(spoken):
        if sentence.kind != "heading":
            lead = _lead(sentence, spoken[max(0, index - 2) : index])
            found = _announced(lead, spoken, index)
            if found is not None:
                yield found


def _lead(sentence: Sentence, before: Sequence[Sentence]) -> str:
    """What was said before a sentence that only opens a list (分别是：)."""
    text = plain(sentence.text)
    if not text.endswith("：") or pattern("announces").search(text):
        return ""
    return "".join(plain(s.text) for s in before if s.section == sentence.section)


def around(disclosure: Disclosure) -> str:
    """All that the report says in the sections that speak of its units."""
    spoken = (s for s in disclosure.sentences if s.kind in ("body", "note"))
    return "".join(plain(s.text) for s in spoken if _is_section(s))


def _is_section(sentence: Sentence) -> bool:
    return any(pattern("section").search(plain(title)) for title in sentence.section[-1:])


def _announced(lead: str, spoken: Sequence[Sentence], index: int) -> Listing | None:
    """The list that one of the sentences announces, with the `lead` of those before it: in itself,
    or in the sentences after it."""
    sentence = spoken[index]
    whole = lead + plain(sentence.text)
    if not _is_section(sentence) and "编" not in whole:
        return None
    divided = _divided(whole)
    if divided is None:
        return None
    said, names = divided
    includes = _INCLUDES.search(said) is not None
    if names:
        return _inline(names, _page(sentence), whole, includes)
    return _following(spoken[index + 1 :], whole, includes)


def _divided(text: str) -> tuple[str, str] | None:
    """An announcement and what is listed in the same sentence; None for what announces nothing."""
    said = pattern("announces").search(text)
    if said is None:
        return None
    opens = pattern("opens").search(text, said.end())
    colon = text.rfind("：")
    if colon >= said.end() and (opens or pattern("opens").search(text, 0, said.start())):
        return text[: colon + 1], text[colon + 1 :].rstrip("。")
    return (text[: opens.end()], text[opens.end() :].rstrip("。")) if opens else None


def _inline(text: str, page: int, whole: str, includes: bool) -> Listing | None:
    """A list within one sentence: numbered, or names with 、 or ； between them."""
    marks = list(_WITHIN.finditer(text))
    if marks and marks[0].start() == 0:
        ends = [m.start() for m in marks[1:]] + [len(text)]
        texts = [text[m.end() : end].rstrip("；，。、") for m, end in zip(marks, ends, strict=True)]
        broken = [_number(m) for m in marks] != list(range(1, len(marks) + 1))
        return Listing(tuple(Entry(t, page) for t in texts), whole, broken, includes)
    parts = [p for piece in re.split("[、；]", text) for p in _joined(piece)]
    if any(_GENERIC.search(re.sub("[，。].*", "", p)) for p in parts) or not is_name(
        re.split("[，（]", parts[0])[0]
    ):
        return None
    name, comma, rest = parts[-1].partition("，")
    parts[-1] = (_TAIL.sub("", name) or name) + comma + rest
    loose = _OPEN_END.search(name) is not None or any("，" in part for part in parts[:-1])
    return Listing(tuple(Entry(p, page) for p in parts), whole, loose, includes)


def _joined(text: str) -> list[str]:
    """Names that 以及, 和 or 及 joins; these stand within names as well."""
    for word in ("以及", "和", "及", "与"):
        for match in re.finditer(word, text):
            left, right = text[: match.start()], text[match.end() :]
            bare = _TAIL.sub("", re.sub("，.*$", "", right))
            if is_name(left) and is_name(bare) and len(bare) >= 3:
                return [*_joined(left), *_joined(right)]
    return [text]


def _following(after: Sequence[Sentence], whole: str, includes: bool) -> Listing | None:
    """A list in the sentences after the one that announces it."""
    entries: list[Entry] = []
    style = ""
    for index, sentence in enumerate(after):
        text = plain(sentence.text)
        mark = _AT_START.match(text)
        if mark is None or (style and mark.lastgroup != style):
            if not entries:
                return _unnumbered(after, whole, includes)
            broken = _goes_on(after[index:], style, len(entries) + 1)
            return Listing(tuple(entries), whole, broken, includes)
        if len(_WITHIN.findall(text)) > 1:
            return _several(after[index:], entries, whole, includes)
        if _number(mark) != len(entries) + 1:
            return Listing(tuple(entries), whole, True, includes) if entries else None
        style = mark.lastgroup or ""
        entries.append(Entry(text[mark.end() :].rstrip("；。，、"), _page(sentence)))
    return Listing(tuple(entries), whole, False, includes) if entries else None


def _several(
    after: Sequence[Sentence], before: Sequence[Entry], whole: str, includes: bool
) -> Listing | None:
    """A list that has several numbers in one sentence, which must be all of it."""
    text = plain(after[0].text).rstrip("。；")
    found = _inline(text, _page(after[0]), whole, includes)
    mark = _AT_START.match(text)
    if found is None or mark is None:
        return found
    goes_on = _goes_on(after[1:], mark.lastgroup or "", len(found.entries) + 1)
    return replace(found, broken=found.broken or goes_on or bool(before))


def _unnumbered(after: Sequence[Sentence], whole: str, includes: bool) -> Listing | None:
    """Names one below the other, or one sentence of names."""
    if not after:
        return None
    first = plain(after[0].text).rstrip("。；")
    if after[0].kind == "body" and re.search("[、；]", first):
        return _inline(first, _page(after[0]), whole, includes)
    entries = []
    for sentence in after:
        text = plain(sentence.text).rstrip("。；，、")
        if sentence.kind != "body" or not is_name(text):
            break
        entries.append(Entry(text, _page(sentence)))
    if len(entries) < 2:
        return None
    return Listing(tuple(entries), whole, includes=includes, loose=True)


def _goes_on(after: Sequence[Sentence], style: str, number: int) -> bool:
    """Whether the list goes on behind what looked like its end."""
    for sentence in after[:6]:
        mark = _AT_START.match(plain(sentence.text))
        if mark and mark.lastgroup == style and _number(mark) == number:
            return True
    return False


def _number(mark: re.Match[str]) -> int:
    text = next(group for group in mark.groups() if group)
    return int(text) if text.isdecimal() else int(parse_quantity(f"{text}个").value)


def _page(sentence: Sentence) -> int:
    return sentence.places[0].page if sentence.places else 0
