"""Totals behind a list, in whatever words they are told: 水费A万元，电费B万元，燃气费C万元，三费
合计D万元; 三个标段分别中标A、B和C万元，中标总价为D万元.

Where the words tell how many there are, and as many stand before them, a slip of the pen in them
is one. Of other lists only a slip that explains few other sums is worth a look.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from extract.disclosure import Claim, Role
from extract.figures.quantity import number_of
from reconcile.audit import Check, Verdict
from reconcile.book import Book, by_sentence
from reconcile.equation import check_sum
from reconcile.narrative.announced import is_joined, is_listed, members
from reconcile.narrative.spoken import (
    alike,
    is_bracketed,
    without_asides,
    words_behind,
    words_between,
)
from reconcile.narrative.uses import weighed
from reconcile.phrases import phrase
from reconcile.plain import plain
from reconcile.tables.vocabulary import pattern
from reconcile.weighing.solving import slips_in
from reconcile.weighing.telling import rare_slip

#: What may be added up.
_ADDED = frozenset({Role.LEVEL, Role.COUNT, Role.BUDGET, Role.OTHER})
#: Two figures come to another by chance more easily than so many.
_SEVERAL = 3
_TWO = 2
#: What a name of both sides of the accounts has of one of them (收支总计).
_SIDE = {"收入": "收", "支出": "支"}


def behind_checks(book: Book) -> Iterator[Check]:
    """The sum of the list right before each such total."""
    for claims in by_sentence(book.disclosure.claims):
        told = [c for c in claims if c.role in _ADDED and c.quantity.kind != "percent"]
        aside = {c.id for c in told if is_bracketed(book, c)}
        for at, whole in enumerate(told):
            near = (c for c in reversed(told[:at]) if alike(c, whole) and c.id not in aside)
            last = next(near, None)
            number = _number(book, last, whole) if last is not None else None
            if last is None or number is None:
                continue
            before = [*reversed([last, *near])]
            parts = _side_by_side(book, before)
            if number == len(before) and len({c.role for c in before}) == 1:
                parts = before  # each in a clause of its own, and none besides
            if len(parts) > 1 and not is_listed(book, whole, parts):
                yield from _held(book, whole, parts, number or 0)


def side_checks(book: Book) -> Iterator[Check]:
    """收入包括：甲A万元、乙B万元；支出包括：丙C万元、丁D万元。收支总计S万元: each side against the
    total that begins the next sentence. Nobody says that the lists are whole: they are weighed."""
    for before, claims in pairwise(by_sentence(book.disclosure.claims)):
        whole, first = claims[0], before[0]
        said = pattern("wording", "side_total").fullmatch(plain(book.before(whole)))
        near = whole.sentence - first.sentence == 1
        if not near or said is None or book.paragraph(first) != book.paragraph(whole):
            continue
        for at, one in enumerate(before):
            listed = pattern("wording", "side_list").search(_words(book, before, at))
            if listed is None or not alike(one, whole):
                continue
            if _SIDE[listed["side"]] not in (said["side"] or said["all"]):
                continue
            parts = members(book, before[at:])
            if len(parts) > 1 and _ends(book, parts[-1]) and one.role is whole.role:
                found = check_sum("N06", book.term(whole), [book.term(p) for p in parts])
                yield from weighed(found.as_inherited())


def _words(book: Book, claims: Sequence[Claim], at: int) -> str:
    """The plain words of a sentence before one of its figures, from the one before it on."""
    start = claims[at - 1].end if at else 0
    return plain(book.text(claims[at])[start : claims[at].start])


def _ends(book: Book, last: Claim) -> bool:
    """Whether nothing more of a list is told behind its last member but that one's own rate."""
    behind = without_asides(words_behind(book, last))
    return behind[:1] in ("。", "；", ";", "") and not pattern("wording", "and_more").match(behind)


def _number(book: Book, last: Claim, whole: Claim) -> int | None:
    """How many figures the words between the last of a list and a figure say that it sums up, 0
    where they do not say; None where it is no total."""
    words = without_asides(words_between(book, last, whole))
    match = pattern("wording", "any_words_total").fullmatch(words)
    if match is None or pattern("wording", "no_total_of_these").search(words):
        return None
    return number_of(match["number"]) if match["number"] else 0


def _side_by_side(book: Book, before: Sequence[Claim]) -> Sequence[Claim]:
    """The figures that stand side by side in one list, from the last one back."""
    last = before[-1]
    own = [c for c in before if c.role is last.role]
    if own[-1] is not last:
        return ()
    pairs = pairwise(own[::-1])
    joined = takewhile(lambda pair: _are_joined(book, *pair[::-1]), pairs)
    return [last, *(one for _, one in joined)][::-1]


def _are_joined(book: Book, one: Claim, other: Claim) -> bool:
    """Whether two figures are members of one list: by their words, or by none (A万元、B万元)."""
    bare = pattern("wording", "next_respective").fullmatch(words_between(book, one, other))
    return bare is not None or is_joined(book, one, other)


def _held(book: Book, whole: Claim, parts: Sequence[Claim], number: int) -> Iterator[Check]:
    """A list against its total, which may stand before it as well (26处，东片9处、西片17处，两片
    合计26处); where the words say how many it has, of as many."""
    again = parts[0].quantity.exact == whole.quantity.exact and len(parts) > _TWO
    chosen = parts[1:] if again else parts
    if number and len(chosen) != number:
        return
    found = check_sum("N06", book.term(whole), [book.term(p) for p in chosen]).as_inherited()
    if found.verdict is not Verdict.MISMATCH:
        yield found
    elif _is_other(book, whole, chosen):
        return
    elif number:
        yield from (found,) if slips_in(found) else ()
    elif len(chosen) >= _SEVERAL and _is_counted(book, whole, chosen) and slips_in(found):
        yield found.as_guessed("complete", phrase("list.usual"))
    elif len(chosen) >= _SEVERAL or rare_slip(found):
        yield from weighed(found)


def _is_counted(book: Book, whole: Claim, parts: Sequence[Claim]) -> bool:
    """Whether a list counts things, and the words behind it say that they are added up."""
    said = pattern("wording", "says_it_adds").search(words_between(book, parts[-1], whole))
    return whole.quantity.kind == "count" and said is not None


def _is_other(book: Book, whole: Claim, parts: Sequence[Claim]) -> bool:
    """Whether a total is of another stage than a list (甲A万元、乙B万元，两项预算共C万元), or of
    some of its members (优A个、良B个、中C个，优良合计D个)."""
    if whole.role is not parts[0].role and "预算" in plain(book.before(whole)):
        return True
    exact = [p.quantity.exact for p in parts]
    runs = (exact[a:b] for a in range(len(exact)) for b in range(a + 2, len(exact) + 1))
    return any(sum(run) == whole.quantity.exact for run in runs)
