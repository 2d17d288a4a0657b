"""What a report tells in paragraphs of their own against what it says they are together: “三公”经费
under one heading, and each of the three under its own."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeAlias

from extract.claims.ties import Tie
from extract.disclosure import Claim, Role
from reconcile.audit import Check, Verdict
from reconcile.book import Book
from reconcile.equation import check_sum
from reconcile.phrases import phrase
from reconcile.plain import plain
from reconcile.tables.library import vocabulary

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
                detail = found.detail or phrase("list.usual")
                yield replace(found, tie=Tie.GUESSED, guessed=("complete",), detail=detail)


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
        measure = claim.role, claim.period, claim.stage, claim.quantity.unit
        found[quantified.key][measure].append(claim)
    return found


def _one(claims: Sequence[Claim]) -> Claim | None:
    """The first of some claims, where all of them state one figure."""
    return claims[0] if len({c.quantity.exact for c in claims}) == 1 else None
