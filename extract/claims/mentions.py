"""What a paragraph says figure by figure: the spaCy component that puts mentions on the Doc.

A mention is a figure with what its own clause tells of it: its role (roles.py), what it measures
(subjects.py). What the clause leaves out is filled in from the context by statements.py.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from extract.claims.clauses import (
    CHANGES,
    CLOSE,
    EMPTY,
    OPEN,
    ORDERS,
    STRONG,
    WEAK,
    last_clause,
    without_asides,
)
from extract.claims.mention import Mark, Mention, Order
from extract.claims.roles import (
    base_after,
    base_of,
    compares,
    direction_of,
    find_cue,
    names_budget,
    role_of,
)
from extract.claims.runs import runs_of
from extract.claims.series import respectively
from extract.claims.subjects import (
    counted_words,
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
from extract.claims.torn import mended, torn_alike
from extract.disclosure import Base, Direction, Role
from extract.figures.in_text import Figure
from extract.figures.quantity import MONEY, Quantity

#: What follows a figure up to the next one or the end of the clause, a year aside.
_REST = re.compile(r"[，,]?([^。；;，,\d]{0,24}(?:\d{4}年)?[^。；;，,\d]{0,16})")
#: After 原因: a list of reasons, each a part of the change (如下：1.…).
_REASONS = re.compile(
    r"(?:主要)?(?:包括|有)?(?:以下|如下)[^，。；]{0,6}[：:]|[：:](?=(?:1[.、．]|[（(]1|[（(]?一[）)、]|①))"
)
#: After an amount, a rate that is out of it.
#: One side of the accounts, named by no more than that: 支出预算中，基本支出…
_SIDE = re.compile("(?:收入|支出)(?:预算|决算)(?:总额|总数|数)?")
_OUT_OF = re.compile(r"的(?:比[重例])?[为达约]?\d[\d.]*[%％]")
_LISTED = frozenset({"、", "和", "及", "与", "以及", "，", ","})


def find_mentions(doc: Doc) -> Doc:
    """Put the paragraph's mentions, comparisons and marks on `doc._.mentions`, in order.

    Reads `doc.user_data`: text, figures (by token), year and kind of the report.
    """
    found: list[Mention | Order | Mark] = []
    begin = 0
    previous: Mention | None = None
    outside: list[tuple[int, Mention | None]] = []
    for token in doc:
        mark = _mark(doc, token, previous)
        if mark:
            found.append(mark)
        if token.text in OPEN:
            outside.append((begin, previous))
        elif token.text in CLOSE and outside:  # what stood before the bracket goes on
            begin, previous = outside.pop()
        elif token.text in STRONG:
            begin, previous = token.i + 1, None if token.text not in ";；" else previous
        elif token.tag_ == "figure" and not _counts_figures(doc, token):
            mention = _mention(doc, token, begin, previous)
            begin = token.i + 1
            if mention:
                previous = mention
                found.append(mention)
        elif token.tag_ in ("flat", "greater", "less"):
            order = _order(doc, token)
            if order:
                found.append(order)
    told = _flattened(doc, found)
    doc._.mentions = tuple(respectively(doc, runs_of(told, doc.user_data["text"])))
    return doc


def _opens_list(token: Token, previous: Mention | None) -> bool:
    """“三公”经费9.51万元：因公出国（境）费0万元；…: what stands behind an amount and a colon."""
    return (
        token.text in "：:"
        and previous is not None
        and previous.end == token.idx
        and previous.role in (Role.LEVEL, Role.BUDGET)
        and previous.quantity.kind == "amount"
    )


def _tells_apart(doc: Doc, token: Token, previous: Mention | None) -> bool:
    """资金共260.25万元，分别是：甲126.00万元、…: 分别 at the head of a clause, and a colon."""
    return (
        token.tag_ == "respectively"
        and previous is not None
        and previous.role in (Role.LEVEL, Role.BUDGET, Role.COUNT)
        and token.i > 0
        and doc[token.i - 1].text in WEAK
        and doc.user_data["text"].startswith(("：", ":"), token.idx + len(token.text))
    )


def _mark(doc: Doc, token: Token, previous: Mention | None) -> Mark | None:
    if _opens_list(token, previous) or _tells_apart(doc, token, previous):
        return Mark("parts", token.idx, "：")
    if token.text in OPEN:
        return Mark("open", token.idx, doc.user_data["text"][token.idx + 1 : token.idx + 2])
    if token.text in CLOSE:
        return Mark("close", token.idx)
    if token.text in STRONG:
        kind = "semicolon" if token.text in ";；" else "stop"
        return Mark(kind, token.idx, doc.user_data["text"][token.idx + 1 : token.idx + 4])
    if token.tag_ == "parts":
        after = token.idx + len(token.text)
        kind = "seen" if token.text.startswith("按") else "parts"
        text = doc.user_data["text"][after : after + 1]
        return Mark(kind, token.idx, text, _whole_named(doc, token))
    if token.tag_ == "cause":
        after = doc.user_data["text"][token.idx + len(token.text) :]
        listed = _REASONS.match(after)
        return Mark("reasons" if listed else "cause", token.idx, listed[0][-1:] if listed else "")
    if token.tag_ == "within":
        before = _clause_before(doc, token)
        words = "".join(t.text for t in before if t.tag_ != "date")
        bare = words if _SIDE.fullmatch(words) else ""
        return Mark("within", token.idx, subject_of(before) or bare)
    return None


def _clause_before(doc: Doc, token: Token) -> list[Token]:
    """The words of a clause before a token; none where it tells a figure first."""
    start = token.i
    while start and doc[start - 1].text not in STRONG | WEAK:
        start -= 1
        if doc[start].tag_ == "figure":
            return []
    return list(doc[start : token.i])


def _whole_named(doc: Doc, token: Token) -> str:
    """What the words before 包括 or 如下 say the parts are of."""
    words = [t.text for t in _clause_before(doc, token) if t.tag_ not in ("date", "mark")]
    return terms().no_name.sub("", "".join(words))


def _mention(doc: Doc, token: Token, begin: int, previous: Mention | None) -> Mention | None:
    """The mention of a figure; None for a number that states nothing."""
    figure: Figure = doc.user_data["figures"][token.i]
    quantity = figure.quantity
    assert quantity is not None
    left = without_asides(doc, begin, token.i) or _compared_with(doc, begin, token)
    end = token.idx + len(token.text)
    listed = "".join(t.text for t in left) in _LISTED
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
    return _told(doc, token, figure, left, cue, before)


def _counts_figures(doc: Doc, token: Token) -> bool:
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


def _restates(doc: Doc, previous: Mention, token: Token, quantity: Quantity) -> bool:
    """Whether a figure is the amount right before it once more, in another unit of money:
    1.26亿元（即12,600万元）, 12,567.30万元，约合1.26亿元, 2.18亿元（21,800.00万元）."""
    units = {previous.quantity.unit, quantity.unit}
    if len(units) < 2 or not units <= MONEY.keys():
        return False
    text, end = doc.user_data["text"], token.idx + len(token.text)
    between, then = text[previous.end : token.idx], text[end : end + 1]
    return terms().restated.fullmatch(f"{between}#{then}") is not None


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
    begin = near[0].i if near else token.i
    base, tie = base_of(doc, token, role, cue, begin)
    year = stated_year(near, left, role)
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
        whole=whole_of(near, cue) if role is Role.SHARE else "",
        torn=figure.torn,
        template=cue is not None and cue.tag_ == "template",
        explicit=cue is not None,
        total=any(t.tag_ == "sum" for t in near),
        out_of=any(t.tag_ == "share" for t in near) and _OUT_OF.match(text, end) is not None,
        stage="".join(terms().stages.findall("".join(t.text for t in near))),
        ties=Ties(
            subject=Tie.GUESSED if terms().forward.match(text, end) else Tie.SAID,
            measure=Tie.SAID if cue is not None else Tie.INHERITED,
            period=Tie.SAID if year is not None else Tie.INHERITED,
            base=tie,
        ),
    )


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
    if figure.rough or (terms().norm.match(text, end) and terms().held.search(words)):
        return Role.OTHER  # 低于每人100元标准
    of_part = terms().in_part.search(words) or terms().reckoned.match(text, end)
    if role is Role.AVERAGE and of_part:
        return Role.OTHER  # 每人每月4,200元; 按每人1,500元测算
    if role is not Role.LEVEL:
        return role
    if before is Role.PREVIOUS and _goes_on_of_last_year(doc, near, cue):
        return Role.PREVIOUS
    return Role.AVERAGE if text.startswith("/", end) else role  # 800元/人


def _goes_on_of_last_year(doc: Doc, near: Sequence[Token], cue: Token | None) -> bool:
    """（2025年预算25.89万元，预计执行20.75万元）: what was done with last year's budget."""
    words = [t for t in near if t.tag_ not in ("filler", "actual", "budget")]
    opened = "".join(t.text for t in doc[: near[0].i]) if near else ""
    inside = opened.rfind("（") > opened.rfind("）")
    return cue is not None and cue.tag_ == "actual" and not words and inside


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


