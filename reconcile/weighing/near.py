"""Whether a figure is near what it should be: what was not brought up to date is, and a count that
is off by a few; what does not belong together, or is counted twice, differs by anything."""

from __future__ import annotations

from decimal import Decimal

from extract.figures.quantity import MONEY
from reconcile.audit import Check
from reconcile.book import Book
from reconcile.narrative.breakdowns import is_some_of, natural

#: Those of which a wrong figure is near the right one: one that was not brought up to date, a count
#: that is off by a few. A rate on a wrong base is anywhere.
_CLOSE = frozenset({"N02", "N06", "N08", "N11", "T49"})
#: Those of which a wrong figure may be anywhere, but hardly is twice the right one, or half of it:
#: a completion rate, or an amount in another unit, that is so far off mostly is of something else.
_NOT_FAR = frozenset({"N05", "N13"})
_NEAR = Decimal("0.2")
_FEW = 3


def is_near(book: Book, check: Check) -> bool:
    """Whether what is stated is near what it should be, as far as a rule asks for that. A whole
    also is where one of its parts was copied, and, wherever it is, where it is told with all the
    parts that it can have; of counts, told of kinds within kinds, only where some are left out. The
    same of the one part that is more than its whole, where it is some of it by name.
    A rate of completion must not be far off."""
    if check.rule in _NOT_FAR:
        return not is_far(check)
    if check.rule not in _CLOSE or is_close(check) or _repeats_a_part(check):
        return True
    whole, *parts = (book.claim(o.claim) for o in check.operands)
    told = [p for p in parts if p is not None]
    if check.rule != "N06" or whole is None or check.expected is None or not told:
        return False
    if len(told) == 1 and is_some_of(*(book.statement(c).subject for c in (told[0], whole))):
        return True
    less = check.stated is not None and check.expected < check.stated
    all_parts = len(natural(book, whole, told)) == len(parts)
    return all_parts and (less or (check.unit in MONEY and not is_far(check)))


def is_close(check: Check) -> bool:
    """Whether what is stated is within a fifth of what it should be; of a count, off by a few."""
    if check.stated is None or check.expected is None:
        return False
    off, most = abs(check.stated - check.expected), max(abs(check.stated), abs(check.expected))
    return off <= _NEAR * most or (off <= _FEW and check.unit not in MONEY)


def is_far(check: Check) -> bool:
    """Whether what is stated is more than twice what it should be, or less than half of it, and
    neither is nothing: that contradicts whatever is more."""
    if check.stated is None or check.expected is None:
        return True
    less, more = sorted((abs(check.stated), abs(check.expected)))
    return 0 < 2 * less < more


def _repeats_a_part(check: Check) -> bool:
    """Whether a whole is stated as one of its parts is, and the others do not come to as much."""
    if check.rule != "N06" or not check.stated or check.expected is None:
        return False
    parts = [o.quantity.value for o in check.operands[1:] if o.quantity is not None]
    return check.stated in parts and check.expected != 2 * check.stated
