"""Putting a report together: cover, contents, what the body does, tables and narrative."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.sampling.budget_tables import budget_tables
from corpus.sampling.document import (
    Block,
    Grid,
    Heading,
    PageBreak,
    Paragraph,
    Report,
    reworded,
)
from corpus.sampling.evaluation import evaluation_tables
from corpus.sampling.final_tables import final_tables
from corpus.sampling.looks import Look
from corpus.sampling.model import Accounts
from corpus.sampling.narrative import narrative
from corpus.sampling.speech import places
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


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the report: its title, with its place before it, and what it holds."""

    title: str
    blocks: tuple[Block, ...]


def compose(accounts: Accounts, look: Look, voice: Voice, kind: str, seed: int) -> Report:
    """The report of these accounts; `kind` is final or budget."""
    words = _words(accounts, voice, kind)
    tables = (final_tables if kind == "final" else budget_tables)(accounts, look)
    told = {
        "about": tuple(_about(words)),
        "tables": tables,
        "story": tuple(narrative(accounts, voice, kind, seed)),
        "terms": tuple(Paragraph((term,)) for term in _TERMS),
    }
    middle = ("story", "tables") if look.order == "narrative" else ("tables", "story")
    order = voice.data["paper"].get("order", ("about", *middle, "terms"))
    parts = [
        Part(words["part"].format(title=words[key], **places(n)), told[key])
        for n, key in enumerate(order, 1)
    ]
    forms = evaluation_tables(accounts) if kind == "final" else ()
    blocks = (*_contents(parts, look), *_told(parts), *_back(forms))
    report = Report(accounts.owner, accounts.year, kind, (words["title"],), blocks)
    return _converted(report, voice)


def _words(accounts: Accounts, voice: Voice, kind: str) -> dict[str, str]:
    """The titles and texts of the voice's [paper], filled."""
    own = voice.kind(kind)
    known = {"owner": accounts.owner, "year": str(accounts.year), "word": own["word"]}
    known["term"] = own["term"].format(**known)
    known["body"] = voice.data["paper"]["body"]
    texts = {**voice.data["paper"], **own.get("paper", {})}
    words = {
        key: text if key == "part" else text.format(**known)
        for key, text in texts.items() if isinstance(text, str)
    }  # fmt: skip
    return {**known, **words}


def _about(words: dict[str, str]) -> Iterator[Block]:
    yield Heading(words["duties"], 2)
    for duty in _DUTIES:
        yield Paragraph((duty,))
    yield Heading(words["units"], 2)
    yield Paragraph((words["unit"],))


def _contents(parts: Sequence[Part], look: Look) -> Iterator[Block]:
    """The contents: the parts, and the tables that are in them."""
    if not look.contents:
        return
    yield Heading("目　录", 1)
    for part in parts:
        yield Paragraph((part.title,))
        for block in part.blocks:
            if isinstance(block, Grid):
                yield Paragraph((block.title,))
    yield PageBreak()


def _told(parts: Sequence[Part]) -> Iterator[Block]:
    for number, part in enumerate(parts):
        if number:
            yield PageBreak()
        yield Heading(part.title, 1)
        yield from part.blocks


def _back(forms: Sequence[Grid]) -> Iterator[Block]:
    if forms:
        yield PageBreak()
        yield Heading("附件", 1)
        yield from forms


def _converted(report: Report, voice: Voice) -> Report:
    """The whole report in the characters of the voice, where it has its own."""
    if not voice.data.get("traditional"):
        return report
    cover = tuple(voice.converted(line) for line in report.cover)
    changed = reworded(report, voice.converted)
    return replace(changed, owner=voice.converted(report.owner), cover=cover)
