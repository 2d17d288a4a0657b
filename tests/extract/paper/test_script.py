"""Reports in traditional characters are read like simplified ones, and quoted as printed."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import opencc
import pytest

import gouji
from extract.layout import Page
from extract.paper.script import simplified
from report.words import culprit, quotation
from tests.extract.by_hand import document
from tests.passages.typesetting import typeset

REPORT = "云溪县财政局2024年度部门决算"
TEXT = """
# 一、收入决算情况说明
2024年度收入总计120.00万元，比上年增加20.00万元，增长20.00%。
其中：财政拨款收入110.00万元，事业收入10.00万元。
# 二、“三公”经费支出决算情况说明
“三公”经费支出决算为3.60万元，其中：因公出国（境）费0.00万元，公务用车费3.00万元，公务接待费0.70万元。
| 收入支出决算总表 | 单位：万元
| 收入 | 决算数 | 支出 | 决算数
| 一、一般公共预算财政拨款收入 | 110.00 | 一、教育支出 | 120.00
| 二、事业收入 | 10.00 |  |
| 本年收入合计 | 120.00 | 本年支出合计 | 120.00
| 总计 | 120.00 | 总计 | 120.00
"""
#: Word for word what the readers look for, so that the meaning is in the characters alone.
PROSE = "本年收入总计一百万元，较上年决算数减少，主要原因是项目经费压减。"


def traditional(text: str) -> str:
    return str(opencc.OpenCC("s2t").convert(text))


def chars(pages: tuple[Page, ...]) -> str:
    return "".join(g.char for page in pages for g in page.glyphs)


def printed(pages: tuple[Page, ...]) -> str:
    return "".join(g.printed or g.char for page in pages for g in page.glyphs)


def test_characters_are_read_as_simplified_ones() -> None:
    pages = document([traditional(PROSE)])
    assert "總計" in chars(pages)
    read = simplified(pages)
    assert chars(read) == PROSE
    assert printed(read) == traditional(PROSE)


def test_places_stay() -> None:
    pages = document([traditional(PROSE)])
    for before, after in zip(pages[0].glyphs, simplified(pages)[0].glyphs, strict=True):
        assert (before.box, before.baseline, before.size) == (
            after.box,
            after.baseline,
            after.size,
        )
        assert after.printed == ("" if before.char == after.char else before.char)


@pytest.mark.parametrize(
    "text",
    [
        PROSE,
        PROSE * 6 + "乾隆年間" * 4,  # a name in an old spelling
        "收入總計",  # too few to tell
        "Total 100.00",
        "",
    ],
)
def test_simplified_text_is_left_alone(text: str) -> None:
    pages = document([text]) if text else ()
    assert simplified(pages) == pages


@cache
def audits(folder: Path) -> tuple[gouji.Audit, gouji.Audit]:
    """One report in simplified characters and in traditional ones."""
    found = []
    for name, convert in (("simplified", str), ("traditional", traditional)):
        path = folder / f"{name}.pdf"
        typeset(path, convert(REPORT), convert(TEXT))
        found.append(gouji.check(path))
    return found[0], found[1]


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[gouji.Audit, gouji.Audit]:
    return audits(tmp_path_factory.mktemp("script"))


def test_a_traditional_report_is_read_like_the_simplified_one(
    both: tuple[gouji.Audit, gouji.Audit],
) -> None:
    plain, other = both
    for audit in both:
        assert (audit.disclosure.year, audit.disclosure.kind) == (2024, "final")
    assert len(plain.disclosure.claims) > 7
    assert other.disclosure.claims == plain.disclosure.claims
    tables = [
        [
            (t.title, r.labels, [c.text for c in r.cells])
            for t in a.disclosure.tables
            for r in t.rows
        ]
        for a in both
    ]
    assert len(tables[0]) == 7
    assert tables[0] == tables[1]
    assert [j.verdict for j in other.judgements] == [j.verdict for j in plain.judgements]


def test_findings_are_the_same(both: tuple[gouji.Audit, gouji.Audit]) -> None:
    found = [[(f.rule, f.severity, f.stated, f.expected) for f in a.findings] for a in both]
    assert found[0] == found[1]
    assert any(rule == "N06" for rule, *_ in found[0])


def test_quotes_are_as_printed(both: tuple[gouji.Audit, gouji.Audit]) -> None:
    plain, other = both
    for ours, theirs in zip(plain.disclosure.sentences, other.disclosure.sentences, strict=True):
        assert theirs.text == ours.text
        assert (ours.shown, theirs.shown) == (ours.text, traditional(ours.text))


def test_a_finding_is_shown_in_the_words_of_the_report(
    both: tuple[gouji.Audit, gouji.Audit],
) -> None:
    for audit, text in zip(both, (TEXT, traditional(TEXT)), strict=True):
        finding = next(f for f in audit.findings if f.rule == "N06")
        shown = quotation(audit, finding, culprit(audit, finding))
        assert shown.figure in ("3.60万元", "3.60萬元")
        assert shown.before + shown.figure + shown.after.rstrip("…") in text


def test_a_clause_is_as_printed(both: tuple[gouji.Audit, gouji.Audit]) -> None:
    finding = next(f for f in both[1].findings if f.rule == "N06")
    assert finding.clause in traditional(TEXT)
