"""What one figure is, by its own clause: its role, what it measures, what it is held against."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import takewhile

from extract.characters import after_last, next_of
from extract.claims.adjusted import ADJUSTED, is_within
from extract.claims.clauses import CHANGES, EMPTY, OPEN, ORDERS, last_clause, without_asides
from extract.claims.mention import Mention
from extract.claims.past import QUOTIENTS, beside, of_that_time
from extract.claims.roles import (
    base_of,
    compares,
    direction_of,
    find_cue,
    is_adjusted,
    is_of_past,
    role_of,
)
from extract.claims.subjects import (
    counted_words,
    named_again,
    named_before,
    own_words,
    period_of,
    spent_on,
    stated_year,
    subject_of,
    whole_of,
    words_before,
)
from extract.claims.terms import terms
from extract.claims.ties import Tie, Ties
from extract.claims.tokens import Doc, Token
from extract.claims.torn import mended, torn_alike
from extract.claims.years import earlier_year
from extract.disclosure import Base, Direction, Role
from extract.figures.in_text import Figure
from extract.figures.quantity import MONEY, Quantity

#: What says that an amount is a whole, and behind it the rate that is out of it.
_WHOLE = frozenset({"share", "completion"})
_IS = frozenset({"为", "达", "达到", "相当于"})
_OUT_OF = re.compile(r"的(?:比[重例])?[为达约]?\d[\d.]*[%％]")
#: After a rate, what it is said of; after points, those that were given of them.
_OF_WHICH = re.compile("的(?!是)")
_SCORED = re.compile("[）)]?[，,]?(?:实际?)?得分?(?=[为0-9])")
#: The words for quotients; what stands in brackets that have closed.
_CUES = ("share", "completion", "average")
_CLOSED = re.compile("[（(][^（(）)]*[）)]")
#: What says when, or by which plan, and names nothing.
_TIMES = frozenset({"date", "this_year", "last_year", "budget", "actual", "filler"})
#: The words of 由A上升到B.
_FROM_TO = frozenset({"from", "reached"})
_LISTED = frozenset({"、", "和", "及", "与", "以及", "，", ","})


def mention_of(doc: Doc, token: Token, begin: int, previous: Mention | None) -> Mention | None:
    """The mention of a figure; None for a number that states nothing."""
    figure: Figure = doc.user_data["figures"][token.i]
    quantity = figure.quantity
    assert quantity is not None
    left = without_asides(doc, begin, token.i)
    left = left or _compared_with(doc, begin, token)
    if all(t.tag_ in _TIMES for t in left):
        left = [*_in_brackets_behind(doc, begin, left[0] if left else token), *left]
    end = token.idx + len(token.text)
    listed = "".join(t.text for t in left).rstrip("+＋") in _LISTED
    if previous is not None and _restates(doc, previous, token, quantity):
        again = replace(previous, start=token.idx, end=end, quantity=quantity, own="", bare="")
        return replace(again, torn=figure.torn, restated=True)
    if listed and figure.reason and previous is not None:  # 分别占60.00、40.00
        figure = torn_alike(figure, previous.torn)
        quantity = figure.quantity or quantity
    listed = listed and not figure.reason
    if listed and previous is not None and previous.quantity.unit == quantity.unit:
        return replace(
            previous, start=token.idx, end=end, quantity=quantity, own="", bare="", torn=figure.torn
        )
    before = previous.role if previous is not None else None
    if figure.reason:  # a number without a unit states something only where it was lost
        whole = mended(doc, token, figure, last_clause(left), before)
        if whole is None or whole.quantity is None:
            return None
        figure, quantity = whole, whole.quantity
    cue = find_cue(last_clause(left), quantity.kind, left)
    told = _told(doc, token, figure, left, cue, before)
    return _of_its_time(doc, previous, told, left, named=cue is not None)


def _of_its_time(
    doc: Doc, previous: Mention | None, told: Mention, left: Sequence[Token], *, named: bool
) -> Mention:
    """The mention as that of the year which its clause and its sentence tell; `named` where a word
    of its clause says what it is."""
    if previous is not None and _of_that_year(doc, previous, told):
        return replace(told, role=Role.PREVIOUS, year=previous.year, base=Base.LAST_YEAR)
    past = beside(doc, previous, told) if previous is not None else None
    if past is not None:
        return of_that_time(told, past, last_clause(left))
    if told.role is Role.CHANGE_RATE and not named and _is_of(left):
        return replace(told, role=Role.OTHER, direction=None, base=None)
    if told.role in QUOTIENTS and _is_last_years(doc, told, last_clause(left)):
        return replace(told, role=Role.OTHER, whole="")
    if told.role is not Role.PREVIOUS and _is_of_earlier(doc, told):
        return replace(told, role=Role.OTHER, whole="", base=None)
    return told


def _is_of(left: Sequence[Token]) -> bool:
    """Whether a rate is that of what its clause names, and not by how much it changed: 比上年减少A
    万元，为上年的P%."""
    return bool(left) and left[-1].text == "的"


def _is_of_earlier(doc: Doc, told: Mention) -> bool:
    """Whether a figure stands between semicolons with what tells an earlier year's outturn, where
    its sentence tells of this year as well: 2025年完成A万元，为预算的P%；2026年预算B万元."""
    text = doc.user_data["text"]
    stretch = text[after_last(text, "。；;", told.start) : next_of(text, "。；;", told.end)]
    return earlier_year(stretch, doc.user_data["year"], changes=False) is not None


def _is_last_years(doc: Doc, told: Mention, near: Sequence[Token]) -> bool:
    """Whether a quotient is last year's: as its clause says before its word (上年占26.40%), or that
    of last year's figures before it (上年末420人，占68.74%; 上年9台、价值A万元，台均B万元)."""
    if is_of_past(doc, list(takewhile(lambda t: t.tag_ not in _CUES, near))):
        return True
    text = doc.user_data["text"]
    stretch = _CLOSED.sub("", text[after_last(text, "。；;", told.start) : told.start])
    return terms().last_years.search(re.split("[（(]", stretch)[-1]) is not None


