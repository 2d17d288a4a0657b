"""A made-up report as a page of a body's site: navigation around the article, tables in it."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from corpus.sampling.document import Figure, Grid, Heading, Line, Paragraph, Report
from corpus.sampling.forms.parts import owner_line
from corpus.sampling.looks import Look

_HEAD = """<!DOCTYPE html>
<html><head><meta http-equiv="Content-Type" content="text/html; charset={charset}">
<title>{title}_某某市政府信息公开</title>
<style>.none {{ display: none }} td {{ border: 1px solid }}</style>
<script>var a = "<p>2023年度支出1.00万元</p>";</script></head>
<body><div class="top"><a href="/">首页</a> <a href="/xxgk">信息公开</a>
<a href="/zwfw">政务服务</a></div>
<div class="wrap"><h1>{title}</h1>
<div class="info">发布时间：{year}-09-15 来源：{owner} 字体：[大 中 小]</div>
<div class="TRS_Editor"><div class="none">2019年度支出999.99万元</div>
"""
_FOOT = """</div></div>
<div class="foot"><p>版权所有：某某市人民政府</p><p>网站标识码：9900000000</p>
<a href="/map">网站地图</a></div></body></html>
"""


def as_page(report: Report, look: Look, *, charset: str = "utf-8") -> bytes:
    """The report as a web page in an encoding."""
    title = report.cover[0]
    head = _HEAD.format(charset=charset, title=title, year=report.year + 1, owner=report.owner)
    body = "\n".join(piece for block in report.blocks for piece in _block(report, look, block))
    return (head + body + _FOOT).encode(charset, "xmlcharrefreplace")


def _block(report: Report, look: Look, block: object) -> Iterator[str]:
    if isinstance(block, Heading):
        style = ' style="text-align: center"' if block.level == 1 else ""
        yield f"<p{style}><strong>{escape(block.text)}</strong></p>"
    elif isinstance(block, Paragraph):
        yield "<p>&nbsp;&nbsp;&nbsp;&nbsp;" + "".join(map(_piece, block.pieces)) + "</p>"
    elif isinstance(block, Grid):
        yield from _table(report, look, block)


def _piece(piece: str | Figure) -> str:
    """Words, or a figure, which editors like to tear over several spans."""
    if isinstance(piece, str):
        return escape(piece)
    text = piece.text
    return f"<span>{escape(text[:2])}</span><span lang=EN-US>{escape(text[2:])}</span>"


def _table(report: Report, look: Look, grid: Grid) -> Iterator[str]:
    if grid.number:
        yield f'<p style="text-align:right">{escape(grid.number)}</p>'
    yield f'<p align="center"><b>{escape(grid.title)}</b></p>'
    owner = owner_line(report, grid)
    if owner:
        unit = f"&emsp;&emsp;&emsp;&emsp;单位：{grid.unit}" if look.unit_line else ""
        yield f"<p>{escape(owner)}{unit}</p>"
    yield "<table>" + "".join(_line(line) for line in (*grid.head, *grid.body)) + "</table>"
    yield from (f"<p>{escape(note)}</p>" for note in grid.notes)


def _line(line: Line) -> str:
    cells = []
    for field in line:
        spans = "".join(
            f' {name}="{n}"'
            for name, n in (("colspan", field.columns), ("rowspan", field.rows))
            if n > 1
        )
        indent = "&emsp;" * field.indent
        cells.append(f'<td{spans} align="{field.align}">{indent}{escape(field.text)}</td>')
    return f"<tr>{''.join(cells)}</tr>"
