"""Characters whose font calls them by another's name are not known."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pymupdf
import pytest

from extract.pdf.miscoded import miscoded
from extract.pdf.pages import read_pages
from extract.pdf.soundness import CODES

#: A map of codes to characters that calls one of them by a name of choice.
MAP = """/CIDInit /ProcSet findresource begin 12 dict begin begincmap
1 begincodespacerange <00> <ff> endcodespacerange
1 beginbfrange <20> <7e> <0020> endbfrange
1 beginbfchar <{code:02x}> <{name:04x}> endbfchar
endcmap end end"""


def span(text: Sequence[tuple[str, int, float]], often: int = 1) -> dict[str, Any]:
    """As PyMuPDF traces it: characters, the numbers of their glyphs, and how wide these are."""
    chars = [(ord(c), n, (0.0, 0.0), (0.0, 0.0, 9 * w, 9.0)) for c, n, w in text] * often
    return {"font": "F", "size": 9.0, "dir": (1.0, 0.0), "chars": chars}


DIGITS = [(str(n), n, 0.5) for n in range(10)]
WORDS = [(char, 20 + n, 1.0) for n, char in enumerate("收入支出决算总计")]


def changed(number: int, char: str, width: float = 0.5) -> list[tuple[str, int, float]]:
    return [*DIGITS[:number], (char, number, width), *DIGITS[number + 1 :]]


@pytest.mark.parametrize(
    ("traced", "found"),
    [
        ([span(DIGITS, 9), span(WORDS)], set()),
        ([span(changed(0, "卫")), span(WORDS)], {(ord("卫"), 0)}),
        ([span([*DIGITS, ("7", 30, 1.0)]), span(WORDS)], {(ord("7"), 30)}),
        ([span(changed(1, "3"), 9), span(WORDS)], {(ord("3"), 1), (ord("3"), 3)}),
        ([span(changed(1, "3"), 2), span(WORDS)], set()),  # too few to miss a digit
        ([span([*DIGITS, ("3", 40, 0.5)], 9)], set()),  # drawn in two ways, and none is missing
        ([span(DIGITS[:9], 9)], set()),
        ([span([(c, n, 1.0) for c, n, _ in DIGITS]), span(changed(3, "卫"))], set()),
    ],
)  # fmt: skip
def test_what_cannot_be_what_it_is_called(
    traced: list[dict[str, Any]], found: set[tuple[int, int]]
) -> None:
    assert miscoded(traced) == ({"F": found} if found else {})


@pytest.mark.parametrize(("name", "problem"), [("3", CODES), ("1", "")])
def test_a_digit_called_another_is_not_read(tmp_path: Path, name: str, problem: str) -> None:
    with pymupdf.open() as document:
        page = document.new_page()
        for n in range(9):
            page.insert_text((72, 72 + 20 * n), "2,104.68 3,579.00", fontname="helv")
        font = page.get_fonts()[0][0]
        names = document.get_new_xref()
        document.update_object(names, "<<>>")
        document.update_stream(names, MAP.format(code=ord("1"), name=ord(name)).encode())
        document.xref_set_key(font, "ToUnicode", f"{names} 0 R")
        document.save(tmp_path / "a.pdf")
    (shown,) = read_pages(tmp_path / "a.pdf").pages
    assert shown.problem == problem
