"""Where a paragraph tells figures of another scope: what is left without something it names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.claims.terms import terms

#: What a claim in such a passage has for its stage.
ADJUSTED = "剔除"
_END = re.compile("[。；;]")


def adjusted_spans(text: str) -> tuple[tuple[int, int], ...]:
    """The passages of a paragraph, as (start, end), that tell what is left without something:
    剔除上年结转因素后，项目支出B万元，占P%; each ends with its sentence or a semicolon.

    What is taken away to strike a balance (扣除支出B万元后，结余C万元) is no other scope: where the
    words only say that something is taken away, a change has to follow (同口径增加D万元).
    """
    found: list[tuple[int, int]] = []
    for match in terms().adjusted.finditer(text):
        end = _END.search(text, match.end())
        stop = end.start() if end else len(text)
        if match["less"] is None or terms().adjusted_change.search(text, match.end(), stop):
            found.append((match.start(), stop))
    return (*found, *_in_brackets(text))


def _in_brackets(text: str) -> Iterator[tuple[int, int]]:
    """The amounts that brackets beside them narrow down: 人均17.37万元（不含补助）, 事业收入（不含
    学费）562.38万元."""
    for match in terms().apart.finditer(text):
        start, end = match.span("before") if match["before"] else match.span("behind")
        yield start, end


def is_within(spans: Sequence[tuple[int, int]], at: int) -> bool:
    """Whether a place is in one of some passages."""
    return any(start <= at < end for start, end in spans)
