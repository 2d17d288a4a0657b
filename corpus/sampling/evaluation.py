"""项目支出绩效自评表: one for each project that was evaluated."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from corpus.sampling.document import Field, Figure, Grid, Line
from corpus.sampling.looks import amount, in_unit
from corpus.sampling.model import Accounts, Money, Project
from corpus.sampling.sheets import head, label

_MONEY_HEADS = ("年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分")
_INDICATOR_HEADS = (
    "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "备注",
)  # fmt: skip


def evaluation_tables(accounts: Accounts) -> tuple[Grid, ...]:
    """The tables of all projects; their money is in 万元 whatever the other tables use."""
    return tuple(_table(accounts, n, p) for n, p in enumerate(accounts.projects, 1))


def _money(name: str, value: Money) -> Field:
    text = amount(value, "万元", comma=False)
    return Field(Figure(name, "cell", text, in_unit(value, "万元"), "万元"), "right")


def _points(name: str, value: Decimal) -> Field:
    return Field(Figure(name, "cell", f"{value:f}", value), "center")


def _table(accounts: Accounts, number: int, project: Project) -> Grid:
    key = f"evaluation.{number}"
    rate = (100 * project.spent / project.budget).quantize(Decimal("0.01"), ROUND_HALF_UP)
    execution = Field(Figure(f"{key}.rate", "cell", f"{rate}%", rate, "%"), "center")
    body: list[Line] = [
        (head("项目名称", columns=2), label(project.name, columns=6)),
        (head("主管部门", columns=2), label(accounts.owner, columns=6)),
        (
            head("项目资金（万元）", columns=2, rows=2),
            *(head(t) for t in _MONEY_HEADS),
        ),
        (
            _money(f"{key}.initial", project.initial),
            _money(f"{key}.budget", project.budget),
            _money(f"{key}.spent", project.spent),
            head("10"),
            execution,
            _points(f"{key}.execution", project.execution_score),
        ),
        tuple(
            head(t)
            for t in _INDICATOR_HEADS
        ),
    ]  # fmt: skip
    for i, indicator in enumerate(project.indicators):
        body.append(
            (
                label(indicator.group), label(indicator.name), label("完成情况"),
                label(indicator.goal), label(indicator.result), head(str(indicator.points)),
                _points(f"{key}.score.{i}", indicator.score), label(""),
            )
        )  # fmt: skip
    body.append(
        (head("总分", columns=5), head("100"), _points(f"{key}.score", project.score), label(""))
    )
    title = f"项目支出绩效自评表（{accounts.year}年度）"
    return Grid(
        "evaluation", title, "", "", (1.2, 1.5, 1.4, 1.8, 1.4, 0.8, 1.0, 0.9), (), tuple(body)
    )
