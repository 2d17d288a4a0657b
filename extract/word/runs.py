"""The text of a paragraph as Word shows it: changes accepted, fields by their results. What is
struck through is not said any more, as in PDFs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from extract.characters import raised
from extract.word.styles import Style, W, child, switch, value

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SKIPPED = frozenset(
    W + name
    for name in ("del", "moveFrom", "pPr", "rPr", "instrText", "delText", "delInstrText", "rt",
                 "annotationRef", "commentReference", "sdtPr", "sdtEndPr", "smartTagPr")
)  # fmt: skip
_SIGNS = {W + "tab": "\t", W + "noBreakHyphen": "-", W + "ptab": "\t"}
_DRAWN = frozenset((W + "drawing", W + "pict", W + "object"))
#: Symbol fonts keep their signs in the private area; these are what is seen of them.
_SYMBOLS = {"F0FC": "√", "F0A8": "□", "F06C": "●", "F09F": "•", "F0D8": "➢", "F0FE": "☑"}


@dataclass(slots=True)
class Runs:
    """Reads paragraph after paragraph: fields may begin in one and end in another. `notes` are the
    footnotes referred to, in order; `drawn` the drawings met in the paragraph."""

    styles: Mapping[str, Style]
    fields: list[bool] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    drawn: list[etree._Element] = field(default_factory=list)

    def read(self, paragraph: etree._Element, hidden: bool) -> tuple[str, bool]:
        """What a paragraph shows, and whether all of it is bold."""
        pieces = list(self._inside(paragraph, hidden))
        bold = [b for text, b in pieces if text.strip()]
        return "".join(text for text, _ in pieces), bool(bold) and all(bold)

    def _inside(self, element: etree._Element, hidden: bool) -> Iterator[tuple[str, bool]]:
        for node in element:
            if not isinstance(node.tag, str) or node.tag in _SKIPPED:
                continue
            if node.tag == W + "r":
                yield from self._run(node, hidden)
            elif node.tag == MC + "AlternateContent":
                yield from self._inside(chosen(node), hidden)
            elif node.tag == W + "sdt":
                content = child(node, "sdtContent")
                yield from self._inside(content, hidden) if content is not None else ()
            else:
                yield from self._inside(node, hidden)

    def _run(self, run: etree._Element, hidden: bool) -> Iterator[tuple[str, bool]]:
        properties = child(run, "rPr")
        style = self.styles.get(value(child(properties, "rStyle")), Style())
        unseen = switch(properties, "vanish")
        if unseen is None:
            unseen = style.hidden if style.hidden is not None else hidden
        struck = bool(switch(properties, "strike") or switch(properties, "dstrike"))
        own = switch(properties, "b")
        bold = bool(style.bold) if own is None else own
        high = value(child(properties, "vertAlign")) == "superscript"
        for node in self._nodes(run):
            text = self._text(node)
            if text and not (unseen or struck) and all(self.fields):
                yield "".join(map(raised, text)) if high else text, bold

    def _nodes(self, run: etree._Element) -> Iterator[etree._Element]:
        for node in run:
            if isinstance(node.tag, str) and node.tag == MC + "AlternateContent":
                yield from chosen(node)
            elif isinstance(node.tag, str):
                yield node

    def _text(self, node: etree._Element) -> str:
        tag = node.tag
        if tag == W + "t":
            return node.text or ""
        if tag == W + "fldChar":
            self._turn(value(node, "fldCharType"))
        elif tag in (W + "br", W + "cr"):
            return "\n" if value(node, "type") in ("", "textWrapping") else ""
        elif tag == W + "sym":
            code = value(node, "char").upper()
            return _SYMBOLS.get(code) or _char(code)
        elif tag in (W + "footnoteReference", W + "endnoteReference"):
            self.notes.append((tag.removeprefix(W).removesuffix("Reference"), value(node, "id")))
            return "".join(map(raised, str(len(self.notes))))
        elif tag in _DRAWN:
            self.drawn.append(node)
        elif tag == W + "ruby":
            base = child(node, "rubyBase")
            return (
                "".join(text for text, _ in self._inside(base, False)) if base is not None else ""
            )
        return _SIGNS.get(tag, "")

    def _turn(self, kind: str) -> None:
        """A field begins, its result begins, or it ends."""
        if kind == "begin":
            self.fields.append(False)
        elif kind == "separate" and self.fields:
            self.fields[-1] = True
        elif kind == "end" and self.fields:
            self.fields.pop()


def _char(code: str) -> str:
    try:
        return chr(int(code, 16)) if code else ""
    except (ValueError, OverflowError):
        return ""


def chosen(node: etree._Element) -> etree._Element:
    """Of the ways in which a file says the same, the one that newer programs show."""
    found = node.find(MC + "Choice")
    other = node.find(MC + "Fallback")
    return found if found is not None else other if other is not None else node
