"""Names that are not those of their codes: 医疗卫生与计划生育支出（210类）, where the report's own
table calls 210 卫生健康支出. Names are held against the tables of the report, and those of the
classes against classes.toml; a code that neither knows says nothing."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from extract.disclosure import Disclosure
from reconcile.phrases import phrase
from reconcile.words.found import Line, Wording, lines, words

_CODE = re.compile(r"2\d{2}(?:\d{2}){0,2}")
#: So long a name is of a thing and not a word in passing.
_TELLING = 4
#: So far behind its code the figure of a name may stand.
_REACH = 40


@dataclass(frozen=True, slots=True)
class Named:
    """A code in the narrative with the words beside it; [start, end) is where the words stand.

    `whole` where the words are the name and no more; else they begin with it (`leading`, the code
    stands before them) or end with it.
    """

    code: str
    start: int
    end: int
    whole: bool = False
    leading: bool = False


def code_findings(disclosure: Disclosure) -> Iterator[Wording]:
    """Every name in the narrative that its code does not have."""
    names = _Names(disclosure)
    for line in lines(disclosure, "body", "heading"):
        for named in (*_bracketed(line.text), *_leading(line.text)):
            wrong = names.wrong(named, line.text)
            if wrong:
                yield _finding(disclosure, line, named, wrong, names.of(named.code))


class _Names:
    """What the codes of a report are called."""

    def __init__(self, disclosure: Disclosure) -> None:
        self.year = disclosure.year
        self.printed: dict[str, list[str]] = defaultdict(list)
        for row in (row for table in disclosure.tables for row in table.rows):
            name = _plain(row.label)
            if _CODE.fullmatch(row.code) and len(name) > 1:
                self.printed[row.code].append(name)

    def of(self, code: str) -> str:
        """The name of a code that is known."""
        return next(iter(self._right(code)))

    def _right(self, code: str) -> list[str]:
        listed = [name for name, until in _classes().get(code, ()) if self.year <= until + 1]
        return [*self.printed.get(code, ()), *listed]

    def wrong(self, named: Named, text: str) -> str:
        """The wrong name beside a code; "" where it is right, or nothing is known of the code."""
        said = _plain(text[named.start : named.end])
        right = self._right(named.code)
        past = max(self._past(named, said), key=len, default="")
        if past and not any(_at_its_place(said, name, named) for name in right):
            return past if _alone(said, past, named) else ""
        if len(said) < 2 or not right or any(_fits(said, name, named) for name in right):
            return ""
        if named.whole:
            return said if named.code in self.printed else ""
        other = max(self._others(named, said), key=len, default="")
        return other if other and _alone(said, other, named) else ""

    def _past(self, named: Named, said: str) -> Iterator[str]:
        """Names of the code that were given up before the report's year."""
        for name, until in _classes().get(named.code, ()):
            if self.year > until + 1 and _at_its_place(said, name, named):
                yield name

    def _others(self, named: Named, said: str) -> Iterator[str]:
        """Names of other codes of that length, and former ones, that words begin or end with."""
        alike = [c for c in _classes() if len(c) == len(named.code)]
        listed = [name for code in alike for name, _ in _classes()[code]]
        printed = [
            name
            for code, known in self.printed.items()
            if code != named.code and len(code) == len(named.code)
            for name in known
        ]
        for name in (*listed, *printed):
            if len(name) >= _TELLING and _at_its_place(said, name, named):
                yield name


def _at_its_place(said: str, name: str, named: Named) -> bool:
    """Whether words beside a code have a name right beside it."""
    if named.whole:
        return said == name
    return said.startswith(name) if named.leading else said.endswith(name)


def _fits(said: str, name: str, named: Named) -> bool:
    """Whether words beside a code are a name of it, cut short or spelled out."""
    bare = name.removesuffix("支出")
    if said in name or (named.whole and (bare in said or name in said)):
        return True
    if named.leading:
        return said.startswith(bare) or bare in said[: len(bare) + 4]
    return said.endswith((name, bare))


def _alone(said: str, name: str, named: Named) -> bool:
    """Whether a name is not the end of a longer one: 用于教育支出, not 社会教育支出."""
    if named.leading:
        return True
    before = said.removesuffix(name)
    return not before or words("code", "before").search(before) is not None


def _bracketed(text: str) -> Iterator[Named]:
    """教育支出（205类）普通教育（02款）小学教育（02项）: the codes of a path in turn."""
    path, last = "", -1
    for match in words("code", "bracketed").finditer(text):
        code = match["code"]
        between = text[last : match.start()] if path else ""
        chained = (
            len(code) == 2 and len(path) in (3, 5) and words("code", "name").fullmatch(between)
        )
        if chained:
            yield Named(path + code, last, match.start(), whole=True)
            path, last = path + code, match.end()
        elif _CODE.fullmatch(code):
            begin = max(m.end() for m in words("code", "edge").finditer(text[: match.start()]))
            yield Named(code, begin, match.start())
            path, last = code, match.end()
        else:
            path = ""


def _leading(text: str) -> Iterator[Named]:
    """2050299 其他普通教育支出 · （205）教育支出."""
    for match in words("code", "leading").finditer(text):
        yield Named(match["code"] or match["inside"], *match.span("name"), leading=True)


def _finding(disclosure: Disclosure, line: Line, named: Named, wrong: str, right: str) -> Wording:
    start = line.text.find(wrong, named.start)
    start = named.start if start < 0 else start
    message = phrase("wording.not_its_code", words=wrong, code=named.code, right=right)
    first, last = line.offsets[named.start], line.offsets[named.end - 1] + _REACH
    claims = [
        c.id
        for c in disclosure.claims
        if c.sentence == line.sentence.id and first <= c.start <= last
    ]
    return Wording(
        "W12", line.page(start), message, wrong, right, line.quote(named.start, named.end),
        tuple(claims[:1]),
    )  # fmt: skip


def _plain(text: str) -> str:
    """A name without blanks, quotation marks, level and code."""
    return words("code", "dressing").sub("", text).replace("(", "（").replace(")", "）")


@cache
def _classes() -> Mapping[str, tuple[tuple[str, int], ...]]:
    """The names of the classes by code, each with the last year it was right in."""
    source = resources.files("reconcile.words").joinpath("classes.toml").read_text("utf-8")
    return {
        entry["code"]: tuple((n["name"], n.get("until", 9999)) for n in entry["names"])
        for entry in tomllib.loads(source)["class"]
    }
