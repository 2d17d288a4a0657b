"""Web pages as bodies publish them, with what their editors and sites leave in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.errors import UnreadableError
from extract.flow.blocks import Block, Grid, Part, Text
from extract.sources import layout_of
from extract.web.read import read_web
from extract.web.seen import is_hidden

SAID = "2024年度收入总计9859.38万元，比上年增加1062.85万元，增长12.08%。"
ROWS = "<tr><td>项目</td><td>决算数</td></tr><tr><td>收入</td><td>1.50</td></tr>"


def part(body: str, head: str = "", encoding: str = "utf-8") -> Part:
    page = f"<html><head>{head}</head><body>{body}</body></html>"
    return read_web(Path("a.html"), page.encode(encoding), "0").parts[0]


def blocks(body: str, head: str = "") -> tuple[Block, ...]:
    return part(body, head).blocks


def texts(body: str, head: str = "") -> list[str]:
    return [b.text.strip() for b in blocks(body, head) if isinstance(b, Text)]


def grid(body: str) -> Grid:
    (found,) = [b for b in blocks(body) if isinstance(b, Grid)]
    return found


def places(found: Grid) -> dict[str, tuple[int, int, int, int]]:
    return {i.text: (i.row, i.column, i.row_end, i.column_end) for i in found.items}


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16", "utf-8-sig"])
@pytest.mark.parametrize("declared", ["", "utf-8", "gb2312", "gbk", "iso-8859-99"])
def test_encodings_declared_rightly_wrongly_or_not(encoding: str, declared: str) -> None:
    head = f'<meta charset="{declared}">' if declared else ""
    (found,) = part(f"<p>{SAID}</p>", head, encoding).blocks
    assert isinstance(found, Text) and found.text == SAID


def test_the_article_among_what_sites_put_around_it() -> None:
    body = f"""<div class=nav><a href=/>首页</a><a>政务公开</a><a>办事服务</a><a>互动交流</a></div>
    <h1>某局2024年度部门决算</h1><div>发布时间：2025-09-01 来源：某局</div>
    <div class=content><p>{SAID}</p><p>{SAID}</p><p>{SAID}</p></div>
    <div class=foot><p>版权所有：某市</p><p>ICP备12345号</p></div>"""
    found = texts(body, "<title>某局2024年度部门决算_某市</title>")
    assert found == ["某局2024年度部门决算", SAID, SAID, SAID]


def test_what_tells_of_the_report_is_never_left_out() -> None:
    long = f"<p>{SAID}</p>" * 20
    body = f"<div><div>{long}</div><div><p>其中政府性基金支出12.00万元。</p></div></div>"
    assert texts(body)[-1] == "其中政府性基金支出12.00万元。"


def test_figures_split_over_elements() -> None:
    body = "<p><span>收入</span><span>98</span><b>59</b><font>.38</font>万元</p>"
    assert texts(body) == ["收入9859.38万元"]


def test_hidden_text_is_not_read() -> None:
    style = "<style>.no, #gone {display: none} @media print {.yes {display:none}}</style>"
    body = """<p>支出<span style="DISPLAY: none">1</span><i hidden>2</i><span class="a no">3</span>
    <span id=gone>4</span><span style="mso-hide:all">5</span><script>6</script><!-- 7 -->
    <span class=yes>8</span>万元，。</p>"""
    assert [t.replace(" ", "") for t in texts(body, style)] == ["支出8万元，。"]


def test_what_is_struck_through_is_not_said_any_more() -> None:
    body = """<p>支出<s>1</s><del>2</del>
    <span style="text-decoration: underline line-through">3</span><u>4</u>万元，。</p>"""
    assert [t.replace(" ", "") for t in texts(body)] == ["支出4万元，。"]


def test_marks_of_notes_are_no_digits() -> None:
    body = "<p>支出12.00<sup>1</sup>万元<span style='vertical-align: super'>[2]</span>。</p>"
    assert texts(body) == ["支出12.00¹万元[²]。"]
    row = "<tr><td>支出<sup>①</sup></td><td>2.00<sup>3</sup></td></tr>"
    assert {"支出①", "2.00³"} <= set(places(grid(f"<table>{ROWS}{row}</table>")))


def test_characters_without_width_tear_no_figure(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    marks = "98\u200b59&shy;.<wbr>3&#8288;8"
    path.write_text(f"<meta charset=utf-8><p>支出{marks}万元。</p>", "utf-8")
    assert [p.text for p in layout_of(path).paragraphs] == ["支出9859.38万元。"]


@pytest.mark.parametrize(
    ("link", "paged"),
    [
        ('<a href="t2025_1.html">下一页</a>', True),
        ('<a href="t2025_1.html">下页&gt;&gt;</a>', True),
        ("<script>createPageHTML(3, 0, 't2025', 'html');</script>", True),
        ("<script>createPageHTML(1, 0, 't2025', 'html');</script>", False),
        ('<a href="#">下一页</a><a href="b.html">下一篇：某局预算</a>', False),
    ],
)
def test_an_article_that_goes_on_on_another_page(link: str, paged: bool) -> None:
    found = part(f"<div><p>{SAID}</p><p>{SAID}</p></div><div>{link}</div>")
    assert found.unread == (("网页分成几页，其余各页未读",) if paged else ())


def test_tables_of_a_spreadsheet_saved_as_a_page() -> None:
    found = grid(
        """<table x:str><col width=72 span=2><tr height=19><td class=xl25 x:num="3358.0700001">
        3,358.07<td class=xl26 style='mso-ignore:colspan' colspan=1>支出
        <tr style='display:none'><td>1<td>2<tr><td>收入<td x:num>1.00</table>"""
    )
    assert [i.text for i in found.items] == ["3,358.07", "支出", "收入", "1.00"]


def test_lines_begun_by_hand() -> None:
    assert texts("一、收入情况<br>收入10.00万元。<br/>二、支出情况") == [
        "一、收入情况", "收入10.00万元。", "二、支出情况",
    ]  # fmt: skip
    assert texts("<p>收入总计10.00万元，比上年<br>增加1.00万元。</p>") == [
        "收入总计10.00万元，比上年增加1.00万元。"
    ]


def test_bold_paragraphs_are_titles() -> None:
    bold = "<p><strong>收入决算情况说明</strong></p><p><b>收入</b>合计1.00万元。</p>"
    found = blocks(bold + "<p align=center>表</p>")
    assert [isinstance(b, Text) and b.centred for b in found] == [True, False, True]


def test_what_word_leaves_of_its_fields() -> None:
    body = r"<p>一、收入情况 PAGEREF _Toc25831 \h 3</p><p>HYPERLINK \l _Toc25831 二、支出</p>"
    first, second = blocks(body)
    assert isinstance(first, Text) and first.entry and "PAGEREF" not in first.text
    assert isinstance(second, Text) and second.text == "二、支出"


def test_conditional_comments_of_word() -> None:
    body = "<p><![if !supportLists]>一、<![endif]>收入<!--[if gte mso 9]><x>9</x><![endif]--></p>"
    assert texts(body) == ["一、收入"]


def test_numbers_of_lists() -> None:
    assert texts("<ol start=3><li>甲</li><li>乙</li></ol>") == ["3.甲", "4.乙"]


def test_spans() -> None:
    found = places(
        grid(
            "<table><tr><td colspan=2>科目</td><td rowspan=2>合计</td></tr><tr><td>编码</td>"
            "<td>名称</td></tr><tr><td>201</td><td>教育</td><td>5.00</td></tr></table>"
        )
    )
    assert found["科目"] == (0, 0, 1, 2) and found["合计"] == (0, 2, 2, 3)
    assert found["5.00"] == (2, 2, 3, 3)


def test_spans_that_promise_too_much() -> None:
    found = grid(f"<table>{ROWS}<tr><td colspan=9999999 rowspan=88888>合计</td></tr></table>")
    assert max(i.column_end for i in found.items) == 2 and max(i.row_end for i in found.items) == 3


def test_fields_that_are_not_shown_take_no_place() -> None:
    hidden = '<td style="display:none">9</td>'
    found = grid(f"<table>{ROWS}<tr><td>支出</td>{hidden}<td>2.00</td></tr></table>")
    assert places(found)["2.00"] == (2, 1, 3, 2)


def test_tables_for_looks() -> None:
    inner = f"<table>{ROWS}<tr><td>支出</td><td>2.00</td></tr></table>"
    body = f"<table><tr><td><p>收入支出决算总表</p>{inner}</td></tr></table>"
    assert [type(b).__name__ for b in blocks(body)] == ["Text", "Grid"]


def test_blanks_that_set_a_label_in() -> None:
    found = grid(f"<table>{ROWS}<tr><td>&nbsp;&nbsp;其中</td><td>1.00</td></tr></table>")
    assert [i.text for i in found.items if "其中" in i.text] == ["\xa0\xa0其中"]


def test_what_is_not_on_the_page_is_said() -> None:
    body = f"""<p>{SAID}</p><p><a href="P020250901.xls">附件：决算表</a></p><img src=a.png>
    <img src=icon.png width=16><iframe src=b.html></iframe>"""
    assert part(body).unread == (
        "网页所附的文件未读：附件：决算表",
        "图片中的文字未读：1处",
        "嵌在网页中的其他网页未读：1处",
    )


@pytest.mark.parametrize(
    "page",
    [
        "<title>404 Not Found</title><body><h1>Not Found</h1></body>",
        "<html><body><p>抱歉，您访问的页面不存在！</p></body></html>",
        "<title>502 Bad Gateway</title><body><center>nginx</center></body>",
    ],
)
def test_the_page_of_a_site_that_has_none(page: str) -> None:
    with pytest.raises(UnreadableError) as error:
        read_web(Path("决算.pdf"), page.encode(), "0")
    assert error.value.status == "error_page"


def test_a_report_that_mentions_such_a_number_is_none() -> None:
    found = texts("<p>项目404个，支出404.00万元。</p>" + f"<p>{SAID}</p>" * 20)
    assert found[0].startswith("项目404个")


def test_pages_saved_in_one_file() -> None:
    page = f"<html><body><p>{SAID}</p></body></html>".encode("gbk")
    head = b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=X\n\n--X\n"
    data = (
        head + b"Content-Type: text/html; charset=gbk\nContent-Transfer-Encoding: 8bit\n\n" + page
    )
    data += b"\n--X\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\nAAAA\n--X--\n"
    (found,) = read_web(Path("a.mht"), data, "0").parts[0].blocks
    assert isinstance(found, Text) and found.text == SAID


def test_what_gouji_wrote_is_no_report() -> None:
    with pytest.raises(UnreadableError) as error:
        part(f"<p>{SAID}</p>", '<meta name="generator" content="gouji 0.1.0">')
    assert error.value.status == "own_output"


@pytest.mark.parametrize(
    "body",
    ["<div>" * 100_000 + SAID, "<p>" + "支" * 3_000_000 + "</p>", "<table>" * 400 + "<tr><td>1"],
)
def test_pages_that_nobody_wrote(body: str) -> None:
    try:
        part(body)
    except UnreadableError as error:
        assert error.status in ("broken", "too_large")


def test_entities_and_the_network_are_left_alone() -> None:
    page = (
        '<!DOCTYPE html [<!ENTITY a SYSTEM "file:///etc/passwd">]><body><p>支出&a;万元</p></body>'
    )
    assert "root" not in str(read_web(Path("a.html"), page.encode(), "0").parts[0].blocks)


def test_elements_within_elements_are_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    monkeypatch.setattr(
        "extract.web.article.is_hidden", lambda e, rules: asked.append(e) or is_hidden(e, rules)
    )
    page = "<div>" * 200 + f"<p>{SAID}</p>" * 300
    assert len(texts(page)) == 300 and len(asked) < 5 * 500
