"""What a figure is: its role, its direction, and what it is held against.

The nearest cue before a figure, in its clause, decides; terms.toml says what each cue means.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from extract.characters import after_last, next_of
from extract.claims.clauses import CHANGES, EMPTY, OPEN, ORDERS, STRONG, WEAK, last_clause, year_in
from extract.claims.terms import terms
from extract.claims.ties import Tie
from extract.claims.tokens import Doc, Token
from extract.disclosure import Base, Direction, Role
from extract.figures.in_text import is_measure
from extract.figures.quantity import Quantity

_STOPS = "。！？"
#: What 支出 gives way to in its clause, and 预算.
_VERBS = CHANGES | {"average"}
_OVER_BUDGET = ORDERS | {"added", "withdrawn", "overspent"}
#: What stands after the thing compared with: 与上年相比.
_AFTER = frozenset({"相比", "相比较", "对比", "比较", "同期相比"})
#: Words for a change that may be one within the year: 调整为.
_ADJUSTED = frozenset({"调整为", "变更为", "修正为", "改为", "调整成"})
#: What says of a rate that it is a rise and needs no word: 多20万元，+0.35%.
_PLUS = frozenset({"+", "＋"})
#: The year's beginning, which a stock is compared with.
_OPENING = frozenset({"年初", "期初"})
#: What makes 与 a comparison, and the rest of a function's name after a 与 or 和 in it, which is
#: none: 水利工程运行与维护（项）.
_NAME_GOES_ON = re.compile(r"[一-龥]{1,12}[（(][类款项][)）]")
_LIKENESS = re.compile("比|持平|一致|相同|相等|相当|变化|差")


def find_cue(near: Sequence[Token], kind: str, left: Sequence[Token]) -> Token | None:
    """The nearest token that gives figures of this kind a role; where the clause holds no word
    of its own, the clause before it is asked too."""
    roles = terms().roles
    for index in range(len(near) - 1, -1, -1):
        token = near[index]
        if kind in roles.get(token.tag_, {}) and not _idle(token):
            return _stronger(near[:index], token)
    if kind == "percent" and len(near) == 1 and near[0].text == "的":
        return _out_of(near[0])
    bare = all(t.tag_ in EMPTY or t.text in "、“”" for t in near)
    if bare and len(near) < len(left) and kind == "percent":
        before = last_clause(list(left)[: len(left) - len(near) - 1])
        for token in reversed(before[-3:]):
            if kind in roles.get(token.tag_, {}):
                return token
    return None


def _out_of(token: Token) -> Token | None:
    """The 占 or 完成 before a whole that is printed: 占年初预算4.2万元的85.71%."""
    for index in range(token.i - 2, -1, -1):
        other = token.doc[index]
        if other.tag_ in ("share", "completion", "of_budget"):
            return other
        if other.text in STRONG | WEAK or other.tag_ == "figure":
            return None
    return None


def _idle(token: Token) -> bool:
    """由 where no 增加到 follows: 由财政拨款5万元和其他收入3万元构成."""
    if token.tag_ != "from":
        return False
    return not any(t.tag_ == "reached" or _adjusts(t) for t in _behind(token))


def _behind(token: Token) -> Iterator[Token]:
    """What follows a word up to the next stop."""
    return takewhile(lambda t: t.text not in STRONG, token.doc[token.i + 1 :])


def _adjusts(token: Token) -> bool:
    """调整为, which may be of this year's budget (年中由A万元调整为B万元) or of last year's."""
    return token.text in _ADJUSTED


def is_adjusted(near: Sequence[Token]) -> bool:
    """Whether a figure is what a 由 leads on from to 调整为, and no word says of which year."""
    at = next((t for t in near if t.tag_ == "from"), None)
    if at is None or any(map(_says_last_year, near)):
        return False
    return any(map(_adjusts, _behind(at)))


def _stronger(before: Sequence[Token], cue: Token) -> Token:
    """The cue itself, or one before it that it gives way to: 支出 to 压减 in 压减一般性支出5万元,
    预算数 to 大于 in 大于预算数5万元, 预算 to 追加 in 追加预算5万元, and to 平均 in 平均每个项目
    预算5万元."""
    if cue.tag_ == "spent":
        return next((t for t in reversed(before) if t.tag_ in _VERBS), cue)
    if cue.tag_ == "budget" and before and before[-1].tag_ in _OVER_BUDGET:
        return before[-1]
    if cue.tag_ == "budget":
        return next((t for t in reversed(before) if _is_mean(t)), cue)
    return cue


def _is_mean(token: Token) -> bool:
    """Whether a word says that a figure is a mean (平均, 人均), and not only the price of each."""
    return token.tag_ == "average" and "均" in token.text


def role_of(
    doc: Doc, near: Sequence[Token], cue: Token | None, quantity: Quantity, before: Role | None
) -> Role:
    """What a figure is, by its cue, its clause and the role of the figure before it."""
    kind = quantity.kind
    if is_measure(quantity.unit):
        return Role.OTHER
    if cue is not None and cue.tag_ in ORDERS:
        return Role.CHANGE_RATE if kind == "percent" else Role.CHANGE_AMOUNT
    if kind != "percent" and any(t.tag_ == "from" and not _idle(t) for t in near):
        own = "年初预算" in "".join(t.text for t in near)
        past = any(map(_says_last_year, near))
        return Role.BUDGET if own and not past else Role.PREVIOUS  # 由上年预算的A万元增加到B万元
    role = Role(terms().roles[cue.tag_][kind]) if cue is not None else None
    if role is None:
        after_change = before is Role.CHANGE_AMOUNT
        if kind == "percent":
            lone = all(t.tag_ in EMPTY or t.text in _PLUS for t in near)
            changed = (after_change and lone) or _is_signed_change(near, quantity)
            return Role.CHANGE_RATE if changed else Role.OTHER
        role = Role.COUNT if kind == "count" else Role.LEVEL
    if quantity.unit.endswith("百分点") and role in (Role.COMPLETION, Role.SHARE):
        return Role.OTHER  # 执行率高于会议费8.00个百分点
    if role is Role.AVERAGE and is_of_past(doc, near):
        return Role.OTHER  # 比上年平均每辆2.75万元低0.15万元, 较2023年生均1,200元
    if role in (Role.SHARE, Role.COMPLETION) and _is_last_years(near, cue):
        return Role.OTHER  # 占比较上年的66.2%下降1.3个百分点
    if role not in (Role.LEVEL, Role.BUDGET, Role.PREVIOUS, Role.COUNT):
        return role
    return _level_role(doc, near, role, kind)


def _is_signed_change(near: Sequence[Token], quantity: Quantity) -> bool:
    """Whether a rate with its sign stands behind the mere words for a comparison: 同比−6.20%."""
    signed = quantity.value < 0 or (bool(near) and near[-1].text in _PLUS)
    words = [t for t in near if t.text not in _PLUS]
    compared = bool(words) and all(t.tag_ in ("compare", "last_year") for t in words)
    return signed and compared and words[0].tag_ == "compare"


def is_of_past(doc: Doc, near: Sequence[Token]) -> bool:
    """Whether a clause says that a figure is of last year, or of an earlier one by its number."""
    year, this_year = year_in(near), int(doc.user_data.get("year") or 0)
    return any(t.tag_ == "last_year" for t in near) or bool(year and year < this_year)


def _is_last_years(near: Sequence[Token], cue: Token | None) -> bool:
    """Whether a comparison with last year stands between a cue and the figure."""
    behind = [t for t in near if cue is not None and t.i > cue.i]
    at = next((i for i, t in enumerate(behind) if compares(t)), len(behind))
    return any(t.tag_ == "last_year" for t in behind[at:])


def _level_role(doc: Doc, near: Sequence[Token], role: Role, kind: str) -> Role:
    """Which of this year's, last year's or the budgeted figure a plain amount is."""
    this_year = int(doc.user_data.get("year") or 0)
    if role is Role.LEVEL and kind == "amount" and _is_opening_budget(near):
        role = Role.BUDGET
    compared = next((i for i, t in enumerate(near) if compares(t)), None)
    scope = near[compared:] if compared is not None else near
    year = year_in(scope)
    past = any(t.tag_ == "last_year" for t in scope) or bool(
        year and this_year and year < this_year
    )
    past = past or (compared is not None and any(t.text in _OPENING for t in scope))
    if past and (kind == "amount" or compared is not None):
        return Role.PREVIOUS
    if kind == "count":
        return Role.COUNT if role is not Role.PREVIOUS else role
    if role is Role.BUDGET and any(t.tag_ == "of_budget" for t in near):
        return role  # 完成A万元，占年初预算B万元的P%: what A is held against
    of_budget = role is Role.BUDGET and doc.user_data.get("kind") == "budget"
    return Role.LEVEL if of_budget and not _carried_out(doc, near) else role


def _is_opening_budget(near: Sequence[Token]) -> bool:
    """Whether 支出 is what was budgeted at the beginning: 年初部门预算支出486.20万元."""
    return (
        re.search(
            "年初[^，、；]{0,4}预算(?:安排|批复)?(?:支出|收入)", "".join(t.text for t in near)
        )
        is not None
    )


def _carried_out(doc: Doc, near: Sequence[Token]) -> bool:
    """Whether the sentence says what was done with a budget (收入预算50亿元，完成51.2亿元): in a
    report of budgets it is not the figure of the report then, unless two years are told apart."""
    text = doc.user_data["text"]
    at = near[0].idx if near else 0
    start, end = after_last(text, _STOPS, at), next_of(text, _STOPS, at)
    if terms().carried_out.search(text, start, end) is None:
        return False
    return len({year_in([token]) for token in doc if start <= token.idx < end} - {None}) < 2


def direction_of(cue: Token | None) -> Direction | None:
    """Which way a cue says a figure moved; of a template's two words, the first."""
    if cue is None:
        return None
    if cue.tag_ == "template":
        return Direction.UP if re.match("[（(]?[增上提]", cue.text) else Direction.DOWN
    return Direction(terms().directions[cue.tag_])


