"""Totals that a sentence announces after its parts (…，以上三项合计S; A，加上B，减去C，总计S), and
what the items of a list add up to."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import islice, pairwise

from extract.characters import after_last
from extract.claims.ties import Tie
from extract.disclosure import Claim, Role
from extract.figures.in_text import is_measure
from extract.figures.quantity import number_of
from reconcile.audit import Check, Verdict
from reconcile.book import Book, by_sentence
from reconcile.equation import adds_up, check_sum
from reconcile.narrative.addends import SUMMED
from reconcile.narrative.spoken import (
    alike,
    is_bracketed,
    without_asides,
    words_before,
    words_between,
)
from reconcile.narrative.uses import weighed
from reconcile.phrases import phrase
from reconcile.plain import plain
from reconcile.tables.vocabulary import pattern
from reconcile.weighing.slips import significant

#: What a sum of items may be.
_WHOLES = (Role.LEVEL, Role.BUDGET)
#: What a bare list of amounts or of counts is.
_LISTED = (Role.LEVEL, Role.BUDGET, Role.COUNT)
#: The patterns of what stands between a list and its total, and of what may.
_TOTALS = ("bare_total", "may_total")
#: The patterns of what joins the parts of a list, and the marks that end it.
_JOINTS = ("next_part", "next_by_comma")
_MARKS = ("，", ",", "；", ";", "")
_TWO = 2
#: A figure of fewer digits is another's by chance.
_TELLING = 4
#: The words that sum up all before a figure are no longer than this.
_ENDING = 40
#: What does not stand in the words that sum up all above.
_PARTS = re.compile(r"[，。；;0-9]")


def total_checks(book: Book) -> Iterator[Check]:
    """Every total that is announced where its parts stand."""
    for group in by_sentence(book.disclosure.claims):
        claims = [c for c in group if _is_summed(book, c)]
        for at, whole in enumerate(claims):
            yield from _of_sentence(book, claims, at)
            yield from _of_paragraph(book, whole)
    yield from _item_sums(book)


def _is_summed(book: Book, claim: Claim) -> bool:
    """Whether a figure may be a part of a total: no rate, and no price of each, but what all of
    them come to (每人每年1.80万元，计75.60万元)."""
    if claim.role not in SUMMED or claim.quantity.kind == "percent":
        return False
    all_of_these = pattern("wording", "all_of_these").search(words_before(book, claim))
    return bool(all_of_these) or not pattern("wording", "per_each").search(plain(claim.subject))


def _of_sentence(book: Book, claims: Sequence[Claim], at: int) -> Iterator[Check]:
    """What is said of one of the claims of a sentence, as the total of those before it."""
    whole = claims[at]
    said = words_before(book, whole)
    if pattern("wording", "the_rest").search(said):  # 其余4个项目合计A万元: of none before it
        return
    grand = pattern("wording", "grand_total").search(said)
    match = summing(said)
    start = _stretch(book, whole)
    before = _alike_before(book, claims, at, start)
    last = next(before, None)
    if last is None or not (grand or match or _is_total(book, last, whole, *_TOTALS)):
        return  # as most are: the others need not be looked at
    parts = [last, *before][::-1]
    if (grand or match) and pattern("wording", "added").search(
        book.text(whole)[start : whole.start]
    ):
        if grand:
            yield from _signed(book, whole, _without_inner(book, parts))
        return
    if len(parts) < 2:
        return
    bare = _is_total(book, last, whole, *_TOTALS) or number_in(match)
    some = first_of(said) or not bare
    if some and _tells_its_whole(book, parts):
        yield from _of_some(book, whole, parts[1:])
    else:
        yield from _of_list(book, whole, parts, match)


def _of_list(
    book: Book, whole: Claim, parts: Sequence[Claim], match: re.Match[str] | None
) -> Iterator[Check]:
    """A total against the figures before it; `match` are the words that sum them up."""
    listed = _is_list(book, whole, parts, "bare_total")
    if not listed and _is_list(book, whole, parts, "may_total"):
        found = check_sum("N06", book.term(whole), [book.term(c) for c in parts])
        yield from weighed(found.as_said())
        return
    number = number_in(match)
    apart = whole.ties.subject is Tie.INHERITED and number != len(parts)
    if not listed and (match is None or apart):
        yield from _by_comma(book, whole, parts) if match else ()
        return
    chosen = parts[-number:] if number and len(parts) >= number else parts
    chosen = parts[:number] if first_of(words_before(book, whole)) else chosen
    found = check_sum("N06", book.term(whole), [book.term(c) for c in chosen])
    if listed:
        found = found.as_said()
    elif number != len(parts) and _is_apart(book, whole, match):  # 甲A，其中乙B；丙C；两项合计D
        yield from weighed(found.as_inherited())
        return
    elif number != len(chosen) and found.verdict is Verdict.MISMATCH:
        found = found.as_guessed("complete")
    yield found


def _tells_its_whole(book: Book, parts: Sequence[Claim]) -> bool:
    """Whether the first of several figures is what the others come to: 43个项目中，优19个，良17个，
    中5个，差2个."""
    first, *rest = parts
    within = all(book.statement(c).part_of == first.statement for c in rest)
    come_to = sum((c.quantity.exact for c in rest), Fraction(0))
    return len(rest) > 1 and (within or come_to == first.quantity.exact)


def _of_some(book: Book, whole: Claim, parts: Sequence[Claim]) -> Iterator[Check]:
    """A total with a name of its own behind a list whose whole was told: of the first of its parts,
    where it says how many (前两档合计36个), else of those from its beginning that it fits."""
    number = number_in(first_of(words_before(book, whole)))
    some = [parts[:number]] if number else [parts[:n] for n in range(2, len(parts) + 1)]
    found = [check_sum("N06", book.term(whole), [book.term(c) for c in p]) for p in some if p]
    holding = [c for c in found if c.verdict.holds]
    yield from holding[:1] or (found if 1 < number <= len(parts) else ())


def _alike_before(book: Book, claims: Sequence[Claim], at: int, start: int) -> Iterator[Claim]:
    """The claims of a sentence before one of them, down to a place in it, that it may be the total
    of: in money, or counted in its unit, and not told aside (甲A万元（含乙B万元）); the nearest
    first."""
    whole = claims[at]
    aside = is_bracketed(book, whole)
    for claim in islice(reversed(claims), len(claims) - at, None):
        if claim.start < start:
            return
        if alike(claim, whole) and is_bracketed(book, claim) <= aside:
            yield claim


def _is_total(book: Book, last: Claim, whole: Claim, *totals: str) -> bool:
    """Whether nothing but the word for a total stands between the last part and the total, as one
    of the named patterns has it."""
    words = without_asides(words_between(book, last, whole))
    return any(pattern("wording", total).fullmatch(words) for total in totals)


def _by_comma(book: Book, whole: Claim, parts: Sequence[Claim]) -> Iterator[Check]:
    """甲A万元，乙B万元以及丙C万元，合计S万元: where the list begins nothing says, so it confirms
    from the first amount on from which they add up, or is weighed."""
    if len(parts) == _TWO and whole.quantity.value in {p.quantity.value for p in parts}:
        yield from _copied(book, whole, parts)
        return
    for start in range(len(parts) - 1):
        some = parts[start:]
        if _is_listed(book, whole, some, "next_by_comma"):
            found = check_sum("N06", book.term(whole), [book.term(c) for c in some])
            if found.verdict is Verdict.CONSISTENT:
                yield found.as_said()
                return
    if _is_listed(book, whole, parts, "next_by_comma"):
        yield from weighed(check_sum("N06", book.term(whole), [*map(book.term, parts)]).as_said())


def _copied(book: Book, whole: Claim, parts: Sequence[Claim]) -> Iterator[Check]:
    """甲A万元，乙B万元，合计A万元: one of the two was copied, if B is not nothing."""
    found = check_sum("N06", book.term(whole), [book.term(c) for c in parts])
    telling = significant(whole.quantity.value) >= _TELLING
    if telling and _is_listed(book, whole, parts, "next_by_comma"):
        failed = found.verdict is Verdict.MISMATCH
        yield found.as_guessed("complete", phrase("slip.twice")) if failed else found.as_said()


def _of_paragraph(book: Book, whole: Claim) -> Iterator[Check]:
    """甲A万元，…。乙B万元，…。以上合计S万元: confirms only."""
    if not _says_all_above(book, whole):
        return
    first = {c.statement: c for c in reversed(_told_before(book, whole, 0))}
    parts = [book.term(c) for c in reversed(first.values())]
    if len(parts) > 1:
        found = check_sum("N06", book.term(whole), parts)
        yield from (found,) if found.verdict is Verdict.CONSISTENT else ()


def _is_list(book: Book, whole: Claim, parts: Sequence[Claim], total: str) -> bool:
    """Whether all amounts before a total in its sentence are one list, and nothing but the word for
    a total stands between: A x元、B y元和C z元，共计S元; A、B和C分别为x、y和z元，总共S元. It is the
    list's then, no part's. `total` names the pattern of what stands before it."""
    told = plain(book.text(whole)[_stretch(book, whole) : parts[0].start])
    named = "parts_respective" if total == "bare_total" else "respective"
    respective = pattern("wording", named).search(told) is not None
    return _is_listed(book, whole, parts, "next_part", total) or (
        respective and _is_listed(book, whole, parts, "next_respective", total)
    )


def _is_listed(
    book: Book, whole: Claim, parts: Sequence[Claim], joint: str, total: str = "bare_total"
) -> bool:
    """Whether amounts are a list with a total behind it; `joint` and `total` name the patterns of
    what may stand between two of them, and before the total."""
    roles = {Role.LEVEL if p.role is Role.BUDGET else p.role for p in (whole, *parts)}
    measured = all(is_measure(c.quantity.unit) for c in (whole, *parts))
    if len(roles) > 1 or not (whole.role in _LISTED or measured):
        return False
    return _is_total(book, parts[-1], whole, total) and _are_joined(book, parts, joint)


def _are_joined(book: Book, parts: Sequence[Claim], *joints: str) -> bool:
    """Whether figures follow one another as those of one list do, as the named patterns have it."""
    between = (without_asides(words_between(book, a, b)) for a, b in pairwise(parts))
    return all(any(pattern("wording", j).fullmatch(words) for j in joints) for words in between)


def _stretch(book: Book, whole: Claim) -> int:
    """Where the words begin that end with a figure: after the last semicolon or full stop; the one
    before it where what follows sums up what stood there (甲A、乙B；以上合计S), or the stop where
    it sums up so many (甲A；乙B；两者合计S)."""
    text = book.text(whole)
    start = after_last(text, "。；;", whole.start)
    so_many = start and _is_apart(book, whole, summing(plain(text[start : whole.start])))
    above = start and text.startswith(("以上", "上述"), start)
    ends = "。" if so_many else "。；;"
    return after_last(text, ends, start - 1) if above or so_many else start


def _is_apart(book: Book, whole: Claim, match: re.Match[str] | None) -> bool:
    """Whether words that sum up so many things are all that stands behind a semicolon."""
    text = book.text(whole)
    start = after_last(text, "。；;", whole.start)
    alone = match is not None and match.group() == plain(text[start : whole.start])
    return alone and number_in(match) > 1 and text[start - 1 : start] in ("；", ";")


def summed_up(book: Book, whole: Claim) -> int:
    """How many figures the words before a total say that it adds up (以上三项合计); 0 where they do
    not say."""
    return number_in(summing(words_before(book, whole)))


def is_counted_list(book: Book, whole: Claim, parts: Sequence[Claim]) -> bool:
    """Whether right before a total stands one list, none but its parts in it, and the words say
    that it adds up as many (甲A、乙B、丙C，三个项目合计S): there is nothing else it may be of."""
    said = words_between(book, parts[-1], whole)
    match = summing(said)
    if match is None or number_in(match) != len(parts) or said[: match.start()] not in _MARKS:
        return False
    if {p.role for p in parts} != {whole.role} or not _are_joined(book, parts, *_JOINTS):
        return False
    start = _stretch(book, whole)
    before = [
        c
        for c in book.in_paragraph(whole)
        if c.sentence == whole.sentence and start <= c.start < parts[0].start and alike(c, whole)
    ]
    return not before or not _are_joined(book, [before[-1], parts[0]], *_JOINTS)


def summing(said: str) -> re.Match[str] | None:
    """The words at the end of a clause that sum up what stands before."""
    return pattern("wording", "sum_of").search(said, max(0, len(said) - _ENDING))


def first_of(said: str) -> re.Match[str] | None:
    """The words at the end of a clause that sum up the first of what stands before (前三项合计)."""
    return pattern("wording", "first_of").search(said)


def number_in(match: re.Match[str] | None) -> int:
    """How many things such words say that there are; 0 where they do not say."""
    return number_of(match["number"] or "") if match else 0


def _without_inner(book: Book, parts: Sequence[Claim]) -> list[Claim]:
    """The figures that are added up, without what some of them hold: 加上补助B，其中甲C、乙D."""
    told = {p.statement for p in parts}
    return [p for p in parts if book.statement(p).part_of not in told - {p.statement}]


def _signed(book: Book, whole: Claim, parts: Sequence[Claim]) -> Iterator[Check]:
    """A，加上B、C，减去D，总计S; or A told in the sentence before: 加上B、C，总计S."""
    signs: list[int] = []
    first: list[Claim] = []
    sign, at = 1, _stretch(book, whole)
    for part in parts:
        words = book.text(whole)[at : part.start]
        turns = list(pattern("wording", "added").finditer(words))
        if turns:
            sign = -1 if turns[-1].lastgroup == "less" else 1
            first = first if signs else _told_before(book, part, at)
            if not signs and len(first) != 1:
                return
        signs.append(sign)
        at = part.end
    added = [*first, *parts]
    ways = [*([1] * len(first)), *signs]
    found = check_sum("N06", book.term(whole), [book.term(c) for c in added], ways)
    inner = _only_part(book, added[0])
    if found.verdict is Verdict.MISMATCH and inner is not None:
        terms = [book.term(c) for c in (inner, *(c for c in added[1:] if c is not inner))]
        found = check_sum("N06", book.term(whole), terms, ways[: len(terms)])
        yield from (found,) if found.verdict is Verdict.CONSISTENT else ()
    elif len(added) > 1:
        yield found


def _only_part(book: Book, claim: Claim) -> Claim | None:
    """The figure of the only part that is told of one in its sentence; what is added to it may be
    added to that: 总收入A，其中地方收入B；加上补助C，收入合计D."""
    told = [
        c
        for c in book.in_paragraph(claim)
        if c.sentence == claim.sentence and book.statement(c).part_of == claim.statement
    ]
    return told[0] if len(told) == 1 else None


def _told_before(book: Book, part: Claim, at: int) -> list[Claim]:
    """The amounts that the paragraph has told before a place in a sentence, parts aside."""
    here = (part.sentence, at)
    before = [c for c in book.in_paragraph(part) if (c.sentence, c.start) < here]
    told = [c for c in before if c.role is Role.LEVEL and c.quantity.kind == part.quantity.kind]
    return [c for c in told if book.statement(c).part_of is None]


def _item_sums(book: Book) -> Iterator[Check]:
    """The figures of numbered items under one heading add up to a figure stated above them
    (14个项目 … 共涉及资金A万元): confirms only."""
    amounts = [
        c for c in book.disclosure.claims if c.role in _WHOLES and c.quantity.kind == "amount"
    ]
    ends = [c for c in amounts if _says_all_above(book, c)]
    by_section: dict[tuple[str, ...], list[Claim]] = defaultdict(list)
    for claim in amounts:
        by_section[book.section(claim)].append(claim)
    for section, claims in by_section.items():
        items: dict[Role, dict[str, Claim]] = defaultdict(dict)
        for claim in claims:
            said = book.statement(claim)
            if said.item and said.part_of is None and not said.cause:
                items[claim.role].setdefault(said.item, claim)
        for listed in items.values():
            if len(listed) >= 2:
                yield from _of_items(book, section, list(listed.values()), ends)


def _of_items(
    book: Book, section: tuple[str, ...], items: Sequence[Claim], ends: Sequence[Claim]
) -> Iterator[Check]:
    """The first figure above a list of items, or behind it among the `ends` that sum up all above,
    that they add up to."""
    parts = [book.term(c) for c in items]
    first, last = (f(c.sentence for c in items) for f in (min, max))
    below = (c for c in ends if c.sentence > last and _is_near(book, c, section))
    wholes = (book.term(w) for w in (*_above(book, section, first), *below))
    exact = sum((p.exact for p in parts), Fraction(0))
    fitting = (w for w in wholes if adds_up(w.quantity, exact))
    yield from (check_sum("N06", whole, parts) for whole in islice(fitting, 1))


def _above(book: Book, section: tuple[str, ...], sentence: int) -> Iterator[Claim]:
    """The amounts stated before a list, under the heading above the list's own."""
    for claim in book.disclosure.claims:
        if claim.sentence >= sentence:
            return
        if (
            _is_near(book, claim, section)
            and claim.quantity.kind == "amount"
            and claim.role in _WHOLES
        ):
            yield claim


def _is_near(book: Book, claim: Claim, section: tuple[str, ...]) -> bool:
    """Whether a figure stands under the heading above a list's own."""
    return book.section(claim)[: len(section) - 1] == section[:-1]


def _says_all_above(book: Book, claim: Claim) -> bool:
    """Whether a figure's clause sums up what stands above it: 以上“三公”经费合计18.95万元."""
    if _PARTS.search(book.text(claim), 0, claim.start):  # as in most sentences, long ones above all
        return False
    return pattern("wording", "all_above").search(plain(book.before(claim))) is not None
