"""What a paragraph says figure by figure: the mentions in its tokens.

A mention is a figure with what its own clause tells of it: its role (roles.py), what it measures
(subjects.py). What the clause leaves out is filled in from the context by statements.py.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from extract.claims.clauses import CLOSE, OPEN, STRONG, WEAK
from extract.claims.marks import mark_of
from extract.claims.mention import Mark, Mention, Order
from extract.claims.past import Times
from extract.claims.roles import base_after, compares, names_budget
from extract.claims.runs import runs_of
from extract.claims.series import respectively
from extract.claims.subjects import subject_of
from extract.claims.tokens import Doc, Token
from extract.claims.told import counts_figures, mention_of
from extract.disclosure import Base, Direction, Role

#: What follows a figure up to the next one or the end of the clause, a year aside.
_REST = re.compile(r"[，,]?([^。；;，,\d]{0,24}(?:\d{4}年)?[^。；;，,\d]{0,16})")


def find_mentions(doc: Doc) -> tuple[Mention | Order | Mark, ...]:
    """The paragraph's mentions, comparisons and marks, in order.

    Reads `doc.user_data`: text, figures (by token), year and kind of the report, and the passages
    of another scope (`adjusted`).
    """
    found: list[Mention | Order | Mark] = []
    begin = 0
    previous: Mention | None = None
    outside: list[tuple[int, Mention | None]] = []
    times = Times(doc)
    for token in doc:
        mark = mark_of(doc, token, previous)
        if mark:
            found.append(mark)
        if token.text in OPEN:
            outside.append((begin, previous))
            times.opens(token, previous)
        elif token.text in CLOSE and outside:  # what stood before the bracket goes on
            begin, previous = outside.pop()
            times.closes()
        elif token.text in STRONG:
            begin, previous = token.i + 1, None if token.text not in ";；" else previous
            times.stops(token)
        elif token.tag_ == "figure" and not counts_figures(doc, token):
            mention = mention_of(doc, token, begin, previous)
            near, begin = list(doc[begin : token.i]), token.i + 1
            if mention:
                mention = times.told(mention, near)
                previous = mention
                found.append(mention)
        elif token.tag_ in ("flat", "greater", "less"):
            order = _order(doc, token)
            if order:
                found.append(order)
    told = _flattened(doc, found)
    return tuple(respectively(doc, runs_of(told, doc.user_data["text"])))


def _order(doc: Doc, token: Token) -> Order | None:
    """决算数大于预算数 · 与年初预算数一致 · 比2023年预算执行数持平 · 与上年决算数4.80万元持平."""
    end = _before_base(doc, token)
    start = _begins(doc, end, STRONG | WEAK | OPEN)
    if start is None:
        return None
    words = list(doc[start:end])
    after = list(doc[token.i + 1 : token.i + 5])
    text = "".join(t.text for t in words)
    if token.tag_ == "flat":
        at = next((i for i, t in enumerate(words) if compares(t)), None)
        if at is None and end < token.i:
            return None
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
        subject_of(left) or _named_ahead(doc, start),
        Role.LEVEL,
        role,
        base,
        loose,
    )


def _named_ahead(doc: Doc, end: int) -> str:
    """What the first clause of a sentence names before an order, where no figure stands between:
    因公出国（境）费：与上年持平; "" where one does, which it is of, or nothing is named."""
    start = _begins(doc, end, STRONG)
    if start is None or (end and doc[end - 1].text in OPEN):
        return ""
    clauses = groupby(doc[start:end], key=lambda t: t.text in WEAK)
    return next((name for weak, c in clauses if not weak and (name := subject_of(c))), "")


def _begins(doc: Doc, end: int, stops: frozenset[str]) -> int | None:
    """Where the words up to a place begin, behind one of some stops; None where a figure stands
    among them."""
    start = end
    while start and doc[start - 1].text not in stops:
        start -= 1
        if doc[start].tag_ == "figure":
            return None
    return start


def _before_base(doc: Doc, token: Token) -> int:
    """Where the words end that say what is like what: before the figure that a word of likeness
    stands right behind (与上年决算数4.80万元持平), if one does."""
    last = token.i - 1
    return last if token.tag_ == "flat" and last > 0 and doc[last].tag_ == "figure" else token.i


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
