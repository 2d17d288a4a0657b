"""A copy of a Word file with a comment at each figure that a finding is about."""

from __future__ import annotations

import io
from collections.abc import Iterable
from copy import deepcopy
from typing import Any

import docx
from docx.oxml.ns import qn
from docx.text.run import Run

from report.marked_copy.notes import Note


def commented_word(data: bytes, notes: Iterable[Note], author: str) -> bytes:
    """The bytes of the copy."""
    document = docx.Document(io.BytesIO(data))
    paragraphs = list(document.element.body.iter(qn("w:p")))
    for note in notes:
        if 0 <= note.spot.source < len(paragraphs):
            runs = _runs_of(paragraphs[note.spot.source], note.figure)
            if runs:
                marked = [Run(run, document) for run in (runs[0], runs[-1])]
                document.add_comment(marked, text=note.text, author=author, initials="GJ")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _runs_of(paragraph: Any, figure: str) -> list[Any]:
    """The runs that print a figure, cut to it where that can be done; all of the paragraph's where
    the figure is not found in it."""
    runs = [run for run in paragraph.iter(qn("w:r")) if _text(run)]
    places = [
        (n, i) for n, run in enumerate(runs) for i, c in enumerate(_text(run)) if not c.isspace()
    ]
    said = "".join(_text(runs[n])[i] for n, i in places)
    wanted = "".join(figure.split())
    at = said.find(wanted) if wanted else -1
    if at < 0:
        return runs
    (first, start), (last, end) = places[at], places[at + len(wanted) - 1]
    if first == last:
        return [_cut(runs[first], start, end + 1)]
    return [_cut(runs[first], start, len(_text(runs[first]))), *runs[first + 1 : last],
            _cut(runs[last], 0, end + 1)]  # fmt: skip


def _text(run: Any) -> str:
    return "".join(t.text or "" for t in run.findall(qn("w:t")))


def _cut(run: Any, start: int, end: int) -> Any:
    """The run of these characters, those before and after it in runs of their own; the whole run
    where it holds more than text."""
    text = _text(run)
    plain = all(node.tag in (qn("w:rPr"), qn("w:t")) for node in run)
    if not plain or (start == 0 and end == len(text)):
        return run
    if text[:start]:
        before = deepcopy(run)
        _say(before, text[:start])
        run.addprevious(before)
    if text[end:]:
        after = deepcopy(run)
        _say(after, text[end:])
        run.addnext(after)
    _say(run, text[start:end])
    return run


def _say(run: Any, text: str) -> None:
    """Let a run hold nothing but this text."""
    first, *rest = run.findall(qn("w:t"))
    for other in rest:
        run.remove(other)
    first.text = text
    first.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
