"""Reasons that run the other way than the change they explain, and reasons left blank."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extract.characters import after_last
from extract.disclosure import Claim, Direction
from reconcile.book import Book
from reconcile.phrases import phrase
from reconcile.plain import label, plain
from reconcile.words.found import Line, Wording, data, full_signs, lines, page_of, spelled, words

#: How a reason moves against its change, as words.toml names it.
_AGAINST = {Direction.UP: "fell", Direction.DOWN: "rose"}


def reason_findings(book: Book) -> Iterator[Wording]:
    """Every reason that explains nothing, or the opposite."""
    yield from _own_reasons(book)
    for line in lines(book.disclosure, "body"):
        yield from _blank(line)
        told = [*_opposed(line), *_other_head(book, line)]
        yield from told[:1]


def _own_reasons(book: Book) -> Iterator[Wording]:
    """减少2.98%, 主要原因：…经费增加: the very thing that fell is said to have risen, or what it
    rises and falls with, or, of all the spending, a part of it."""
    sentences = book.disclosure.sentences
    for claim in book.disclosure.claims:
        if not claim.role.is_change or claim.direction not in _AGAINST:
            continue
        here = sentences[claim.sentence].text
        following = sentences[claim.sentence + 1 : claim.sentence + 2]
        text = here + "".join(s.text for s in following if s.paragraph == book.paragraph(claim))
        end = _against(book, claim, full_signs(text[claim.end :]))
        if end:
            start = after_last(here, "，。；：,;", claim.start)
            reason = text[claim.end : claim.end + end].strip("，。；：,;")
            yield Wording(
                "W08", page_of(book.disclosure, claim),
                phrase("wording.reason_words", words=reason),
                f"{claim.quantity.value:f}", "", text[start : claim.end + end].strip("。"),
                (claim.id,),
            )  # fmt: skip


def _against(book: Book, claim: Claim, after: str) -> int:
    """Where the reason after a change ends that runs against it; 0 where there is none."""
    assert claim.direction is not None
    subject = book.disclosure.statements[claim.statement].subject
    own = _reason(_AGAINST[claim.direction]).search(after)
    if own and _names(subject, own[1]):
        return own.end()
    told = words("reason", "at_once").search(after)
    if told is None or _rises(told["way"]) is (claim.direction is Direction.UP):
        return 0
    part = (
        words("reason", "whole").fullmatch(plain(subject))
        and words("reason", "spending").search(told["cause"])
        and not words("reason", "other_side").search(told["cause"])
    )
    return told.end() if part or _drives(subject, told["cause"]) else 0


def _drives(subject: str, cause: str) -> bool:
    """Whether a cost rises and falls with what is given as the cause of its change."""
    return any(
        spelled(entry["cost"]).search(plain(subject)) and spelled(entry["cause"]).fullmatch(cause)
        for entry in data()["driver"]
    )


@cache
def _reason(way: str) -> re.Pattern[str]:
    """A reason after a change, that `rose` or `fell`."""
    texts = data()["reason"]
    return spelled(texts["after"].replace("{way}", texts[way]))


def _names(subject: str, cause: str) -> bool:
    """Whether the cause speaks of the very subject whose change it explains."""
    tail = label(re.sub(r"[（(][类款项][)）]", "", plain(subject)))
    cause = plain(cause)
    if words("reason", "spending").sub("", tail) == cause:
        return bool(cause)
    return len(cause) >= 4 and cause in tail


def _rises(text: str) -> bool:
    return spelled("{rise}").match(text) is not None


def _opposed(line: Line) -> Iterator[Wording]:
    """支出增加的主要原因是项目支出减少: of all the spending, and of one part of it."""
    for match in words("reason", "opposed").finditer(line.text):
        cause = match["cause"]
        sound = (
            _rises(match["head"]) is _rises(match["way"])
            or not _all_spending(line.text[: match.start("subject")], match["subject"])
            or not words("reason", "spending").search(cause)
            or words("reason", "other_side").search(cause)
        )
        if not sound:
            yield _finding(line, match.start("head"), match.end())


def _all_spending(before: str, subject: str) -> bool:
    """Whether what is to be explained is all of the spending, as its clause or what stands before
    it says."""
    if subject:
        return words("reason", "generic").fullmatch(subject) is not None
    spent, left = words("reason", "spent"), words("reason", "left")
    return spent.search(before) is not None and left.search(before) is None


def _other_head(book: Book, line: Line) -> Iterator[Wording]:
    """下降27.45%。增加的主要原因是…: what is explained is not what happened."""
    for match in words("reason", "head").finditer(line.text):
        start = match.start("head")
        wanted = Direction.UP if _rises(match["head"]) else Direction.DOWN
        changes, said = _before(book, line, start)
        moved = {c.direction for c in changes}
        any_such = words("reason", "any_rise" if wanted is Direction.UP else "any_fall")
        if moved and wanted not in moved and not any_such.search(said):
            end = re.compile("[，。；]").search(line.text, match.end())
            yield _finding(line, start, end.start() if end else len(line.text))


def _before(book: Book, line: Line, start: int) -> tuple[list[Claim], str]:
    """The changes of a paragraph before a place in it, and all its words up to there."""
    paragraph = line.sentence.paragraph
    earlier = [
        s for s in book.disclosure.sentences if s.paragraph == paragraph and s.id < line.sentence.id
    ]
    known = {s.id for s in earlier}
    changes = [
        c
        for c in book.disclosure.claims
        if (
            c.sentence in known
            or (c.sentence == line.sentence.id and c.start < line.offsets[start])
        )
        and c.role.is_change
        and c.direction is not None
        and c.quantity.kind != "count"
    ]
    return changes, "".join(s.text for s in earlier) + line.text[:start]


def _finding(line: Line, start: int, end: int) -> Wording:
    said = line.printed(start, end)
    message = phrase("wording.reason_words", words=said)
    return Wording("W08", line.page(start), message, said, "", line.quote(start, end))


def _blank(line: Line) -> Iterator[Wording]:
    """主要原因是。"""
    for match in words("reason", "blank").finditer(line.text):
        said = line.printed(*match.span())
        message = phrase("wording.no_reason", words=said)
        yield Wording("W11", line.page(match.start()), message, said, "", line.quote(*match.span()))
