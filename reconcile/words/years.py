"""Years that are not the report's, in headings, at the end of the year and in a project's time;
years with a digit too few or too many."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.disclosure import Disclosure
from reconcile.phrases import phrase
from reconcile.words.found import Line, Wording, lines, words


def year_findings(disclosure: Disclosure) -> Iterator[Wording]:
    """Every year that cannot be meant."""
    for line in lines(disclosure, "body", "heading"):
        yield from _torn(disclosure, line)
    if not disclosure.year:
        return
    for line in lines(disclosure, "heading", "note"):
        yield from _heading(disclosure, line)
    for line in lines(disclosure, "body"):
        if disclosure.kind == "final":
            yield from _year_end(disclosure, line)
            yield from _led(disclosure, line)
        else:
            yield from _period(disclosure, line)


def kind_of_words(text: str) -> str:
    """Whether words speak of a `final` or of a `budget`; "" where of neither, or of both."""
    rest = words("year", "names").sub("", text)
    final, budget = "决算" in rest, "预算" in rest
    return "" if final == budget else "final" if final else "budget"


def _torn(disclosure: Disclosure, line: Line) -> Iterator[Wording]:
    """202年度, 20245年. On a scan a digit may be lost, or made, by who reads it: a stamp over one,
    a speck beside one."""
    for match in words("year", "torn").finditer(line.text):
        if line.page(match.start()) in disclosure.scanned:
            continue
        year = line.printed(*match.span())
        message = phrase("wording.torn_year", year=year)
        yield Wording("W14", line.page(match.start()), message, year, "", line.quote(*match.span()))


def _heading(disclosure: Disclosure, line: Line) -> Iterator[Wording]:
    """A heading with another year than the report's. Of a notice on two years, the final of one
    and the budget of the next, each part has its own."""
    match = words("year", "heading").search(line.text)
    if match is None or words("year", "heading_compares").search(line.text):
        return
    other_part = kind_of_words(line.text) not in ("", disclosure.kind)
    if 0 < abs(int(match[1]) - disclosure.year) <= 2 and not other_part:
        yield Wording(
            "W06", line.page(match.start()),
            phrase("wording.heading_year", year=str(disclosure.year), printed=match[1]),
            match[1], str(disclosure.year), line.sentence.text[:60],
        )  # fmt: skip


def _year_end(disclosure: Disclosure, line: Line) -> Iterator[Wording]:
    """截至2023年12月31日 in the final of 2024."""
    match = words("year", "year_end").search(line.text)
    if match is None or int(match[1]) != disclosure.year - 1:
        return
    dated = f"{match[1]}-12-31"
    claims = [c for c in disclosure.claims if c.sentence == line.sentence.id and c.period == dated]
    yield Wording(
        "W06", line.page(match.start()),
        phrase("wording.year_end", year=str(disclosure.year), printed=match[1]),
        match[1], str(disclosure.year), match[0], tuple(c.id for c in claims),
    )  # fmt: skip


def _led(disclosure: Disclosure, line: Line) -> Iterator[Wording]:
    """2023年度政府采购支出总额9.90万元 in the final of 2024, where nothing under its heading tells
    of 2024: the passage was carried over, or its year was."""
    match = words("year", "led").search(line.text)
    if match is None or int(match[1]) != disclosure.year - 1:
        return
    if words("year", "led_aside").search("".join(line.sentence.section[-1:])):
        return
    beside = [s.text for s in disclosure.sentences if s.section == line.sentence.section]
    own = (str(disclosure.year) in t or words("year", "led_own").search(t) for t in beside)
    if any(own):
        return
    yield Wording(
        "W06", line.page(match.start()),
        phrase("wording.led_year", year=str(disclosure.year), printed=match[1]),
        match[1], str(disclosure.year), line.quote(*match.span(1)),
    )  # fmt: skip


def _period(disclosure: Disclosure, line: Line) -> Iterator[Wording]:
    """服务期限：2024年1月1日至2024年12月31日 in the budget of 2025, unless it is paid for later."""
    if words("year", "paid_later").search(line.text):
        return
    last = disclosure.year - 1
    for match in words("year", "period").finditer(line.text):
        years = {int(y) for y in re.findall(r"20\d\d(?=年|[./-])", match[1])}
        if years == {last}:
            message = phrase("wording.period", year=str(disclosure.year), printed=str(last))
            quote = line.quote(*match.span())
            yield Wording("W15", line.page(match.start()), message, str(last), "", quote)
