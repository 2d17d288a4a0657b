"""What a paragraph says figure by figure: the spaCy component that puts mentions on the Doc.

A mention is a figure with what its own clause tells of it (role, direction, base, period, the
subject's words). What the clause leaves out is filled in from the context by `statements`.
The nearest cue before a figure, in its clause, decides the role; terms.toml says which.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from spacy.tokens import Doc, Token

from extract.disclosure import Base, Direction, Role
from extract.figures import Figure
from extract.language import terms
from extract.quantity import Quantity

_STRONG = frozenset("。！？；;")
_WEAK = frozenset("，,：:")
_OPEN, _CLOSE = frozenset("（(〔【["), frozenset("）)〕】]")
_CHANGE_CUES = frozenset({"increase", "decrease", "template"})
_TRIMMED = frozenset(
    {"filler", "date", "mark", "increase", "decrease", "template", "flat", "reached", "share",
     "completion", "average", "budget", "actual", "last_year", "this_year", "parts", "each",
     "respectively", "compare", "sum", "reserved", "cause", "from", "greater", "less"}
)  # fmt: skip
_BODY_NAME = re.compile(
    r"([局委办院所厅部会校站队处室社馆台区县市镇乡园团]|中心|公司|政府|部门|单位|学校|大学|医院|机关|本级)$"
)
_OTHER_UNITS = frozenset(
    {"分", "小时", "分钟", "级", "平方米", "平方公里", "公里", "米", "亩", "度", "层"}
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A figure and what its clause says. Offsets are those of the Doc's text."""

    start: int
    end: int
    quantity: Quantity
    role: Role
    direction: Direction | None = None
    base: Base | None = None
    own: str = ""
    year: int | None = None
    period: str = ""
    whole: str = ""
    torn: str = ""
    template: bool = False
    explicit: bool = True
    total: bool = False


@dataclass(frozen=True, slots=True)
class Order:
    """A stated order without a figure of its own: 决算数大于预算数, 与上年持平."""

    start: int
    end: int
    relation: str
    own: str
    left: Role
    right: Role
    base: Base | None
    loose: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """A turn of the sentence: parts, within, cause, open, close, semicolon or stop."""

    kind: str
    start: int
    text: str = ""


def find_mentions(doc: Doc) -> Doc:
    """Put the paragraph's mentions, comparisons and marks on `doc._.mentions`, in order.

    Reads `doc.user_data`: figures (by token), year and kind of the report.
    """
    found: list[Mention | Order | Mark] = []
    begin = 0
    previous: Mention | None = None
    for token in doc:
        mark = _mark(doc, token)
        if mark:
            found.append(mark)
        if token.text in _STRONG:
            begin, previous = token.i + 1, None if token.text not in ";；" else previous
        elif token.tag_ == "figure":
            mention = _mention(doc, token, begin, previous)
            begin = token.i + 1
            if mention:
                previous = mention
                found.append(mention)
        elif token.tag_ in ("flat", "greater", "less"):
            order = _order(doc, token, previous)
            if order:
                found.append(order)
    doc._.mentions = tuple(_flattened(doc, found))
    return doc


def _mark(doc: Doc, token: Token) -> Mark | None:
    if token.text in _OPEN:
        return Mark("open", token.idx)
    if token.text in _CLOSE:
        return Mark("close", token.idx)
    if token.text in _STRONG:
        kind = "semicolon" if token.text in ";；" else "stop"
        return Mark(kind, token.idx, doc.text[token.idx + 1 : token.idx + 4])
    if token.tag_ == "parts":
        return Mark("parts", token.idx)
    if token.tag_ == "cause":
        return Mark("cause", token.idx)
    if token.tag_ == "within":
        start = token.i
        while start and doc[start - 1].text not in _STRONG | _WEAK:
            start -= 1
        return Mark("within", token.idx, _subject(doc[start : token.i]))
    return None


