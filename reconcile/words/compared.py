"""The wrong year compared with: 比2026年预算增加 in the budget of 2026, 与2022年决算数持平 in the
final of 2022, 比2024年预算执行数 after the figure of 2025."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set
from decimal import Decimal

from extract.characters import after_last
from extract.disclosure import Claim, Disclosure
from reconcile.audit import Check, Verdict
from reconcile.cells.cited import Cited
from reconcile.phrases import phrase
from reconcile.weighing.slips import significant
from reconcile.words.found import Line, Wording, lines, words
from reconcile.words.years import kind_of_words

#: The rules on how far a figure moved, and whether it did.
_CHANGES = ("N02", "N03", "N10")
_YEAR = re.compile(r"20\d\d(?=年)")
#: A change of fewer digits is that between two figures by chance.
_TELLING = 4


def compared_findings(disclosure: Disclosure) -> Iterator[Wording]:
    """Every comparison that names a year its figure cannot be compared with; `claims` are the
    figures that hang on it."""
    if not disclosure.year:
        return
    for line in lines(disclosure, "body"):
        year, kind = _part(disclosure, line)
        for match in _comparisons(line.text):
            said = int(match["year"]) if match["year"].isdecimal() else year
            itself = said == year and _itself(match, line.text, year, kind)
            if itself and not _of_later(disclosure, line, match, year):
                meant = year - 1
            elif said < year - 1 and _passed_over(line.text, match, said):
                meant = said + 1
            else:
                continue
            yield _finding(disclosure, line, match, meant)


def misdated_findings(
    disclosure: Disclosure, checks: Iterable[Check], cited: Cited
) -> Iterator[Wording]:
    """Every comparison with a year before last whose change is, to the last digit, that from what
    the tables print of last year: 比2023年执行数增加A万元 in the budget of 2025, whose table has
    2024年执行数."""
    years = {claim: year for check in checks for claim, year in _tabled(check, cited)}
    for line in lines(disclosure, "body") if years else ():
        for match in _comparisons(line.text):
            meant = {years[c.id] for c in _hanging(disclosure, line, match) if c.id in years}
            said = int(match["year"]) if match["year"].isdecimal() else 0
            if len(meant) == 1 and 0 < said < (year := meant.pop()) == disclosure.year - 1:
                yield _finding(disclosure, line, match, year, past="wording.compared_table")


def _tabled(check: Check, cited: Cited) -> Iterator[tuple[str, int]]:
    """The change that a check states, with the one year that the column of its base names."""
    base = check.operands[-1].cell
    telling = check.rule == "N02" and check.stated is not None and check.claims
    if not telling or base is None or check.verdict is not Verdict.CONSISTENT:
        return
    years = set(_YEAR.findall("".join(cited.header(base))))
    if len(years) == 1 and significant(check.stated or Decimal(0)) >= _TELLING:
        yield check.claims[0], int(years.pop())


def well_dated(checks: Iterable[Check], wordings: Iterable[Wording]) -> list[Check]:
    """The checks without those that fail on a figure whose comparison names the wrong year: what
    it was compared with is not known, and the wording finding says so. That a rate does not fit the
    amount of its own change needs no year, unless both are held against what the year named."""
    misdated = {c for wording in wordings if wording.rule == "W13" for c in wording.claims}
    return [
        check
        for check in checks
        if check.verdict is not Verdict.MISMATCH
        or check.rule not in _CHANGES
        or (len(misdated.intersection(check.claims)) != 1 and not _on_base(check, misdated))
    ]


def _on_base(check: Check, misdated: Set[str]) -> bool:
    """Whether a rate is that of its change to a base, and both are misdated."""
    ratio = check.equation is not None and check.equation.name == "ratio"
    return ratio and len(misdated & set(check.claims)) == 2


def _part(disclosure: Disclosure, line: Line) -> tuple[int, str]:
    """Year and kind of the part a sentence stands in: those of the nearest heading that speaks of
    the other kind of report (the budget in a notice on both), else the report's."""
    for heading in reversed(line.sentence.section):
        match = words("year", "heading").search(heading)
        kind = kind_of_words(heading)
        if match and kind and kind != disclosure.kind:
            return int(match[1]), kind
    return disclosure.year, disclosure.kind