def _of_that_year(doc: Doc, previous: Mention, told: Mention) -> bool:
    """Whether a figure is what became of last year's budget, told right before it in a budget:
    2024年预算数A万元、执行数B万元，2025年预算数C万元."""
    if previous.year is None or previous.base is not Base.LAST_BUDGET:
        return False
    between = doc.user_data["text"][previous.end : told.start]
    outturn = between[:1] in ("、", "，", ",") and terms().outturn.fullmatch(between, 1)
    is_budget = doc.user_data["kind"] == "budget"
    return previous.role is Role.PREVIOUS and is_budget and bool(outturn)


def counts_figures(doc: Doc, token: Token) -> bool:
    """Whether a count is of the figures that a total sums up (以上3项共计)."""
    text, end = doc.user_data["text"], token.idx + len(token.text)
    found = terms().summed.search(text, max(0, token.idx - 6), end + 8)
    return found is not None and found.start() < token.idx < found.end()


def _compared_with(doc: Doc, begin: int, token: Token) -> list[Token]:
    """What a figure in brackets is, right behind the words for what is compared with: 比2022年度
    决算数（4626.45万元）增加. Empty where it stands behind anything else."""
    if not token.i or doc[token.i - 1].text not in OPEN:
        return []
    before = last_clause(without_asides(doc, begin, token.i - 1))
    at = next((i for i, other in enumerate(before) if compares(other)), len(before))
    named = before[at:]
    return named if all(t.tag_ in EMPTY for t in named) else []


def _in_brackets_behind(doc: Doc, begin: int, token: Token) -> list[Token]:
    """The name that a figure stands behind which is alone in its brackets, or with its year:
    基本工资（571.10万元）、津贴补贴（上年A万元、本年B万元）; `token` is what they begin with. Empty
    where a figure stands between."""
    if not token.i or doc[token.i - 1].text not in OPEN:
        return []
    before = last_clause(without_asides(doc, begin, token.i - 1))
    marks = [i for i, other in enumerate(before) if other.text == "、"]
    named = before[marks[-1] + 1 :] if marks else before
    return [] if any(other.tag_ == "figure" for other in named) else named