def _mention(doc: Doc, token: Token, begin: int, previous: Mention | None) -> Mention | None:
    figure: Figure = doc.user_data["figures"][token.i]
    left = _without_asides(doc, begin, token.i)
    near = _clause(left)
    quantity = figure.quantity
    assert quantity is not None
    cue = _cue(near, quantity.kind, left)
    torn = figure.torn
    if figure.reason:  # a number without a unit states something only where the sign was lost
        if not _lost_percent(cue, near, previous):
            return None
        quantity, torn = quantity.with_unit("%"), "%"
    role = _role(doc, near, cue, quantity, previous)
    change = cue is not None and cue.tag_ in _CHANGE_CUES
    year = _year(near) or _year(left)
    return Mention(
        start=token.idx,
        end=token.idx + len(token.text),
        quantity=quantity,
        role=role,
        direction=_direction(doc, token, cue) if change else None,
        base=_base(doc, token, role),
        own=_own(near, cue),
        year=year,
        period=_period(doc, token, role),
        whole=_whole(near, cue) if role is Role.SHARE else "",
        torn=torn,
        template=cue is not None and cue.tag_ == "template",
        explicit=cue is not None,
        total=any(t.tag_ == "sum" for t in near),
    )


def _without_asides(doc: Doc, begin: int, end: int) -> list[Token]:
    """The tokens between two places without closed brackets that hold no figure; what stands
    before an open bracket does not count for a figure inside it."""
    out: list[Token] = []
    starts: list[int] = []
    for token in doc[begin:end]:
        if token.text in _OPEN:
            starts.append(len(out))
            out.append(token)
        elif token.text in _CLOSE and starts:
            start = starts.pop()
            inside = "".join(t.text for t in out[start + 1 :])
            if len(inside) > 2:
                del out[start:]
            else:
                out.append(token)
        else:
            out.append(token)
    return out[starts[-1] + 1 :] if starts else out


def _clause(tokens: Sequence[Token]) -> list[Token]:
    """The last clause: after the last comma or colon."""
    for index in range(len(tokens) - 1, -1, -1):
        if tokens[index].text in _WEAK or tokens[index].tag_ == "within":
            return list(tokens[index + 1 :])
    return list(tokens)


def _cue(near: Sequence[Token], kind: str, left: Sequence[Token]) -> Token | None:
    """The nearest token that gives figures of this kind a role; where the clause holds no word
    of its own, the clause before it is asked too."""
    roles = terms().roles
    for token in reversed(near):
        if kind in roles.get(token.tag_, {}):
            return token
    bare = all(t.tag_ in _TRIMMED or t.text in "、“”" for t in near)
    if bare and len(near) < len(left) and kind == "percent":
        before = _clause(list(left)[: len(left) - len(near) - 1])
        if before and before[-1].tag_ in roles and kind in roles[before[-1].tag_]:
            return before[-1]
    return None


def _role(
    doc: Doc, near: Sequence[Token], cue: Token | None, quantity: Quantity, previous: Mention | None
) -> Role:
    kind = quantity.kind
    if quantity.unit in _OTHER_UNITS:
        return Role.OTHER
    role = Role(terms().roles[cue.tag_][kind]) if cue is not None else None
    if role is None:
        after_change = previous is not None and previous.role is Role.CHANGE_AMOUNT
        if kind == "percent":
            lone = all(t.tag_ in _TRIMMED for t in near)
            return Role.CHANGE_RATE if after_change and lone else Role.OTHER
        role = Role.COUNT if kind == "count" else Role.LEVEL
    if role not in (Role.LEVEL, Role.BUDGET, Role.PREVIOUS, Role.COUNT):
        return role
    return _level_role(doc, near, role, kind)


def _level_role(doc: Doc, near: Sequence[Token], role: Role, kind: str) -> Role:
    """Which of this year's, last year's or the budgeted figure a plain amount is."""
    this_year = int(doc.user_data.get("year") or 0)
    compared = next((i for i, t in enumerate(near) if _compares(t)), None)
    scope = near[compared:] if compared is not None else near
    year = _year(scope)
    past = any(t.tag_ == "last_year" for t in scope) or bool(
        year and this_year and year < this_year
    )
    if past and (kind == "amount" or compared is not None):
        return Role.PREVIOUS
    if kind == "count":
        return Role.COUNT if role is not Role.PREVIOUS else role
    if role is Role.BUDGET and doc.user_data.get("kind") == "budget":
        return Role.LEVEL
    return role


