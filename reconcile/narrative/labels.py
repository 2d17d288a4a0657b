"""What a sentence is labelled with before it tells its figures: 本级：基本支出A万元. 年初批复：基本
支出B万元. A figure under one label is not that under another; nor is one of a body that the figure
before it names (某局基本支出A万元、项目支出B万元)."""

from __future__ import annotations

import re

from extract.disclosure import Claim
from extract.ordinals import without_marker
from reconcile.book import Book
from reconcile.plain import plain
from reconcile.tables.vocabulary import pattern

#: A label, and what parts it from what it stands before: always a colon, a comma behind some.
_LABEL = re.compile(r"(?P<label>[^，。；：、]{1,20}?)(?:数?[为是])?(?P<mark>[：，。])")
_YEAR = re.compile(r"(20\d\d)年度?")
#: No label is longer.
_LONG = 20


def label_of(book: Book, claim: Claim) -> str:
    """The label of a figure's sentence, or of one before it in its paragraph that is no more than a
    label; "" where it has none, or one that says only what the whole report is about."""
    own = _label(book, book.text(claim))
    if own is not None:
        return own
    body = _body_before(book, claim)
    if body:
        return body
    sentences = book.disclosure.sentences
    first = sentences[claim.sentence].paragraph
    for number in range(claim.sentence - 1, -1, -1):
        sentence = sentences[number]
        if sentence.paragraph != first:
            return ""
        told = _YEAR.sub("", sentence.text)
        if len(sentence.text) <= _LONG and not re.search("[0-9]", told):
            alone = _label(book, sentence.text)
            if alone is not None:
                return alone
    return ""


def _body_before(book: Book, claim: Claim) -> str:
    """The body that a figure before one names, between the same two semicolons."""
    text = book.text(claim)
    begins = max(text.rfind(mark, 0, claim.start) for mark in "；;")
    before = [c for c in book.in_sentence(claim) if begins < c.start < claim.start]
    subjects = (plain(book.statement(c).subject) for c in reversed(before))
    named = (pattern("wording", "scope_named").match(subject) for subject in subjects)
    body = next((found["body"] for found in named if found), "")
    return pattern("wording", "scope_itself").sub("", body)


def _label(book: Book, text: str) -> str | None:
    """The label that a sentence begins with, "" for one that says nothing; None without one."""
    words = plain(without_marker(text.strip())[: _LONG * 2])
    words = words.replace(",", "，")
    found = _LABEL.match(words)
    if found is None or re.search(r"\d", _YEAR.sub("", found["label"])):
        return None
    scope = pattern("wording", "scope_label").search(found["label"])
    if scope is None or (found["mark"] != "：" and not _is_alone(found["label"])):
        return None
    year = _YEAR.search(found["label"])
    own = year is not None and int(year[1]) == book.disclosure.year
    rest = pattern("wording", "scope_itself").sub("", _YEAR.sub("", found["label"]))
    return rest if own or year is None else f"{year[1]}{rest}"


def _is_alone(label: str) -> bool:
    """Whether a label is one without a colon behind it."""
    return pattern("wording", "scope_alone").fullmatch(label) is not None
