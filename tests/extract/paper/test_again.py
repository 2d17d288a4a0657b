"""The second reading: the same fields by another decoder, asked for only where it matters."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import playa
import pymupdf
import pytest
from playa.xref import XRefFallback

from extract.layout import Glyph, Page, Pages
from extract.paper import again
from extract.paper.laid_out import laid_out
from extract.paper.turned import turned_back
from extract.pdf.pages import read_pages
from extract.pdf.second import second_reading
from extract.read import read
from extract.tables.build import read_tables
from reconcile.audit import Audit, Finding, Severity
from reconcile.reconcile import reconcile
from tests.extract.paper.test_grids import ROWS, draw

ROOT = Path(__file__).parents[3]
SAMPLES = ROOT / "corpus" / "samples"
REPORTS = ROOT.parent / "shared" / "data" / "reports"

Read = Callable[[Pages, Sequence[Page]], dict[int, tuple[Glyph, ...]]]


def misread(digits: str, taken_for: str) -> Read:
    """A decoder that takes some digits for something else."""
    other = str.maketrans(digits, taken_for)

    def reading(pages: Pages, wanted: Sequence[Page]) -> dict[int, tuple[Glyph, ...]]:
        return {
            number: tuple(replace(g, char=g.char.translate(other)) for g in glyphs)
            for number, glyphs in second_reading(pages, wanted).items()
        }

    return reading


@pytest.mark.parametrize("rotate", [0, 90, 270])
def test_agreeing_readings_say_nothing(tmp_path: Path, rotate: int) -> None:
    layout = laid_out(draw(tmp_path / "表.pdf", ROWS, rotate=rotate))
    assert layout.again is not None
    assert layout.again.differing({1}).fields == {}


@pytest.mark.parametrize("rotate", [0, 90, 270])
def test_what_is_read_otherwise_is_told_by_its_place_on_the_page_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rotate: int
) -> None:
    layout = laid_out(draw(tmp_path / "表.pdf", ROWS, rotate=rotate))
    (table,) = (turned_back(t, layout.turned) for t in read_tables(layout))
    boxes = {c.text: c.box for row in table.rows for c in row.cells}
    monkeypatch.setattr(again, "second_reading", misread("5", "8"))
    assert layout.again is not None
    assert layout.again.differing({1}).fields == {(1, boxes["12.50"]): "12.80"}


def test_only_the_pages_asked_for_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def reading(pages: Pages, wanted: Sequence[Page]) -> dict[int, tuple[Glyph, ...]]:
        asked.extend(page.number for page in wanted)
        return {}

    monkeypatch.setattr(again, "second_reading", reading)
    layout = laid_out(read_pages(SAMPLES / "final-clean.pdf"))
    pages = {grid.page for grid in layout.grids}
    assert layout.again is not None and len(pages) > 3
    layout.again.differing({min(pages), 999})
    assert asked == [min(pages)]


def test_a_report_without_findings_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def reading(pages: Pages, wanted: Sequence[Page]) -> dict[int, tuple[Glyph, ...]]:
        raise AssertionError("nothing rests on any field")

    monkeypatch.setattr(again, "second_reading", reading)
    audit = reconcile(read(SAMPLES / "final-clean.pdf"))
    assert audit.count(Severity.MISMATCH) == audit.count(Severity.DOUBT) == 0


def test_what_reads_otherwise_a_second_time_is_no_mismatch(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plain = reconcile(read(SAMPLES / "final-tables.pdf"))
    in_tables = [f for f in plain.findings if f.severity is Severity.MISMATCH and f.cells]
    assert len(in_tables) > 1
    digits = "0123456789０１２３４５６７８９"
    monkeypatch.setattr(again, "second_reading", misread(digits, "甲" * 20))
    audit = reconcile(read(SAMPLES / "final-tables.pdf"))
    assert [f for f in audit.findings if f.severity is Severity.MISMATCH and f.cells] == []
    doubts = [f for f in audit.findings if f.severity is Severity.DOUBT]
    assert len(doubts) >= len(in_tables)
    assert all("两次读取" in str(f.detail) for f in doubts)
    seconds = {c.second for t in audit.disclosure.tables for r in t.rows for c in r.cells}
    assert len(seconds) > 1


def test_a_figure_of_the_text_that_reads_otherwise_is_no_mismatch(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def in_text(audit: Audit, severity: Severity) -> list[Finding]:
        return [f for f in audit.findings if f.severity is severity and f.claims and not f.cells]

    path = SAMPLES / "final-narrative.pdf"
    plain = reconcile(read(path))
    assert in_text(plain, Severity.MISMATCH)
    monkeypatch.setattr(again, "second_reading", misread("1234567890", "0123456789"))
    audit = reconcile(read(path))
    assert in_text(audit, Severity.MISMATCH) == []
    assert any("正文中该数两次读取" in str(f.detail) for f in in_text(audit, Severity.DOUBT))


def test_a_report_that_nothing_reads_again_stays_itself() -> None:
    disclosure = replace(read(SAMPLES / "final-clean.pdf"), again=None)
    assert disclosure.read_again({1, 2, 3}) is disclosure


@pytest.mark.parametrize("cipher", ["RC4_40", "RC4_128", "AES_128", "AES_256"])
def test_what_opens_without_a_password_is_read_like_any_other(tmp_path: Path, cipher: str) -> None:
    pages = draw(tmp_path / "表.pdf", ROWS)
    path = tmp_path / f"{cipher}.pdf"
    with pymupdf.open(pages.path) as document:
        how = getattr(pymupdf, f"PDF_ENCRYPT_{cipher}")
        document.save(path, encryption=how, owner_pw="owner", user_pw="", permissions=0)
    locked = read_pages(path)
    plain, found = laid_out(pages), laid_out(locked)
    assert found.grids == plain.grids and not found.unread
    assert second_reading(locked, locked.pages) == second_reading(pages, pages.pages)


def test_a_file_whose_objects_stand_elsewhere_is_read_as_it_was_mended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where playa looks for each object anew, a report of 300 takes a minute."""
    pages = draw(tmp_path / "表.pdf", ROWS)
    head, note = b"%PDF-1.7\n", b"% what stands where it should not\n"
    moved = tmp_path / "移.pdf"
    data = pages.path.read_bytes()
    behind = data[data.index(b"\n") + 1 :]
    at = int(re.findall(rb"startxref\s+(\d+)", behind)[-1])
    to = at - (len(data) - len(behind)) + len(head) + len(note)
    moved.write_bytes(head + note + behind.replace(b"%d\n%%%%EOF" % at, b"%d\n%%%%EOF" % to))
    gone_over: list[playa.Document] = []

    def rebuilt(document: playa.Document) -> XRefFallback:
        gone_over.append(document)
        return XRefFallback(document)

    monkeypatch.setattr("playa.document.XRefFallback", rebuilt)
    found = read_pages(moved)
    assert second_reading(found, found.pages) == second_reading(pages, pages.pages)
    assert not gone_over


@pytest.mark.parametrize("name", ["js2024_guihua", "ys2024_wanli"])
def test_real_reports_read_alike_both_ways(name: str) -> None:
    path = REPORTS / f"{name}.pdf"
    if not path.exists():
        pytest.skip("the published reports (../shared/data) are not here")
    disclosure = read(path)
    everything = range(1, disclosure.page_count + 1)
    assert disclosure.read_again(everything, {c.id for c in disclosure.claims}) is disclosure