def _direction(doc: Doc, token: Token, cue: Token | None) -> Direction | None:
    if cue is None:
        return None
    if cue.tag_ == "template":
        return Direction.UP if re.match("[（(]?[增上提]", cue.text) else Direction.DOWN
    return Direction(terms().directions[cue.tag_])


def _base(doc: Doc, token: Token, role: Role) -> Base | None:
    """What a change or completion is measured against, from the comparison before it."""
    if role is Role.COMPLETION:
        return Base.BUDGET
    if role not in (Role.CHANGE_AMOUNT, Role.CHANGE_RATE):
        return None
    for index in range(token.i - 1, -1, -1):
        other = doc[index]
        if other.text in "。！？":
            break
        base = _compared(doc, index + 1) if other.tag_ == "compare" else None
        if base:
            return base
    return Base.LAST_YEAR


def _compares(token: Token) -> bool:
    """Whether 比, 较, 与 … opens a comparison with another year or the budget."""
    return token.tag_ == "compare" and _compared(token.doc, token.i + 1) is not None


def _compared(doc: Doc, start: int) -> Base | None:
    """The base that the words after 比 / 较 / 与 name."""
    this_year = int(doc.user_data.get("year") or 0)
    words = []
    for token in doc[start : start + 8]:
        if token.text in _STRONG | _WEAK or token.tag_ in ("figure", *_CHANGE_CUES, "flat"):
            break
        words.append(token)
    text = "".join(t.text for t in words)
    year = _year(words)
    past = any(t.tag_ == "last_year" for t in words) or bool(year and year < this_year)
    if any(_names_budget(t) for t in words) and "执行" not in text:
        return Base.LAST_BUDGET if past else Base.BUDGET
    if past:
        return Base.LAST_YEAR
    return None


def _own(near: Sequence[Token], cue: Token | None) -> str:
    """The clause's own words for what the figure measures, "" where it has none.

    They stand before the comparison or the word of change; after it where nothing stands before
    (减少公务接待费2.3万元). 收入预算 and 支出预算 at a sentence's start are subjects themselves.
    """
    end = next((i for i, t in enumerate(near) if _compares(t) or _ends_subject(t, cue)), len(near))
    own = _subject(near[:end])
    if not own and end < len(near) and near[end] is cue and cue.tag_ in _CHANGE_CUES:
        own = _subject(near[end + 1 :])
    if not own and near and (near[0].i == 0 or near[0].doc[near[0].i - 1].text in _STRONG):
        text = "".join(t.text for t in near if t.tag_ not in ("date", "mark", "filler"))
        bare = re.fullmatch(r"(收入|支出)(预算|决算)?(数|安排|总额)?", text)
        own = bare[1] if bare else ""
    return own


def _ends_subject(token: Token, cue: Token | None) -> bool:
    ending = _CHANGE_CUES | {"share", "completion", "reached"}
    return token is cue and token.tag_ in ending


def _subject(tokens: Sequence[Token] | Any) -> str:
    """The words from the first to the last that say something of their own."""
    items = list(tokens)
    dates = [i for i, t in enumerate(items) if t.tag_ == "date"]
    if dates and any(t.tag_ not in _TRIMMED for t in items[dates[-1] + 1 :]):
        before = "".join(t.text for t in items[: dates[-1]])
        if _BODY_NAME.search(before):  # (某局)2024年度收入总计: the body's name aside
            items = items[dates[-1] + 1 :]
        items = [t for t in items if t.tag_ != "date"]
    while items and (items[0].tag_ in _TRIMMED - {"actual"} or _is_punctuation(items[0])):
        items.pop(0)
    while items and (items[-1].tag_ in _TRIMMED or _is_punctuation(items[-1])):
        items.pop()
    text = re.sub(
        r"^[（(]?[一二三四五六七八九十]{1,3}([)）、]|是)|[为是达]$",
        "",
        "".join(t.text for t in items).strip("、，："),
    )
    if text.count("“") != text.count("”"):
        text = text.removeprefix("“") if text.count("“") > text.count("”") else text
    return text.removesuffix("”") if text.count("”") > text.count("“") else text


