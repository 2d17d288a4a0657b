"""The report for a terminal: what it says, in which order, how wide."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pytest
from rich.cells import cell_len
from rich.console import Console

from reconcile.audit import Audit, Severity
from report import terminal
from report.texts import LANGUAGES, load
from report.view import View
from tests import factories


def written(audit: Audit, *, lang: str = "zh", width: int = 80, **options: Any) -> str:
    """The report as a pipe would get it."""
    stream = io.StringIO()
    terminal.write(audit, Console(file=stream, width=width), load(lang), **options)
    return stream.getvalue()


def many() -> Audit:
    """An audit with findings of every severity."""
    one = factories.audit()
    rounding = [
        factories.finding(
            id=f"r{n}",
            rule="share",
            severity=Severity.ROUNDING,
            page=20 + n,
            message=f"占比差在末位（{n}）",
            stated=f"9.5{n}",
            formula="29.42 ÷ 307.82 = 9.56%",
        )
        for n in range(1, 6)
    ]
    others = [
        factories.finding(
            id="w1",
            rule="lost-percent",
            severity=Severity.WORDING,
            message="增长率缺少百分号",
            stated="增长13.95",
            expected="",
            claims=("c3",),
            clause="比上年增加1062.85万元，增长13.95%",
        ),
        factories.finding(
            id="d1",
            rule="change-rate",
            severity=Severity.DOUBT,
            message="单元格两种读法不同",
            cells=(factories.evidence("8103"),),
        ),
    ]
    return replace(one, findings=(*rounding, *others, *one.findings))


def test_the_whole_report() -> None:
    """One report as it is printed, so that a change of its looks is seen in review."""
    assert written(factories.audit()) == (
        """\
a.pdf
某市财政局 · 2024年度 · 部门决算 · 30页
核对正文数字4个：印证2（50.0%），不一致1（25.0%），无从核对1（25.0%）
印证（表格1，算式1，重复0）；核对等式1个
不一致 1

不一致 1处
以下各处数字互不相符，须对照原件核实哪一处为准。

  第21页  增长率与增加额、上年数不符
    原文  比上年增加1062.85万元，增长【13.95%】
    相比  写作13.95%，据对照为12.08%，差额+1.87个百分点
    对照  第7页《收入支出决算总表》“总计”行“决算数”列：9,859.38万元
    另见  第21页：2024年度收入总计【9859.38万元】，比上年增加1062.85万元，增长
          13.95%
    算式  1062.85 ÷ (9859.38 − 1062.85) = 12.08%
    说明  若为12.08%则相符
