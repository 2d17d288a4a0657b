"""What a change is made up of, told as its reasons: 减少A万元，主要是压减甲B万元、乙C万元，增加丙D
万元.

Reasons are hardly ever all told. Where they come to the change to the last digit they are what it
is made of. Where they do not, they contradict it only if the words say that there are no more
(增减相抵, 其余科目合计增加D万元); else a slip of the pen that explains few other sums is worth a
look.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from extract.disclosure import Claim, Role
from reconcile.audit import Check, Verdict
from reconcile.book import Book, each_once
from reconcile.equation import check_sum
from reconcile.narrative.spoken import is_bracketed
from reconcile.narrative.uses import weighed
from reconcile.phrases import Phrase, Words, phrase
from reconcile.plain import plain
from reconcile.tables.vocabulary import pattern
from reconcile.weighing.slips import significant
from reconcile.weighing.solving import slips_in, solved

#: What is told aside: （上年为12.00万元）.
_ASIDE = re.compile("（[^（）]*）?")
_STOP = "。"
#: A figure of fewer digits is told elsewhere by chance.
_TELLING = 4
#: A name of fewer characters is that of many things.
_NAME = 4


@dataclass(frozen=True, slots=True)
class _Reason:
    """An amount that a change is explained by, and which way it goes."""

    claim: Claim
    sign: int


@dataclass(frozen=True, slots=True)
class _Told:
    """A figure of a paragraph with the plain words since the one before it, what stands in brackets
    left out; `aside` where it stands in brackets itself."""

    claim: Claim
    words: str
    aside: bool


def cause_checks(book: Book) -> Iterator[Check]:
    """The sum of the reasons of each change in money."""
    for _, group in groupby(each_once(book.disclosure.claims), key=book.paragraph):
        told = list(_told(book, list(group)))
        for at, one in enumerate(told):
            if _may_be_explained(book, one):
                yield from _explained(book, one.claim, told[at + 1 :])


def _told(book: Book, claims: Sequence[Claim]) -> Iterator[_Told]:
    """The figures of a paragraph in order, a stop between two of them where a sentence ends."""
    before: Claim | None = None
    for claim in claims:
        text = book.text(claim)
        same = before is not None and before.sentence == claim.sentence
        words = text[before.end if before is not None and same else 0 : claim.start]
        ended = "" if same or before is None else _STOP
        yield _Told(claim, ended + _without_asides(plain(words)), is_bracketed(book, claim))
        before = claim


def _without_asides(words: str) -> str:
    """Words without brackets, those that opened or close elsewhere included."""
    if "）" in words and "（" not in words.partition("）")[0]:
        words = words.partition("）")[2]
    return _ASIDE.sub("", words)


def _may_be_explained(book: Book, told: _Told) -> bool:
    """Whether a figure is a change in money, and none of the reasons of another."""
    claim = told.claim
    change = claim.role is Role.CHANGE_AMOUNT and claim.quantity.kind == "amount"
    return change and not told.aside and not book.statement(claim).cause


def _explained(book: Book, change: Claim, behind: Sequence[_Told]) -> Iterator[Check]:
    """A change against its reasons, where at least two are told and all say which way they go."""
    own = 0
    while own < len(behind) and _is_its_rate(behind[own]):
        own += 1
    opened = pattern("causes", "opens").search(behind[own].words) if own < len(behind) else None
    if opened is None or set("；" + _STOP) & set(behind[own].words[opened.end() :]):
        return
    reasons, last, rest = _reasons(book, behind[own:])
    if len(reasons) < 2:
        return
    signs = [change.sign * r.sign for r in reasons]
    terms = [book.term(r.claim) for r in reasons]
    found = check_sum("N06", book.term(change), terms, signs)
    found = found.as_said()
    some = "主要" in opened[0]
    if found.verdict.holds or _is_closed(last, "" if some else rest):
        yield found
    elif not pattern("causes", "open").search(rest):
        yield from _weighed(book, found)


def _weighed(book: Book, found: Check) -> Iterator[Check]:
    """Reasons that may not be all: worth a look as well where one of them went the other way, or is
    told elsewhere of the same subject, by just as much as the sum is off."""
    noticed = list(weighed(found))
    if not noticed and found.verdict is Verdict.MISMATCH:
        signs = (s for s in slips_in(found) if isinstance(s, Phrase) and s.name == "slip.sign")
        detail = next(signs, "") or _told_elsewhere(book, found)
        noticed = [found.as_guessed("complete", detail)] if detail else []
    yield from noticed


def _told_elsewhere(book: Book, found: Check) -> Words:
    """Why reasons are worth a look of which one is told of its subject elsewhere as the change with
    which they come to their whole."""
    for number, operand in enumerate(found.operands[1:], 1):
        reason = book.claim(operand.claim)
        wanted = set(solved(found, number)) if reason is not None else set()
        step = Decimal(1).scaleb(-reason.quantity.decimals) if reason is not None else Decimal(0)
        if reason is not None and any(
            c.role is Role.CHANGE_AMOUNT
            and c.sentence != reason.sentence
            and c.quantity.unit == reason.quantity.unit
            and any(abs(c.quantity.value - figure) <= step for figure in wanted)
            and significant(c.quantity.value) >= _TELLING
            and is_called_alike(book, c, reason)
            for c in book.disclosure.claims
        ):
            return phrase("slip.told_elsewhere")
    return ""


def is_called_alike(book: Book, one: Claim, other: Claim) -> bool:
    """Whether two figures are of subjects that go by one name, but for what stands before it."""
    names = sorted((plain(book.statement(c).subject) for c in (one, other)), key=len)
    return len(names[0]) >= _NAME and names[1].endswith(names[0])


def _is_its_rate(told: _Told) -> bool:
    """Whether a figure is the rate of the change before it."""
    return told.claim.role is Role.CHANGE_RATE and not pattern("causes", "opens").search(told.words)


def _reasons(book: Book, behind: Sequence[_Told]) -> tuple[list[_Reason], str, str]:
    """The reasons from the first on, the words before the last of them, and the words behind it to
    the end of its sentence; none where one does not say which way it goes."""
    found: list[_Reason] = []
    words = ""
    for at, told in enumerate(behind):
        if at and _ends(told.words):
            break
        if told.aside or told.claim.quantity.kind != "amount":
            continue
        if pattern("causes", "levels").search(told.words):
            return [], "", ""
        sign = _sign(told.words, found)
        if not sign:
            return [], "", ""
        found.append(_Reason(told.claim, sign))
        words = told.words
    last = found[-1].claim if found else None
    rest = plain(book.text(last)[last.end :]).partition("；")[0] if last is not None else ""
    return found, words, rest


def _ends(words: str) -> bool:
    """Whether what belongs together ends before a figure: with a sentence, or with a semicolon that
    no further reason follows (；二是…)."""
    stop = max(words.rfind(_STOP), words.rfind("；"))
    return stop >= 0 and not pattern("causes", "next").match(words[stop + 1 :])


def _sign(words: str, before: Sequence[_Reason]) -> int:
    """Which way an amount goes by the last of the words before it that says so; with no such words,
    as the one before it in a list (压减甲A万元、乙B万元); 0 where they do not say."""
    ways = [
        (match.end(), sign)
        for name, sign in (("more", 1), ("less", -1))
        for match in pattern("causes", name).finditer(words)
    ]
    if ways:
        return max(ways)[1]
    joined = before and pattern("causes", "joined").fullmatch(words)
    return before[-1].sign if joined else 0


def _is_closed(last: str, rest: str) -> bool:
    """Whether no further reasons are left: the last is what all others come to, or the words behind
    it say that all are told (增减相抵), which they do not of the main ones."""
    return bool(
        pattern("causes", "others").search(last) or pattern("causes", "all_told").match(rest)
    )
