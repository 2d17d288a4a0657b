"""What stayed without a word: amounts in a glossary, sections and texts that gave no figure.

A title that is not seen sends the figures under it to the part before; what is missing then is told
by what should be there.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from extract.disclosure import Disclosure
from reconcile.phrases import Phrase, phrase

_AMOUNT = re.compile(r"\d[\d,，]*(?:\.\d+)?[万亿]?元")
#: Tables with so many figures belong to a text that states some of them.
_MANY = 20
#: So many figures make a text that should have tables beside it.
_SOME = 3


def silence_lines(disclosure: Disclosure) -> Iterator[Phrase]:
    """What was printed and gave no figure to check, for a person."""
    claimed = {c.sentence for c in disclosure.claims}
    amounts: Counter[str] = Counter()
    heard: dict[str, bool] = defaultdict(bool)
    for sentence in disclosure.sentences:
        found = len(_AMOUNT.findall(sentence.text))
        section = sentence.section[-1] if sentence.section else ""
        if sentence.kind == "glossary" and found:
            amounts["\0"] += found
        elif sentence.kind == "body" and section:
            amounts[section] += found
            heard[section] |= sentence.id in claimed
    if amounts["\0"]:
        yield phrase("unchecked.glossary", count=str(amounts.pop("\0")))
    for section, count in amounts.items():
        if count and not heard[section]:
            yield phrase("unchecked.section", section=section, count=str(count))
    cells = sum(c.quantity is not None for t in disclosure.tables for r in t.rows for c in r.cells)
    if cells >= _MANY and not disclosure.claims:
        yield phrase("unchecked.no_text", count=str(cells))
    if not cells and len(disclosure.claims) >= _SOME:
        yield phrase("unchecked.no_tables", count=str(len(disclosure.claims)))
