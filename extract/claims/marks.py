"""Turns of a sentence: lists that open, ways of seeing, reasons, brackets, semicolons and stops."""

from __future__ import annotations

import re

from extract.claims.clauses import CLOSE, OPEN, STRONG, WEAK
from extract.claims.mention import Mark, Mention
from extract.claims.subjects import subject_of
from extract.claims.terms import terms
from extract.claims.tokens import Doc, Token
from extract.disclosure import Role

#: After 原因: a list of reasons, each a part of the change (如下：1.…).
_REASONS = re.compile(
    r"(?:主要)?(?:包括|有)?(?:以下|如下)[^，。；]{0,6}[：:]|[：:](?=(?:1[.、．]|[（(]1|[（(]?一[）)、]|①))"
)
#: One side of the accounts, named by no more than that: 支出预算中，基本支出…
_SIDE = re.compile("(?:收入|支出)(?:预算|决算)(?:总额|总数|数)?")

#: The side of the accounts that words say with which a list is announced: 具体支出情况为.
_SIDE_OF = re.compile("(?<=^具体)(?:收入|支出)")


def mark_of(doc: Doc, token: Token, previous: Mention | None) -> Mark | None:
    """The turn of the sentence that a token makes, `previous` being the figure before it."""
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
        if listed:
            return Mark("reasons", token.idx, listed[0][-1:])
        return Mark("cause", token.idx, token.text)
    if token.tag_ == "within":
        before = _clause_before(doc, token)
        words = "".join(t.text for t in before if t.tag_ != "date")
        if terms().going_on.search(words):
            return None
        bare = words if _SIDE.fullmatch(words) else ""
        return Mark("within", token.idx, subject_of(before) or bare)
    return None


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
    named = terms().no_name.sub("", "".join(words))
    side = _SIDE_OF.search(token.text)
    return named or (side[0] if side else "")
