"""What a report does not call parts, against what they are together: “三公”经费 under one heading,
and each of the three under its own; 税收收入 and 非税收入 behind an income."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any, TypeAlias

from extract.claims.ties import Tie
from extract.disclosure import Claim, Role
from reconcile.audit import Check, Verdict
from reconcile.book import Book, stands_before
from reconcile.equation import check_sum
from reconcile.phrases import phrase
from reconcile.plain import plain
from reconcile.tables.vocabulary import vocabulary
from reconcile.weighing.solving import slips_in

#: What a figure is of: its role, year and stage (年初, 调整), and the unit it is counted in.
_Measure: TypeAlias = tuple[Role, str, str, str]
_Stated: TypeAlias = Mapping[str, Mapping[_Measure, Sequence[Claim]]]
_ROLES = (Role.LEVEL, Role.BUDGET, Role.PREVIOUS)


def identity_checks(book: Book, sums: Sequence[Check]) -> Iterator[Check]:
    """Each identity of vocabulary.toml between quantities that are stated with one figure each,
    wherever they stand; not of a figure that one of the `sums` states. One that is off is worth a
    look: what stands elsewhere may be of other bodies."""
    told = {c.operands[0].claim for c in sums}
    stated = _stated(book)
    for entry in vocabulary()["identity"]:
        for measure, wholes in stated.get(entry["whole"], {}).items():
            whole = _one(wholes)
            if whole is None or told & {c.id for c in wholes}:
                continue
            parts = _parts(book, entry, measure, stated)
            if not parts:
                continue
            found = check_sum("N06", book.term(whole), [book.term(p) for p in parts])
            told.update(c.id for c in wholes)
            if found.verdict is not Verdict.MISMATCH:
                yield found
            else:
                yield found.as_guessed("complete", found.detail or phrase("list.usual"))


def both_sides_checks(book: Book) -> Iterator[Check]:
    """收入总计A，支出总计B of one account in one paragraph: the two are alike. One that is off may
    leave out what was carried over, and is worth a look."""
    for _, group in groupby(book.disclosure.claims, key=book.paragraph):
        claims = [c for c in group if c.role is Role.LEVEL and c.quantity.kind == "amount"]
        for income in claims:
            whose = _account(book, income, "收入")
            if not whose:
                continue
            like = (c for c in claims if _measure(c) == _measure(income))
            spent = [c for c in like if _account(book, c, "支出") == whose]
            if len(spent) == 1 and spent[0].sentence == income.sentence:
                found = check_sum("N06", book.term(spent[0]), [book.term(income)])
                if found.verdict.holds:
                    yield found
                elif slips := slips_in(found):
                    yield found.as_guessed("scope", slips[0])


def _account(book: Book, claim: Claim, side: str) -> str:
    """The account of which a figure is the grand total of one side; "" where it is none."""
    said = book.statement(claim)
    key = book.aligner.quantified(said).key
    return key if re.search(f"{side}总计$", plain(said.subject)) else ""


def unannounced_checks(book: Book, sums: Sequence[Check]) -> Iterator[Check]:
    """收入完成A。从构成看，税收收入B；非税收入C: kinds that leave nothing out, told behind their
    whole in its paragraph without a word that they are its parts; not of a figure that one of the
    `sums` states. They may be of another level, so that one that is off is worth a look if a slip
    of the pen explains it."""
    told = {c.operands[0].claim for c in sums}
    for _, group in groupby(book.disclosure.claims, key=book.paragraph):
        claims = [c for c in group if c.role in _ROLES and c.quantity.kind == "amount"]
        for entry in vocabulary()["within"]:
            whole = next((c for c in claims if _names(book, entry["whole"], c)), None)
            if whole is None or whole.id in told:
                continue
            behind = [c for c in claims if stands_before(whole, c) and _is_like(whole, c)]
            parts = [[c for c in behind if _names(book, name, c)] for name in entry["parts"]]
            if all(len(part) == 1 for part in parts):
                found = check_sum("N06", book.term(whole), [book.term(p) for (p,) in parts])
                if found.verdict is not Verdict.MISMATCH:
                    yield found.as_inherited()
                elif slips := slips_in(found):
                    yield found.as_guessed("complete", slips[0])


def _names(book: Book, words: str, claim: Claim) -> bool:
    """Whether the subject of a figure ends with some words."""
    return re.search(f"(?:{words})$", plain(book.statement(claim).subject)) is not None


def _is_like(whole: Claim, part: Claim) -> bool:
    """Whether a figure is in the measure of its whole, whose stage (全市) it may not say."""
    return _measure(part) in (_measure(whole), _measure(replace(whole, stage="")))


def _measure(claim: Claim) -> _Measure:
    return claim.role, claim.period, claim.stage, claim.quantity.unit


def _parts(
    book: Book, entry: Mapping[str, Any], measure: _Measure, stated: _Stated
) -> Sequence[Claim]:
    """The figures of all parts; [] where one is not stated once, nor said to be none."""
    parts = []
    for key, none in zip(entry["parts"], entry["none"], strict=True):
        part = _one(stated.get(key, {}).get(measure, ()))
        if part is not None:
            parts.append(part)
        elif key in stated or not _is_said(book, none):
            return []
    return parts


def _is_said(book: Book, none: str) -> bool:
    """Whether a sentence says that there was none of something (没有安排因公出国经费)."""
    return any(re.search(none, plain(s.text)) for s in book.disclosure.sentences)


def _stated(book: Book) -> _Stated:
    """The claims of each quantity that is known by name and of certain scope, by their measure."""
    found: dict[str, dict[_Measure, list[Claim]]] = defaultdict(lambda: defaultdict(list))
    for claim in book.disclosure.claims:
        if claim.role not in _ROLES or claim.quantity.kind != "amount":
            continue
        quantified = book.aligner.quantified(book.statement(claim))
        if not quantified.key or quantified.scoped is Tie.GUESSED or quantified.body:
            continue
        found[quantified.key][_measure(claim)].append(claim)
    return found


def _one(claims: Sequence[Claim]) -> Claim | None:
    """The first of some claims, where all of them state one figure."""
    return claims[0] if len({c.quantity.exact for c in claims}) == 1 else None