def _order(doc: Doc, token: Token) -> Order | None:
    """决算数大于预算数 · 与年初预算数一致 · 比2023年预算执行数持平."""
    start = token.i
    while start and doc[start - 1].text not in STRONG | WEAK | OPEN:
        start -= 1
        if doc[start].tag_ == "figure":
            return None
    words = list(doc[start : token.i])
    after = list(doc[token.i + 1 : token.i + 5])
    text = "".join(t.text for t in words)
    if token.tag_ == "flat":
        at = next((i for i, t in enumerate(words) if compares(t)), None)
        right = words[at + 1 :] if at is not None else after
        left = words[:at] if at is not None else words
        base = base_after(doc, right[0].i) if right else None
        if base is None and any(names_budget(t) for t in right):
            base = Base.BUDGET
        relation = "="
    else:
        if not any(names_budget(t) for t in after[:2]) or "决算" not in text:
            return None
        left, base, relation = words, Base.BUDGET, ">" if token.tag_ == "greater" else "<"
    if base is None:
        return None
    role = Role.BUDGET if base is Base.BUDGET else Role.PREVIOUS
    loose = token.text.startswith("基本") or (token.i > 0 and doc[token.i - 1].text == "基本")
    return Order(
        words[0].idx if words else token.idx,
        token.idx + len(token.text),
        relation,
        subject_of(left),
        Role.LEVEL,
        role,
        base,
        loose,
    )


def _flattened(doc: Doc, found: Sequence[Mention | Order | Mark]) -> list[Mention | Order | Mark]:
    """Mark as 持平 the figures of which the next words say so: …7.2万元持平, 0万元，与上年持平."""
    out = list(found)
    text = doc.user_data["text"]
    for index, item in enumerate(out):
        if not isinstance(item, Mention):
            continue
        if item.direction is not None and item.quantity.value:
            continue
        rest = _REST.match(text, item.end)
        if rest and re.search("持平|无增减变化|没有变化|一致|相同", rest[1]):
            out[index] = replace(item, direction=Direction.FLAT)
    return out
