"""Odd pages of a sixth round: marks behind names, struck rows, seals over text, characters without
form, figures that begin with their point."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from pathlib import Path

import pymupdf
import pytest

from tests.oddpaper import (
    FONT,
    HEAD,
    HIGH,
    ROWS,
    SIZE,
    TOP,
    XS,
    Paper,
    assert_read_whole,
    cell_at,
    draw,
    line_at,
    outcome,
    write,
)
from tests.reconcile.reading import audited, mismatches, sheet

TABLE, TEXT = 1, 2
RED = (0.8, 0.0, 0.0)


def _marked(**marks: str) -> Callable[[pymupdf.Document], None]:
    """Writes marks of notes behind the names of some subjects."""

    def over(document: pymupdf.Document) -> None:
        names = {row[1]: row[0] for row in ROWS}
        for name, mark in marks.items():
            rect = cell_at(names[name] or name, 1)
            write(document[TABLE], (rect.x0 + 4 + 9 * len(name), rect.y0 + 15), mark)

    return over


def _heads_marked(document: pymupdf.Document) -> None:
    rect = pymupdf.Rect(XS[2], TOP, XS[3], TOP + HIGH)
    write(document[TABLE], (rect.x0 + 4 + 9 * len(HEAD[2]), rect.y0 + 15), "[1]")


def _row_struck_out(document: pymupdf.Document) -> None:
    """A row under the last one, with a line through it from edge to edge."""
    page, y = document[TABLE], TOP + HIGH * (len(ROWS) + 1)
    for x in XS:
        page.draw_line((x, y), (x, y + HIGH), width=0.5)
    page.draw_line((XS[0], y + HIGH), (XS[-1], y + HIGH), width=0.5)
    for c, text in enumerate(("2210202", "提租补贴", "99.00", "99.00", "")):
        write(page, (XS[c] + 4, y + 15), text)
    page.draw_line((XS[0] + 2, y + 11.5), (XS[-1] - 2, y + 11.5), width=0.7, color=RED)


def _seal(page: int, x: float, y: float) -> Callable[[pymupdf.Document], None]:
    """A seal: a ring, the name along it, and a number that stands level within it."""

    def over(document: pymupdf.Document) -> None:
        sheet = document[page]
        sheet.draw_circle((x, y), 55, color=RED, width=2)
        for n, char in enumerate("临溪县林业局财务专用章"):
            way = math.radians(150 + 24 * n)
            at = pymupdf.Point(x + 42 * math.cos(way), y + 42 * math.sin(way))
            turned = pymupdf.Matrix(-math.degrees(way) - 90)
            write(sheet, (at.x - 5, at.y + 4), char, 10, color=RED, morph=(at, turned))
        write(sheet, (x - 22, y + 30), "3301060012", 7, color=RED)

    return over


def _called_twice(document: pymupdf.Document) -> None:
    """The font calls its 7 and 4 by two characters, one of them without form."""
    glyph = pymupdf.Font(FONT).has_glyph
    for number, called in ((4, b"0034200b"), (7, b"20600037")):
        named = b"1 beginbfchar\n<%04x> <%s>\nendbfchar\n" % (glyph(ord(str(number))), called)
        for page in document:
            for font in document.get_page_fonts(page.number):
                kind, value = document.xref_get_key(font[0], "ToUnicode")
                if kind == "xref":
                    xref = int(value.split()[0])
                    told = document.xref_stream(xref)
                    if named not in told:
                        document.update_stream(xref, told.replace(b"endcmap", named + b"endcmap"))


def _raised(document: pymupdf.Document) -> None:
    """Small digits that stand high behind names."""
    for code, mark in (("2130205", "1"), ("2130207", "12"), ("合计", "3")):
        rect, name = cell_at(code, 1), next(r[1] for r in ROWS if code in r[:2])
        write(document[TABLE], (rect.x0 + 4 + 9 * len(name), rect.y0 + 11), mark, 5)


READ = {
    "raised digits behind names": Paper(over=_raised),
    "circled marks behind names": Paper(over=_marked(森林资源培育="①②", 合计="③")),
    "stars behind names": Paper(over=_marked(合计="*", 森林资源管理="**")),
    "numbers in brackets behind names": Paper(over=_marked(培训支出="[1]", 森林资源培育="（注2）")),
    "a mark behind the name of a column": Paper(over=_heads_marked),
    "a row struck out from edge to edge": Paper(over=_row_struck_out),
    "a seal over lines of the narrative": Paper(over=_seal(TEXT, 300, 255)),
    "a seal over figures of the table": Paper(over=_seal(TABLE, 400, 290)),
    "digits called by two characters": Paper(over=_called_twice),
}


@pytest.mark.parametrize("name", READ)
def test_read_whole(name: str, tmp_path: Path) -> None:
    assert_read_whole(tmp_path, READ[name])


def test_many_struck_rows_are_none(tmp_path: Path) -> None:
    """Rules that are set half a row too low strike out nothing."""

    def over(document: pymupdf.Document) -> None:
        for n in range(len(ROWS) + 1):
            y = TOP + HIGH * n + 11.5
            document[TABLE].draw_line((XS[0], y), (XS[-1], y), width=0.5)

    found = outcome(draw(tmp_path / "a.pdf", Paper(over=over)))
    assert not found.mismatches
    assert found.confirmed or found.unread


def test_red_words_in_no_ring_are_text(tmp_path: Path) -> None:
    red = re.compile("618.25万元。")

    def over(document: pymupdf.Document) -> None:
        at = line_at(5)
        before = pymupdf.Font(FONT).text_length("2023年度决算支出", fontsize=SIZE)
        write(document[TEXT], (at.x + before, at.y), "681.25万元。", SIZE, color=RED)

    found = outcome(draw(tmp_path / "a.pdf", Paper(prose=lambda t: red.sub("", t), over=over)))
    assert len(found.mismatches) == 1, found


def _guests(paid: str, *more: str) -> tuple[str, object]:
    table = sheet(
        "“三公”经费支出决算表",
        "项目|预算数|决算数",
        "合计|10.50|9.28",
        "1.因公出国（境）费||",
        "2.公务用车购置及运行维护费|9.50|8.76",
        "其中：公务用车购置费||",
        "公务用车运行维护费|9.50|8.76",
        f"3.公务接待费|1.00|{paid}",
        *more,
    )
    return "2024年度公务接待费支出决算{}万元。", table


def test_a_cell_that_begins_with_its_point_confirms() -> None:
    said, table = _guests(".52")
    audit = audited(said.format("0.52"), table)
    assert not audit.findings
    assert all(j.verdict.value == "consistent" for j in audit.judgements)


def test_what_one_such_cell_contradicts_is_a_doubt() -> None:
    """The digits before its point may be gone."""
    said, table = _guests(".52")
    audit = audited(said.format("0.25"), table)
    assert not mismatches(audit)
    assert [f.severity.value for f in audit.findings] == ["doubt"]


def test_what_a_table_that_prints_all_so_contradicts_is_a_mismatch() -> None:
    said, table = _guests(".52", "其中：国内接待费|1.00|.52", "国（境）外接待费|.00|.00")
    assert mismatches(audited(said.format("0.25"), table))
