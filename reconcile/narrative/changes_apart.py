"""Changes told apart from the figures they are between: 今年聘用A人、B万元；上年C人、D万元。
两年相比，人数增E人，增长P%；总额增F万元，增长Q%.

Which figures those are the amount of a change tells: the only two of their kind before it that
differ by just that, the way it goes. Its rate must be of the one it started from.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.disclosure import Role
from reconcile.audit import Check, Verdict
from reconcile.book import Book
from reconcile.equation import check
from reconcile.formula import RATIO
from reconcile.narrative.between_two import way_of
from reconcile.narrative.rates_of_two import is_far_slip
from reconcile.narrative.said import Said

#: So many other rates of a sentence that hold say that one with few digits is of its figures, too.
_OTHERS = 2
#: The two stand among so many figures before a change.
_NEAR = 24


def changes_apart(book: Book, told: Sequence[Said], above: Sequence[Said]) -> Iterator[Check]:
    """The rates of one sentence, each right behind the amount of its change; `above` are the
    figures of its paragraph before it."""
    found: list[tuple[Said, Check]] = []
    for at in range(1, len(told)):
        change, rate = told[at - 1 : at + 1]
        base = _base(told[:at], change, rate, above)
        terms = [book.term(change.claim), book.term(base.claim)] if base is not None else []
        one = check("N03", book.term(rate.claim), terms, RATIO) if terms else None
        if one is not None:
            found.append((rate, one))
    holding = sum(one.verdict.holds for _, one in found)
    for rate, one in found:
        known = holding >= _OTHERS and 2 * holding > len(found)
        if one.verdict.holds:
            yield from (one.as_inherited(),) if rate.tells or known else ()
        elif one.verdict is Verdict.MISMATCH and (known or rate.tells) and is_far_slip(one):
            yield one.as_guessed("base")


def _base(before: Sequence[Said], change: Said, rate: Said, above: Sequence[Said]) -> Said | None:
    """What a change started from, if nothing like it stands in its own sentence."""
    way = way_of(change)
    amount = change.claim.quantity
    if not rate.is_rate or change.is_rate or not way or way_of(rate) not in (0, way):
        return None
    if change.aside or rate.aside or any(_is_level(t) and t.is_like(change) for t in before):
        return None
    levels = {
        t.claim.quantity.exact: t
        for t in above[-_NEAR:]
        if _is_level(t) and t.is_like(change) and not t.aside
    }
    bases = [t for exact, t in levels.items() if exact + way * amount.exact in levels]
    return bases[0] if len(bases) == 1 and amount.value else None


def _is_level(one: Said) -> bool:
    """Whether a figure tells what there is, or what it is for each."""
    claim = one.claim
    changed = claim.role.is_change or claim.role is Role.SHARE or way_of(one) != 0
    return claim.quantity.kind != "percent" and not changed
