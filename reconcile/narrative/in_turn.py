"""Rates that are told respectively: A起、B人，同比分别减少C起、D人，下降P%和Q%; 其中甲E起、F人，分
别占R%、S%; 甲A人、乙B人，分别完成任务的P%（任务C人）、Q%（任务D人）."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from reconcile.audit import Check, Verdict
from reconcile.book import Book
from reconcile.equation import check
from reconcile.formula import FALL, IMPLIED_FALL, IMPLIED_RISE, RATIO, RISE
from reconcile.narrative.said import Said, is_figure, slipped

#: Two and more are told respectively.
_TWO = 2


def rates_in_turn(book: Book, told: Sequence[Said], above: Sequence[Said]) -> Iterator[Check]:
    """The rates of one sentence that are told respectively; `above` are the figures of its
    paragraph before it."""
    at = 0
    while at < len(told):
        run = _run(told, at)
        if len(run) >= _TWO and not run[0].aside:
            yield from _changes(book, told[:at], run)
            yield from _of_last_year(book, told[:at], run, told[at + len(run) :])
            yield from _of_one(book, told[:at], run)
            yield from _of_their_sum(book, told[:at], run)
            yield from _shares(book, [*above, *told[:at]], told[:at], run)
        at += max(1, len(run))
    yield from _of_targets(book, told)


def _run(told: Sequence[Said], at: int) -> list[Said]:
    """The rates from a place on that stand side by side."""
    if not told[at].is_rate:
        return []
    return [told[at], *takewhile(lambda t: t.is_rate and _joins(t), told[at + 1 :])]


def _joins(one: Said) -> bool:
    return one.says("joint") is not None


def _changes(book: Book, before: Sequence[Said], run: Sequence[Said]) -> Iterator[Check]:
    """下降P%和Q%, right behind as many changes and as many figures that these led to."""
    number = len(run)
    way = _way(run[0])
    changes, figures = before[-number:], before[-2 * number : -number]
    if way is None or len(figures) < number or _way_of_all(changes) != way:
        return
    told = any(one.says("in_turn") for one in (changes[0], run[0]))
    if not told or not all(a.is_like(b) for a, b in zip(changes, figures, strict=True)):
        return
    led_to = IMPLIED_RISE if way > 0 else IMPLIED_FALL
    formula = RATIO if figures[0].says("held") else led_to  # 比上年的A个、B人分别增加C个、D人
    for rate, change, now in zip(run, changes, figures, strict=True):
        terms = [book.term(change.claim), book.term(now.claim)]
        found = slipped(check("N03", book.term(rate.claim), terms, formula))
        yield from [found] if found is not None else []


def _of_last_year(
    book: Book, before: Sequence[Said], run: Sequence[Said], behind: Sequence[Said]
) -> Iterator[Check]:
    """A人、B万元，同比分别增长P%、Q%（上年分别为C人、D万元）: each by last year's."""
    number = len(run)
    figures, bases = before[-number:], behind[:number]
    way = _way(run[0])
    if way is None or len(figures) < number or len(bases) < number:
        return
    if bases[0].says("last_years") is None or not all(map(_joins, bases[1:])):
        return
    if not all(is_figure(f) and f.is_like(b) for f, b in zip(figures, bases, strict=True)):
        return
    for rate, now, base in zip(run, figures, bases, strict=True):
        terms = [book.term(now.claim), book.term(base.claim)]
        found = slipped(check("N03", book.term(rate.claim), terms, RISE if way > 0 else FALL))
        yield from [found] if found is not None else []


def _way(one: Said) -> int | None:
    """Which way a figure moved by the words right before it; None where they do not say."""
    if one.says("up"):
        return 1
    return -1 if one.says("down") else None


def _way_of_all(changes: Sequence[Said]) -> int | None:
    """Which way changes went that stand side by side, each with a word of its own or none."""
    first = _way(changes[0])
    rest = all(_joins(c) or _way(c) == first for c in changes[1:])
    return first if rest else None


def _of_one(book: Book, before: Sequence[Said], run: Sequence[Said]) -> Iterator[Check]:
    """甲A万元、乙B万元，分别占总额C万元的P%、Q%: each of the whole before them, whatever their
    statements say; where no slip explains what is off, nothing is said."""
    number = len(run)
    parts = before[-number - 1 : -1]
    if len(parts) < number or run[0].says("of_it_too") is None:
        return
    whole = before[-1]
    if whole.says("of_one_whole") is None or not all(_is_whole(whole, p) for p in parts):
        return
    for rate, part in zip(run, parts, strict=True):
        terms = [book.term(part.claim), book.term(whole.claim)]
        found = check("N04", book.term(rate.claim), terms, RATIO)
        if found is not None:
            yield slipped(found) or found.as_guessed("whole", "")


