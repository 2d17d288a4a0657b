"""What a report shows by itself to have lost: forms without their end, projects without a form,
lines with a blank in the middle."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from extract.layout import HOLED
from extract.table import Table
from extract.unread import FIELDS, FORMLESS
from reconcile.reconcile import reconcile
from reconcile.rules import Example, Sample
from reconcile.weighing.ends_lost import ended_early
from reconcile.weighing.forms_cut import forms_cut
from reconcile.weighing.losses import Losses
from tests.reconcile.reading import sheet
from tests.reconcile.weighing.test_figures_cut import told
from tests.rules.builder import built

PROJECTS = ("水库安全监测", "河道清淤疏浚", "防汛物资储备")
FUNDS = "项目资金（万元）|100.00|100.00|90.00|10|90.00%|9.0"
LINES = (
    "主管部门|某市水务局|||||",
    FUNDS,
    "一级指标|二级指标|三级指标|指标值|完成值|分值|得分",
    "产出指标|数量指标|完成任务|≥18处|全部完成|90|88",
    "总分|||||100|97.0",
)


def form(name: str, *lines: str) -> Sample:
    first = f"项目名称|{name}|||||"
    return sheet(f"项目支出绩效自评表（2024年度）（{name}）", first, *(lines or LINES))


def tables(*forms: Sample) -> tuple[Table, ...]:
    return built(Example("", forms, "final", 2024, "holds")).tables


def test_a_form_without_its_end() -> None:
    *whole, last = PROJECTS
    assert not list(forms_cut(tables(*map(form, PROJECTS))))
    cut = tables(*map(form, whole), form(last, *LINES[:-1]))
    assert [t.id for t, _ in forms_cut(cut)] == [cut[-1].id]


def test_one_form_with_the_rows_of_two() -> None:
    """The end of one and the head of the next are gone between them."""
    both = form("水库安全监测", *LINES[:-1], *LINES[1:])
    cut = tables(both, *map(form, PROJECTS[1:]))
    assert [t.id for t, _ in forms_cut(cut)] == [cut[0].id]


@pytest.mark.parametrize(
    "forms",
    [
        [form("甲"), form("乙", *LINES[:-1])],  # one form proves nothing
        [form("甲"), form("乙", *LINES[:-1]), form("丙", *LINES[:-1])],
        [
            form("甲"),
            form("乙"),
            sheet("项目名单", "项目名称|金额", "甲|1.00", "乙|2.00", "丙|3.00"),
        ],
    ],
)
def test_forms_that_end_otherwise(forms: list[Sample]) -> None:
    assert not list(forms_cut(tables(*forms)))


def test_tables_of_accounts_are_no_forms() -> None:
    """They may end with any subject."""
    rows = ("205|教育支出|1.00", "208|社会保障支出|2.00", "221|住房保障支出|3.00")
    whole = [
        sheet(title, "科目编码|科目名称|合计", *rows) for title in ("收入表", "支出表", "总表")
    ]
    short = sheet("基金表", "科目编码|科目名称|合计", *rows[:-1])
    assert not list(forms_cut(tables(*whole, short)))


def unread(text: str, *forms: Sample) -> set[str]:
    read = built(Example(text, forms, "final", 2024, "holds"))
    return {reason for _, reason in reconcile(read).disclosure.unread}


SCORES = "".join(
    f"{n}.{name}项目：全年预算数100.00万元，执行数90.00万元，自评得分97.0分。\n"
    for n, name in enumerate(PROJECTS, 1)
)


def test_a_project_whose_form_is_not_there() -> None:
    assert not unread(SCORES, *map(form, PROJECTS))
    (said,) = unread(SCORES, *map(form, PROJECTS[1:]))
    assert said.startswith(FORMLESS) and PROJECTS[0] in said


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (SCORES, PROJECTS[:1]),  # forms are shown as examples
        (SCORES, ("其他项目甲", "其他项目乙")),  # forms of others
        ("部门整体支出自评得分97.0分。\n" + SCORES, PROJECTS),
        ("平均得分97.0分。\n" + SCORES, PROJECTS),
        ("", PROJECTS),
    ],
)
def test_where_forms_are_not_one_for_each_project(text: str, names: tuple[str, ...]) -> None:
    assert not any(reason.startswith(FORMLESS) for reason in unread(text, *map(form, names)))


def test_a_form_without_its_end_is_said() -> None:
    *whole, last = PROJECTS
    assert FIELDS in unread("", *map(form, whole), form(last, *LINES[:-1]))


SUBJECTS = (
    "合计|100.00",
    "教育支出|40.00",
    "普通教育|40.00",
    "小学教育|15.00",
    "初中教育|25.00",
    "社会保障支出|30.00",
    "行政事业单位养老支出|20.00",
    "基本养老保险缴费|20.00",
    "社会福利|10.00",
    "老年福利|10.00",
    "节能环保支出|30.00",
    "污染防治|30.00",
    "水体|30.00",
)


def subjects(*rows: str, title: str = "一般公共预算财政拨款支出决算表") -> Sample:
    return sheet(title, "项目|本年支出合计", *rows)


@pytest.mark.parametrize(
    ("rows", "lost"),
    [
        (SUBJECTS[:-1], True),
        (SUBJECTS, False),
        (SUBJECTS[:-3], False),
        (tuple(r for r in SUBJECTS if r[:2] in ("合计", "教育", "社会", "节能")), False),
        (SUBJECTS[-3:-1], False),  # so few rows tell nothing
    ],
)
def test_a_table_that_ends_with_a_subject_without_its_parts(
    rows: tuple[str, ...], lost: bool
) -> None:
    """Another table of the report has them."""
    read = tables(subjects(*SUBJECTS, title="支出决算表"), subjects(*rows))
    assert [t.id for t, _ in ended_early(read)] == ([read[-1].id] if lost else [])


@pytest.mark.parametrize(("line", "said"), [(50, False), (120, True)])
def test_a_blank_in_a_line_is_said(line: float, said: bool) -> None:
    read = told(line=line)
    assert any(r.startswith(HOLED) for _, r in Losses.of(read).disclosure.unread) is said
    (sentence,) = read.sentences
    noted = replace(read, sentences=(replace(sentence, kind="note"),))
    assert not Losses.of(noted).disclosure.unread
    counts = replace(sentence, text=sentence.text.replace("万元", "万人"))
    people = replace(read, sentences=(counts,))
    assert any(r.startswith(HOLED) for _, r in Losses.of(people).disclosure.unread) is said
    field = replace(counts, text=counts.text.rstrip("。"))
    assert not Losses.of(replace(read, sentences=(field,))).disclosure.unread
    fields = (counts, replace(field, id=1, paragraph=1, text=re.sub("[，。]", "、", field.text)))
    assert not Losses.of(replace(read, sentences=fields)).disclosure.unread
