"""Every printed number ends in the ledger, once, with what became of it."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from extract.claims.statements import read_claims
from extract.disclosure import Disclosure
from extract.geometry import Box
from extract.layout import Glyph, Page
from extract.ledger import keep_ledger
from extract.narrative.sentences import read_sentences
from extract.paper.running import running_text
from extract.pdf.pages import read_pages
from extract.read import read
from extract.table import Cell, Row, Table
from tests import factories
from tests.extract.by_hand import centred, line, page

REPORTS = Path(__file__).parents[3] / "shared" / "data" / "reports"


def ledger_of(*sheets: Page) -> list[tuple[str, str, str]]:
    """Text, kind and reason of every number on some pages without tables."""
    sentences = read_sentences(running_text(sheets, {}))
    claims = read_claims(sentences, year=2024, kind="final").claims
    disclosure = factories.disclosure(sentences=sentences, claims=claims, tables=())
    return [(e.text, e.kind, e.reason) for e in keep_ledger(sheets, disclosure)]


def test_a_page_is_accounted_for() -> None:
    sheet = page(
        1,
        line("一、收入决算情况说明", 90),
        line("2024年度收入合计1,234.56万元，增长12.08%。", 120),
        line("按财决〔2025〕18号公开，单价100万元以上设备3台。", 150),
        centred("- 7 -", 810),
    )
    assert ledger_of(sheet) == [
        ("2024", "none", "日期"),
        ("1,234.56", "claim", "c1"),
        ("12.08", "claim", "c2"),
        ("2025", "none", "文号"),
        ("18", "none", "文号"),
        ("100", "none", "界限"),
        ("3", "claim", "c3"),
        ("7", "none", "页眉、页脚、页码"),
    ]


def test_headings_contents_and_glossary_have_their_reasons() -> None:
    sheets = (
        page(1, centred("目录", 90, 16), line("一、2024年度决算……………………5", 120)),
        page(
            2,
            line("一、2024年度决算", 90),
            line("收入12万元。", 120),
            line("二、名词解释", 150),
            line("经费：指单价5万元的经费。", 180),
        ),
    )
    assert ledger_of(*sheets) == [
        ("2024", "none", "目录"),
        ("5", "none", "目录"),
        ("2024", "none", "标题"),
        ("12", "claim", "c1"),
        ("5", "none", "名词解释"),
    ]


def test_a_number_that_nobody_knows_is_shown() -> None:
    (entry,) = ledger_of(page(1, line("经比对，结果为37，另有说明。", 90)))
    assert entry == ("37", "none", "无单位")


@pytest.fixture(scope="module", params=sorted(p.stem for p in REPORTS.glob("*.pdf")) or ["none"])
def disclosure(request: pytest.FixtureRequest) -> Disclosure:
    path = REPORTS / f"{request.param}.pdf"
    if not path.exists():
        pytest.skip("the real reports are not beside this checkout (../shared/data/reports)")
    return read(path)


def test_real_reports_leave_nothing_unexplained(disclosure: Disclosure) -> None:
    unknown = [e for e in disclosure.ledger if e.reason in ("未归类", "无单位")]
    assert [(e.text, e.place.page) for e in unknown] == []


def test_real_reports_list_every_digit(disclosure: Disclosure) -> None:
    """As many digits in the ledger as in the pages' own text, page by page."""
    listed: Counter[int] = Counter()
    for entry in disclosure.ledger:
        listed[entry.place.page] += len(re.findall(r"\d", entry.text))
    printed = {
        p.number: sum(g.char.isdigit() for g in p.glyphs) for p in read_pages(disclosure.path).pages
    }
    assert {p: n for p, n in printed.items() if n} == dict(listed)


def test_every_claim_is_in_the_ledger(disclosure: Disclosure) -> None:
    listed = {e.reason for e in disclosure.ledger if e.kind == "claim"}
    arabic = {c.id for c in disclosure.claims if re.search(r"[\d０-９]", c.quantity.text)}
    assert arabic == listed


def test_numbers_of_cells_side_by_side_are_told_apart() -> None:
    """Where two cells stand close to each other, nothing but their edge divides what they print."""
    glyphs = tuple(
        Glyph(c, Box(100 + 5 * n, 120, 105 + 5 * n, 128), 127, 8.0)
        for n, c in enumerate("187.000.00")
    )
    cells = tuple(
        Cell("t1", 1, Box(left, 115, right, 132), 1, column, text, None)
        for column, (left, right, text) in enumerate(
            [(80.0, 130.0, "187.00"), (130.0, 180.0, "0.00")], 1
        )
    )
    rows, boxes = (Row(1, ("合计",), "", 0, cells),), ((1, Box(80, 100, 180, 140)),)
    found = Table("t1", "支出表", "", "万元", (1,), (), rows, boxes)
    shown = Page(1, 600.0, 800.0, glyphs, (), ())
    disclosure = factories.disclosure(sentences=(), claims=(), tables=(found,))
    assert [e.text for e in keep_ledger((shown,), disclosure)] == ["187.00", "0.00"]
