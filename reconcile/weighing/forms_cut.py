"""Forms that a report prints several times, one for each project: all end with the same row, a
total of what was scored. The one that does not has lost its end; where rows that all others print
once stand twice above it, the end of one form and the head of another are gone between them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from extract.characters import plain
from extract.table import Table

#: So many forms at least show how one of them ends, and so many times as many as end otherwise.
_ALIKE, _TIMES = 2, 2
#: A table is of a form where so many of its rows, and so large a share, begin with the same words.
_ROWS, _SHARED = 3, 0.7
#: So many of the rows begin with words: tables of accounts begin theirs with codes.
_WORDED = 0.8
_WORDS = re.compile(r"[\u3400-\u9fff]{2}")


@dataclass(frozen=True, slots=True)
class _Form:
    """A table, with the words that its rows begin with and the page of each; those of a field over
    several rows once."""

    table: Table
    heads: tuple[str, ...]
    pages: tuple[int, ...]


def forms_cut(tables: Sequence[Table]) -> Iterator[tuple[Table, int]]:
    """The tables that lost rows with which all others of their form end, each with the page on
    which these are not there."""
    forms: dict[str, list[_Form]] = defaultdict(list)
    for table in tables:
        form = _form(table)
        if len(form.heads) >= _ROWS and _is_worded(form):
            forms[form.heads[0]].append(form)
    for alike in forms.values():
        end, often = Counter(form.heads[-1] for form in alike).most_common(1)[0]
        whole = [form for form in alike if form.heads[-1] == end and form.heads.count(end) == 1]
        once = _once(whole)
        cut = [(form, page) for form in alike if (page := _cut_on(form, end, once))]
        if often >= max(_ALIKE, _TIMES * len(cut)):
            yield from ((form.table, page) for form, page in cut if _is_of(form, whole))


def _cut_on(form: _Form, end: str, once: Collection[str]) -> int:
    """The page on which a form lost the row with which all end; 0 where it is there."""
    if end not in form.heads:
        return form.pages[-1]
    first: dict[str, int] = {}
    for head, page in zip(form.heads, form.pages, strict=True):
        if head == end:
            first = {}
        elif head in once and first.setdefault(head, 0):
            return page if first[head] == page else 0  # overleaf heads are printed again
        first[head] = page
    return 0


def _once(whole: Sequence[_Form]) -> set[str]:
    """The words with which exactly one row begins of nearly every form that ends as all do."""
    counts = Counter(head for form in whole for head in form.heads if form.heads.count(head) == 1)
    return {
        head
        for head, often in counts.items()
        if often >= max(_ALIKE, _TIMES * (len(whole) - often))
    }


def _is_worded(form: _Form) -> bool:
    return sum(bool(_WORDS.search(head)) for head in form.heads) >= _WORDED * len(form.heads)


def _is_of(form: _Form, whole: Sequence[_Form]) -> bool:
    """Whether a table is of the form that others are of: most of its rows are theirs."""
    known = {head for other in whole if other is not form for head in other.heads}
    heads = set(form.heads)
    return len(heads & known) >= max(_ROWS, _SHARED * len(heads))


def _form(table: Table) -> _Form:
    found: list[tuple[str, int]] = []
    for line in table.grid:
        text, page = next(((plain(c.text), c.page) for c in line if c.text.strip()), ("", 0))
        if text and (not found or text != found[-1][0]):
            found.append((text, page))
    heads, pages = zip(*found, strict=True) if found else ((), ())
    return _Form(table, heads, pages)
