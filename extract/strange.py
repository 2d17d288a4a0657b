"""Pages that may have come in from another report: another body signs them or is what they are
about, or they are of another year."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from extract.disclosure import Sentence
from extract.identity import YEAR, Identity, is_body, names_in_fields, trimmed
from extract.table import Table

#: One page is strange beside so many that are signed alike, or that name the report's body.
_SIGNED = 3
#: A page is of a year that it names so often.
_OFTEN = 2
#: What stands before the year that something is compared with (比2022年度增加).
_COMPARED = ("比", "较", "較", "与", "同", "和")
#: Whose money a sentence begins to tell of: 2024年，某局收入预算…万元; 某局2023年度收入总计….
_OWNER = re.compile(
    r"\s*(?:20\d{2}年度?[，,]?(?P<after>[一-龥（）]{4,40}?)"
    r"|(?P<before>[一-龥（）]{4,40}?)20\d{2}年度?)(?:部门|单位)?(?:收入|支出|收支|预算|决算)"
)
_AMOUNT = re.compile(r"\d[万亿]?元")
#: A name that shares its end with another is that name, written shorter or longer.
_END = 4
_NOT_OWN = ("contents", "glossary")


def strange_pages(
    sentences: Sequence[Sentence], tables: Sequence[Table], who: Identity
) -> tuple[int, ...]:
    """The pages that may have come in from another report than that of `who`."""
    texts = _texts(sentences, tables)
    strange = {
        *_signed_by_another(sentences),
        *_of_another_year(texts, who.year),
        *_of_another_body(texts, who.unit),
    }
    return tuple(sorted(strange))


def _texts(sentences: Sequence[Sentence], tables: Sequence[Table]) -> dict[int, list[str]]:
    """What is said on each page, in the titles of its tables as well."""
    found: dict[int, list[str]] = defaultdict(list)
    for sentence in sentences:
        if sentence.places and sentence.kind not in _NOT_OWN:
            found[sentence.places[0].page].append(sentence.text)
    for table in tables:
        if table.pages:
            found[min(table.pages)].append(table.title)
    return found


def _signed_by_another(sentences: Sequence[Sentence]) -> tuple[int, ...]:
    """The pages whose tables are signed by another body (编制单位：…) than nearly all others."""
    signed: dict[int, set[str]] = defaultdict(set)
    for sentence in sentences:
        if sentence.kind == "note" and sentence.places:
            names = names_in_fields(sentence.text)
            signed[sentence.places[0].page].update(filter(is_body, names))
    counts = Counter(name for names in signed.values() for name in names)
    usual = max(counts, key=lambda name: (counts[name], -len(name)), default="")
    return _few(signed, usual, counts[usual])


def _of_another_body(texts: Mapping[int, Sequence[str]], unit: str) -> tuple[int, ...]:
    """The pages that tell of the money of another body and never name the report's own, where
    many pages do."""
    if not unit:
        return ()
    own = {page for page, said in texts.items() if any(unit in text for text in said)}
    named = {
        page: {name for text in said for name in _owners(text)}
        for page, said in texts.items()
        if page not in own
    }
    return _few(named, unit, len(own))


def _owners(text: str) -> set[str]:
    """The bodies that a sentence tells the money of."""
    found = _OWNER.match(text) if _AMOUNT.search(text) else None
    name = trimmed(found["after"] or found["before"]) if found else ""
    return {name} if is_body(name) else set()


def _few(named: Mapping[int, set[str]], usual: str, count: int) -> tuple[int, ...]:
    """The pages that name others than the usual body only, unless they are too many beside the
    `count` pages that name it."""
    strange = [
        page
        for page, names in named.items()
        if names and not any(_is_same(usual, name) for name in names)
    ]
    return tuple(strange) if len(strange) * _SIGNED <= count else ()


def _is_same(one: str, other: str) -> bool:
    return one in other or other in one or one[-_END:] == other[-_END:]


def _of_another_year(texts: Mapping[int, Sequence[str]], year: int) -> tuple[int, ...]:
    """The pages that are about another year and never name the report's own, where most pages with
    a year do."""
    said = {page: "\n".join(lines) for page, lines in texts.items()}
    named = {page: set(map(int, YEAR.findall(text))) for page, text in said.items()}
    own = sum(year in years for years in named.values())
    strange = [
        page
        for page, years in named.items()
        if year and years and year not in years and _is_about_another(said[page], years, year)
    ]
    return tuple(strange) if len(strange) * _SIGNED <= own else ()


def _is_about_another(text: str, years: set[int], own: int) -> bool:
    """Whether a text that never names its report's own year is about another. Last year is what
    everything is compared with: it must be named often, or be compared with the one before. A page
    that names other years as well tells what has become of something (2021年至2024年分别发放…)."""
    told = [found for found in YEAR.finditer(text) if text[: found.start()][-1:] not in _COMPARED]
    most = Counter(int(found[1]) for found in told).most_common(1)
    if not most:
        return False
    year, times = most[0]
    if years - {year, year - 1}:
        return False
    last = year == own - 1 and year - 1 not in years
    return times >= (_OFTEN + 1 if last else _OFTEN)