def _restates(doc: Doc, previous: Mention, token: Token, quantity: Quantity) -> bool:
    """Whether a figure is the amount right before it once more, in another unit of money:
    1.26亿元（即12,600万元）, 12,567.30万元，约合1.26亿元, 2.18亿元（21,800.00万元）."""
    units = {previous.quantity.unit, quantity.unit}
    if len(units) < 2 or not units <= MONEY.keys():
        return False
    text, end = doc.user_data["text"], token.idx + len(token.text)
    between, then = text[previous.end : token.idx], text[end : end + 1]
    return terms().restated.fullmatch(f"{between}#{then}") is not None


def _is_whole(near: Sequence[Token]) -> bool:
    """Whether a clause says that its figure is what another is out of: 占计划A, 为任务A."""
    return any(t.tag_ in _WHOLE for t in near) or bool(near and near[0].text in _IS)


def _is_total(near: Sequence[Token], whole: str) -> bool:
    """Whether a clause calls its figure a total, and not what a share is of (占支出总额的71%)."""
    own = takewhile(lambda t: t.tag_ != "share", near) if whole else near
    return any(t.tag_ == "sum" for t in own)


def _told(
    doc: Doc,
    token: Token,
    figure: Figure,
    left: Sequence[Token],
    cue: Token | None,
    before: Role | None,
) -> Mention:
    """The mention of a figure with what its clause, the end of `left`, tells of it."""
    assert figure.quantity is not None
    near = last_clause(left)
    text, end = doc.user_data["text"], token.idx + len(token.text)
    role = _role(doc, token, figure, near, cue, before)
    change = cue is not None and cue.tag_ in CHANGES | ORDERS
    own, bare = own_words(near, cue)
    if not own and not bare:
        own, bare = words_before(left, near) if change else (spent_on(doc, near, end), "")
        own = own or named_before(left, near)
    if role is Role.PREVIOUS and not own and terms().listed_against.match(text, end):
        own = subject_of(near[-1:])  # 与上年甲A万元、乙B万元相比
    if role is Role.PREVIOUS and not own:
        own = named_again(near)
    if cue is not None and cue.tag_ in _FROM_TO and not own and role is not Role.AVERAGE:
        own = next((t.text for t in near if t.tag_ == "average"), "")  # 次均由A万元上升到B万元
    begin = near[0].i if near else token.i
    base, tie = base_of(doc, token, role, cue, begin)
    year = stated_year(near, left, role)
    past = Tie.GUESSED if role is Role.PREVIOUS and is_adjusted(near) else Tie.INHERITED
    whole = whole_of(near, cue) if role is Role.SHARE else ""
    return Mention(
        start=token.idx,
        end=end,
        quantity=figure.quantity,
        role=role,
        direction=_moved(cue, figure.quantity) if change else None,
        base=base if role is not Role.PREVIOUS else _last_year(near),
        own=own if role is not Role.COUNT else counted_words(doc, token, own),
        bare=bare,
        year=year,
        period=period_of(doc, token),
        whole=whole,
        torn=figure.torn,
        template=cue is not None and cue.tag_ == "template",
        explicit=cue is not None,
        total=_is_total(near, whole),
        out_of=_is_whole(near) and _OUT_OF.match(text, end) is not None,
        stage=_stage(doc, token, near),
        ties=Ties(
            subject=Tie.GUESSED if terms().forward.match(text, end) else Tie.SAID,
            measure=Tie.SAID if cue is not None else Tie.INHERITED,
            period=Tie.SAID if year is not None else past,
            base=tie,
        ),
    )


def _stage(doc: Doc, token: Token, near: Sequence[Token]) -> str:
    """The words that narrow a figure down."""
    words = "".join(terms().stages.findall("".join(t.text for t in near)))
    words += _up_to(doc, token)
    return words + ADJUSTED * is_within(doc.user_data["adjusted"], token.idx)