def _comparisons(text: str) -> Iterator[re.Match[str]]:
    """Every comparison with a year that a sentence makes."""
    alike = list(words("compared", "alike").finditer(text))
    yield from alike
    known = {m.start() for m in alike}
    yield from (m for m in words("compared", "than").finditer(text) if m.start() not in known)


def _of_later(disclosure: Disclosure, line: Line, match: re.Match[str], year: int) -> bool:
    """Whether a sentence without a year of its own goes on about a later one: 2025年预算安排
    60万元。比2024年决算数增加…"""
    if _YEAR.search(_before(line.text, match.start())):
        return False
    here = line.sentence
    earlier = [
        s.text for s in disclosure.sentences if s.paragraph == here.paragraph and s.id < here.id
    ]
    years = _YEAR.findall("".join((*here.section, *earlier)))
    return bool(years) and int(years[-1]) > year


def _before(text: str, start: int) -> str:
    """The sentence before a comparison, from its last semicolon on."""
    return text[after_last(text, "。；;", start) : start]


def _itself(match: re.Match[str], text: str, year: int, kind: str) -> bool:
    """Whether a figure of the year is compared with the year itself: with the final in a final,
    with the budget in a budget. The final of a year may well be compared with its budget."""
    before = _before(text, match.start())
    years = _YEAR.findall(before)
    if (years and int(years[-1]) != year) or words("compared", "other_before").search(before):
        return False
    what = words("year", "names").sub("", match["what"])
    if words("compared", "aside").search(what):
        return False
    measure = "决算" if kind == "final" else "预算"
    if not match["year"].isdecimal() and measure not in what:  # 比当年增加的部分
        return False
    if words("compared", "bare").fullmatch(what):
        return kind == "final" or "预算" not in what
    if kind == "budget":
        return bool(words("compared", "budget").search(what)) and not (
            words("compared", "outturn").search(what)
        )
    if "执行" in what and "执行" not in before:  # the final account beside what was carried out
        return False
    of_budget = kind_of_words(before) == "budget"
    return bool(words("compared", "outturn").search(what)) and not of_budget


def _passed_over(text: str, match: re.Match[str], said: int) -> bool:
    """Whether the sentence gives the figure of the year after the one named, measured alike, and
    none of the year named: 2025年执行数为5.57万元…比2024年预算执行数增加."""
    years = _YEAR.findall(_before(text, match.start()))
    later = bool(years) and int(years[-1]) > said + 1
    if not later or words("compared", "series").search(text):
        return False
    measure = _measure(match["what"])
    given = [
        (int(m[1]), _measure(m[2]))
        for m in words("compared", "figure").finditer(text)
        if m.start(1) != match.start("year") and not words("compared", "moved").search(m[2])
    ]
    named = bool(measure) or words("compared", "bare").fullmatch(match["what"]) is not None
    return named and (said + 1, measure) in given and said not in dict(given)


def _measure(text: str) -> str:
    """What words say a figure of a year is; "" where they do not."""
    return next((m for m in ("执行", "决算", "预算") if m in text), "")


def _finding(
    disclosure: Disclosure,
    line: Line,
    match: re.Match[str],
    meant: int,
    past: str = "wording.compared_past",
) -> Wording:
    said, compared = match["year"], line.printed(match.start(), match.start("turn"))
    if not said.isdecimal() or int(said) == meant + 1:
        message = phrase("wording.compared_itself", words=compared, meant=str(meant))
    else:
        message = phrase(past, words=compared, meant=str(meant))
    return Wording(
        "W13", line.page(match.start()), message, said, str(meant), line.quote(*match.span()),
        tuple(c.id for c in _hanging(disclosure, line, match)),
    )  # fmt: skip


def _hanging(disclosure: Disclosure, line: Line, match: re.Match[str]) -> Iterator[Claim]:
    """The figures of the change, to the end of its sentence; where it has none (持平), the figure
    that is compared."""
    start, end = line.offsets[match.start()], line.offsets[match.end() - 1]
    stop = next((i for i in range(match.end(), len(line.text)) if line.text[i] in "；;。"), None)
    last = line.offsets[stop] if stop is not None else len(line.sentence.text)
    here = [c for c in disclosure.claims if c.sentence == line.sentence.id]
    after = [c for c in here if end < c.start < last and c.direction is not None]
    yield from after or [c for c in here if c.start < start][-1:]
