"""What a share is a share of: the words after 占, the whole it is announced as a part of, or what
the sentence before speaks of."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from extract.claims.ties import Tie
from extract.disclosure import Claim, Role
from extract.figures.quantity import MONEY, round_half_up
from reconcile.audit import Check, Verdict
from reconcile.book import Book, stands_before
from reconcile.cells.alignment import Aligner
from reconcile.cells.meaning import Quantified
from reconcile.equation import Term, best, check, of_cell
from reconcile.formula import RATIO
from reconcile.narrative.paired_shares import paired_share_checks, rest_share_checks
from reconcile.narrative.printed import printed_whole
from reconcile.narrative.share_lists import (
    exchanged_shares,
    shares_of_one_whole,
    words_of_whole,
)
from reconcile.narrative.spoken import behind_a_stop, words_before
from reconcile.plain import plain
from reconcile.tables.vocabulary import pattern
from reconcile.weighing.slips import significant

#: What a name may have around its own words.
_AROUND = re.compile(
    "^(?:[0-9]{4}|本|当|全)年度?|(?:总额|合计|总计|支出|金额|预算|决算|执行数?|累计|（[类款项]）)+$"
)
#: The sides of the accounts.
_SIDE = re.compile("收入|支出")
#: The tables of all money, whatever it comes from.
_EVERY = ("balance", "income", "expenditure")
#: So many other shares of a list must be of its whole before one that is not is called wrong.
_OTHERS = 2
#: A list of so many parts has one other share beside each.
_TWO = 2
#: A share of fewer digits is of some other whole by chance.
_TELLING = 3


@dataclass(frozen=True, slots=True)
class Wholes:
    """Candidates for the whole of a share; `named` where the report says which it is."""

    terms: tuple[Term, ...]
    named: bool


def share_checks(aligner: Aligner, book: Book, sums: Sequence[Check]) -> Iterator[Check]:
    """Each share against its part and its whole; two that changed places are said to have."""
    found = list(_each_share(aligner, book, sums))
    return exchanged_shares(book, [one for one in found if not _is_of_its_other(book, one, found)])


def _is_of_its_other(book: Book, failed: Check, found: Sequence[Check]) -> bool:
    """Whether a share that fails is held against what another of its statement is of, though each
    names its own (甲A万元，占延续项目P%、占全部项目Q%), or against the other side of accounts."""
    share, whole = (book.claim(failed.operands[n].claim) for n in (0, -1))
    if failed.verdict is not Verdict.MISMATCH or share is None:
        return False
    if whole is not None and _of_other_side(book, share, whole):
        return True
    beside = (
        book.claim(c.operands[0].claim)
        for c in found
        if c.verdict.holds and c.operands[-1] == failed.operands[-1]
    )
    return bool(share.whole) and any(
        c is not None and c.statement == share.statement and c.whole not in ("", share.whole)
        for c in beside
    )


def _of_other_side(book: Book, share: Claim, whole: Claim) -> bool:
    """Whether a share is told of one side of the accounts and a whole is of the other: 收入中甲A万
    元；支出中乙B万元，占P%."""
    text = book.right_before(share, "。；;")
    told = [m["side"] for m in pattern("wording", "side_within").finditer(text)]
    subject = book.statement(whole).subject
    return bool(told) and told[-1] not in subject and bool(_SIDE.search(subject))


def _each_share(aligner: Aligner, book: Book, sums: Sequence[Check]) -> Iterator[Check]:
    """Each share against its part and its whole. Where the whole is only guessed from the order
    of the sentences, agreement confirms and a difference proves nothing, unless one of the `sums`
    tells the whole."""
    guessed: dict[str, Claim] = {}
    named: set[str] = set()
    unheld: set[str] = set()
    of_group: dict[int, list[Check]] = defaultdict(list)
    for claim in book.disclosure.claims:
        if claim.role is not Role.SHARE or _of_a_period(book, claim):
            continue
        wholes = _wholes(aligner, book, claim)
        named |= {claim.id} if wholes.named else set()
        found = list(_options(book, claim, wholes.terms))
        if not found:
            unheld.add(claim.id)
            if not wholes.named:
                guessed[claim.id] = claim
            continue
        chosen = _best_of(book, claim, found)
        group = book.statement(claim).group
        if wholes.named and not claim.whole and group is not None:
            of_group[group].append(chosen)
        elif wholes.named:
            yield chosen
        else:
            guessed[claim.id] = claim
            if chosen.verdict is not Verdict.MISMATCH:
                yield chosen.as_guessed("whole")
    for listed in of_group.values():
        yield from _of_one_whole(listed)
    in_lists = list(_in_lists(book, guessed, named, sums))
    yield from in_lists
    told = {found.operands[0].claim for found in in_lists}
    yield from paired_share_checks(book, (guessed.keys() | unheld) - told)
    yield from rest_share_checks(book)


def _of_a_period(book: Book, claim: Claim) -> bool:
    """Whether a share is of what was spent in a part of the year, which its clause names and of
    which no figure was told (…四季度支出A万元，上半年支出占P%)."""
    named = pattern("wording", "part_of_year").search(words_before(book, claim))
    return named is not None and named[0] not in book.statement(claim).subject


def _in_lists(
    book: Book, guessed: Mapping[str, Claim], named: Collection[str], sums: Sequence[Check]
) -> Iterator[Check]:
    """The shares of a `guessed` whole that the list which they stand in tells."""
    if not guessed:
        return
    of_lists = list(_of_lists(book, guessed, sums))
    yield from of_lists
    told = {found.operands[0].claim for found in of_lists}
    left = {number: claim for number, claim in guessed.items() if number not in told}
    if left:
        found = shares_of_one_whole(book, left, named)
        yield from (one for one in found if not _is_of_other(book, one))


def _best_of(book: Book, claim: Claim, found: Sequence[Check]) -> Check:
    """What fits of the parts and wholes that a share may be of; where nothing does, what the figure
    right before it gives (2022年支出A万元，累计支出B万元，占总投资的P%)."""
    chosen = best(found)
    before = book.just_before(claim)
    if chosen.verdict is not Verdict.MISMATCH or before is None:
        return chosen
    beside = [c for c in found if c.operands[1].claim == before.id]
    return best(beside) if beside and before.sentence == claim.sentence else chosen


def _of_one_whole(listed: Sequence[Check]) -> Iterator[Check]:
    """The bare shares of a list (占50.00%), which are of its whole; where one is not, and most of
    them are not just that, they are of something else that nobody names; but where they only
    changed places they are of it."""
    off = [c for c in listed if c.verdict is not Verdict.CONSISTENT]
    failed = any(c.verdict is Verdict.MISMATCH for c in off)
    most = len(listed) > 1 and 2 * len(off) > len(listed)
    other = failed and most and not _are_exchanged(listed)
    for one in listed:
        unsure = other and one.verdict is not Verdict.CONSISTENT
        yield one.as_guessed("whole", "") if unsure else one


def _of_lists(book: Book, guessed: Mapping[str, Claim], sums: Sequence[Check]) -> Iterator[Check]:
    """Shares in a list whose parts add up to its whole, and of which most others are shares of
    that whole: so are these. They are as well where they only changed places."""
    left = dict(guessed)
    for listed in sums:
        whole, *parts = (book.claim(o.claim) for o in listed.operands)
        if whole is None or listed.verdict is Verdict.MISMATCH:
            continue
        of_part = {part.statement for part in parts if part is not None}
        shares = (c for number in of_part for c in book.of_roles(number, Role.SHARE))
        members = sorted(shares, key=lambda c: (c.sentence, c.start))
        checks = [best(o) for c in members if (o := list(_options(book, c, [book.term(whole)])))]
        holding = sum(c.verdict is Verdict.CONSISTENT for c in checks)
        most = holding >= _OTHERS and 2 * holding > len(checks)
        bare = len(checks) == len(members) and not any(c.whole for c in members)
        meant = words_of_whole(book, checks)
        two = bare and len(parts) == len(members) and _tells_the_other(listed, checks)
        if most or two or _are_exchanged(checks):
            for one in checks:
                share = one.operands[0].claim or ""
                known = share in left and left[share].whole in meant
                if known or (share in left and not _is_of_other(book, one)):
                    del left[share]
                    yield one


def _is_of_other(book: Book, failed: Check) -> bool:
    """Whether a share that is none of a list's whole names a whole of its own: 采购A万元，货物B万
    元，其中进口设备C万元，占货物的P%."""
    share, whole = (book.claim(failed.operands[n].claim) for n in (0, -1))
    if failed.verdict is not Verdict.MISMATCH or share is None or not share.whole:
        return False
    if whole is None:
        return False
    total = pattern("wording", "any_total").search(plain(share.whole))
    return not total and not goes_by(book.statement(whole).subject, share.whole)


def _tells_the_other(listed: Check, checks: Sequence[Check]) -> bool:
    """Whether of the bare shares of two parts, which come to their whole to the last digit, one is
    of that whole: what is left of it is the other part, and its share is of the same."""
    holding = (c for c in checks if c.verdict is Verdict.CONSISTENT)
    telling = any(c.stated and significant(c.stated) >= _TELLING for c in holding)
    return len(checks) == _TWO and listed.verdict is Verdict.CONSISTENT and telling


def _are_exchanged(checks: Sequence[Check]) -> bool:
    """Whether the shares of a list are those of its parts, each told of another one."""
    shares = [c.operands[0].quantity for c in checks]
    stated = sorted(s.value for s in shares if s is not None)
    expected = sorted(
        round_half_up(Fraction(c.expected), max(0, s.decimals))  # 31.08% is printed as 31%
        for c, s in zip(checks, shares, strict=True)
        if c.expected is not None and s is not None
    )
    return len(stated) > 1 and stated == expected


def _options(book: Book, claim: Claim, wholes: Sequence[Term]) -> Iterator[Check]:
    for part in _parts(book, claim, {w.quantity.kind for w in wholes}):
        for whole in wholes:
            small = whole.exact < part.quantity.exact and claim.quantity.exact <= 1
            if part.quantity.kind == whole.quantity.kind and not small:
                found = check("N04", book.term(claim), [book.term(part), whole], RATIO)
                if found is not None:
                    yield found


def _parts(book: Book, claim: Claim, kinds: Collection[str]) -> list[Claim]:
    """What a share may tell: the figures of its own statement that its wholes (of these `kinds`)
    can be of, and of several kinds those of the last one before it (5个项目，资金A万元，占P%: of
    the money). It tells a budget where nothing else stands before it, rather than what stands
    behind it (涉及预算资金A万元，占P%；…，涉及资金B万元)."""
    parts = [c for c in book.current(claim.statement) if c.quantity.kind != "percent"]
    parts = [p for p in parts if not behind_a_stop(book, claim, p)]
    before = [p for p in parts if stands_before(p, claim) and p.quantity.kind in kinds]
    if not before and "amount" in kinds:
        budgets = book.of_roles(claim.statement, Role.BUDGET)
        budgets = [c for c in budgets if c.quantity.kind == "amount" and stands_before(c, claim)]
        parts = budgets[-1:] or parts
    if before:
        parts = [p for p in parts if p.quantity.kind == before[-1].quantity.kind]
    return parts or (_named_part(book, claim) if claim.whole else [])


def _named_part(book: Book, claim: Claim) -> list[Claim]:
    """公共卫生占卫生健康支出的69.8%: the one amount of this section, told before, that goes by the
    name of the part."""
    own = book.statement(claim).subject
    found = {
        c.quantity.exact: c
        for c in book.in_section(claim)
        if c.role is Role.LEVEL
        and c.quantity.kind == "amount"
        and stands_before(c, claim)
        and goes_by(book.statement(c).subject, own)
    }
    return list(found.values()) if len(found) == 1 else []


def _wholes(aligner: Aligner, book: Book, claim: Claim) -> Wholes:
    statement = book.disclosure.statements[claim.statement]
    if pattern("wording", "of_a_kind").search(claim.whole):
        return Wholes((), True)  # 占同类产品购买规模的P%: of nothing that was told
    printed = printed_whole(book, claim, claim.whole) if claim.whole else None
    if printed is not None:
        return Wholes((book.term(printed),), True)
    if claim.whole:
        words = aligner.meaning.words(claim.whole, statement.section)
        known = _known(aligner, book, words, claim.statement)
        if pattern("wording", "of_some_money").search(claim.whole):
            every = {s.table.id for kind in _EVERY for s in aligner.library.of_kind(kind)}
            known = [t for t in known if t.cell is None or t.cell.table not in every]
        terms = [*_said(book, claim, claim.whole), *known]
        if terms:
            return Wholes(tuple(terms), not _only_planned(book, claim, terms))
    sole = _sole_total(book, claim) if statement.part_of is None and not claim.whole else None
    if sole is not None:
        return Wholes((book.term(sole),), True)
    total = not claim.whole or pattern("wording", "any_total").search(plain(claim.whole))
    if statement.part_of is not None and total:
        terms = [book.term(c) for c in book.current(statement.part_of)]
        if not terms:
            parent = book.disclosure.statements[statement.part_of]
            terms = _known(aligner, book, aligner.quantified(parent), claim.statement)
        if terms and not (claim.whole and _holds_more(book, claim, terms)):
            return Wholes(tuple(terms), statement.attached is not Tie.GUESSED)
    before = [
        book.term(c)
        for c in book.in_paragraph(claim)
        if c.role in (Role.LEVEL, Role.BUDGET)
        and c.statement != claim.statement
        and c.sentence <= claim.sentence
        and _may_be(book.statement(c).subject, claim.whole)
    ]
    return Wholes(tuple(before), False)


def _only_planned(book: Book, claim: Claim, wholes: Sequence[Term]) -> bool:
    """Whether what goes by the words of a whole was only planned, in a report on what was done, and
    the words name no plan: 政府采购预算A万元，公开招标B万元，占采购总额的P% is of a total that
    nobody tells."""
    planned = all(w.claim is not None and w.claim.role is Role.BUDGET for w in wholes)
    final = book.disclosure.kind == "final"
    return final and planned and not pattern("wording", "budget_named").search(claim.whole)


def _holds_more(book: Book, claim: Claim, wholes: Sequence[Term]) -> bool:
    """Whether one part of a list is more than what the list seems to be of: it is of something else
    then, and so are the shares."""
    said = book.statement(claim)
    beside = (s.id for s in book.disclosure.statements if s.part_of == said.part_of)
    parts = (c for n in beside for c in book.of_roles(n, Role.LEVEL) if c.quantity.kind == "amount")
    most = max((w.exact for w in wholes if w.quantity.unit in MONEY), default=None)
    return most is not None and any(c.quantity.exact > most for c in parts)


def _may_be(subject: str, whole: str) -> bool:
    """Whether a figure may be what the words after 占 name, though it goes by other words: it has
    two characters of theirs next to each other, but for those that many names have."""
    own = pattern("wording", "many_have").sub(" ", plain(whole))
    pairs = [own[i : i + 2] for i in range(len(own) - 1)]
    telling = [pair for pair in pairs if " " not in pair]
    return not telling or any(pair in plain(subject) for pair in telling)


def _sole_total(book: Book, claim: Claim) -> Claim | None:
    """本年收入合计800.00万元，财政拨款收入占86.5%: the one total that the sentence gives before a
    share of nothing named, of the same side."""
    before = [
        c
        for c in book.in_paragraph(claim)
        if c.sentence == claim.sentence
        and stands_before(c, claim)
        and c.role is Role.LEVEL
        and pattern("wording", "any_total").search(plain(book.statement(c).subject))
    ]
    if len(before) != 1 or before[0].statement == claim.statement:
        return None
    sides = {s for s in ("收入", "支出") if s in before[0].subject + book.statement(claim).subject}
    return before[0] if len(sides) == 1 else None


def _said(book: Book, claim: Claim, whole: str) -> list[Term]:
    """Figures of this paragraph, or of this section, that go by the words of the whole; of another
    paragraph none that is only a part of what that speaks of (项目支出中，本年财政拨款A万元)."""
    same = [
        c
        for c in book.in_section(claim)
        if c.role in (Role.LEVEL, Role.COUNT, Role.BUDGET)
        and c.statement != claim.statement
        and (
            _alike(book.disclosure.statements[c.statement].subject, whole)
            or (len(whole) > 3 and plain(book.before(c)).endswith(plain(whole)))
        )
        and not any(s.whole == whole for s in book.of_roles(c.statement, Role.SHARE))
    ]
    if pattern("wording", "of_money").search(plain(whole)):  # 项目9个；…，占项目支出的P%
        same = [c for c in same if c.quantity.kind == "amount"]
    same = [c for c in same if c.role is not Role.BUDGET] or same  # what was spent of the budget
    near = [c for c in same if book.paragraph(c) == book.paragraph(claim)]
    meaning = book.aligner.meaning
    grand = [c for c in same if not meaning.is_source(book.statement(c))]
    return [book.term(c) for c in near or grand]


def _known(aligner: Aligner, book: Book, words: Quantified, statement: int) -> list[Term]:
    """The cells, and the claims in other statements, that state a quantity known by name."""
    if not words.key:
        return []
    match = aligner.match_words(words, Role.LEVEL)
    cells = [*match.decisive, *match.also] if match else []
    terms = [of_cell(c) for c in cells if c.quantity is not None and c.quantity.unit in MONEY]
    told = (c for c in book.levels_of(words.key) if c.statement != statement)
    return [*terms, *(book.term(c) for c in told if not _is_of_some_months(c))]


def _is_of_some_months(claim: Claim) -> bool:
    """Whether a figure is of a part of the year only: the whole of no share of the year's."""
    return pattern("wording", "no_whole_year").search(claim.stage) is not None


def _alike(subject: str, whole: str) -> bool:
    said, named = _core(subject), _core(whole)
    ends = len(named) > 1 and said.endswith(named) and not said.endswith("其他" + named)
    return bool(named) and (said == named or ends)


def goes_by(subject: str, whole: str) -> bool:
    """Whether a subject is called as the words after 占 say, but for 合计, 总额 and the like."""
    return bool(_core(whole)) and _core(subject) == _core(whole)


@lru_cache(maxsize=1 << 14)  # each share asks for the names of all its section
def _core(text: str) -> str:
    return _AROUND.sub("", plain(text))