def base_of(
    doc: Doc, token: Token, role: Role, cue: Token | None, begin: int
) -> tuple[Base | None, Tie]:
    """What a change or completion is measured against, and how surely: by the comparison in the
    words from `begin` on, by one earlier in the sentence, or by nothing that is said."""
    if role is Role.COMPLETION:
        return Base.BUDGET, Tie.SAID
    if not role.is_change:
        return None, Tie.SAID
    usual = terms().bases.get(cue.tag_) if cue is not None else None
    if usual and _held_against_outturn(doc, begin, token.i):
        return Base(usual), Tie.SAID
    for index in range(token.i - 1, -1, -1):
        other = doc[index]
        told = usual and index < begin and other.tag_ == "figure"
        if other.text in "。！？" or (told and not _in_one_clause(doc, index, token.i)):
            break
        if other.text in _AFTER and _names_before(doc, index):
            continue
        if other.tag_ == "from" and not _idle(other):  # 由上年的A万元增加到B万元，增加C万元
            return base_after(doc, index) or Base.LAST_YEAR, Tie.INHERITED
        base = _compared_by(doc, other)
        if base:
            return base, Tie.SAID if index >= begin else Tie.INHERITED
        if other.text in ("同比", "环比"):
            return Base.LAST_YEAR, Tie.SAID if index >= begin else Tie.INHERITED
    known = bool(usual) or _behind_last_year(doc, token)
    return Base(usual or Base.LAST_YEAR), Tie.INHERITED if known else Tie.GUESSED


