"""Counts that are asked for where money was spent, of groups, of persons, of cars; and the vehicles
that are in use.

Money without a count above zero, or the reverse, need not be an error: it may be paid for another
year, another body may have sent the group, other money may pay for the guests. Where the report
gives no such reason, and all it counts of the thing is zero, a person is told to look.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from extract.figures.quantity import QuantityError, parse_number
from reconcile.duties.amounts import Amount
from reconcile.duties.catalogue import Duty, dated, duties, sign, subjects
from reconcile.duties.reading import Hit, find
from reconcile.duties.seen import Case, Judge, absent, at, not_asked, not_spent, standing, told
from reconcile.duties.values import Standing, State
from reconcile.phrases import phrase

#: What is kept for longer than its money is spent: cars that were sold, or that others pay for.
_KEPT = "car_running"
#: So many guests and no fewer cost more than what rounds to nothing.
_CHEAP, _FEW = "reception", 10
_CLAUSE = re.compile(r"[,。;:\n(]")
_ENDS = re.compile(r"[。;\n]")


def counted(duty: Duty, case: Case) -> Standing:
    """A count that is asked for where money was spent."""
    spent = case.amounts[duty.amount]
    hits = list(found_counts(duty, case))
    hit = next((h for h in hits if not _of_last_year(h, case)), None)
    if hit is None and hits and not spent.zero:
        hit = hits[0]
    if hit:
        return _told(duty, case, hit, spent)
    if spent.zero:
        return not_spent(duty, spent)
    if not spent.positive:
        return standing(duty, State.NOT_JUDGED, why=phrase("duty.amount_unknown"))
    return absent(duty, case, lines=list(case.reading.about()))


def _of_last_year(hit: Hit, case: Case) -> bool:
    """Whether a count stands in a clause about last year: what was bought then."""
    text, match = hit.line.text, hit.match
    start = max((end.end() for end in _CLAUSE.finditer(text, 0, match.start())), default=0)
    told = dated("of_last_year", case.disclosure.year - 1).search(text, start, match.end())
    return told is not None


def _told(duty: Duty, case: Case, hit: Hit, spent: Amount) -> Standing:
    """A count that is there, beside the amount."""
    count = number(hit)
    if spent.positive and count == 0:
        above = next((h for h in found_counts(duty, case) if number(h) != 0), None)
        return at(duty, State.MET, above) if above else _for_none(duty, case, hit, spent)
    if spent.zero and count and duty.amount != _KEPT:
        return _for_nothing(duty, case, hit, spent)
    return at(duty, State.MET, hit)


def _for_nothing(duty: Duty, case: Case, hit: Hit, spent: Amount) -> Standing:
    """So many for no money. It is a doubt where a zero is printed that no rounding makes of what a
    few guests cost, and nothing is said of other money; told once, as below."""
    found = at(duty, State.NOT_JUDGED, hit, phrase("duty.some_for_nothing"))
    alike = _alike(duty)
    if duty != alike[-1] or not spent.printed:
        return found
    few = duty.amount == _CHEAP and (number(hit) or 0) < _FEW
    return replace(found, doubt=not few and not _excused(duty, case))


def _for_none(duty: Duty, case: Case, hit: Hit, spent: Amount) -> Standing:
    """Money that was spent on none. It is a doubt where the amount is sure, all counts of the thing
    are zero, and nothing is said of other years, other bodies, other money; told once, with the
    last of the counts."""
    found = at(duty, State.NOT_JUDGED, hit, phrase("duty.spent_for_none"))
    alike = _alike(duty)
    if duty.amount == _KEPT or duty != alike[-1] or spent.told > 1:
        return found
    zero = all(number(h) == 0 for one in alike for h in found_counts(one, case))
    return replace(found, doubt=zero and not _excused(duty, case))


def _alike(duty: Duty) -> list[Duty]:
    """The duties that ask for counts of the same thing."""
    return [one for one in duties() if one.judge == "counted" and one.amount == duty.amount]


def _excused(duty: Duty, case: Case) -> bool:
    """Whether something is said of other years, other bodies, other money."""
    return any(sign("paid_for_others").search(text) for text in _about(duty, case))


def _about(duty: Duty, case: Case) -> Iterator[str]:
    """What is said of what money is spent on, clause by clause."""
    of = subjects()[duty.amount]
    for line in case.lines(duty):
        yield from (text for text in _ENDS.split(line.text) if of.search(text))


def found_counts(duty: Duty, case: Case) -> Iterator[Hit]:
    """All that is counted of what a duty asks for, in order."""
    for line in case.lines(duty):
        for pattern in duty.said:
            yield from (Hit(line, match) for match in pattern.finditer(line.text))


def number(hit: Hit) -> int | None:
    """The count that was found; None where its words are no number."""
    printed = hit.match.groupdict().get("n")
    try:
        return int(parse_number(printed)) if printed else None
    except QuantityError:
        return None


def vehicles(duty: Duty, case: Case) -> Standing:
    """The vehicles in use; those that only the text on the three public expenses counts are kept
    for its money, which may not be all. Where assets have a section of their own that names none,
    nothing else is as good."""
    lines = [
        line for line in case.reading.about()
        if "assets" in line.topics or "three_public" not in line.topics
    ]  # fmt: skip
    if hit := find(lines, duty.said):
        return at(duty, State.MET, hit)
    everywhere = list(case.reading.about())
    if hit := find(everywhere, duty.none):
        return at(duty, State.MET, hit, phrase("duty.told_none"))
    own = [line for line in case.reading.about("assets") if "three_public" not in line.topics]
    headed = any(line.kind == "prose" and "assets" in line.headed for line in own)
    return absent(duty, case, lines=own if headed else everywhere)


def cars(duty: Duty, case: Case) -> Standing:
    """Vehicles by their use, asked for where there are some."""
    if met := told(duty, case):
        return met
    lines = list(case.reading.about())
    some = find(lines, (sign("cars"),)) or case.amounts["car_running"].positive
    none = find(lines, (sign("no_cars"),))
    if some and not none:
        return absent(duty, case)
    if none and not some:
        return not_asked(duty, phrase("duty.told_none"), none)
    return standing(duty, State.NOT_JUDGED, why=phrase("duty.cars_unknown"))


COUNT_JUDGES: Mapping[str, Judge] = {"counted": counted, "vehicles": vehicles, "cars": cars}
