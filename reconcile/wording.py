"""Figures that cannot be read as written: lost signs and units, templates left standing, rates
from zero, wrong years, notes that contradict their table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extract.disclosure import Claim, Direction, Disclosure, Role, Sentence
from extract.table import Cell
from reconcile.book import Book
from reconcile.sheets import Library, label, plain, table_kind, vocabulary

PLACEHOLDER = re.compile(
    r"(?<![A-Za-z])(?:[Xx]{2,}|[×Ｘ]{2,}|20[Xx×Ｘ]{2}|＊{2,}|\*{2,}|○{2,})(?![A-Za-z])"
)
_EMPTY_FIGURE = re.compile(r"(?:为|计|预算|决算|支出|收入|增加|减少|下降|增长)(?:万元|%|％)")
_EMPTY_NOTE = re.compile(r"本表(为空|无数据|无内容)|此表(为空|无数据)|空表")


@dataclass(frozen=True, slots=True)
class Wording:
    """A wording finding before it gets its number."""

    rule: str
    page: int
    message: str
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
                f"“{text}”后缺少百分号",
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
            "W02", page, f"金额单位不完整，缺“元”字：{figures}", f"{claims[0].quantity.value:f}",
            f"{claims[0].quantity}", _clause(disclosure, claims[0]), tuple(c.id for c in claims),
        )  # fmt: skip


def _templates(disclosure: Disclosure) -> Iterator[Wording]:
    for claim in disclosure.claims:
        if claim.template:
            yield Wording(
                "W03", disclosure.claim_place(claim).page, "模板中的增减选项没有删去，方向不明",
                f"{claim.quantity.value:f}", "", _clause(disclosure, claim), (claim.id,),
            )  # fmt: skip


def _placeholders(disclosure: Disclosure) -> Iterator[Wording]:
    for sentence in disclosure.sentences:
        if sentence.kind in ("contents", "glossary"):
            continue
        match = PLACEHOLDER.search(sentence.text) or (
            _EMPTY_FIGURE.search(sentence.text) if sentence.kind == "body" else None
        )
        if match:
            page = sentence.places[match.start()].page
            context = sentence.text[max(0, match.start() - 12) : match.end() + 8]
            yield Wording("W04", page, f"占位符或空缺没有填写：“{match[0]}”", match[0], "", context)


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
                "W05", book.disclosure.claim_place(claim).page, "基数为零，比率没有意义",
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
            match = re.search(r"截[至止](\d{4})年12月31日", sentence.text)
            if match and int(match[1]) == disclosure.year - 1:
                page = sentence.places[match.start()].page
                dated = f"{match[1]}-12-31"
                yield Wording(
                    "W06", page, f"本报告为{disclosure.year}年度决算，此处写作{match[1]}年末",
                    match[1], str(disclosure.year), match[0],
                    tuple(
                        c.id
                        for c in disclosure.claims
                        if c.sentence == sentence.id and c.period == dated
                    ),
                )  # fmt: skip


def _heading_year(disclosure: Disclosure, sentence: Sentence) -> Iterator[Wording]:
    match = re.search(r"(20\d{2})年度?.{0,8}(决算|预算)", sentence.text)
    wrong = match and int(match[1]) != disclosure.year and abs(int(match[1]) - disclosure.year) <= 2
    if match and wrong and not re.search(r"[比较与].{0,4}20\d\d|执行", sentence.text):
        yield Wording(
            "W06", sentence.places[0].page, f"标题年份与本报告（{disclosure.year}年度）不一致",
            match[1], str(disclosure.year), sentence.text[:60],
        )  # fmt: skip


def _empty_notes(library: Library) -> Iterator[Wording]:
    """A note that says a table is empty, under a table with figures."""
    for sheet in library.sheets:
        note = next((n for n in sheet.table.notes if _EMPTY_NOTE.search(n)), None)
        if note is None:
            continue
        figures = [
            c for r in sheet.table.rows for c in r.cells
            if c.quantity is not None and c.quantity.value
        ]  # fmt: skip
        if figures:
            yield Wording(
                "W07", figures[0].page, "表注说本表为空，表内却有数字", f"{figures[0].quantity}",
                "", note[:80], cells=tuple(figures[:3]),
            )  # fmt: skip


def _reasons(book: Book) -> Iterator[Wording]:
    """减少2.98%, 主要原因：…经费增加: the reason given runs the other way."""
    opposite = {Direction.UP: "减少|下降|降低", Direction.DOWN: "增加|增长|上升"}
    sentences = book.disclosure.sentences
    for claim in book.disclosure.claims:
        if claim.role is not Role.CHANGE_RATE or claim.direction not in opposite:
            continue
        rest = sentences[claim.sentence].text[claim.end :]
        following = sentences[claim.sentence + 1 : claim.sentence + 2]
        text = rest + "".join(s.text for s in following if s.paragraph == book.paragraph(claim))
        match = re.search(
            rf"^[，。；]?(?:主要)?原因(?:是|为)?[:：]?([^，。；]*?)(?:的?经费|支出|费用|预算)({opposite[claim.direction]})。",
            text,
        )
        subject = book.disclosure.statements[claim.statement].subject
        if match and _names(subject, match[1]):
            yield Wording(
                "W08", book.disclosure.claim_place(claim).page,
                "增减方向与所述原因相反", f"{claim.quantity.value:f}", "",
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
                "W09", sentence.places[0].page, f"目录列有《{name}》，报告中没有这张表", name, "",
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
