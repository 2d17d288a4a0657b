"""Figures of which a part was whitened."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from extract.disclosure import Disclosure
from extract.geometry import Box, Place
from extract.table import Cell, Column, Row, Table
from reconcile.audit import Check, Operand, Verdict
from reconcile.equation import check_sum, of_cell
from reconcile.rules import Sample
from reconcile.weighing.doubt import Doubts
from reconcile.weighing.figures_cut import cut_cells, holes, is_piece, pieces
from reconcile.weighing.losses import Losses
from tests import factories
from tests.reconcile.reading import audited, mismatches, sheet

EM = 10.0
BEFORE, FIGURE, AFTER = "图书馆支出决算100.00万元，比年初预算", "3.00万元", "增加97.00万元。"


def told(*, line: float = 50, behind: float = 0) -> Disclosure:
    """A sentence with a figure on its second line, which begins at `line`; `behind` wide is the gap
    before the figure on one line with what stands before it."""
    text = BEFORE + FIGURE + AFTER
    first = len(BEFORE) - (4 if behind else 0)
    boxes, x = [], 70.0
    for n in range(len(text)):
        if n == first:
            x = line
        x += behind if n == len(BEFORE) else 0
        y = 100.0 + 20 * (n >= first)
        boxes.append(Box(x, y, x + EM, y + 12))
        x += EM
    said = factories.sentence(0, text, page=1)
    said = replace(said, places=tuple(Place(1, box) for box in boxes))
    claim = factories.claim("c1", said, FIGURE)
    return factories.disclosure(sentences=(said,), claims=(claim,))


@pytest.mark.parametrize(
    ("shown", "cut"),
    [
        (told(), False),
        (told(line=120), True),  # what stood at the beginning of its line is gone
        (told(behind=5), False),
        (told(behind=60), True),  # what stood right before it is gone
        (told(line=70), False),
    ],
)
def test_a_figure_behind_a_hole(shown: Disclosure, *, cut: bool) -> None:
    assert bool(holes(shown)) is cut
    doubt = Doubts.of(Losses.of(shown), []).of_claims([shown.claims[0]])
    assert (getattr(doubt, "name", "") == "doubt.figure_cut") is cut


def a_table(*columns: list[str]) -> Table:
    """A table of some columns of figures."""
    rows = tuple(
        Row(n, (f"第{n}行",), "", 0, tuple(_cell(text, n, c) for c, text in enumerate(texts)))
        for n, texts in enumerate(zip(*columns, strict=True))
    )
    heads = tuple(Column(c, ("决算数",), 0, "万元") for c in range(len(columns)))
    return replace(factories.table(), rows=rows, columns=heads)


def _cell(text: str, row: int, column: int) -> Cell:
    figure = text if text[:1].isdecimal() else ""
    return replace(factories.cell(figure, row=row), column=column, text=text)


def texts(table: Table) -> list[str]:
    return sorted(cell.text for cell in cut_cells([table]))


FILLED = [f"{n}.25" for n in range(1, 51)]


def test_a_figure_that_alone_has_no_decimals() -> None:
    assert texts(a_table([*FILLED, "3,136"])) == ["3,136"]


@pytest.mark.parametrize(
    "column",
    [
        FILLED,
        [*FILLED, "3,136", "12.5"],  # decimals are printed as far as there are any
        [*FILLED[:15], "3,136"],
        [*FILLED, *(f"{n}" for n in range(100, 120))],
    ],
)
def test_where_others_have_none_either(column: list[str]) -> None:
    assert texts(a_table(column)) == []


@pytest.mark.parametrize(
    ("columns", "cut"),
    [
        (([*FILLED[:7], "83"], [*FILLED[:7], "49"]), ["49", "83"]),  # one row
        (([*FILLED[:7], "83"], [*FILLED[:7], "1.25"]), []),  # one figure among few proves nothing
        (([*FILLED[:7], "83"], ["49", *FILLED[:7]]), []),
        (([*FILLED[:13], "83", "49"],), ["49", "83"]),  # one column
        ((["83", "49", "12", "15"], FILLED[:4]), []),  # a column of counts
    ],
)
def test_a_strip_of_figures_without_decimals(
    columns: tuple[list[str], ...], cut: list[str]
) -> None:
    assert texts(a_table(*columns)) == cut


def test_a_column_without_anything() -> None:
    blank = [""] * 4
    assert texts(a_table(FILLED[:4], blank)) == blank
    assert texts(a_table(FILLED[:4], ["", "", "-", ""])) == []
    assert texts(a_table(blank, blank)) == []
    assert texts(a_table(FILLED[:2], ["", ""])) == []


def test_a_blank_field_that_a_sum_proves_to_be_nothing() -> None:
    table = a_table(FILLED[:4], FILLED[:4], [""] * 4)
    total, whole, blank = table.rows[0].cells
    operands = tuple(Operand(c.text, cell=c, quantity=c.quantity) for c in (total, whole))
    disclosure = factories.disclosure(tables=(table,))
    one = Decimal("1.25")
    held = Check("T07", Verdict.CONSISTENT, one, one, "万元", "", operands, blank=(blank,))
    assert blank in Doubts.of(Losses.of(disclosure), []).cut
    assert blank not in Doubts.of(Losses.of(disclosure), [], checks=[held]).cut
    failed = replace(held, verdict=Verdict.MISMATCH)
    assert blank in Doubts.of(Losses.of(disclosure), [], checks=[failed]).cut


@pytest.mark.parametrize(
    ("one", "other", "piece"),
    [
        ("6.02", "15076.02", True),
        ("313", "3136.71", False),  # too little of it is gone to be more than a slip
        ("313", "31367.15", True),
        ("309300", "29309300", True),
        ("5076.02", "15076.02", False),
        ("02", "15076.02", False),
        ("6.03", "15076.02", False),
        ("123.45", "1234500.00", False),  # a wrong unit
        ("15076.02", "6.02", False),
        ("9400", "12109400", True),
        ("400", "12109400", False),
    ],
)
def test_what_is_left_of_a_figure(one: str, other: str, *, piece: bool) -> None:
    assert is_piece(Decimal(one), Decimal(other)) is piece


@pytest.mark.parametrize("stated", ["6.02", "15076.02"])
def test_the_piece_is_doubted_whichever_is_stated(stated: str) -> None:
    cells = [factories.cell(text, row=n) for n, text in enumerate(("6.02", "15076.02"))]
    (other,) = {"6.02", "15076.02"} - {stated}
    operands = tuple(Operand(c.text, cell=c, quantity=c.quantity) for c in cells)
    check = Check("T16", Verdict.MISMATCH, Decimal(stated), Decimal(other), "万元", "", operands)
    assert pieces([check]) == {cells[0]}
    assert pieces([replace(check, verdict=Verdict.CONSISTENT)]) == frozenset()


def failed(stated: Cell, expected: str) -> Check:
    operands = (Operand(stated.text, cell=stated, quantity=stated.quantity),)
    return Check(
        "T07", Verdict.MISMATCH, Decimal(stated.text), Decimal(expected), "万元", "", operands
    )


def test_one_digit_is_gone_with_more_of_the_same_column() -> None:
    """A strip went through the column: 0.47 of 60.47 beside 9.99 of 119.99."""
    cells = [factories.cell(text, row=n) for n, text in enumerate(("9.99", "0.47"))]
    strip = [failed(cells[0], "119.99"), failed(cells[1], "60.47")]
    assert pieces(strip) == set(cells)
    assert pieces(strip[1:]) == frozenset()
    elsewhere = replace(cells[1], column=cells[1].column + 1)
    assert pieces([strip[0], failed(elsewhere, "60.47")]) == {cells[0]}


@pytest.mark.parametrize(("line", "name"), [(50, ""), (120, "doubt.holed")])
def test_a_sentence_with_a_hole_is_doubted(line: float, name: str) -> None:
    """The other figures of a sentence may belong to words that are gone."""
    shown = told(line=line)
    first = factories.claim("c0", shown.sentences[0], "100.00万元")
    assert getattr(Doubts.of(Losses.of(shown), []).of_claims([first]), "name", "") == name


@pytest.mark.parametrize(("part", "left"), [("38.66", False), ("386", True), ("96600", False)])
def test_a_part_that_is_left_of_what_it_would_have_to_be(part: str, *, left: bool) -> None:
    cells = [factories.cell(text, row=n) for n, text in enumerate(("427500", "40900", part))]
    stated, *parts = (of_cell(c, "万元") for c in cells)
    one = check_sum("T46", stated, parts)
    assert one.verdict is Verdict.MISMATCH
    assert pieces([one]) == (frozenset({cells[2]}) if left else frozenset())


def salaries(printed: str) -> Sample:
    return sheet(
        "一般公共预算财政拨款基本支出决算表",
        "科目编码|科目名称|决算数|科目编码|科目名称|决算数",
        "301|工资福利支出|2082.85|302|商品和服务支出|184.65",
        "303|对个人和家庭的补助|69.41|||",
        f"|人员经费合计|{printed}||公用经费合计|184.65",
    )


def test_a_part_explains_nothing_of_an_equation_that_it_is_not_in() -> None:
    """5152.26 for 2152.26 makes 69.41 the end of 3069.41; the text asks for 2152.26 as well."""
    text = (
        "一般公共预算财政拨款基本支出2336.91万元，其中：人员经费2152.26万元，公用经费184.65万元。"
    )
    assert mismatches(audited(text, salaries("2152.26"))) == []
    found = mismatches(audited(text, salaries("5152.26")))
    assert [m[1:] for m in found] == [("5152.26", "2152.26")]
