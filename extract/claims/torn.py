"""Figures that lost their sign or unit: 占40.00；, 完成年初预算的85.71。, 支出决算为650.00。
beside 万元.

A number without a unit states nothing as a rule (a score, an ordinal, a count). It is read where
its clause leaves only one thing it can be, and the finding says what was missing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.claims.clauses import CHANGES, STRONG
from extract.claims.tokens import Doc, Token
from extract.disclosure import Role
from extract.figures.in_text import Figure
from extract.figures.quantity import MONEY

#: What may stand between a cue and its figure.
_BETWEEN = frozenset(
    {"为", "了", "达", "达到", "是", "仅为", "约", "约为", "的", "数为", "共", "各", "均"}
    | {"分别", "分别为"}
)
#: What ends the clause of a figure that is printed without a unit.
_END = frozenset("。，,；;、）)")
#: Cues of an amount right before it.
_AMOUNTS = frozenset({"actual", "spent", "budget", "bought"})
#: How names of money end: 项目支出30.00，
_MONEY_NAMES = ("支出", "收入", "经费", "费", "费用")
_SUMS = ("合计", "总计", "共计", "总额")
#: Changes that are rates, whatever stands before them.
_RATES = ("幅", "率", "幅度", "比例")
#: Words behind which a change is a rate, where no rate follows it.
_RATED = frozenset({"同比", "环比"})
#: How changes that are amounts end: 增收, 减支, 超收.
_OF_MONEY = ("收", "支")
#: How the whole of a share ends that is printed between: 占本年支出合计40.00
_WHOLES = ("支出", "收入", "合计", "总计", "总额", "预算", "比例", "比重")
#: A completion of 0.98 is a ratio printed as one; a share is no more than all.
_LEAST_DONE, _MOST_DONE, _WHOLE = 2, 200, 100


def mended(
    doc: Doc, token: Token, figure: Figure, near: Sequence[Token], before: Role | None
) -> Figure | None:
    """A figure without a unit with the one it must have, `torn` saying which; None where it may
    state something else. `near` is its clause, `before` the role of the figure before it."""
    assert figure.quantity is not None
    unit = "%" if lost_percent(near, before) or _share(doc, token, figure, near) else ""
    if not unit and _amount(doc, token, figure, near, before):
        unit = _usual_money(doc, token)
    return replace(figure, quantity=figure.quantity.with_unit(unit), torn=unit) if unit else None


def torn_alike(figure: Figure, torn: str) -> Figure:
    """The next figure of a list whose first one lost its sign or unit: 分别占60.00、40.00."""
    if figure.quantity is None or not figure.quantity.decimals or torn not in ("%", *MONEY):
        return figure
    return replace(figure, quantity=figure.quantity.with_unit(torn), torn=torn, reason="")


def lost_percent(near: Sequence[Token], before: Role | None) -> bool:
    """增加12.3万元，增长13.95 — a rate whose sign was lost: a change cue right before it, the
    amount of the change before that, and nothing else that it may be the change of."""
    last = near[-1] if near else None
    adjacent = last is not None and (
        last.tag_ in CHANGES or (last.text in ("为", "了", "达") and len(near) > 1)
    )
    changed = before is Role.CHANGE_AMOUNT
    cues = [t for t in near[-2:] if t.tag_ in CHANGES and not t.text.endswith(_OF_MONEY)]
    return adjacent and changed and bool(cues) and not any(map(_names, near))


def _names(token: Token) -> bool:
    """Whether a word is of the name of something."""
    return token.tag_ in ("subject", "spent") or (token.tag_ == "word" and len(token.text) > 1)


def _share(doc: Doc, token: Token, figure: Figure, near: Sequence[Token]) -> bool:
    """占40.00；, 完成年初预算的85.71。, 增幅10.00，同比下降18.87；: a cue of a rate, and the clause
    ends."""
    assert figure.quantity is not None
    value = figure.quantity.value
    cue = _cue(near)
    if cue is None or not _ends(doc, token) or not (figure.quantity.decimals or value == _WHOLE):
        return False
    if cue.tag_ == "share":
        return 0 < value <= _WHOLE
    if cue.tag_ == "completion":
        return _LEAST_DONE <= value <= _MOST_DONE
    if cue.tag_ not in CHANGES:
        return False
    of_last_year = any(t.text in _RATED for t in near) and not _rate_follows(doc, token)
    return of_last_year or cue.text.rstrip("为达").endswith(_RATES)


def _cue(near: Sequence[Token]) -> Token | None:
    """The share, completion or change that a figure follows at once, or with its whole between:
    占本年支出的, 占总支出, 完成年初预算的, 完成年初预算."""
    rest = [t for t in near if t.text not in _BETWEEN]
    if not rest or rest[-1].tag_ in CHANGES | {"share", "completion"}:
        return rest[-1] if rest else None
    unbroken = near[-1].i == near[0].i + len(near) - 1
    whole = near[-1].text == "的" or rest[-1].text.endswith(_WHOLES)
    if not unbroken or not whole:
        return None
    return next((t for t in reversed(near) if t.tag_ in ("share", "completion")), None)


def _amount(
    doc: Doc, token: Token, figure: Figure, near: Sequence[Token], before: Role | None
) -> bool:
    """支出决算为650.00。, 比上年增加30.00，增长5%: an amount, and the clause ends."""
    assert figure.quantity is not None
    if not figure.quantity.decimals or not _ends(doc, token):
        return False
    if any(t.tag_ in ("completion", "share", "average") for t in near):
        return False
    rest = [t for t in near if t.text not in _BETWEEN]
    if not rest:
        return False
    if rest[-1].tag_ in CHANGES:
        return before is not Role.CHANGE_AMOUNT and _rate_follows(doc, token)
    if rest[-1].text.endswith(_SUMS):  # 支出合计30.00, not 面积合计
        return any(name in t.text for t in rest for name in _MONEY_NAMES)
    return rest[-1].tag_ in _AMOUNTS or rest[-1].text.endswith(_MONEY_NAMES)


def _ends(doc: Doc, token: Token) -> bool:
    """Whether the clause ends with the figure; not where the paragraph does without a full stop,
    as one that is cut off in the middle does."""
    return token.i + 1 < len(doc) and doc[token.i + 1].text in _END


def _rate_follows(doc: Doc, token: Token) -> bool:
    """Whether the next clause is a change with a figure of per cent: …，增长5%."""
    after = list(doc[token.i + 2 : token.i + 6])
    at = next((n for n, t in enumerate(after) if t.tag_ == "figure"), None)
    if not at or not any(t.tag_ in CHANGES for t in after[:at]):
        return False
    figure: Figure = doc.user_data["figures"][after[at].i]
    return figure.quantity is not None and figure.quantity.kind == "percent"


def _usual_money(doc: Doc, token: Token) -> str:
    """The unit of the amounts in a figure's sentence, else of the paragraph; "" where they are in
    more than one, or there are none."""
    figures: dict[int, Figure] = doc.user_data["figures"]
    start, end = token.i, token.i
    while start and doc[start - 1].text not in STRONG:
        start -= 1
    while end < len(doc) and doc[end].text not in STRONG:
        end += 1
    for first, last in ((start, end), (0, len(doc))):
        found = {
            f.quantity.unit
            for at, f in figures.items()
            if first <= at < last and f.quantity is not None and f.quantity.unit in MONEY
        }
        if found:
            return found.pop() if len(found) == 1 else ""
    return ""
