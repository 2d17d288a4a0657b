"""Fill the letter of inquiry: asked about are the findings that a person confirmed, each with its
page, its words, the place it is held against and the equation. Nothing is accused.

The template is a Word file with docxtpl's marks; a newsroom can bring its own. It is given `unit`,
`report`, `file`, `day`, `count` and `points` (each with `number`, `page`, `title`, `quote`,
`there`, `equation`, `question`).
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path

#: What XML cannot hold.
_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_NUMERALS = "零一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that is asked about, in words: `quote` is the report's own, `there` the other
    places, `equation` what the printed figures give, `question` what the body is asked."""

    page: int
    title: str
    quote: str
    there: tuple[str, ...]
    equation: str
    question: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter: to which body, about which report and file, on which day, what is asked."""

    unit: str
    report: str
    file: str
    day: date
    points: tuple[Point, ...]


class TemplateError(ValueError):
    """A template that cannot be filled in."""


def write(letter: Letter, template: Path | None = None) -> bytes:
    """The letter as a Word file, by the template that is shipped or another. Raises
    TemplateError."""
    from docxtpl import DocxTemplate
    from jinja2 import Environment
    from jinja2 import TemplateError as JinjaError

    source = template.read_bytes() if template else _shipped()
    values = {
        "unit": letter.unit,
        "report": letter.report,
        "file": letter.file,
        "day": f"{letter.day.year}年{letter.day.month}月{letter.day.day}日",
        "count": len(letter.points),
        "points": [asdict(p) | {"number": numeral(n)} for n, p in enumerate(letter.points, 1)],
    }
    stream = io.BytesIO()
    try:
        document = DocxTemplate(io.BytesIO(source))
        document.render(_clean(values), Environment(autoescape=True), autoescape=True)
        document.save(stream)
    except (JinjaError, KeyError, ValueError) as error:
        raise TemplateError(str(error)) from error
    return stream.getvalue()


def numeral(number: int) -> str:
    """A number up to 99 as a list in a letter counts: 十一. Beyond that in digits."""
    if number > 99:
        return str(number)
    tens, ones = divmod(number, 10)
    if not tens:
        return _NUMERALS[ones]
    head = "十" if tens == 1 else _NUMERALS[tens] + "十"
    return head + (_NUMERALS[ones] if ones else "")


def _shipped() -> bytes:
    return files("report").joinpath("letter", "inquiry.docx").read_bytes()


def _clean(value: object) -> object:
    """The values without what no Word file can hold."""
    if isinstance(value, str):
        return _UNWANTED.sub("\ufffd", value)
    if isinstance(value, dict):
        return {key: _clean(each) for key, each in value.items()}
    if isinstance(value, Sequence):
        return [_clean(each) for each in value]
    return value
