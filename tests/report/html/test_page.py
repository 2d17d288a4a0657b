"""The HTML report as a text: what it holds, that nothing is left unescaped, how large it is."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from reconcile.audit import Audit
from report.html.page import render
from report.texts import LANGUAGES, load
from tests import factories
from tests.report import paper

ZH = load("zh")


class Reader(HTMLParser):
    """The ids, links, scripts and sources of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.sources: list[str] = []
        self.scripts = 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.scripts += tag == "script"
        if found.get("id"):
            self.ids.append(str(found["id"]))
        href = found.get("href") or found.get("src") or ""
        if tag == "a":
            self.links.append(href)
        elif href:
            self.sources.append(href)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_link_leads_somewhere_in_the_page(drawn: Audit, lang: str) -> None:
    page = Reader(render(drawn, load(lang)))
    assert len(page.ids) == len(set(page.ids))
    assert {link for link in page.links if not link.startswith("#")} == set()
    assert {link[1:] for link in page.links} <= set(page.ids)


def test_nothing_is_loaded_from_elsewhere(drawn: Audit) -> None:
    page = Reader(render(drawn, ZH))
    outside = [s for s in page.sources if not s.startswith(("data:image/webp;base64,", "#"))]
    assert outside == []
    assert sum(s.startswith("data:") for s in page.sources) == 2


def test_words_of_a_report_are_no_markup(drawn: Audit) -> None:
    text = render(paper.hostile(drawn), ZH)
    assert Reader(text).scripts == 1
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text


def test_a_finding_says_what_would_make_the_two_agree(drawn: Audit) -> None:
    text = render(drawn, ZH)
    assert "若此处为120.00万元，或对照处为120.50万元，则两处相符" in text
    assert "写作120.50万元，据对照为120.00万元，差额+0.50万元" in text


def test_no_accusation(drawn: Audit) -> None:
    """The words are gouji's own: what the report says is quoted, and left out here."""
    for lang in LANGUAGES:
        own = " ".join(load(lang).entries.values())
        for word in ("造假", "错误", "虚报", "隐瞒", "违规", "fraud", "false", "lie "):
            assert word not in own


def test_no_findings() -> None:
    text = render(factories.quiet(), ZH)
    assert "核对过的数字没有互不相符之处" in text
    assert 'class="finding' not in text


def test_partly_read() -> None:
    disclosure = factories.disclosure(unread=((9, "扫描件，没有文字"),), tables=())
    text = render(Audit(disclosure, (), (), ()), ZH)
    assert "第9页：扫描件，没有文字" in text
    assert "没有读到表格" in text


def test_without_the_file_there_are_no_pictures_and_that_is_said(drawn: Audit) -> None:
    drawn.disclosure.path.write_bytes(b"%PDF-1.7 another")
    text = render(drawn, ZH)
    assert "data:image" not in text
    assert "没有附页面图片" in text


def test_hundreds_of_findings_stay_a_small_file(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    paper.draw(path)
    text = render(paper.audit(path, findings=400), ZH)
    assert len(re.findall(r'<article id="f\d+"', text)) == 400
    assert len(text.encode()) < 2_000_000


def test_thirty_pages_stay_under_four_megabytes() -> None:
    report = Path(__file__).parents[4] / "shared" / "data" / "reports" / "js2024_guihua.pdf"
    if not report.exists():
        pytest.skip("the published reports (../shared/data) are not here")
    from extract.read import read
    from reconcile.reconcile import reconcile

    assert len(render(reconcile(read(report)), ZH).encode()) < 4_000_000


def test_second_reading_is_shown(drawn: Audit) -> None:
    table = drawn.disclosure.tables[0]
    row = table.rows[0]
    odd = replace(row, cells=(replace(row.cells[0], second="700.00"),))
    tables = (replace(table, rows=(odd, *table.rows[1:])),)
    text = render(replace(drawn, disclosure=replace(drawn.disclosure, tables=tables)), ZH)
    assert "另一种读法：700.00" in text
