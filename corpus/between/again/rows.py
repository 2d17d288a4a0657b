"""What differs between two files of one report, as rows of the store's differences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from corpus.between.again import wording
from corpus.between.again.pairs import READING, RULE, SCOPE, Pair
from corpus.between.again.values import Change
from corpus.store.records import mark_of
from reconcile.phrases import LANGUAGES


def rows(pair: Pair) -> Iterator[Mapping[str, Any]]:
    """The rows of what differs: one a figure; one in all where most of them do."""
    if pair.outcome == SCOPE:
        yield _row(pair, pair.compared.changes[0], whole=True)
        return
    seen: Counter[str] = Counter()
    for change in pair.compared.changes:
        key = change.figure.key
        yield _row(pair, change, number=seen[key])
        seen[key] += 1


def _row(pair: Pair, change: Change, *, whole: bool = False, number: int = 0) -> dict[str, Any]:
    earlier, later = pair.earlier.report, pair.later.report
    before, after = change.before, change.after
    said = wording.of_pair(pair) if whole else wording.of_change(change, pair)
    parts = [RULE, change.figure.key, number, said.stated, said.expected, earlier.sha256]
    return {
        "mark": mark_of([RULE, "scope", earlier.sha256] if whole else parts),
        "rule": RULE,
        "severity": READING if change.unsure and not whole else pair.outcome,
        "stated_in": later.id,
        "held_against": earlier.id,
        "quantity": said.label,
        "page": after.page if after else 0,
        "other_page": before.page if before else 0,
        "stated": said.stated,
        "expected": said.expected,
        "unit": said.unit,
        "formula": "",
        "clause": change.figure.context,
        **{
            name if lang == "zh" else f"{name}_{lang}": texts[lang]
            for name, texts in (("message", said.message), ("detail", said.detail))
            for lang in LANGUAGES
        },
    }