def _of_their_sum(book: Book, before: Sequence[Said], run: Sequence[Said]) -> Iterator[Check]:
    """A万元，其中甲B万元、乙C万元，二者分别占该科目的P%、Q%: of the figure that the parts, right
    before their shares, come to."""
    number = len(run)
    if run[0].says("of_their_sum") is None or len(before) <= number:
        return
    whole, *parts = before[-number - 1 :]
    if not all(map(is_figure, (whole, *parts))) or not all(_is_whole(whole, p) for p in parts):
        return
    if sum(p.claim.quantity.exact for p in parts) != whole.claim.quantity.exact:
        return
    for rate, part in zip(run, parts, strict=True):
        terms = [book.term(part.claim), book.term(whole.claim)]
        found = slipped(check("N04", book.term(rate.claim), terms, RATIO))
        yield from [found] if found is not None else []


def _shares(
    book: Book, all_before: Sequence[Said], before: Sequence[Said], run: Sequence[Said]
) -> Iterator[Check]:
    """分别占P%、Q% behind as many figures in units of their own, of the figures told before in the
    same units."""
    number = len(run)
    parts = before[-number:]
    if run[0].says("share_in_turn") is None or len(parts) < number:
        return
    if any(a.is_like(b) for i, a in enumerate(parts) for b in parts[:i]):
        return
    runs = _wholes(all_before[: len(all_before) - number], parts)
    tried = [_each_share(book, run, parts, wholes) for wholes in runs]
    holding = [sum(c.verdict.holds and r.tells for c, r in zip(t, run, strict=True)) for t in tried]
    if len(tried) == 1 or any(holding):
        best = tried[holding.index(max(holding))]
        yield from (found for c in best if (found := slipped(c)) is not None)


def _each_share(
    book: Book, run: Sequence[Said], parts: Sequence[Said], wholes: Sequence[Said]
) -> list[Check]:
    """Each rate of the part and the whole in its place."""
    three = zip(run, parts, wholes, strict=True)
    terms = ((r, [book.term(p.claim), book.term(w.claim)]) for r, p, w in three)
    found = (check("N04", book.term(r.claim), t, RATIO) for r, t in terms)
    return [c for c in found if c is not None]


def _wholes(before: Sequence[Said], parts: Sequence[Said]) -> list[Sequence[Said]]:
    """The figures side by side, the last first, that are in the units of these parts, none of them
    less or nothing, and none by how much something changed."""
    number = len(parts)
    runs = (before[at : at + number] for at in range(len(before) - number, -1, -1))
    return [
        wholes
        for wholes in runs
        if _way(wholes[0]) is None
        and all(map(is_figure, wholes))
        and all(_is_whole(w, p) for w, p in zip(wholes, parts, strict=True))
    ]


def _is_whole(whole: Said, part: Said) -> bool:
    more = whole.claim.quantity.exact >= part.claim.quantity.exact > 0
    return more and whole.is_like(part)


def _of_targets(book: Book, told: Sequence[Said]) -> Iterator[Check]:
    """完成任务的P%（任务C人）、Q%（任务D人): each of the target in the brackets behind it."""
    at = 0
    while at + 1 < len(told):
        pairs = _targets(told, at)
        if pairs and (len(pairs) == 1 or told[at].says("in_turn")):
            parts = [t for t in told[:at] if not t.aside and not t.is_rate][-len(pairs) :]
            yield from _reached(book, parts, pairs) if len(parts) == len(pairs) else ()
        at += max(1, 2 * len(pairs))


def _targets(told: Sequence[Said], at: int) -> list[tuple[Said, Said]]:
    """The rates from a place on that each have their target in brackets behind them."""
    pairs: list[tuple[Said, Said]] = []
    while at + 1 < len(told):
        rate, target = told[at : at + 2]
        bracketed = target.aside and target.says("target") and target.behind.startswith("）")
        if not rate.is_rate or rate.aside or not bracketed:
            break
        if not (rate.says("next_target") if pairs else rate.says("completed")):
            break
        pairs.append((rate, target))
        at += 2
    return pairs


def _reached(
    book: Book, parts: Sequence[Said], pairs: Sequence[tuple[Said, Said]]
) -> Iterator[Check]:
    if not all(p.is_like(t) and is_figure(p) for p, (_, t) in zip(parts, pairs, strict=True)):
        return
    for part, (rate, target) in zip(parts, pairs, strict=True):
        terms = [book.term(part.claim), book.term(target.claim)]
        found = slipped(check("N05", book.term(rate.claim), terms, RATIO))
        if found is not None and found.verdict is not Verdict.UNVERIFIABLE:
            yield found
