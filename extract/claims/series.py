"""Figures given respectively: 年初预算与支出决算分别为A万元和B万元.

The words before 分别 fall into as many parts as there are figures; each part tells what its figure
measures, or which of a subject's figures it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.claims.clauses import STRONG, WEAK
from extract.claims.mention import Mark, Mention, Order
from extract.claims.passages import given_respectively
from extract.claims.roles import role_of
from extract.claims.subjects import subject_of
from extract.claims.terms import terms
from extract.claims.ties import Tie
from extract.claims.tokens import Doc, Token
from extract.disclosure import Base, Role

_JOINTS = frozenset({"、", "和", "与", "及", "以及", "同"})
_LEADING = frozenset({"按", "按照", "以", "将", "其中"})
#: A figure that is one of several given respectively is of one of these roles.
_PLAIN = frozenset({Role.LEVEL, Role.BUDGET, Role.PREVIOUS, Role.COUNT, Role.OTHER})

Event = Mention | Order | Mark


def respectively(doc: Doc, runs: Sequence[Sequence[Event]]) -> list[Event]:
    """The events, with what each figure of a run after 分别 measures; as guessed where the words
    before do not say it in as many parts."""
    out: list[Event] = []
    for run in runs:
        mentions = [e for e in run if isinstance(e, Mention)]
        if len(mentions) > 1 and mentions[0].role in _PLAIN:
            out.extend(_told(doc, mentions))
        else:
            out.extend(run)
    return out


def _told(doc: Doc, run: Sequence[Mention]) -> list[Mention]:
    first = next(t.i for t in doc if t.idx == run[0].start)
    turn = _turn(doc, first)
    if turn is None or given_respectively(run):
        return list(run)
    parts = _parts(doc, turn, len(run))
    if not parts:
        return [replace(m, ties=replace(m.ties, subject=Tie.GUESSED)) for m in run]
    told = [_of_part(doc, m, part) for m, part in zip(run, parts, strict=True)]
    told = [_of_last_year(told[0], m, part) for m, part in zip(told, parts, strict=True)]
    return [_of_its_side(told[0], m, part) for m, part in zip(told, parts, strict=True)]


def _of_last_year(first: Mention, mention: Mention, part: Sequence[Token]) -> Mention:
    """A figure that is named by nothing but 执行数, of the year that the first one is of:
    上年预算数和执行数分别为A、B万元."""
    words = "".join(t.text for t in part)
    if first.role is not Role.PREVIOUS or not terms().outturn.fullmatch(words):
        return mention
    return replace(mention, role=Role.PREVIOUS, base=Base.LAST_YEAR, year=first.year)


def _of_its_side(first: Mention, mention: Mention, part: Sequence[Token]) -> Mention:
    """A figure that is named by nothing but its side of the accounts, with the first one's name for
    that side: 财政拨款本年收入、本年支出分别为A、B万元."""
    words = "".join(t.text for t in part)
    for side, other in (("支出", "收入"), ("收入", "支出")):
        if not mention.own and words.endswith(side) and first.own.endswith(other):
            return replace(mention, own=first.own.removesuffix(other) + side)
    return mention


def _turn(doc: Doc, first: int) -> int | None:
    """Where 分别 stands in the clause of a figure."""
    for index in range(first - 1, -1, -1):
        token = doc[index]
        if token.tag_ == "respectively":
            return index
        if token.text in STRONG | WEAK or token.tag_ == "figure":
            return None
    return None


def _parts(doc: Doc, turn: int, number: int) -> list[list[Token]]:
    """The words of the clause before 分别, or of the clause before that, in so many parts."""
    end = turn
    for _ in range(2):
        start = end
        while (
            start and doc[start - 1].text not in STRONG | WEAK and doc[start - 1].tag_ != "figure"
        ):
            start -= 1
        clause = list(doc[start:end])
        while clause and clause[0].text in _LEADING:
            clause.pop(0)
        for joints in ({"、"}, {"和", "与"}, _JOINTS):
            parts = _split(clause, frozenset(joints))
            if len(parts) == number and all(parts):
                return parts
        if start == 0 or doc[start - 1].text not in WEAK:
            return []
        end = start - 1
    return []


def _split(clause: Sequence[Token], joints: frozenset[str]) -> list[list[Token]]:
    parts: list[list[Token]] = [[]]
    for token in clause:
        if token.text in joints:
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def _of_part(doc: Doc, mention: Mention, part: Sequence[Token]) -> Mention:
    kind = mention.quantity.kind
    cue = next((t for t in reversed(part) if kind in terms().roles.get(t.tag_, {})), None)
    role = role_of(doc, part, cue, mention.quantity, None)
    ties = replace(mention.ties, measure=Tie.SAID if cue is not None else mention.ties.measure)
    words = [t for t in part if t.text not in ("分列", "等", "列示")]
    return replace(
        mention,
        role=role if role in _PLAIN else mention.role,
        own=subject_of(words),
        bare="",
        explicit=cue is not None,
        ties=ties,
    )
