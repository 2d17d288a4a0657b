"""Between which figures a change may be told: those of its statement, else of the tables."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.claims.ties import Tie
from extract.disclosure import Base, Claim, Role
from reconcile.book import CURRENT, Book, stands_before
from reconcile.equation import Term
from reconcile.narrative.change_pairs import Pair
from reconcile.narrative.spoken import is_bracketed, without_asides, words_before
from reconcile.plain import plain
from reconcile.tables.vocabulary import pattern, vocabulary

#: A statement has no more figures of one role than this on either side of a change.
_MOST = 12

#: Where all of a budget was spent it is what was spent as well.
_WHOLE = 100

#: Between an average and last year's: 生均支出A元，比上年B元.
_LAST_YEARS = re.compile(
    "[，,（(]?(?:[比较与和同]|相比)?(?:上年|去年|20[0-9]{2}年)度?(?:同期)?的?为?"
)


def kind_of(book: Book, statement: int, pair: Pair) -> str:
    """What kind of figures a change is between; a rate alone is of two counts where its statement
    tells them and no amounts (出国人次从31人降为18人，下降41.9%)."""
    if pair.told.quantity.kind != "percent":
        return pair.told.quantity.kind
    counts = book.of_roles(statement, Role.COUNT, Role.PREVIOUS, Role.LEVEL)
    two = [c.role for c in counts if c.quantity.kind == "count"] == [Role.PREVIOUS, Role.COUNT]
    one_unit = len({c.quantity.unit for c in counts}) == 1
    return "count" if pair.amount is None and two and one_unit else "amount"


def current_of(book: Book, statement: int, pair: Pair, kind: str) -> list[Term]:
    """The figures of a `kind` that a change may lead to, the likeliest first: this year's of its
    statement, a budget where there are none, else what the tables or other statements say."""
    if is_of_budgets(pair):
        return [book.term(c) for c in _budgets(book, statement, "调整", kind)]
    past = _of_its_own_year(book, pair, kind)
    if past is not None:
        return [book.term(past)]
    average = _average_beside(book, pair)
    if average is not None:
        return [book.term(average)]
    planned = _planned_before(book, pair, kind)
    if planned is not None:
        return [book.term(planned)]
    found = [c for c in book.of_roles(statement, *CURRENT) if c.quantity.kind == kind]
    if found and pair.base is Base.LAST_YEAR and all(_is_for_all_years(book, c) for c in found):
        return []
    if not found and pair.base is not Base.BUDGET:
        found = _budgets_before(book, statement, pair, kind)
    if not found:
        found = _averages(book, statement, pair, kind)
    if found:
        return [book.term(c) for c in nearest_first(found, pair.told)]
    return book.terms(statement, Role.LEVEL, kind)


def _is_for_all_years(book: Book, claim: Claim) -> bool:
    """Whether a figure is what something costs in all, and has no year before: 项目概算A万元。支出
    比上年增加B万元."""
    subject = plain(book.statement(claim).subject)
    return pattern("wording", "for_all_years").search(subject) is not None


def _of_its_own_year(book: Book, pair: Pair, kind: str) -> Claim | None:
    """The figure of an earlier year that a change right behind it led to, as it is held against the
    year before that: 2023年末资产A万元，较上年末增加B万元 in a budget of 2024."""
    before = book.just_before(pair.told)
    if before is None or before.role is not Role.PREVIOUS or before.quantity.kind != kind:
        return None
    if before.sentence != pair.told.sentence or before.statement != pair.told.statement:
        return None
    if any(c.quantity.kind == kind for c in book.of_roles(before.statement, *CURRENT)):
        return None  # 2023年A万元，2022年B万元，与上年相比增加C万元
    own = pattern("wording", "of_year").search(book.right_before(before, "，。；;"))
    text = book.text(before)[before.end : pair.told.start]
    held = pattern("wording", "from_before").fullmatch(text)
    if own is None or held is None or _is_held_against(book, before):
        return None
    return None if held["year"] and held["year"] >= own["year"] else before


def _is_held_against(book: Book, base: Claim) -> bool:
    """Whether a figure is what others are held against: 比2023年的A万元, 2023年的A万元增加到."""
    words = vocabulary()["wording"]
    before = book.right_before(base, "，。；;")
    return re.search("[比较与同]|" + words["from"], before) is not None


def _planned_before(book: Book, pair: Pair, kind: str) -> Claim | None:
    """The plan that a change right behind it is of, as it is held against the plan of another year:
    计划投入A万元，较上年计划B万元增加C万元，实际投入D万元."""
    last = book.just_before(pair.told)
    if last is None or last.role is not Role.PREVIOUS or last.sentence != pair.told.sentence:
        return None
    before = book.just_before(last)
    planned = before is not None and before.role is Role.BUDGET and before.quantity.kind == kind
    if before is None or not planned or before.statement != pair.told.statement:
        return None
    return before if pattern("wording", "plan").search(words_before(book, last)) else None


def _average_beside(book: Book, pair: Pair) -> Claim | None:
    """The average that stands with last year's right before a change: 人均公用经费A元，上年B元
    （在编C人），增长P%, whatever the total is that is told of the same elsewhere."""
    first = pair.amount or pair.told
    told = [
        c
        for c in book.in_paragraph(first)
        if c.sentence == first.sentence and c.start < first.start and not is_bracketed(book, c)
    ]
    if [c.role for c in told[-2:]] != [Role.AVERAGE, Role.PREVIOUS]:
        return None
    now, base = told[-2:]
    between = without_asides(plain(book.text(base)[now.end : base.start]))
    alike = now.quantity.unit == base.quantity.unit and not _is_of_total(book, now, base)
    return now if alike and _LAST_YEARS.fullmatch(between) else None


def _is_of_total(book: Book, average: Claim, base: Claim) -> bool:
    """Whether last year's figure behind an average is likelier that of the total before it: 运行费
    24.00万元，车均3.00万元，比上年26.00万元减少2.00万元."""
    last = base.quantity.exact
    totals = (
        c.quantity.exact
        for c in book.in_paragraph(average)
        if c.sentence == average.sentence and stands_before(c, average)
        if c.role in (*CURRENT, Role.BUDGET) and c.quantity.kind == average.quantity.kind
    )
    return any(abs(total - last) < abs(average.quantity.exact - last) for total in totals)


def _averages(book: Book, statement: int, pair: Pair, kind: str) -> list[Claim]:
    """The average of a statement that tells last year's as well and nothing else: 生均支出A元，比
    上年B元，增长P%; or no more than by how much it changed: 人均可支配收入A元，增加B元，增长P%."""
    told = [c for c in book.claims.get(statement, ()) if c.quantity.kind == kind]
    amounts = [c for c in told if not c.role.is_change]
    if [c.role for c in told] == [Role.AVERAGE, Role.CHANGE_AMOUNT] and pair.rate is not None:
        (average, change) = told
        alike = average.quantity.unit == change.quantity.unit and change is pair.amount
        return amounts if alike and average.sentence == change.sentence else []
    if [c.role for c in amounts] != [Role.AVERAGE, Role.PREVIOUS]:
        return []
    between = book.text(amounts[0])[amounts[0].end : amounts[1].start]
    if book.text(amounts[1])[amounts[1].end :].startswith("、"):
        return []  # 次均A万元，比上年B万元、C次减少: B is no average
    if _is_of_total(book, *amounts):
        return []
    beside = amounts[0].sentence == amounts[1].sentence and _LAST_YEARS.fullmatch(between)
    return amounts[:1] if beside else []


def is_of_budgets(pair: Pair) -> bool:
    """调整预算较年初预算增加C: a change from one budget to another."""
    return pair.base is Base.BUDGET and all(w in pair.told.stage for w in ("调整", "年初"))


def _budgets_before(book: Book, statement: int, pair: Pair, kind: str) -> list[Claim]:
    """The budgets that a change of a statement without any other figure may be of. In a final
    account what stands behind the change is what it is held against next: 比上年增加A万元，增长P%；
    与年初预算B万元相比."""
    told = [c for c in book.of_roles(statement, Role.BUDGET) if c.quantity.kind == kind]
    final = book.disclosure.kind == "final"
    if final and _is_of_outturn(book, statement, pair.told):
        return []
    return [c for c in told if not final or stands_before(c, pair.told)]


def _is_of_outturn(book: Book, statement: int, told: Claim) -> bool:
    """Whether a change is of what was spent, which its statement does not print: 年初预算A万元，
    决算为年初预算的P%；决算较上年B万元增加C万元."""
    completed = book.of_roles(statement, Role.COMPLETION)
    spent = pattern("wording", "spent").search(book.right_before(told, "，,；;。"))
    return spent is not None or any(c.quantity.value != _WHOLE for c in completed)


def _budgets(book: Book, statement: int, stage: str, kind: str) -> list[Claim]:
    """The budgets of a statement that are said to be of one stage."""
    told = book.of_roles(statement, Role.BUDGET)
    return [c for c in told if stage in c.stage and c.quantity.kind == kind]


def nearest_first(claims: Sequence[Claim], told: Claim) -> list[Claim]:
    """The figures before a change, the last first, and then those after it; of very many those
    that stand nearest."""
    before: list[Claim] = []
    after: list[Claim] = []
    for claim in claims:
        (before if stands_before(claim, told) else after).append(claim)
    return [*reversed(before[-_MOST:]), *after[:_MOST]]


def bases_of(book: Book, statement: int, pair: Pair, role: Role, kind: str) -> list[Term]:
    """The figures of a `kind` that a change may start from, the likeliest first: last year's or the
    budget (`role`) of its statement, the one it is compared with right before it, or those of the
    tables where it has a rate only or is against the budget."""
    if is_of_budgets(pair):
        return [book.term(c) for c in _budgets(book, statement, "年初", kind)]
    own = [c for c in book.of_roles(statement, role) if c.quantity.kind == kind]
    past = _of_its_own_year(book, pair, kind)
    own = [c for c in own if past is None or c.id != past.id]
    own = [c for c in own if not _is_of_them_all(book, pair.told, c)]
    named = [c for c in own if c.base is pair.base] if role is Role.PREVIOUS else []
    if pair.base is Base.LAST_BUDGET and pair.told.ties.base is Tie.SAID and not named:
        own = []  # 比上年预算数增加, where only last year's outturn is told
    if own:
        return [book.term(c) for c in nearest_first(named or own, pair.told)]
    before = book.just_before(pair.told)
    if before is not None and before.role is role and _is_compared(book, before, pair.told):
        return [book.term(before)]
    if role is Role.BUDGET or pair.amount is None:
        return book.elsewhere(statement, role)
    return []


def nets_others(book: Book, told: Claim) -> bool:
    """Whether a change is what those of other things before it come to: 事业人员减A人，辅警增B人，
    净增C人. It is none of the last of them."""
    net = pattern("moved", "net").search(words_before(book, told))
    return net is not None and any(
        c.role is Role.CHANGE_AMOUNT and c.statement != told.statement
        for c in book.in_paragraph(told)
        if c.sentence == told.sentence and stands_before(c, told)
    )


def _is_of_them_all(book: Book, told: Claim, base: Claim) -> bool:
    """Whether a figure is that of several things, and not of the one which a change names: behind a
    net change (净增C人，上年末D人), or behind the last part of a list with a change of its own
    (甲A、乙B，比上年C增加D，甲增E、乙增F)."""
    changes = [c for c in book.of_roles(told.statement, Role.CHANGE_AMOUNT) if c is not told]
    if any(
        stands_before(told, c) and stands_before(c, base) and nets_others(book, c) for c in changes
    ):
        return True
    part = book.statement(told).part_of is not None
    named = told.ties.subject is Tie.SAID and base.ties.subject is not Tie.SAID
    return (
        part and named and any(stands_before(base, c) and stands_before(c, told) for c in changes)
    )


def _is_compared(book: Book, base: Claim, change: Claim) -> bool:
    """Whether a change is told against the figure right before it: 支出总计A，与上年B相比，收、支
    总计各增加C."""
    between = book.text(change)[base.end : change.start]
    same = base.quantity.kind == change.quantity.kind
    return same and re.match(vocabulary()["wording"]["compared"], between) is not None


def amounts_of(book: Book, statement: int, told: Claim) -> list[Term]:
    """The current figures of a statement that are no rates, those nearest to a change first."""
    found = nearest_first(book.of_roles(statement, *CURRENT), told)
    current = [book.term(c) for c in found]
    return [t for t in current if t.quantity.kind != "percent"]
