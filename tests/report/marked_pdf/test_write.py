"""The marked PDF: what was published stays, and the marks lie on the right words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pymupdf
import pytest

from extract.geometry import Box
from reconcile.audit import Audit
from report.marked_pdf.marks import COLOURS
from report.marked_pdf.write import write
from report.source import SourceError
from report.texts import load
from report.view import View
from tests.report import paper

ZH = load("zh")


def marked(audit: Audit, folder: Path, **options: bool) -> pymupdf.Document:
    path = folder / "marked.pdf"
    write(audit, path, ZH, **options)
    return pymupdf.open(path)


def test_the_publishers_bytes_stay(drawn: Audit, tmp_path: Path) -> None:
    marked(drawn, tmp_path)
    published = drawn.disclosure.path.read_bytes()
    assert (tmp_path / "marked.pdf").read_bytes().startswith(published)


def under(page: pymupdf.Page) -> list[str]:
    """The words under each highlight; the middle of a glyph decides."""
    words = []
    for annotation in page.annots():
        rect = pymupdf.Quad(annotation.vertices[:4]).rect
        chars = [c for b in page.get_text("rawdict")["blocks"] for line in b["lines"]
                 for span in line["spans"] for c in span["chars"]]  # fmt: skip
        inside = [
            c
            for c in chars
            if (pymupdf.Rect(c["bbox"]).tl + pymupdf.Rect(c["bbox"]).br) / 2 in rect
        ]
        words.append("".join(c["c"] for c in inside).strip())
    return words


def test_highlights_lie_on_the_words(drawn: Audit, tmp_path: Path) -> None:
    document = marked(drawn, tmp_path, front=False)
    assert under(document[0]) == ["120.50万元", "100.00万元"]
    assert sorted(under(document[1])) == ["100.00", "120.00"]
    notes = [a.info["content"] for a in document[0].annots()]
    assert "这两处不一致" in notes[0]
    assert "印证" in notes[1]


def covered(page: pymupdf.Page, box: Box, kind: str) -> float:
    """The share of a box, as displayed, that has the colour of its mark."""
    wanted = [round(255 * part) for part in COLOURS[kind]]
    pixels = page.get_pixmap(clip=pymupdf.Rect(box.x0 + 2, box.y0 + 2, box.x1 - 2, box.y1 - 2))
    found = [pixels.pixel(x, y) for x in range(pixels.width) for y in range(pixels.height)]
    return sum(max(abs(a - b) for a, b in zip(p, wanted, strict=True)) < 12 for p in found) / len(
        found
    )


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", [False, True])
def test_turned_and_cut_pages(rotation: int, crop: bool, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    paper.draw(path, rotation=rotation, crop=crop)
    audit = paper.audit(path)
    document = marked(audit, tmp_path, front=False)
    claim = View(audit, ZH).claims["c1"]
    assert covered(document[0], claim.places[0].box, "mismatch") > 0.4


def test_links_lead_to_the_cell_and_back(drawn: Audit, tmp_path: Path) -> None:
    document = marked(drawn, tmp_path)
    assert [link["page"] for link in document[1].get_links()] == [2, 2]
    assert {link["page"] for link in document[2].get_links()} == {1}
    assert [link["page"] for link in document[0].get_links()] == [1]


def test_outline_has_the_publishers_entries_and_the_findings(drawn: Audit, tmp_path: Path) -> None:
    entries = marked(drawn, tmp_path).get_toc()
    assert entries[:3] == [[1, "正文", 2], [1, "表格", 3], [1, "核对结果", 1]]
    assert [e[0] for e in entries[3:]] == [2]
    assert entries[3][1].startswith("不一致 · 第1页 · 正文本年收入合计")
    assert entries[3][2] == 2


def test_summary_can_be_left_out(drawn: Audit, tmp_path: Path) -> None:
    assert "某市财政局" in marked(drawn, tmp_path)[0].get_text()
    assert marked(drawn, tmp_path, front=False).page_count == 2


def test_hundreds_of_findings_and_none(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    paper.draw(path)
    many = marked(paper.audit(path, findings=300), tmp_path)
    assert len(many.get_toc()) == 3 + 300
    summary = "".join(page.get_text() for page in many)
    assert "另有165处" in summary  # of 225 that are no roundings 60 are listed
    assert "75处（同一尾差的连带各处并作一条" in summary.replace("\n", "")
    none = marked(replace(paper.audit(path), findings=()), tmp_path)
    assert none.get_toc() == [[1, "正文", 2], [1, "表格", 3]]


def test_a_file_that_changed_is_refused(drawn: Audit, tmp_path: Path) -> None:
    drawn.disclosure.path.write_bytes(drawn.disclosure.path.read_bytes() + b"\n")
    with pytest.raises(SourceError, match="changed"):
        write(drawn, tmp_path / "x.pdf", ZH)
    assert not (tmp_path / "x.pdf").exists()


def test_words_of_a_report_are_no_markup(drawn: Audit, tmp_path: Path) -> None:
    text = marked(paper.hostile(drawn), tmp_path)[0].get_text()
    assert "<script>" in text.replace("\n", "")