def _is_punctuation(token: Token) -> bool:
    return bool(re.fullmatch(r"[、，,。；：:“”‘’·\-—/（(]+", token.text))


def _whole(near: Sequence[Token], cue: Token | None) -> str:
    if cue is None or cue not in near:
        return ""
    words = near[list(near).index(cue) + 1 :]
    return re.sub(r"的?(比重|比例|百分比)?[为达约]*$", "", "".join(t.text for t in words))


def _year(tokens: Sequence[Token]) -> int | None:
    """The last four-digit year among the tokens."""
    for token in reversed(tokens):
        if token.tag_ == "date":
            match = re.match(r"(?:19|20)\d{2}", token.text)
            if match:
                return int(match[0])
    return None


def _period(doc: Doc, token: Token, role: Role) -> str:
    """The date a stock figure stands at (截至2023年8月31日), "" where none is named."""
    for index in range(token.i - 1, -1, -1):
        other = doc[index]
        if other.text in "。！？":
            return ""
        match = re.fullmatch(r"(\d{4})年(\d{1,2})月(\d{1,2})日", other.text)
        if match and index and doc[index - 1].text in ("截至", "截止", "至"):
            return f"{match[1]}-{int(match[2]):02d}-{int(match[3]):02d}"
    return ""


def _lost_percent(cue: Token | None, near: Sequence[Token], previous: Mention | None) -> bool:
    """增加12.3万元，增长13.95 — a rate whose sign was lost: a change cue right before it, the
    amount of the change before that."""
    last = near[-1] if near else None
    adjacent = last is not None and (
        last.tag_ in _CHANGE_CUES or (last.text in ("为", "了", "达") and len(near) > 1)
    )
    changed = previous is not None and previous.role is Role.CHANGE_AMOUNT
    return adjacent and changed and any(t.tag_ in _CHANGE_CUES for t in near[-2:])


def _names_budget(token: Token) -> bool:
    return token.tag_ != "subject" and "预算" in token.text


def _order(doc: Doc, token: Token, previous: Mention | None) -> Order | None:
    """决算数大于预算数 · 与年初预算数一致 · 比2023年预算执行数持平."""
    start = token.i
    while start and doc[start - 1].text not in _STRONG | _WEAK | _OPEN:
        start -= 1
        if doc[start].tag_ == "figure":
            return None
    words = list(doc[start : token.i])
    after = list(doc[token.i + 1 : token.i + 5])
    text = "".join(t.text for t in words)
    if token.tag_ == "flat":
        at = next((i for i, t in enumerate(words) if _compares(t)), None)
        right = words[at + 1 :] if at is not None else after
        left = words[:at] if at is not None else words
        base = _compared(doc, right[0].i) if right else None
        if base is None and any(_names_budget(t) for t in right):
            base = Base.BUDGET
        relation = "="
    else:
        if not any(_names_budget(t) for t in after[:2]) or "决算" not in text:
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
        _subject(left),
        Role.LEVEL,
        role,
        base,
        loose,
    )


def _flattened(doc: Doc, found: Sequence[Mention | Order | Mark]) -> list[Mention | Order | Mark]:
    """Mark as 持平 the figures of which the next words say so: …7.2万元持平, 0万元，与上年持平."""
    out = list(found)
    for index, item in enumerate(out):
        if not isinstance(item, Mention) or item.direction is not None:
            continue
        rest = re.match(
            r"[，,]?([^。；;，,\d]{0,24}(?:\d{4}年)?[^。；;，,\d]{0,16})", doc.text[item.end :]
        )
        if rest and re.search("持平|无增减变化|没有变化|一致|相同", rest[1]):
            out[index] = replace(item, direction=Direction.FLAT)
    return out
