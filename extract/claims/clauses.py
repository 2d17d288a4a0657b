"""Clauses: the stretch of a sentence that tells what one figure is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.claims.tokens import Doc, Token

#: What stands in brackets after the name of an item: 类, 204类, 项级.
_RANK = re.compile(r"\d{0,7}[类款项](?:级|\d{2,7})?|\d{3}(?:\d\d){0,2}")
#: A year within a date or a stretch of years.
_A_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
STRONG = frozenset("。！？；;")
WEAK = frozenset(("，", ",", "：", ":", "…", "……"))
OPEN, CLOSE = frozenset("（(〔【["), frozenset("）)〕】]")
#: Cues that say a figure moved, and those that order it before or behind the budget.
CHANGES = frozenset(
    {
        "increase",
        "decrease",
        "signed",
        "gap",
        "template",
        "overspent",
        "saved",
        "added",
        "withdrawn",
    }
)
ORDERS = frozenset({"greater", "less"})
#: Tags of words that say nothing of what is measured.
EMPTY = CHANGES | ORDERS | {
    "filler", "date", "mark", "flat", "reached", "share", "completion", "of_budget", "average",
    "budget", "actual", "spent", "last_year", "this_year", "parts", "each", "respectively",
    "compare", "sum", "reserved", "cause", "from",
}  # fmt: skip


def without_asides(doc: Doc, begin: int, end: int) -> list[Token]:
    """The tokens between two places without closed brackets that hold no figure; what stands
    before an open bracket does not count for a figure inside it."""
    out: list[Token] = []
    starts: list[int] = []
    for token in doc[begin:end]:
        if token.text in OPEN:
            starts.append(len(out))
            out.append(token)
        elif token.text in CLOSE and starts:
            start = starts.pop()
            inside = "".join(t.text for t in out[start + 1 :])
            if len(inside) > 2 and not _RANK.fullmatch(inside):
                del out[start:]
            else:
                out.append(token)
        else:
            out.append(token)
    return out[starts[-1] + 1 :] if starts else out


def last_clause(tokens: Sequence[Token]) -> list[Token]:
    """The last clause: after the last comma or colon, or the words that open a reason. A label
    before a colon belongs to it where nothing else does: 住房保障支出：291.71万元."""
    for index in range(len(tokens) - 1, -1, -1):
        token = tokens[index]
        if token.text in WEAK or token.tag_ in ("within", "cause") or _opens_parts(token):
            rest = list(tokens[index + 1 :])
            return _labelled(tokens, index, rest) if token.text in "：:" else rest
    return list(tokens)


def _opens_parts(token: Token) -> bool:
    """支出总计由本年支出A万元和年末结转B万元构成."""
    return token.tag_ == "parts" and token.text == "由"


def _labelled(tokens: Sequence[Token], colon: int, rest: list[Token]) -> list[Token]:
    """What follows a colon, with the label before it where it says nothing of its own."""
    if not all(t.tag_ in EMPTY for t in rest) or not colon:
        return rest
    start = colon
    while start and tokens[start - 1].text not in WEAK and tokens[start - 1].tag_ != "within":
        start -= 1
    label = list(tokens[start:colon])
    if year_in(rest) is not None and any(t.tag_ in CHANGES for t in label[-1:]):
        return rest  # 支出连续下降：2022年A万元，2023年B万元
    announces = any(t.tag_ in ("cause", "figure") for t in label) or (
        label[-1:]
        and (label[-1].tag_ == "parts" or label[-1].text.endswith(("如下", "情况", "方面", "原因")))
    )
    return rest if announces or not label else [*label, *rest]


def year_in(tokens: Sequence[Token]) -> int | None:
    """The last four-digit year among the tokens; of several years (2023—2025年) the last."""
    for token in reversed(tokens):
        if token.tag_ == "date":
            years = _A_YEAR.findall(token.text)
            if years:
                return int(years[-1])
    return None
