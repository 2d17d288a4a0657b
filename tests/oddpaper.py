"""A small sound report drawn with PyMuPDF, for tests that hide, cover or mar one thing in it.

One table over its own page, its narrative on the next; `SLIP` is the figure of the narrative that
a test makes wrong (`WRONG`) to see that it is still found.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pymupdf

from gouji import check
from reconcile.audit import Severity, Verdict

FONT = "cjk"
SLIP, WRONG = "618.25", "681.25"
HEAD = ("科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出")
ROWS = (
    ("", "合计", "2,180.56", "1,240.16", "940.40"),
    ("205", "教育支出", "96.32", "96.32", ""),
    ("20508", "进修及培训", "96.32", "96.32", ""),
    ("2050803", "培训支出", "96.32", "96.32", ""),
    ("213", "农林水支出", "1,946.54", "1,006.14", "940.40"),
    ("21302", "林业和草原", "1,946.54", "1,006.14", "940.40"),
    ("2130201", "行政运行", "1,006.14", "1,006.14", ""),
    ("2130205", "森林资源培育", "618.25", "", "618.25"),
    ("2130207", "森林资源管理", "322.15", "", "322.15"),
    ("221", "住房保障支出", "137.70", "137.70", ""),
    ("22102", "住房改革支出", "137.70", "137.70", ""),
    ("2210201", "住房公积金", "137.70", "137.70", ""),
)
PROSE = (
    "第三部分 2023年度部门决算情况说明",
    "一、支出决算情况说明",
    "2023年度本年支出合计2,180.56万元，其中：基本支出",
    "1,240.16万元，占56.9%；项目支出940.40万元，占43.1%。",
    "1.农林水支出（类）林业和草原（款）森林资源培育（项）。",
    "2023年度决算支出618.25万元。",
    "2.农林水支出（类）林业和草原（款）森林资源管理（项）。",
    "2023年度决算支出322.15万元。",
    "3.住房保障支出（类）住房改革支出（款）住房公积金（项）。",
    "2023年度决算支出137.70万元。",
    "4.教育支出（类）进修及培训（款）培训支出（项）。",
    "2023年度决算支出96.32万元。",
)
CLAIMS = 9
XS = (60.0, 120.0, 270.0, 360.0, 450.0, 540.0)
TOP, HIGH = 130.0, 22.0
LEFT, FIRST, LEAD, SIZE = 80.0, 90.0, 24.0, 12.0

Words = Callable[[str], str]


@dataclass(frozen=True)
class Paper:
    """What one test changes: the words of cells and of the narrative, and what is drawn on the
    pages (cover, table, narrative) before and after the text."""

    cell: Words = str
    prose: Words = str
    caption: Words = str
    under: Callable[[pymupdf.Document], None] = lambda document: None
    over: Callable[[pymupdf.Document], None] = lambda document: None
    draw_cells: bool = True
    draw_prose: bool = True


@cache
def _font() -> bytes:
    return bytes(pymupdf.Font(FONT).buffer)


def cell_at(code: str, column: int) -> pymupdf.Rect:
    """The box of the field of a subject code (合计 for the total) in a column of the table."""
    row = next(n for n, r in enumerate(ROWS) if code in (r[0], r[1])) + 1
    y = TOP + HIGH * row
    return pymupdf.Rect(XS[column], y, XS[column + 1], y + HIGH)


def line_at(number: int) -> pymupdf.Point:
    """Where a line of the narrative begins, on its baseline."""
    return pymupdf.Point(LEFT, FIRST + LEAD * number)


def write(
    page: pymupdf.Page, point: tuple[float, float], text: str, size: float = 9, **how: object
) -> None:
    page.insert_text(point, text, fontname=FONT, fontsize=size, **how)


def draw(path: Path, paper: Paper, *, slip: bool = False) -> Path:
    """The report as PDF at `path`; with the planted error where `slip`."""
    with pymupdf.open() as document:
        for _ in range(3):
            document.new_page().insert_font(fontname=FONT, fontbuffer=_font())
        cover, table, prose = document
        paper.under(document)
        write(cover, (150, 200), "临溪县林业局2023年度部门决算", 20)
        _table(table, paper)
        if paper.draw_prose:
            for number, text in enumerate(PROSE):
                words = text.replace(SLIP, WRONG) if slip else text
                write(prose, tuple(line_at(number)), paper.prose(words), SIZE)
        paper.over(document)
        document.save(path)
    return path


def _table(page: pymupdf.Page, paper: Paper) -> None:
    write(page, (230, 80), paper.caption("支出决算表"), 16)
    write(page, (60, 110), "部门：临溪县林业局")
    write(page, (450, 110), "金额单位：万元")
    rows = [HEAD, *ROWS]
    if not paper.draw_cells:
        return
    for n in range(len(rows) + 1):
        y = TOP + HIGH * n
        page.draw_line((XS[0], y), (XS[-1], y), width=0.5)
    for x in XS:
        page.draw_line((x, TOP), (x, TOP + HIGH * len(rows)), width=0.5)
    for n, row in enumerate(rows):
        for c, text in enumerate(row):
            shown = paper.cell(text) if n and c > 1 else text
            if shown:
                write(page, (XS[c] + 4, TOP + HIGH * n + 15), shown)


@dataclass(frozen=True)
class Outcome:
    """What gouji made of a report: its mismatches and doubts in words, the pages named as unread,
    the figures read, and how many of them are confirmed."""

    mismatches: tuple[str, ...]
    doubts: tuple[str, ...]
    wordings: tuple[str, ...]
    unread: tuple[tuple[int, str], ...]
    claims: int
    confirmed: int

    @property
    def is_whole(self) -> bool:
        """Every figure confirmed, nothing found, nothing unread."""
        return not (self.mismatches or self.doubts) and self.confirmed == CLAIMS


def outcome(path: Path) -> Outcome:
    audit = check(path)

    def of(severity: Severity) -> tuple[str, ...]:
        return tuple(
            f"{f.rule} {f.stated} {f.message}" for f in audit.findings if f.severity is severity
        )  # fmt: skip

    good = (Verdict.CONSISTENT, Verdict.ROUNDING)
    return Outcome(
        of(Severity.MISMATCH),
        of(Severity.DOUBT),
        of(Severity.WORDING),
        audit.disclosure.unread,
        len(audit.disclosure.claims),
        sum(j.verdict in good for j in audit.judgements),
    )


def assert_read_whole(folder: Path, paper: Paper) -> None:
    """A paper is read whole as it is, and with a wrong figure that figure alone is found."""
    sound = outcome(draw(folder / "a.pdf", paper))
    assert sound.is_whole, sound
    assert not sound.unread
    wrong = outcome(draw(folder / "b.pdf", paper, slip=True))
    assert len(wrong.mismatches) == 1, wrong
    assert WRONG in wrong.mismatches[0]
