"""Figures that cannot be read as written: lost signs and units, templates left standing, rates
from zero, wrong years, notes that contradict their table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extract.disclosure import Claim, Direction, Disclosure, Role, Sentence
from extract.table import Cell
from reconcile.book import Book
from reconcile.phrases import Words, phrase
from reconcile.sheets import Library, label, pattern, plain, table_kind, vocabulary

#: How a rate's reason moves against it, as vocabulary.toml names it.
_OPPOSITE = {Direction.UP: "fell", Direction.DOWN: "rose"}


@dataclass(frozen=True, slots=True)
class Wording:
    """A wording finding before it gets its number."""

    rule: str
    page: int
    message: Words
    stated: str
    expected: str
    clause: str
    claims: tuple[str, ...] = ()
    cells: tuple[Cell, ...] = ()


def wording_findings(book: Book, library: Library) -> Iterator[Wording]:
    """Every wording finding of a report."""
    disclosure = book.disclosure
    yield from _torn(disclosure)
    yield from _templates(disclosure)
    yield from _placeholders(disclosure)
    yield from _from_zero(book)
    yield from _years(disclosure)
    yield from _empty_notes(library)
    yield from _reasons(book)
    yield from _missing_tables(disclosure, library)


def placeholder(text: str) -> re.Match[str] | None:
    """The first place of a text that was to be filled in."""
    return _words("placeholder").search(text)


def _words(name: str) -> re.Pattern[str]:
    return pattern("wording", name)


@cache
def _reason(moved: str) -> re.Pattern[str]:
    """A reason after a change, that `rose` or `fell`."""
    texts = vocabulary()["wording"]
    return re.compile(texts["reason"].replace("{moved}", texts[moved]))


def _clause(disclosure: Disclosure, claim: Claim) -> str:
    text = disclosure.sentences[claim.sentence].text
    start = max(text.rfind(mark, 0, claim.start) for mark in "，。；：,;") + 1
    return text[start : claim.end]


def _torn(disclosure: Disclosure) -> Iterator[Wording]:
    for claim in disclosure.claims:
        if claim.torn == "%":
            text = f"{claim.quantity.value:f}"
            yield Wording(
                "W01",
                disclosure.claim_place(claim).page,
                phrase("wording.no_percent", figure=text),
                text,
                f"{text}%",
                _clause(disclosure, claim),
                (claim.id,),
            )
    short = [c for c in disclosure.claims if c.torn in ("万", "亿")]
    pages: dict[int, list[Claim]] = {}
    for claim in short:
        pages.setdefault(disclosure.claim_place(claim).page, []).append(claim)
    for page, claims in pages.items():
        figures = "、".join(c.quantity.text for c in claims)
        yield Wording(
            "W02", page, phrase("wording.no_yuan", figures=figures),
            f"{claims[0].quantity.value:f}", f"{claims[0].quantity}",
            _clause(disclosure, claims[0]), tuple(c.id for c in claims),
        )  # fmt: skip


def _templates(disclosure: Disclosure) -> Iterator[Wording]:
    for claim in disclosure.claims:
        if claim.template:
            yield Wording(
                "W03", disclosure.claim_place(claim).page, phrase("wording.template"),
                f"{claim.quantity.value:f}", "", _clause(disclosure, claim), (claim.id,),
            )  # fmt: skip


def _placeholders(disclosure: Disclosure) -> Iterator[Wording]:
    for sentence in disclosure.sentences:
        if sentence.kind in ("contents", "glossary"):
            continue
        match = placeholder(sentence.text) or (
            _words("no_figure").search(sentence.text) if sentence.kind == "body" else None
        )
        if match:
            page = sentence.places[match.start()].page
            context = sentence.text[max(0, match.start() - 12) : match.end() + 8]
            message = phrase("wording.placeholder", words=match[0])
            yield Wording("W04", page, message, match[0], "", context)


def _from_zero(book: Book) -> Iterator[Wording]:
    """增长100% from zero: a rate on a base of zero has no value."""
    for claim in book.disclosure.claims:
        if claim.role is Role.CHANGE_RATE:
            bases = book.of_roles(claim.statement, Role.PREVIOUS)
        elif claim.role is Role.COMPLETION:
            bases = book.of_roles(claim.statement, Role.BUDGET)
        else:
            continue
        if bases and claim.quantity.value and all(b.quantity.value == 0 for b in bases):
            yield Wording(
                "W05", book.disclosure.claim_place(claim).page, phrase("wording.from_zero"),
                f"{claim.quantity.value:f}", "", _clause(book.disclosure, claim),
                (claim.id, *(b.id for b in bases)),
            )  # fmt: skip


def _years(disclosure: Disclosure) -> Iterator[Wording]:
    """A heading with another year than the report's; assets at the end of another year."""
    if not disclosure.year:
        return
    for sentence in disclosure.sentences:
        if sentence.kind in ("heading", "note"):
            yield from _heading_year(disclosure, sentence)
        elif sentence.kind == "body" and disclosure.kind == "final":
            match = _words("year_end").search(sentence.text)
            if match and int(match[1]) == disclosure.year - 1:
                page = sentence.places[match.start()].page
                dated = f"{match[1]}-12-31"
                yield Wording(
                    "W06", page,
                    phrase("wording.year_end", year=str(disclosure.year), printed=match[1]),
                    match[1], str(disclosure.year), match[0],
                    tuple(
                        c.id
                        for c in disclosure.claims
                        if c.sentence == sentence.id and c.period == dated
                    ),
                )  # fmt: skip


