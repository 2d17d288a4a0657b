"""By what two figures are known to be of one thing: the name that a catalogue knows, or the words
of their subject, with measure, period, base, scope and where they stand."""

from __future__ import annotations

import re

from extract.claims.ties import Tie
from extract.disclosure import Claim, Role, Statement
from reconcile.book import Book
from reconcile.narrative.labels import label_of
from reconcile.plain import plain
from reconcile.tables.vocabulary import pattern

Key = tuple[str, ...]


def key_by_name(book: Book, claim: Claim) -> Key | None:
    """A quantity of money known by name: an item, or a concept in the same words (收入总计 is not
    本年收入合计, though a table may hold both), of a scope that is said or under one heading."""
    said = book.statement(claim)
    quantified = book.aligner.quantified(said)
    if not quantified.key or claim.quantity.kind != "amount":
        return None
    words = "" if quantified.item else core_of(said.subject) + _grand(book, claim)
    said_so = quantified.scoped is Tie.SAID and not quantified.body
    where = () if said_so else _topic(book.section(claim))
    of = _of_which(book, claim) if pattern("wording", "bare").fullmatch(words) else ""
    if quantified.item and quantified.item.rank < 0:
        of = _nature(book, said)
    of = of or _fund(book, claim)
    among = pattern("wording", "among").search(book.before(claim))
    within = (among[0] if among else "", label_of(book, claim))
    return (quantified.key, words, quantified.body, of, *within, *where, *measure_of(book, claim))


def key_by_words(book: Book, claim: Claim) -> Key | None:
    """A quantity by the words of its subject, under the same item and of the same scope."""
    said = book.statement(claim)
    words = words_of(said.subject)
    if not words or claim.ties.of("base") is Tie.GUESSED:
        return None
    quantified = book.aligner.quantified(said)
    scope, body = quantified.scope, quantified.body
    whole = plain(claim.whole) if claim.role is Role.SHARE else ""
    unit = claim.quantity.unit
    return (words, plain(said.item), scope, body, whole, unit, *measure_of(book, claim))


def measure_of(book: Book, claim: Claim) -> Key:
    base = claim.base.value if claim.base else ""
    stage, kind = claim.stage, claim.quantity.kind
    return claim.role.value, claim.period, base, stage, kind, way_of(claim)


def way_of(claim: Claim) -> str:
    """Which way a change goes; "" of what is none."""
    return claim.direction.value if claim.direction and claim.role.is_change else ""


def _of_which(book: Book, claim: Claim) -> str:
    """What a paragraph is about whose figure has a name that every fund has (结转下年)."""
    return core_of(book.statement(book.in_paragraph(claim)[0]).subject)


def _grand(book: Book, claim: Claim) -> str:
    """What says that a figure holds what is carried over as well: 支出总计1,800.00万元 is not 支出
    1,650.00万元; "" where nothing does."""
    found = pattern("wording", "grand_of_side").search(plain(book.before(claim)))
    return found[0] if found else ""


def _fund(book: Book, claim: Claim) -> str:
    """The fund whose money a paragraph is about, where what is stated does not say: 上级补助收入
    behind 政府性基金上年结余; "" where it is about none."""
    said = book.statement(claim)
    while said.part_of is not None and said.part_of < said.id:
        said = book.disclosure.statements[said.part_of]
    first = book.statement(book.in_paragraph(claim)[0])
    funds = (pattern("wording", "one_fund").search(s.subject) for s in (said, first))
    return next((found[0] for found in funds if found), "")


def _nature(book: Book, said: Statement) -> str:
    """Of which spending by nature an item by economic class is told as a part: 基本支出A，其中商品
    和服务支出B; 项目支出C，其中商品和服务支出D; both together are a third figure."""
    while said.part_of is not None and said.part_of < said.id:
        said = book.disclosure.statements[said.part_of]
        if pattern("wording", "by_nature").search(said.subject):
            return said.subject[:2]
    return ""


def _topic(section: tuple[str, ...]) -> tuple[str, ...]:
    """The headings above a figure down to the last that names a topic (not 具体情况)."""
    while len(section) > 1 and pattern("wording", "detail").search(section[-1]):
        section = section[:-1]
    return section


def core_of(subject: str) -> str:
    """A subject without the words that every figure of it has."""
    return pattern("wording", "common").sub("", words_of(subject))


def words_of(text: str) -> str:
    """What is left of a subject without years, pronouns and words of connection."""
    text = re.sub(r"\d+年?度?|[“”]", "", plain(text))
    text = re.sub(r"^[一二三四五六七八九十]是|^(故|则|使得|因此)", "", text)
    text = re.sub(r"^(我|本)(中心|单位|部门|局|校|院|委)", "", text)
    text = re.sub(r"(为|是|达|约|共|仅|至)+$", "", text)
    return text if len(text) > 1 else ""
