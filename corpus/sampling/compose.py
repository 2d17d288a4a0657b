"""Putting a report together: cover, contents, what the body does, tables and narrative."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from corpus.sampling.budget_narrative import budget_narrative
from corpus.sampling.budget_tables import budget_tables
from corpus.sampling.document import Block, Grid, Heading, PageBreak, Paragraph, Report
from corpus.sampling.evaluation import evaluation_tables
from corpus.sampling.final_tables import final_tables
from corpus.sampling.looks import Look
from corpus.sampling.model import Accounts
from corpus.sampling.narrative import final_narrative
from corpus.sampling.voice import Voice

_DUTIES = (
    "贯彻执行国家和省有关方针政策，拟订本地区本领域发展规划并组织实施。",
    "承担本领域公共服务的组织、协调和监督工作，指导基层单位业务。",
    "管理本部门资金和资产，落实预算绩效管理要求。",
    "完成上级交办的其他任务。",
)
_TERMS = (
    "一、财政拨款收入：指本级财政当年拨付的资金。",
    "二、基本支出：指为保障机构正常运转、完成日常工作任务而发生的人员支出和公用支出。",
    "三、项目支出：指在基本支出之外为完成特定任务和事业发展目标所发生的支出。",
    "四、“三公”经费：指用财政拨款安排的因公出国（境）费、公务用车购置及运行维护费和公务接待费。",
)


def compose(accounts: Accounts, look: Look, voice: Voice, kind: str, seed: int) -> Report:
    """The report of these accounts; `kind` is final or budget."""
    word = "决算" if kind == "final" else "预算"
    year = f"{accounts.year}年度" if kind == "final" else f"{accounts.year}年"
    name = f"{accounts.owner}{year}部门{word}"
    tables = (final_tables if kind == "final" else budget_tables)(accounts, look)
    tell = final_narrative if kind == "final" else budget_narrative
    narrative = tuple(tell(accounts, voice, seed))
    story = f"{year}部门{word}情况说明"
    parts: list[tuple[str, Sequence[Block]]] = [
        (f"{year}部门{word}表", tables), (story, narrative),
    ]  # fmt: skip
    if look.order == "narrative":
        parts.reverse()
    forms = evaluation_tables(accounts) if kind == "final" else ()
    blocks = (*_front(accounts, parts), *_parts(parts, look), *_back(forms, len(parts)))
    return Report(accounts.owner, accounts.year, kind, (name,), blocks)


def _front(accounts: Accounts, parts: Sequence[tuple[str, Sequence[Block]]]) -> Iterator[Block]:
    yield Heading("目　录", 1)
    yield Paragraph((f"第一部分　{accounts.owner}概况",))
    for ordinal, (name, blocks) in zip("二三", parts, strict=True):
        yield Paragraph((f"第{ordinal}部分　{name}",))
        for block in blocks:
            if isinstance(block, Grid):
                yield Paragraph((block.title,))
    yield Paragraph(("第四部分　名词解释",))
    yield PageBreak()
    yield Heading(f"第一部分　{accounts.owner}概况", 1)
    yield Heading("一、主要职能", 2)
    for duty in _DUTIES:
        yield Paragraph((duty,))
    yield Heading("二、机构设置", 2)
    yield Paragraph((f"{accounts.owner}没有下属预算单位，本报告反映本级收支情况。",))


def _parts(parts: Sequence[tuple[str, Sequence[Block]]], look: Look) -> Iterator[Block]:
    for ordinal, (name, blocks) in zip("二三", parts, strict=True):
        yield PageBreak()
        yield Heading(f"第{ordinal}部分　{name}", 1)
        yield from blocks


def _back(forms: Sequence[Grid], parts: int) -> Iterator[Block]:
    yield PageBreak()
    yield Heading("第四部分　名词解释", 1)
    for term in _TERMS:
        yield Paragraph((term,))
    if forms:
        yield PageBreak()
        yield Heading("附件", 1)
        yield from forms