def _in_one_clause(doc: Doc, one: int, other: int) -> bool:
    """Whether no comma stands between two tokens: 较上年A万元节约B万元 is against A."""
    return not any(t.text in "，,；;、" for t in doc[one:other])


def _compared_by(doc: Doc, token: Token) -> Base | None:
    """What a word holds a figure against, if it does: 比上年, 超出预算; 不足年初预算 is one."""
    if token.tag_ in ("saved", "overspent") and names_budget(token):
        return Base.BUDGET
    comparing = token.tag_ == "overspent" or token.tag_ in ORDERS
    return base_after(doc, token.i + 1) if comparing or compares(token) else None


def _behind_last_year(doc: Doc, token: Token) -> bool:
    """Whether a change follows last year's figure in brackets: A万元（上年B万元），增长2.55%."""
    figures = 0
    for index in range(token.i - 1, -1, -1):
        other = doc[index]
        figures += other.tag_ == "figure"
        if other.text in STRONG or figures > 1:
            return False
        if figures and other.text in OPEN:
            return any(t.tag_ == "last_year" for t in doc[index : token.i])
    return False


def _held_against_outturn(doc: Doc, begin: int, end: int) -> bool:
    """Whether a clause holds a budget against what was spent: 与决算差值为0.90万元."""
    words = doc[begin:end]
    return any(one.tag_ == "compare" and other.tag_ == "actual" for one, other in pairwise(words))


def _names_before(doc: Doc, index: int) -> bool:
    """Whether 相比 follows what is compared with: 与上年相比."""
    before = takewhile(lambda t: t.text not in STRONG | WEAK, reversed(doc[:index]))
    return any(t.tag_ == "compare" and t.text not in _AFTER for t in before)


def compares(token: Token) -> bool:
    """Whether 比, 较, 与 … opens a comparison with another year or the budget.

    与, 和 and 同 do where their clause says so (与上年相比), and join otherwise (小型和微型企业).
    """
    if token.tag_ != "compare":
        return False
    rest = token.doc.user_data["text"][token.idx + 1 :]
    clause = re.match("[^，。；;]*", rest)
    joins = token.text in "与和同" and (
        _NAME_GOES_ON.match(rest) or not (clause and _LIKENESS.search(clause[0]))
    )
    return not joins and base_after(token.doc, token.i + 1) is not None


def base_after(doc: Doc, start: int) -> Base | None:
    """The base that the words after 比 / 较 / 与 name."""
    this_year = int(doc.user_data.get("year") or 0)
    words: list[Token] = []
    for token in doc[start : start + 8]:
        if token.text in STRONG | WEAK or token.tag_ in ("figure", *CHANGES, "flat"):
            break
        if token.text in _AFTER and words:
            break
        words.append(token)
    text = "".join(t.text for t in words)
    year = year_in(words)
    past = any(_says_last_year(t) or t.text in _OPENING for t in words) or bool(
        year and year < this_year
    )
    if any(names_budget(t) for t in words) and "执行" not in text:
        return Base.LAST_BUDGET if past else Base.BUDGET
    if past:
        return Base.LAST_YEAR
    return None


def _says_last_year(token: Token) -> bool:
    """上年 by itself, or in one word with 由: 由上年预算的49.30万元减少到46.02万元."""
    return token.tag_ == "last_year" or (token.tag_ == "from" and "上年" in token.text)


def names_budget(token: Token) -> bool:
    """Whether a word says budget, and not as part of a subject (一般公共预算)."""
    return token.tag_ != "subject" and "预算" in token.text
