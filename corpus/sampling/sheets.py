"""What the tables of 决算 and 预算 have in common: lines by 功能分类, and tables in two halves."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from corpus.sampling.document import Field, Line
from corpus.sampling.looks import Look
from corpus.sampling.model import ZERO, Economy, Item, Money, total

#: A column of a table by 功能分类: its name in figures, and what it takes from items.
Column = tuple[str, Callable[[Item], Money]]


def label(text: str, *, indent: int = 0, columns: int = 1, rows: int = 1) -> Field:
    return Field(text, "left", columns, rows, indent)


def head(text: str, *, columns: int = 1, rows: int = 1) -> Field:
    return Field(text, "center", columns, rows)


def subject_width(look: Look) -> tuple[float, ...]:
    """The widths of the columns that name the subject."""
    return {"one": (1.3, 3.2), "three": (1.0, 0.75, 0.75, 3.0), "none": (4.2,)}[look.codes]


def subject_head(look: Look, rows: int, code: str = "功能分类") -> tuple[Line, ...]:
    """The head over the subject columns, `rows` lines high (at least two)."""
    if look.codes == "none":
        return ((head(look.label("项目"), rows=rows),), *((),) * (rows - 1))
    if look.codes == "one":
        over: Line = (head(look.label("项目"), columns=2),)
        below = (head(f"{code}科目编码", rows=rows - 1), head("科目名称", rows=rows - 1))
        return (over, below, *((),) * (rows - 2))
    first = (head(f"{code}科目编码", columns=3, rows=rows - 1), head("科目名称", rows=rows))
    return (first, *((),) * (rows - 2), (head("类"), head("款"), head("项")))


def joined(left: Sequence[Line], right: Sequence[Line]) -> tuple[Line, ...]:
    """Lines side by side."""
    return tuple((*a, *b) for a, b in zip(left, right, strict=True))


def column_numbers(look: Look, figures: int) -> tuple[Line, ...]:
    """The line 栏次 1 2 3 … where the look has one."""
    if not look.numbers:
        return ()
    blank = len(subject_width(look))
    return ((head("栏次", columns=blank), *(head(str(i + 1)) for i in range(figures))),)


def tree(look: Look, kind: str, items: Sequence[Item], columns: Sequence[Column]) -> list[Line]:
    """合计, then every 类 with its 款 and 项, each line the sum over its items."""
    lines = [_total(look, kind, items, columns)]
    for code in _codes(items):
        members = [i for i in items if i.subject.code.startswith(code)]
        name = members[0].subject.names[{3: 0, 5: 1, 7: 2}[len(code)]]
        figures = _figures(look, f"{kind}.{code}", members, columns)
        lines.append((*_subject(look, code, name), *figures))
    return lines


def _codes(items: Iterable[Item]) -> Iterator[str]:
    yield from sorted({i.subject.code[:n] for i in items for n in (3, 5, 7)})


def _total(look: Look, kind: str, items: Sequence[Item], columns: Sequence[Column]) -> Line:
    figures = _figures(look, f"{kind}.total", items, columns)
    name = Field(look.label("合计"), "center", len(subject_width(look)))
    return (name, *figures)


def _figures(
    look: Look, name: str, items: Sequence[Item], columns: Sequence[Column]
) -> tuple[Field, ...]:
    return tuple(
        look.amount(f"{name}.{column}", total(take(i) for i in items)) for column, take in columns
    )


def _subject(look: Look, code: str, name: str) -> tuple[Field, ...]:
    level = {3: 0, 5: 1, 7: 2}[len(code)]
    indent = level if look.indent or look.codes == "none" else 0
    if look.codes == "none":
        return (label(name, indent=indent),)
    if look.codes == "one":
        return (label(code), label(name, indent=indent))
    parts = (code[:3], code[3:5], code[5:7])
    return (*(Field(p, "center") for p in parts), label(name, indent=indent))


def halves(
    look: Look,
    left: Sequence[tuple[str, Sequence[Field]]],
    right: Sequence[tuple[str, Sequence[Field]]],
) -> list[Line]:
    """Income and expense side by side, with 行次 where the look has them.

    Both sides are padded to the same height by their caller.
    """
    lines = []
    for row, ((name, figures), (other, others)) in enumerate(zip(left, right, strict=True)):
        mine = (Field(str(row + 1), "center"),) if look.numbers else ()
        theirs = (Field(str(row + 1 + len(left)), "center"),) if look.numbers else ()
        lines.append((label(name), *mine, *figures, label(other), *theirs, *others))
    return lines


def economy_classes(economy: Sequence[Economy]) -> list[tuple[str, list[Economy]]]:
    """The economic classification by its first three digits."""
    codes = sorted({e.code[:3] for e in economy})
    return [(code, [e for e in economy if e.code.startswith(code)]) for code in codes]


def used(economy: Sequence[Economy]) -> list[Economy]:
    """The items of the economic classification that hold money."""
    return [e for e in economy if e.amount != ZERO]
