"""A small PDF with an audit of it: every box is where the glyphs are, as the reader sees them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pymupdf

from extract.disclosure import Claim, Sentence
from extract.figures.quantity import Quantity
from extract.geometry import Box, Place, union
from extract.layout import Page
from extract.pdf.pages import read_pages
from extract.table import Cell, Column, Row, Table
from reconcile.audit import (
    Audit,
    Check,
    Evidence,
    Finding,
    Judgement,
    Operand,
    Severity,
    Verdict,
)
from tests import factories

WORDS = "本年收入合计120.50万元，其中财政拨款收入100.00万元。"
ROWS = (("财政拨款收入", "100.00"), ("其他收入", "20.00"), ("本年收入合计", "120.00"))
#: Something a report could print that must reach no page, sheet or query as anything but text.
HOSTILE = '=HYPERLINK("http://x")<script>alert(1)</script>'


def draw(path: Path, *, rotation: int = 0, crop: bool = False) -> None:
    """A page of text and a page with a ruled table; turned, and cut on the left and top."""
    with pymupdf.open() as document:
        text = document.new_page(width=595, height=842)
        text.insert_text((90, 200), WORDS, fontname="china-s", fontsize=14)
        table = document.new_page(width=595, height=842)
        table.insert_text((90, 160), "收入决算表", fontname="china-s", fontsize=14)
        for i, (label, figure) in enumerate(ROWS):
            top = 200 + 30 * i
            table.draw_rect(pymupdf.Rect(90, top, 290, top + 30))
            table.draw_rect(pymupdf.Rect(290, top, 430, top + 30))
            table.insert_text((96, top + 20), label, fontname="china-s", fontsize=12)
            table.insert_text((360, top + 20), figure, fontname="china-s", fontsize=12)
        for page in document:
            if crop:
                page.set_cropbox(pymupdf.Rect(40, 60, 595, 842))
            page.set_rotation(rotation)
        document.set_toc([[1, "正文", 1], [1, "表格", 2]])
        document.save(path)


def audit(path: Path, *, findings: int = 1, subject: str = "本年收入合计") -> Audit:
    """The audit of a drawn file: 120.50 in the text against 120.00 in the table."""
    text, paper = read_pages(path).pages
    glyphs = tuple(Place(1, g.box) for g in text.glyphs)
    written = "".join(g.char for g in text.glyphs)
    sentence = Sentence(0, written, glyphs, ("二、收入决算情况说明",), 0)
    whole = factories.claim("c1", sentence, "120.50万元", subject=subject)
    part = factories.claim("c2", sentence, "100.00万元", subject="财政拨款收入")
    table = _table(paper)
    cells = {row.label: row.cells[0] for row in table.rows}
    disclosure = factories.disclosure(
        path=path,
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        sentences=(sentence,),
        claims=(whole, part),
        tables=(table,),
        page_count=2,
    )
    total, grant = cells["本年收入合计"], cells["财政拨款收入"]
    return Audit(
        disclosure,
        judgements=(
            Judgement("c1", Verdict.MISMATCH, (_evidence(total),), None, Decimal("120.00")),
            Judgement("c2", Verdict.CONSISTENT, (_evidence(grant),), None, Decimal("100.00")),
        ),
        checks=_checks(whole, part, cells),
        findings=tuple(_finding(i, _evidence(total)) for i in range(1, findings + 1)),
        unchecked=("T09 一般公共预算支出表各行：报告中没有可核对的表格或数据",),
    )


def hostile(audit: Audit) -> Audit:
    """The same audit with a report's words that try to be something else."""
    disclosure = audit.disclosure
    claims = tuple(replace(c, subject=HOSTILE) for c in disclosure.claims)
    tables = tuple(
        replace(t, title=HOSTILE, rows=tuple(replace(r, labels=(HOSTILE,)) for r in t.rows))
        for t in disclosure.tables
    )
    findings = tuple(
        replace(f, message=HOSTILE, clause=HOSTILE, detail=HOSTILE) for f in audit.findings
    )
    changed = replace(disclosure, claims=claims, tables=tables, unit=HOSTILE)
    return replace(audit, disclosure=changed, findings=findings, unchecked=(HOSTILE,))


def _table(page: Page) -> Table:
    rows = []
    for i, (label, figure) in enumerate(ROWS):
        box = _find(page, figure)
        quantity = Quantity(figure, Decimal(figure), "万元")
        cell = Cell("t1", 2, box, i, 1, figure, quantity)
        rows.append(Row(i, (label,), "", 0, (cell,)))
    over = union(r.cells[0].box for r in rows).grown(40)
    columns = (Column(1, ("决算数",), 0, "万元"),)
    return Table("t1", "收入决算表", "公开02表", "万元", (2,), columns, tuple(rows), ((2, over),))


def _find(page: Page, words: str) -> Box:
    at = "".join(g.char for g in page.glyphs).index(words)
    return union(g.box for g in page.glyphs[at : at + len(words)])


def _evidence(cell: Cell) -> Evidence:
    return Evidence(cell, "收入决算表", ROWS[cell.row][0], "决算数", quantity=cell.quantity)


def _checks(whole: Claim, part: Claim, cells: dict[str, Cell]) -> tuple[Check, ...]:
    total, grant, rest = (cells[n] for n in ("本年收入合计", "财政拨款收入", "其他收入"))

    def made(stated: str, expected: str, verdict: Verdict, formula: str,
             operands: Sequence[Operand], unit: str = "万元") -> Check:  # fmt: skip
        return Check("N01", verdict, Decimal(stated), Decimal(expected), unit, formula,
                     tuple(operands))  # fmt: skip

    t, g, r = (Operand(f"{c.text}万元", cell=c) for c in (total, grant, rest))
    return (
        made("120.50", "120.00", Verdict.MISMATCH, "120.00", [Operand("120.50万元", whole.id), t]),
        made("100.00", "100.00", Verdict.CONSISTENT, "100.00", [Operand("100.00万元", part.id), g]),
        made("120.00", "120.00", Verdict.CONSISTENT, "100.00+20.00", [t, g, r]),
        made("83.3", "83.3", Verdict.CONSISTENT, "100.00÷120.00", [Operand("83.3%"), g, t], "%"),
        made("120.01", "120.00", Verdict.ROUNDING, "100.00+20.00", [Operand("120.01万元"), g, r]),
    )


def _finding(number: int, total: Evidence) -> Finding:
    """One finding; those after the fourth differ by other amounts, so that none follows from
    another."""
    expected = "120.00" if number < 5 else f"{Decimal('120.50') - number * Decimal('0.003')}"
    return factories.finding(
        id=f"f{number}",
        rule="N01",
        page=1,
        severity=list(Severity)[(number - 1) % 4],
        message="正文本年收入合计为120.50万元，表格为120.00万元，这两处不一致",
        stated="120.50",
        expected=expected,
        claims=("c1",),
        cells=(total,),
        clause="本年收入合计120.50万元",
    )
