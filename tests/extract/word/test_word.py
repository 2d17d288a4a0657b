"""Word files as Word shows them."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from extract.errors import UnreadableError
from extract.flow.blocks import Block, Grid, Part, Text
from extract.word.counting import counted
from extract.word.read import read_word

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
LEVELS = (("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%1.%3"))
NUMBERING = (
    '<w:abstractNum w:abstractNumId="1">'
    + "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/>{"<w:isLgl/>" if depth == 2 else ""}</w:lvl>'
        for depth, (form, text) in enumerate(LEVELS)
    )
    + '</w:abstractNum><w:num w:numId="5"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="6"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0">'
    '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
)


def docx(body: str, **parts: str) -> bytes:
    """A Word file of these parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(
            "word/document.xml", f"<w:document {NAMES}><w:body>{body}</w:body></w:document>"
        )
        for name, inner in parts.items():
            archive.writestr(f"word/{name}.xml", f"<w:{name} {NAMES}>{inner}</w:{name}>")
    return stream.getvalue()


def part(body: str, **parts: str) -> Part:
    return read_word(Path("a.docx"), docx(body, **parts), "0").parts[0]


def texts(body: str, **parts: str) -> list[str]:
    return [b.text for b in part(body, **parts).blocks if isinstance(b, Text)]


