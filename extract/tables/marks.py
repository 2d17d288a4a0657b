"""Marks of notes behind the names of a table's rows and columns (档案馆①, 合计*, 行政运行[1]): they
are no part of the name, by which the narrative and other tables know a row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from extract.layout import Field
from extract.vocabulary import vocabulary


def without_marks(matrix: Sequence[Sequence[Field]]) -> tuple[tuple[Field, ...], ...]:
    """The fields of a table without the marks of notes behind their words. A mark that tells a
    field from another of its column (补助①, 补助②; 其他收入*, 其他收入) is part of its name, and is
    kept. Fields that are merged stay one."""
    fields = {id(f): f for row in matrix for f in row if f.text}
    names = {key: _bare(f.text) for key, f in fields.items()}
    marked = {key for key, f in fields.items() if names[key] != f.text}
    if not marked:
        return tuple(tuple(row) for row in matrix)
    often = Counter((f.column, names[key]) for key, f in fields.items())
    bare = {
        key: replace(fields[key], text=names[key])
        for key in marked
        if often[fields[key].column, names[key]] == 1
    }
    return tuple(tuple(bare.get(id(f), f) for f in row) for row in matrix)


def _bare(text: str) -> str:
    """A name without the mark of a note behind it; all of what is no more than one."""
    return vocabulary().patterns["label.mark"].sub("", text)