"""
    )


def test_quiet_where_nothing_was_found() -> None:
    text = written(factories.quiet())
    assert text.splitlines()[-1] == "未发现不一致。"
    assert len(text.splitlines()) == 5


def test_order_of_severities() -> None:
    text = written(many())
    titles = ["不一致 1处", "待人工核看 1处", "表述 1处", "尾差 5处"]
    places = [text.index(title) for title in titles]
    assert places == sorted(places)


def test_roundings_are_one_line() -> None:
    text = written(many())
    assert "占比差在末位" not in text
    assert "尾差 5处（同一尾差的连带各处并作一条，计5条）" in text
    assert written(many(), only=[Severity.ROUNDING]).count("占比差在末位") == 5


def test_what_follows_from_one_rounding_is_one_entry() -> None:
    made = [
        factories.finding(
            id=f"r{page}",
            severity=Severity.ROUNDING,
            page=page,
            stated="4440.08",
            expected="4440.09",
            message=f"第{page}页的总计",
            cells=(factories.evidence("4440.08"),),
        )
        for page in (2, 6)
    ]
    text = written(factories.audit(findings=tuple(made)), full=True)
    assert "尾差 2处\n" in text
    assert "  第2页  第2页的总计\n    连带  第6页 第6页的总计\n" in text
    assert "计1条" in written(factories.audit(findings=tuple(made)))


def test_a_long_list_of_wordings_is_shortened() -> None:
    made = tuple(
        factories.finding(id=f"w{n}", severity=Severity.WORDING, message=f"缺百分号（{n}）")
        for n in range(5)
    )
    text = written(factories.audit(findings=made))
    assert text.count("缺百分号") == 3
    assert "另有2处同类" in text


def test_where_the_accused_figure_does_stand() -> None:
    """A figure that another table prints was copied into the wrong sentence."""
    table = factories.table(factories.cell("5377.64"), factories.cell("12.5", row=1))
    sentence = factories.sentence(0, "基本支出5377.64万元，项目支出12.5万元。")
    claims = (
        factories.claim("c1", sentence, "5377.64万元"),
        factories.claim("c2", sentence, "12.5万元"),
    )
    disclosure = factories.disclosure(sentences=(sentence,), claims=claims, tables=(table,))
    found = factories.finding(stated="5377.64", expected="5364.75", claims=("c1",))
    text = written(Audit(disclosure, (), (), (found,)))
    assert "出处  5377.64万元见于第7页《收入支出决算总表》“第0行”行“决算数”列" in text
    few = factories.finding(stated="12.5", expected="13.5", claims=("c2",))
    assert "出处" not in written(Audit(disclosure, (), (), (few,)))
    order = replace(found, rule="N10", formula="5377.64<5600.00")
    assert "出处" not in written(Audit(disclosure, (), (), (order,)))


def test_full_leaves_nothing_out() -> None:
    text = written(many(), full=True)
    assert text.count("占比差在末位") == 5
    assert "无从核对的数字 1个" in text
    assert "全年共有车辆【2辆】" in text
    assert "没有读到国有资本经营预算财政拨款支出决算表" in text


def test_only_one_severity() -> None:
    text = written(many(), only=[Severity.WORDING])
    assert "表述 1处" in text
    assert "不一致 1处" not in text
    assert "不一致 1 · " in text


def test_summary() -> None:
    assert terminal.summary(many(), load("zh")) == "a.pdf：不一致1 · 待人工核看1 · 表述1 · 尾差5"


def test_pages_that_could_not_be_read_are_named() -> None:
    disclosure = replace(factories.audit().disclosure, unread=((9, "扫描件，没有文字"),))
    assert "第9页：扫描件，没有文字" in written(factories.audit(disclosure=disclosure))


def test_nothing_found_says_what_was_not_read() -> None:
    """Of a page that was not read nobody knows that all is well."""
    audit = factories.quiet()
    partly = replace(audit, disclosure=replace(audit.disclosure, unread=((9, "扫描件"),)))
    assert written(partly).splitlines()[-1] == "读到的部分未发现不一致；有1页没有读出。"
    assert terminal.summary(partly, load("zh")).endswith("尾差0 · 未读1页")
    assert "有1页没有读出" in View(partly, load("zh")).verdict


def test_a_page_is_counted_once_however_much_of_it_was_not_read() -> None:
    reasons = (
        (3, "本页有图片，图中的文字未读"),
        (3, "表格有单元格的数字无法识别：##"),
        (7, "扫描件"),
    )
    audit = factories.quiet()
    partly = replace(audit, disclosure=replace(audit.disclosure, unread=reasons))
    assert written(partly).splitlines()[-1] == "读到的部分未发现不一致；有2页没有读出。"
    assert terminal.summary(partly, load("zh")).endswith("未读2页")
    assert "有2页没有读出" in View(partly, load("zh")).verdict


def test_unknown_unit_and_year_and_no_claims() -> None:
    empty = factories.disclosure(unit="", year=0, kind="budget")
    text = written(Audit(empty, (), (), ()))
    assert "（未识别出单位） · （未识别出年度） · 部门预算" in text
    assert "正文中没有读到可核对的数字" in text


def test_finding_between_cells_only() -> None:
    cells = (factories.evidence("8"), factories.evidence("", row="", column=""))
    audit = factories.audit(findings=(factories.finding(cells=cells, clause=""),))
    text = written(audit)
    assert "“总计”行“决算数”列：8万元" in text
    assert "《收入支出决算总表》：（空）" in text
    assert "原文" not in text


def test_brackets_of_the_report_are_no_markup() -> None:
    audit = factories.audit(findings=(factories.finding(message="[bold]见[/]注"),))
    assert "[bold]见[/]注" in written(audit)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("width", [60, 80])
def test_lines_fit(lang: str, width: int) -> None:
    lines = written(many(), lang=lang, width=width, full=True).splitlines()
    assert max(cell_len(line) for line in lines) <= width


def test_no_colour_codes_in_a_pipe_but_on_a_terminal() -> None:
    assert "\x1b" not in written(many())
    stream = io.StringIO()
    console = Console(file=stream, force_terminal=True, color_system="standard", width=80)
    terminal.write(many(), console, load("zh"))
    assert "\x1b[" in stream.getvalue()


def test_very_narrow_terminal() -> None:
    assert "【13.95%】" in written(many(), width=5, full=True)


def test_english() -> None:
    text = written(many(), lang="en")
    assert "Mismatches: 1" in text
    assert "13.95% here, 12.08% there: off by +1.87 percentage points" in text


def test_languages_have_the_same_texts() -> None:
    """Same names, same braces; and every text can be filled in."""

    class Names(dict[str, str]):
        def __missing__(self, key: str) -> str:
            return "{" + key + "}"

    chinese, english = load("zh").entries, load("en").entries
    assert chinese.keys() == english.keys()
    for name, text in chinese.items():
        for other in (text, english[name]):
            other.format_map(Names())
        braces = {part.split("}")[0] for part in text.split("{")[1:]}
        assert braces == {part.split("}")[0] for part in english[name].split("{")[1:]}


def test_unknown_language() -> None:
    with pytest.raises(ValueError, match="zh, en"):
        load("fr")
