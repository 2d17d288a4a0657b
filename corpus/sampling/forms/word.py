"""A made-up report as a Word file; its headings numbered by Word where that is asked for."""

from __future__ import annotations

import io
import re
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from corpus.sampling.document import Figure, Grid, Heading, Paragraph, Report
from corpus.sampling.forms.parts import owner_line, placed, steady
from corpus.sampling.looks import Look

_NUMBERED = re.compile(r"([一二三四五六七八九十]+)、")
_FORMS = (("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."))
_ALIGN = {"center": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT}


def as_word(report: Report, look: Look, *, numbered: bool = False) -> bytes:
    """The report as .docx; where `numbered`, the 一、 of its headings are not in their text."""
    document = docx.Document()
    number = _list(document) if numbered else ""
    for line in report.cover:
        _paragraph(document, line, "center", bold=True)
    for block in report.blocks:
        if isinstance(block, Heading):
            _heading(document, block, number)
        elif isinstance(block, Paragraph):
            paragraph = document.add_paragraph()
            paragraph.paragraph_format.first_line_indent = Pt(24)
            for piece in block.pieces:
                text = piece.text if isinstance(piece, Figure) else piece
                paragraph.add_run(text[:2])
                paragraph.add_run(text[2:])
        elif isinstance(block, Grid):
            _table(document, report, look, block)
    document.add_paragraph()  # Word has one after every table
    stream = io.BytesIO()
    document.save(stream)
    return steady(stream.getvalue())


def _paragraph(document: Any, text: str, align: str = "left", *, bold: bool = False) -> Any:
    paragraph = document.add_paragraph()
    run = paragraph.add_run(text)
    run.bold = bold
    if align in _ALIGN:
        paragraph.alignment = _ALIGN[align]
    return paragraph


def _heading(document: Any, heading: Heading, number: str) -> None:
    match = _NUMBERED.match(heading.text)
    first = match is not None and match[1] == "一"
    if not number or match is None:
        _paragraph(document, heading.text, "center" if heading.level == 1 else "left", bold=True)
        return
    paragraph = _paragraph(document, heading.text[match.end() :], bold=True)
    own = _list(document) if first else document.element.body.get("gouji-list", number)
    document.element.body.set("gouji-list", own)
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = int(own)


def _list(document: Any) -> str:
    """A new list numbered 一、（一）1.; its id."""
    tree = document.part.numbering_part.element
    name = str(9000 + len(tree.findall(qn("w:num"))))
    abstract = _element("abstractNum", abstractNumId=name)
    for depth, (form, text) in enumerate(_FORMS):
        level = _element("lvl", ilvl=str(depth))
        for child, value in (("start", "1"), ("numFmt", form), ("lvlText", text)):
            level.append(_element(child, val=value))
        abstract.append(level)
    tree.insert(0, abstract)
    num = _element("num", numId=name)
    num.append(_element("abstractNumId", val=name))
    tree.append(num)
    return name


def _element(tag: str, **attributes: str) -> Any:
    element = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    return element


def _table(document: Any, report: Report, look: Look, grid: Grid) -> None:
    if grid.number:
        _paragraph(document, grid.number, "right")
    _paragraph(document, grid.title, "center", bold=True)
    owner = owner_line(report, grid)
    if owner:
        unit = f"　　　　　　单位：{grid.unit}" if look.unit_line else ""
        _paragraph(document, owner + unit)
    lines = (*grid.head, *grid.body)
    width = len(grid.widths)
    table = document.add_table(len(lines), width)
    cells = [list(row.cells) for row in table.rows]
    for place in placed(grid.head, width):
        _fill(cells, place.row, place.column, place.field)
    for place in placed(grid.body, width):
        _fill(cells, place.row + len(grid.head), place.column, place.field)
    for note in grid.notes:
        _paragraph(document, note)


def _fill(cells: Any, row: int, column: int, field: Any) -> None:
    cell = cells[row][column]
    if field.rows > 1 or field.columns > 1:
        cell = cell.merge(cells[row + field.rows - 1][column + field.columns - 1])
    paragraph = cell.paragraphs[0]
    paragraph.text = field.text
    if field.align in _ALIGN:
        paragraph.alignment = _ALIGN[field.align]
    if field.indent:
        paragraph.paragraph_format.left_indent = Pt(12 * field.indent)
