"""Make the template of the letter of inquiry, report/letter/inquiry.docx, when its words change.

The marks in it are docxtpl's: {{ }} a value, {%p %} a paragraph that is repeated or left out.
"""

from __future__ import annotations

from pathlib import Path

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph

TARGET = Path(__file__).parents[1] / "report" / "letter" / "inquiry.docx"
_SONG, _HEI, _FANG = "宋体", "黑体", "仿宋"

HEAD = "关于{{ report }}有关数字的询问函"
TO = "{{ unit }}："
LEAD = (
    "我们查阅了贵单位公开的{{ report }}（文件：{{ file }}）。其中以下{{ count }}处的数字，"
    "我们在公开文本内未能核对相符，谨此请教，请予核实并作说明。"
)
POINT = "{{ p.number }}、第{{ p.page }}页{{ p.title }}"
QUOTE = "原文：“{{ p.quote }}”"
THERE = "对照：{{ t }}"
EQUATION = "按公开的数字：{{ p.equation }}"
QUESTION = "请教：{{ p.question }}"
END = (
    "以上各处，如因统计口径、数据时点、四舍五入或排版所致，亦请一并告知；"
    "如公开文本已经更正，请告知更正后的文本及公开的位置。"
)
PLEDGE = "本函只为核实公开信息，不代表对有关事项的任何结论。盼于    年    月    日前函复，谢谢。"
CONTACT = ("联系人：", "电  话：", "邮  箱：")
SIGNED = ("（发函单位）", "{{ day }}")


def main() -> None:
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.8)
    section.top_margin = section.bottom_margin = Cm(3)
    title = _add(document, HEAD, _HEI, 18)
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.space_after = Pt(18)
    _add(document, TO, _FANG, 14)
    _add(document, LEAD, _FANG, 14, indent=True)
    _add(document, "{%p for p in points %}", _FANG, 14)
    _add(document, POINT, _HEI, 14, indent=True, together=True)
    _optional(document, "p.quote", QUOTE)
    _add(document, "{%p for t in p.there %}", _FANG, 14)
    _add(document, THERE, _FANG, 14, indent=True)
    _add(document, "{%p endfor %}", _FANG, 14)
    _optional(document, "p.equation", EQUATION)
    _optional(document, "p.question", QUESTION)
    _add(document, "{%p endfor %}", _FANG, 14)
    _add(document, END, _FANG, 14, indent=True)
    _add(document, PLEDGE, _FANG, 14, indent=True)
    for line in ("", *CONTACT):
        _add(document, line, _FANG, 14, indent=True, together=True)
    for line in ("", *SIGNED):
        signed = _add(document, line, _FANG, 14, together=True)
        signed.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    document.core_properties.author = "gouji"
    document.core_properties.title = "询问函"
    document.save(str(TARGET))


def _optional(document: Document, name: str, text: str) -> None:
    """A paragraph that is left out where its value is empty."""
    _add(document, "{%p if " + name + " %}", _FANG, 14)
    _add(document, text, _FANG, 14, indent=True)
    _add(document, "{%p endif %}", _FANG, 14)


def _add(
    document: Document,
    text: str,
    font: str,
    size: int,
    *,
    indent: bool = False,
    together: bool = False,
) -> Paragraph:
    paragraph: Paragraph = document.add_paragraph()
    form = paragraph.paragraph_format
    form.space_before, form.space_after, form.line_spacing = Pt(0), Pt(0), Pt(28)
    form.keep_with_next = together
    if indent:
        form.first_line_indent = Pt(2 * size)
    run = paragraph.add_run(text)
    run.font.size, run.font.name = Pt(size), font
    run._element.rPr.rFonts.set(qn("w:eastAsia"), font)
    return paragraph


if __name__ == "__main__":
    main()
