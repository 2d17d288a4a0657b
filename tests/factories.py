"""Audits built by hand: the values that readers and checkers would have made."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from extract.disclosure import Claim, Direction, Disclosure, Entry, Role, Sentence
from extract.figures.quantity import Quantity, parse_quantity
from extract.geometry import Box, Place
from extract.table import Cell, Column, Row, Table
from reconcile.audit import Audit, Check, Evidence, Finding, Judgement, Operand, Severity, Verdict

BOX = Box(10.04, 20.0, 60.0, 32.0)


def sentence(id: int, text: str, *, page: int = 21, **fields: Any) -> Sentence:
    """A sentence whose characters stand side by side on one page."""
    places = tuple(Place(page, Box(10.0 * i, 20, 10.0 * i + 10, 32)) for i in range(len(text)))
    fields = {"section": ("一、收入决算情况说明",), "paragraph": id} | fields
    return Sentence(id, text, places, **fields)


def claim(id: str, within: Sentence, printed: str, **fields: Any) -> Claim:
    """The claim that the first `printed` in a sentence makes."""
    start = within.text.index(printed)
    quantity = parse_quantity(printed)
    meaning = {"role": Role.LEVEL, "subject": "收入总计", "period": "2024", "statement": 0} | fields
    return Claim(id, within.id, start, start + len(printed), quantity, **meaning)


def cell(text: str, unit: str = "万元", *, table: str = "t1", page: int = 7, row: int = 0) -> Cell:
    """A cell under the one column of figures; blank where there is no text."""
    quantity = Quantity(text, Decimal(re.sub(",", "", text)), unit) if text else None
    return Cell(table, page, BOX, row, 1, text, quantity)


def evidence(
    text: str,
    *,
    row: str = "总计",
    column: str = "决算数",
    title: str = "收入支出决算总表",
    **fields: Any,
) -> Evidence:
    found = cell(text, **fields)
    return Evidence(found, title, row, column, quantity=found.quantity)


def table(*cells: Cell) -> Table:
    """A table of one column of figures with a row for every cell."""
    rows = tuple(Row(i, (f"第{i}行",), "", 0, (c,)) for i, c in enumerate(cells))
    columns = (Column(1, ("决算数",), 0, "万元"),)
    return Table("t1", "收入支出决算总表", "公开01表", "万元", (7,), columns, rows, ((7, BOX),))


def disclosure(*, sentences: Any = (), claims: Any = (), **fields: Any) -> Disclosure:
    known: dict[str, Any] = {
        "path": Path("年报/a.pdf"),
        "sha256": "0" * 64,
        "unit": "某市财政局",
        "year": 2024,
        "kind": "final",
        "page_count": 30,
        "tables": (table(cell("9859.38")),),
    }
    return Disclosure(**(known | fields), sentences=tuple(sentences), claims=tuple(claims))


def finding(**fields: Any) -> Finding:
    known: dict[str, Any] = {
        "id": "f1",
        "rule": "change-rate",
        "severity": Severity.MISMATCH,
        "page": 21,
        "message": "增长率与增加额、上年数不符",
        "stated": "13.95",
        "expected": "12.08",
    }
    return Finding(**(known | fields))


def audit(**fields: Any) -> Audit:
    """A report with a level that a table confirms and a growth rate that its change contradicts."""
    words = "2024年度收入总计9859.38万元，比上年增加1062.85万元，增长13.95%。"
    first = sentence(0, words)
    other = sentence(1, "全年共有车辆2辆。", page=22)
    level = claim("c1", first, "9859.38万元")
    change = claim("c2", first, "1062.85万元", role=Role.CHANGE_AMOUNT, direction=Direction.UP)
    rate = claim("c3", first, "13.95%", role=Role.CHANGE_RATE, direction=Direction.UP)
    cars = claim("c4", other, "2辆", role=Role.COUNT, subject="车辆")
    formula = "1062.85 ÷ (9859.38 − 1062.85) = 12.08%"
    expected = Decimal("12.08")
    check = Check(
        "change-rate",
        Verdict.MISMATCH,
        Decimal("13.95"),
        expected,
        "%",
        formula,
        (Operand("13.95%", "c3"), Operand("1062.85万元", "c2"), Operand("9859.38万元", "c1")),
    )
    known: dict[str, Any] = {
        "disclosure": disclosure(
            sentences=(first, other),
            claims=(level, change, rate, cars),
            ledger=(Entry("2024", Place(21, BOX), "none", "年份"),),
        ),
        "judgements": (
            Judgement("c1", Verdict.CONSISTENT, (evidence("9,859.38"),), None, Decimal("9859.38")),
            Judgement("c2", Verdict.ROUNDING),
            Judgement("c3", Verdict.MISMATCH, (), formula, expected),
            Judgement("c4", Verdict.UNVERIFIABLE),
        ),
        "checks": (check,),
        "findings": (
            finding(
                claims=("c3", "c2", "c1"),
                cells=(evidence("9,859.38"),),
                formula=formula,
                clause="比上年增加1062.85万元，增长13.95%",
                detail="若为12.08%则相符",
            ),
        ),
        "unchecked": ("没有读到国有资本经营预算财政拨款支出决算表",),
    }
    return Audit(**(known | fields))


def quiet() -> Audit:
    """The same report with nothing to find."""
    full = audit()
    good = tuple(replace(j, verdict=Verdict.CONSISTENT) for j in full.judgements)
    return replace(full, judgements=good, findings=())