def _heading_year(disclosure: Disclosure, sentence: Sentence) -> Iterator[Wording]:
    match = _words("heading_year").search(sentence.text)
    wrong = match and int(match[1]) != disclosure.year and abs(int(match[1]) - disclosure.year) <= 2
    if match and wrong and not _words("heading_compares").search(sentence.text):
        yield Wording(
            "W06", sentence.places[0].page,
            phrase("wording.heading_year", year=str(disclosure.year)),
            match[1], str(disclosure.year), sentence.text[:60],
        )  # fmt: skip


def _empty_notes(library: Library) -> Iterator[Wording]:
    """A note that says a table is empty, under a table with figures."""
    for sheet in library.sheets:
        note = next((n for n in sheet.table.notes if _words("empty_note").search(n)), None)
        if note is None:
            continue
        figures = [
            c for r in sheet.table.rows for c in r.cells
            if c.quantity is not None and c.quantity.value
        ]  # fmt: skip
        if figures:
            yield Wording(
                "W07", figures[0].page, phrase("wording.empty_note"), f"{figures[0].quantity}",
                "", note[:80], cells=tuple(figures[:3]),
            )  # fmt: skip


def _reasons(book: Book) -> Iterator[Wording]:
    """减少2.98%, 主要原因：…经费增加: the reason given runs the other way."""
    sentences = book.disclosure.sentences
    for claim in book.disclosure.claims:
        if claim.role is not Role.CHANGE_RATE or claim.direction not in _OPPOSITE:
            continue
        rest = sentences[claim.sentence].text[claim.end :]
        following = sentences[claim.sentence + 1 : claim.sentence + 2]
        text = rest + "".join(s.text for s in following if s.paragraph == book.paragraph(claim))
        match = _reason(_OPPOSITE[claim.direction]).search(text)
        subject = book.disclosure.statements[claim.statement].subject
        if match and _names(subject, match[1]):
            yield Wording(
                "W08", book.disclosure.claim_place(claim).page,
                phrase("wording.reason"), f"{claim.quantity.value:f}", "",
                text[: match.end()].strip("，。；"), (claim.id,),
            )  # fmt: skip


def _missing_tables(disclosure: Disclosure, library: Library) -> Iterator[Wording]:
    """A table that the contents list and the report does not hold. Said only where every page was
    read and most of the listed tables were found."""
    listed: dict[str, Sentence] = {}
    for sentence in disclosure.sentences:
        title = re.sub(r"[…·.⋯\d]+$", "", plain(sentence.text))
        if sentence.kind == "contents" and title.endswith("表") and "部门" not in title[-5:]:
            kind = table_kind(label(title))
            if kind in vocabulary()["wording"]["tables"]:
                listed.setdefault(kind, sentence)
    held = {kind for s in library.sheets for kind in (s.kind, table_kind(s.table.title))}
    if disclosure.unread or len(listed.keys() & held) < 5:
        return
    for kind, sentence in listed.items():
        if kind not in held:
            name = re.sub(r"[…·.⋯\d]+$", "", label(sentence.text))
            yield Wording(
                "W09", sentence.places[0].page, phrase("wording.no_table", title=name), name, "",
                sentence.text, _claims_of(disclosure, name),
            )  # fmt: skip


def _claims_of(disclosure: Disclosure, table: str) -> tuple[str, ...]:
    """The first claims of the section that goes with a table (支出决算表 ~ 支出决算情况说明)."""
    stem = plain(table).removesuffix("表").removesuffix("总")
    return tuple(
        c.id
        for c in disclosure.claims
        if any(plain(s).startswith(stem) for s in disclosure.sentences[c.sentence].section)
    )[:3]


def _names(subject: str, cause: str) -> bool:
    """Whether the cause speaks of the very subject whose change it explains."""
    tail = label(re.sub(r"[（(][类款项][)）]", "", plain(subject)))
    cause = plain(cause)
    return len(cause) >= 4 and (tail.endswith(cause) or cause in tail)
