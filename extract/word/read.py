"""From the bytes of a Word file to its blocks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from lxml import etree

from extract.characters import raised
from extract.flow.blocks import Block, Flow, Part, Text
from extract.flow.package import Package, broken, opened
from extract.leaves import Form
from extract.unread import MACROS
from extract.word.numbering import numbering_of
from extract.word.runs import Runs
from extract.word.styles import W, default_style, styles_of, value
from extract.word.walk import Walk

#: A picture narrower or lower than this (EMU; an inch and a half) is a sign or a seal.
_PICTURE = 1_371_600
_EXTENT = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}extent"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
_BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
#: What Word writes at the ends of its notes that are no notes.
_RULES = frozenset(("separator", "continuationSeparator", "continuationNotice"))


def read_word(path: Path, data: bytes, sha256: str) -> Flow:
    """The blocks of a .docx file. Raises UnreadableError where it is broken or too large."""
    with opened(data, path.name) as package:
        part = _part(package)
    return Flow(path, sha256, Form.WORD, (part,))


def _part(package: Package) -> Part:
    tree = package.tree("word/document.xml")
    body = tree.find(W + "body") if tree is not None else None
    if body is None:
        raise broken(package.name)
    sheet = package.tree("word/styles.xml")
    styles = styles_of(sheet)
    runs = Runs(styles)
    numbering = numbering_of(package.tree("word/numbering.xml"))
    order = {paragraph: n for n, paragraph in enumerate(body.iter(W + "p"))}
    walk = Walk(styles, default_style(sheet), numbering, runs, order)
    blocks: list[Block] = list(walk.blocks(body))
    blocks += _notes(package, walk)
    return Part(tuple(blocks), unread=tuple(_unread(package, walk.drawn, body)))


def _notes(package: Package, walk: Walk) -> Iterator[Block]:
    """The footnotes and endnotes that the text refers to, in its order."""
    texts: dict[tuple[str, str], etree._Element] = {}
    for kind in ("footnote", "endnote"):
        tree = package.tree(f"word/{kind}s.xml")
        for note in tree.findall(W + kind) if tree is not None else ():
            if value(note, "type") not in _RULES:
                texts[kind, value(note, "id")] = note
    for number, key in enumerate(list(walk.runs.notes), 1):
        note = texts.get(key)
        lines = (
            [b.text for b in walk.blocks(note) if isinstance(b, Text)] if note is not None else []
        )
        if lines:
            mark = "".join(map(raised, str(number)))
            yield Text(mark + "".join(lines), aside=True)


def _unread(
    package: Package, drawn: Sequence[etree._Element], body: etree._Element
) -> Iterator[str]:
    """What the file shows or holds and was not read."""
    charts = sum(1 for node in drawn if next(node.iter(_CHART), None) is not None)
    if charts:
        yield f"图表中的文字未读：{charts}处"
    pictures = sum(1 for node in drawn if _is_picture(node))
    if pictures:
        yield f"图片中的文字未读：{pictures}处"
    objects = sum(1 for node in drawn if node.tag == W + "object")
    if objects:
        yield f"嵌入的表格或文件未读：{objects}处"
    if next(body.iter(W + "altChunk"), None) is not None:
        yield "嵌入的表格或文件未读：正文引用的其他文件"
    if any(name.endswith("vbaProject.bin") for name in package.names):
        yield MACROS


def _is_picture(node: etree._Element) -> bool:
    """Whether a drawing is a picture so large that there may be writing on it."""
    if next(node.iter(_BLIP), None) is None:
        return False
    sizes = [(e.get("cx") or "0", e.get("cy") or "0") for e in node.iter(_EXTENT)]
    return any(min(int(x), int(y)) >= _PICTURE for x, y in sizes if x.isdecimal() and y.isdecimal())
