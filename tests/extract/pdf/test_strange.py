"""Files that other programs' test suites hold: filters nobody knows, trees that loop or are deep,
rules that make no table, digits of other scripts. A fault of one page costs that page, and is
said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pymupdf
import pytest

from extract.errors import UnreadableError
from extract.paper.laid_out import laid_out
from extract.pdf.pages import read_pages
from extract.tables.build import read_tables
from tests.reconcile.reading import audited, mismatches, sheet


def written(path: Path, objects: Mapping[int, bytes]) -> Path:
    """A PDF of these objects, the first of which is its catalogue."""
    parts, at = [b"%PDF-1.7\n"], {}
    for number, body in objects.items():
        at[number] = sum(map(len, parts))
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start, size = sum(map(len, parts)), max(objects) + 1
    rows = (b"%010d 00000 n \n" % at.get(number, 0) for number in range(1, size))
    parts.append(b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, b"".join(rows)))
    parts.append(b"trailer<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF" % (size, start))
    path.write_bytes(b"".join(parts))
    return path


@pytest.mark.parametrize("name", ["BrotliDecode", "NobodyKnows"])
def test_a_page_in_a_code_nobody_knows_costs_that_page(name: str, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    with pymupdf.open() as document:
        for words in ("2024年度收入总计9859.38万元", "支出总计9859.38万元"):
            document.new_page().insert_text((72, 72), words, fontname="china-s")
        (stream,) = document[1].get_contents()
        coded = bytes(255 - byte for byte in document.xref_stream(stream))
        document.update_stream(stream, coded, compress=False)
        document.xref_set_key(stream, "Filter", f"/{name}")
        document.save(path)
    read = laid_out(read_pages(path))
    assert "".join(g.char for g in read.pages[0].glyphs) == "2024年度收入总计9859.38万元"
    assert [number for number, _ in read.unread] == [2]


@pytest.mark.parametrize("depth", [3_000])
def test_deep_trees(depth: int, tmp_path: Path) -> None:
    node = b"<</Type/Pages/Count 1/Kids[%d 0 R]/Parent %d 0 R>>"
    objects = {1: b"<</Type/Catalog/Pages 2 0 R>>"}
    objects |= {n: node % (n + 1, n - 1) for n in range(2, depth)}
    objects[depth] = b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 500 500]>>" % (depth - 1)
    assert not any(p.glyphs for p in read_pages(written(tmp_path / "a.pdf", objects)).pages)


@pytest.mark.parametrize(
    "page",
    [
        b"<</Type/Pages/Count 1/Kids[2 0 R]>>",  # its own child
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 500 500]/Deep %s>>" % (b"[" * 5000 + b"]" * 5000),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 500 500]/Contents[3 0 R]>>",
    ],
)
def test_what_leads_nowhere_is_said(page: bytes, tmp_path: Path) -> None:
    objects = {1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Count 1/Kids[3 0 R]>>"}
    with pytest.raises(UnreadableError) as raised:
        laid_out(read_pages(written(tmp_path / "a.pdf", objects | {3: page})))
    assert "\n" not in raised.value.message


Line = tuple[float, float, float, float]


@pytest.mark.parametrize(
    "rules",
    [
        [(60, 100, 540, 100)],
        [(60, 100, 60, 500)],
        [(60, 100, 540, 100), (60, 500, 540, 500)],
        [(60, 100, 60, 500), (540, 100, 540, 500)],
        [(60, 100, 540, 100), (300, 50, 300, 500)],
        [(60, 100, 540, 100), (60, 100.2, 540, 100.2), (60, 100, 60, 100.2)],
        [(60, 100, 60, 100)] * 4,
        [(-900, -900, 9000, -900), (-900, -900, -900, 9000), (60, 100, 540, 100)],
    ],
)
def test_rules_that_make_no_table(rules: Sequence[Line], tmp_path: Path) -> None:
    with pymupdf.open() as document:
        page = document.new_page()
        page.insert_text((80, 300), "1,206.85", fontname="helv")
        for x0, y0, x1, y1 in rules:
            page.draw_line((x0, y0), (x1, y1), width=0.5)
        document.save(tmp_path / "a.pdf")
    layout = laid_out(read_pages(tmp_path / "a.pdf"))
    assert all(table.columns or table.rows or table.grid for table in read_tables(layout))
    assert "".join(g.char for g in layout.pages[0].glyphs) == "1,206.85"


@pytest.mark.parametrize("digits", ["1434١٤٣٤", "१", "௧௨", "१२.५०", "𝟏𝟐", "1٢3.50", "⑴⒉"])
def test_digits_of_other_scripts(digits: str) -> None:
    """They are no figures of such a report, and nothing falls over them."""
    table = sheet("收入支出决算总表", "项目|决算数", f"本年收入合计|{digits}", "总计|100.00")
    said = f"2024年度收入总计{digits}万元，比上年增加{digits}万元，增长{digits}%，共{digits}项。"
    assert not mismatches(audited(said, table))