def p(inner: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def numbered(text: str, level: int = 0, number: int = 5) -> str:
    return p(r(text), f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(r(text))}</w:tc>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def test_numbers_that_word_adds_are_text() -> None:
    body = numbered("收入") + numbered("财政", 1) + numbered("其他", 1) + numbered("支出")
    body += numbered("基本", 1) + numbered("人员", 2) + numbered("公用", 2)
    assert texts(body, numbering=NUMBERING) == [
        "一、收入", "（一）财政", "（二）其他", "二、支出", "（一）基本", "2.1人员", "2.2公用",
    ]  # fmt: skip


def test_a_list_that_begins_anew() -> None:
    body = numbered("甲") + numbered("乙") + numbered("丙", number=6) + numbered("丁", number=6)
    assert texts(body, numbering=NUMBERING) == ["一、甲", "二、乙", "一、丙", "二、丁"]


def test_a_number_from_a_style() -> None:
    style = """<w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 1"/><w:pPr><w:numPr>
    <w:numId w:val="5"/></w:numPr></w:pPr></w:style>"""
    body = p(r("收入"), '<w:pStyle w:val="H"/>') + p(
        r("无号"), '<w:pStyle w:val="H"/><w:numPr><w:numId w:val="0"/></w:numPr>'
    )
    assert texts(body, numbering=NUMBERING, styles=style) == ["一、收入", "无号"]


@pytest.mark.parametrize(
    ("number", "form", "shown"),
    [
        (10, "chineseCounting", "十"), (11, "chineseCountingThousand", "十一"),
        (20, "chineseCounting", "二十"), (101, "chineseCounting", "一百零一"),
        (3, "decimalEnclosedCircle", "③"), (2, "ideographTraditional", "乙"),
        (12, "chineseLegalSimplified", "壹拾贰"), (4, "upperRoman", "IV"),
        (28, "lowerLetter", "bb"),
        (7, "decimalZero", "07"), (7, "unheardOf", "7"), (12, "ideographDigital", "一二"),
    ],
)  # fmt: skip
def test_counting(number: int, form: str, shown: str) -> None:
    assert counted(number, form) == shown


def test_changes_are_read_as_accepted() -> None:
    body = p(
        r("支出") + f"<w:del>{r('9.00')}<w:r><w:delText>8.00</w:delText></w:r></w:del>"
        f"<w:ins>{r('10.50')}</w:ins>" + r("万元")
    )
    assert texts(body) == ["支出10.50万元"]


def test_a_deleted_paragraph_mark_joins_paragraphs() -> None:
    assert texts(p(r("支出"), "<w:rPr><w:del/></w:rPr>") + p(r("10万元"))) == ["支出10万元"]


def test_hidden_text_is_not_read() -> None:
    assert texts(p(r("支出") + r("99", "<w:vanish/>") + r("10万元"))) == ["支出10万元"]


@pytest.mark.parametrize("struck", ["strike", "dstrike"])
def test_what_is_struck_through_is_not_said_any_more(struck: str) -> None:
    body = p(r("支出") + r("1", f"<w:{struck}/>") + r("2", f'<w:{struck} w:val="0"/>') + r("万元"))
    assert texts(body) == ["支出2万元"]


def test_fields_by_their_results() -> None:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    code = "<w:r><w:instrText> =SUM(ABOVE) 77 </w:instrText></w:r>"
    body = p(
        r("共")
        + mark("begin")
        + code
        + r("错")
        + mark("separate")
        + r("10")
        + mark("end")
        + r("万元")
    )
    assert texts(body) == ["共10万元"]


def test_contents_are_told_by_their_style() -> None:
    style = '<w:style w:type="paragraph" w:styleId="T"><w:name w:val="toc 1"/></w:style>'
    tab = "<w:r><w:tab/></w:r>"
    body = p(r("一、收入情况") + tab + r("3"), '<w:pStyle w:val="T"/>')
    (found,) = part(body, styles=style).blocks
    assert isinstance(found, Text) and found.entry and found.text == "一、收入情况…3"


def test_text_boxes_are_read_once() -> None:
    box = f"<wps:txbx><w:txbxContent>{p(r('单位：万元'))}</w:txbxContent></wps:txbx>"
    body = p(
        "<w:r><mc:AlternateContent><mc:Choice><w:drawing>" + box + "</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert texts(body) == ["单位：万元"]


def test_footnotes_stand_aside_and_their_marks_are_no_digits() -> None:
    body = p(r("支出12.5") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + r("万元"))
    notes = f'<w:footnote w:id="2">{p(r("含上年结转。"))}</w:footnote>'
    first, second = part(body, footnotes=notes).blocks
    assert isinstance(first, Text) and first.text == "支出12.5¹万元"
    assert isinstance(second, Text) and second.aside and second.text == "¹含上年结转。"


def spans(blocks: tuple[Block, ...]) -> dict[str, tuple[int, int, int, int]]:
    (found,) = [b for b in blocks if isinstance(b, Grid)]
    return {i.text: (i.row, i.column, i.row_end, i.column_end) for i in found.items}


def test_merged_fields() -> None:
    body = table(
        cell("科目", '<w:gridSpan w:val="2"/>') + cell("合计", '<w:vMerge w:val="restart"/>'),
        cell("编码") + cell("名称") + cell("", "<w:vMerge/>"),
        cell("201") + cell("教育") + cell("5.00"),
    )
    found = spans(part(body).blocks)
    assert found["科目"] == (0, 0, 1, 2) and found["合计"] == (0, 2, 2, 3)
    assert found["5.00"] == (2, 2, 3, 3)


def test_tables_for_looks_are_no_tables() -> None:
    inner = table(cell("项目") + cell("数"), cell("收入") + cell("1"), cell("支出") + cell("2"))
    body = table(f"<w:tc>{p(r('收入支出决算总表'))}{inner}{p(r(''))}</w:tc>")
    blocks = part(body).blocks
    assert [type(b).__name__ for b in blocks] == ["Text", "Grid"]


def test_deleted_rows_are_gone() -> None:
    row = f"<w:tr><w:trPr><w:del/></w:trPr>{cell('旧')}{cell('9')}</w:tr>"
    head, new = cell("项目") + cell("数"), cell("新") + cell("1")
    body = f"<w:tbl><w:tr>{head}</w:tr>{row}<w:tr>{new}</w:tr></w:tbl>"
    assert set(spans(part(body).blocks)) == {"项目", "数", "新", "1"}


def test_numbers_in_fields_count_once() -> None:
    inner = f"<w:tc>{numbered('甲')}</w:tc>"
    body = table(inner + cell("1"), inner + cell("2")) + numbered("乙")
    found = part(body, numbering=NUMBERING)
    assert {"一、甲", "二、甲"} <= set(spans(found.blocks))
    assert [b.text for b in found.blocks if isinstance(b, Text)] == ["三、乙"]


def test_what_was_not_read_is_said() -> None:
    a = "http://schemas.openxmlformats.org/drawingml/2006/main"
    wp = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
    picture = (
        f'<w:drawing><x:inline xmlns:x="{wp}"><x:extent cx="4000000" cy="3000000"/>'
        f'<b:blip xmlns:b="{a}"/></x:inline></w:drawing>'
    )
    body = p(f"<w:r>{picture}</w:r>" + r("文") + "<w:r><w:object/></w:r>")
    assert part(body).unread == ("图片中的文字未读：1处", "嵌入的表格或文件未读：1处")


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04word/document.xml",
        docx("<w:p>")[:-40],
        docx("<w:p><w:r>"),
    ],
)
def test_broken_files_say_so(data: bytes) -> None:
    with pytest.raises(UnreadableError) as error:
        read_word(Path("a.docx"), data, "0")
    assert error.value.status == "broken"


def test_entities_stand_for_nothing() -> None:
    stream = io.BytesIO()
    bomb = (
        '<!DOCTYPE x [<!ENTITY a "9"><!ENTITY b "&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    )
    text = f"{bomb}<w:document {NAMES}><w:body>{p(r('支出&b;&f;万元'))}</w:body></w:document>"
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", text)
    (found,) = read_word(Path("a.docx"), stream.getvalue(), "0").parts[0].blocks
    assert isinstance(found, Text) and "9" not in found.text and "root" not in found.text


def test_a_file_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extract.flow.package.MAX_PART", 1_000_000)
    with pytest.raises(UnreadableError) as error:
        read_word(Path("a.docx"), docx(p(r("支" * 500_000))), "0")
    assert error.value.status == "too_large"