def _up_to(doc: Doc, token: Token) -> str:
    """The month that a figure is told up to (截至6月末，支出A万元), "" where nothing says."""
    text = doc.user_data["text"]
    start = after_last(text, "。；;", token.idx)
    months = _months(text)
    last = bisect_right(months, token.idx, key=lambda m: m.end()) - 1
    if last < 0 or months[last].start() < start:
        return ""
    if terms().ends_up_to.search(text, months[last].end(), token.idx):
        return ""
    return f"{months[last]['month']}末"


@lru_cache(maxsize=4)
def _months(text: str) -> list[re.Match[str]]:
    """Where a paragraph tells a month that something is told up to."""
    return list(terms().up_to.finditer(text))


def _is_mean(quantity: Quantity) -> bool:
    """Whether a count is of parts of what comes whole (班级规模44.9人)."""
    whole = terms().whole_things.fullmatch(quantity.unit) is not None
    return whole and quantity.decimals > 0 and quantity.value != quantity.value.to_integral_value()


def _role(
    doc: Doc,
    token: Token,
    figure: Figure,
    near: Sequence[Token],
    cue: Token | None,
    before: Role | None,
) -> Role:
    """What a figure is, by the words around it; a norm that money is held against or reckoned
    with is nothing that was spent."""
    assert figure.quantity is not None
    text, end = doc.user_data["text"], token.idx + len(token.text)
    words = "".join(t.text for t in near)
    role = role_of(doc, near, cue, figure.quantity, before)
    if figure.quantity.kind != "percent" and terms().leads_to.match(text, end):
        return Role.PREVIOUS  # （91.39万元→87.07万元，降4.73%）
    if figure.rough or (terms().norm.match(text, end) and terms().held.search(words)):
        return Role.OTHER  # 低于每人100元标准
    if role is Role.COUNT and _is_mean(figure.quantity):
        return Role.AVERAGE
    of_part = terms().in_part.search(words) or terms().reckoned.match(text, end)
    if role is Role.AVERAGE and of_part:
        return Role.OTHER  # 每人每月4,200元; 按每人1,500元测算
    if role is Role.COMPLETION and _OF_WHICH.match(text, end):
        return Role.OTHER  # 执行率100%的项目11个
    if figure.quantity.unit == "分" and "扣" not in words and _SCORED.match(text, end):
        return Role.BUDGET  # 预算管理40分得38.5分
    if role is not Role.LEVEL:
        return role
    if _is_held_against(words, text, end):
        return Role.OTHER
    if before is Role.PREVIOUS and _goes_on_of_last_year(doc, near, cue):
        return Role.PREVIOUS
    return Role.AVERAGE if terms().per_thing.match(text, end) else role


def _is_held_against(words: str, text: str, end: int) -> bool:
    """Whether a figure is only what others are held against: 超过3000万元的项目; 与二期350万元比,
    加70万元."""
    if terms().threshold.search(f"{words}#{text[end : end + 1]}"):
        return True
    opened = terms().against_thing.match(words) is not None
    return opened and terms().held_against.match(text, end) is not None


def _goes_on_of_last_year(doc: Doc, near: Sequence[Token], cue: Token | None) -> bool:
    """（2025年预算25.89万元，预计执行20.75万元）, or in a report of budgets 2025年安排A万元、预计
    执行B万元: what was done with last year's budget."""
    beside = bool(near) and near[0].text == "、" and doc.user_data.get("kind") == "budget"
    words = [t for t in near[beside:] if t.tag_ not in ("filler", "actual", "budget")]
    opened = "".join(t.text for t in doc[: near[0].i]) if near else ""
    inside = opened.rfind("（") > opened.rfind("）")
    return cue is not None and cue.tag_ == "actual" and not words and (inside or beside)


def _moved(cue: Token | None, quantity: Quantity) -> Direction | None:
    """Which way a figure moved; a change with its own sign (增减额-3.20) needs no word for it."""
    if cue is not None and cue.tag_ == "signed" and quantity.value < 0:
        return None
    return direction_of(cue)


def _last_year(near: Sequence[Token]) -> Base:
    """Which of last year's figures a clause means: its budget, or what became of it."""
    words = "".join(t.text for t in near if t.tag_ != "subject")
    budget = "预算" in words and not re.search("执行|决算|实际|完成", words)
    return Base.LAST_BUDGET if budget else Base.LAST_YEAR
