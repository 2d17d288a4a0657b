"""When a duty is said to be missing, and when that could not be told."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from extract.disclosure import Disclosure, Part
from reconcile.audit import Audit, Severity
from reconcile.duties.catalogue import bases, duties, groups
from reconcile.duties.catalogue import duty as known
from reconcile.duties.reading import plain
from reconcile.duties.tables import names_a_table
from reconcile.duties.values import Standing, State
from reconcile.reconcile import reconcile
from reconcile.rules import Choice, rule
from reconcile.rules.catalogue import Sample
from tests.rules.builder import built

NO_SHARE = built(rule("D10").flags[0])
WHOLE = built(rule("D10").passes[0])


def stands(disclosure: Disclosure, duty: str, **choice: list[str]) -> Standing:
    audit = reconcile(disclosure, choice=Choice.of(**choice))
    return next(one for one in audit.duties if one.duty == duty)


def missing(audit: Audit) -> list[str]:
    return [one.duty for one in audit.duties if one.state is State.MISSING]


def test_the_list_is_the_same_whatever_was_checked() -> None:
    full, alone = reconcile(NO_SHARE), reconcile(NO_SHARE, choice=Choice.of(only=["D10"]))
    assert [d.duty for d in full.duties] == [d.duty for d in alone.duties]
    assert len(full.duties) == sum("final" in duty.kinds for duty in duties())
    off = next(d for d in alone.duties if d.duty == "D09.1")
    assert off.state is State.NOT_JUDGED and "D09" in str(off.why)


def test_a_missing_duty_is_a_finding_apart() -> None:
    audit = reconcile(NO_SHARE)
    (found,) = [f for f in audit.findings if f.severity is Severity.MISSING]
    assert (found.rule, found.stated) == ("D10", "授予中小企业合同金额占采购总额的比重")
    assert [d.finding for d in audit.duties if d.state is State.MISSING] == [found.id]
    assert audit.count(Severity.MISMATCH) == 0
    assert found.clause == "六、政府采购支出情况说明"


def test_a_page_that_was_not_read_may_have_it() -> None:
    gap = replace(NO_SHARE, unread=((7, "本页是图片（扫描件），没有文字，未读"),))
    one = stands(gap, "D10.2")
    assert one.state is State.NOT_JUDGED and "第7页" in str(one.why)
    assert missing(reconcile(gap)) == []


def test_figures_that_were_not_read_hide_no_duty() -> None:
    marred = replace(NO_SHARE, unread=((1, "表格有单元格的数字无法识别：#####"),))
    assert missing(reconcile(marred)) == ["D10.2"]


def test_what_a_machine_read_proves_no_absence() -> None:
    assert missing(reconcile(replace(NO_SHARE, recognised=(1, 2)))) == []


def test_a_piece_of_a_report_is_not_the_whole() -> None:
    some = tuple(s for s in NO_SHARE.sentences if "采购" in s.text or "采购" in "".join(s.section))
    one = stands(replace(NO_SHARE, sentences=some, claims=(), statements=()), "D10.2")
    assert one.state is State.NOT_JUDGED and "正文不全" in str(one.why)


def test_money_for_nobody_is_for_a_person() -> None:
    """And the reverse: neither is said to be disclosed, nor to be missing."""
    model = rule("D06").passes[0]
    for old, new, why in (
        ("80人次", "0人次", "数量为零"),
        ("公务接待费支出1.00万元", "公务接待费支出0.00万元", "金额为零"),
    ):
        one = stands(built(replace(model, text=model.text.replace(old, new))), "D06.6")
        assert one.state is State.NOT_JUDGED and why in str(one.why)


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("某局2024年度部门决算.pdf", State.MET),
        ("2025年公开某局2024年度部门决算.pdf", State.MET),
        ("某局2023年度部门决算.pdf", State.NOT_JUDGED),
        ("某局2024年部门预算.pdf", State.NOT_JUDGED),
        ("某局2024年预决算公开.pdf", State.NOT_APPLICABLE),
        ("W020250912.pdf", State.NOT_APPLICABLE),
    ],
)
def test_the_name_of_the_file(name: str, state: State) -> None:
    assert stands(replace(WHOLE, path=Path(name)), "D15.5").state is state


def test_what_is_no_report_has_no_duties() -> None:
    assert reconcile(replace(WHOLE, kind="")).duties == ()


def test_several_reports_in_a_file_are_judged_apart() -> None:
    last = max(s.places[0].page for s in WHOLE.sentences)
    parts = (Part(1, last, "某市某局", 2024, "final"), Part(99, 99, "某市某中心", 2024, "final"))
    audit = reconcile(replace(NO_SHARE, parts=parts))
    told = {one.report: one.state for one in audit.duties if one.duty == "D10.2"}
    assert told == {"某市某局": State.MISSING, "某市某中心": State.NOT_JUDGED}


@pytest.mark.parametrize("duty", duties(), ids=lambda duty: duty.id)
def test_every_duty_has_its_group_its_law_and_its_names(duty: object) -> None:
    from reconcile.duties.catalogue import Duty

    assert isinstance(duty, Duty)
    assert duty.group in {group.id for group in groups()}
    assert set(duty.basis) <= bases().keys()
    assert bool(duty.basis) or duty.rule in ("N", "T")
    assert duty.name.en and duty.name.en != duty.name.zh
    assert duty.judge != "said" or duty.said


@pytest.mark.parametrize(
    ("told", "table", "state"),
    [
        ("货物支出20.00万元，服务支出30.00万元。", (), State.NOT_APPLICABLE),
        ("货物支出20.00万元，服务支出20.00万元。", (), State.MISSING),
        ("50.00万元。", ("A 货物 | 20.00", "C 服务 | 30.00"), State.NOT_APPLICABLE),
        ("50.00万元。", ("A 货物 | 20.00", "C 服务 | 20.00"), State.MISSING),
    ],
)
def test_a_kind_that_the_others_leave_no_room_for(
    told: str, table: tuple[str, ...], state: State
) -> None:
    """The table has no title: its head tells what it is about."""
    example = rule("D09").passes[0]
    parts = "货物支出20.00万元，工程支出10.00万元，服务支出20.00万元。"
    assert parts in example.text
    head = ("采购类别 | 合计", "合计 | 50.00", *table)
    rows = tuple(tuple(field.strip() for field in row.split("|")) for row in head)
    tables = (Sample("", "万元", rows),) if table else ()
    text = example.text.replace(parts, told)
    report = built(replace(example, text=text, tables=tables))
    assert stands(report, "D09.3").state is state
    assert stands(report, "D09.2").state is State.MET


def test_titles_that_tell_which_table_it_is_and_which_is_none() -> None:
    named = known("D02.5").said[0]
    assert named.search("一般公共预算财政拨款收入支出决算表")
    assert not named.search("一般公共预算财政拨款收支总表")
    parts = ("第二部分2026年部门预算报表", "第三部分部门决算表", "一、部门预算公开报表")
    parts += ("公开01表至公开09表", "附件：表1—表8", "附表一至附表八")
    assert not [title for title in parts if names_a_table(plain(title))]
    tables = ("一、收入支出决算总表", "五、一般公共预算支出情况表（按功能分类科目）........9")
    assert all(names_a_table(plain(title)) for title in tables)


def test_a_field_of_the_table_that_was_not_read_may_have_the_amount() -> None:
    example = rule("D05").passes[0]
    text = re.sub(
        r"公务用车购置费0万元；公务用车运行维护费([\d.]+)万元", r"合计\1万元", example.text
    )
    assert text != example.text
    head = ("因公出国（境）费", "公务用车购置费", "公务用车运行维护费", "公务接待费")
    for figure, state in (("8.50", State.MISSING), ("0.00 8.50", State.NOT_JUDGED)):
        sheet = Sample("“三公”经费支出决算表", "万元", (head, ("3.00", "0.00", figure, "1.00")))
        report = built(replace(example, text=text, tables=(sheet,)))
        assert stands(report, "D05.3").state is state
