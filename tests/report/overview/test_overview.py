"""The overview of many reports."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from report.overview.charts import charts
from report.overview.page import render
from report.overview.rows import Entry, Unreadable, entry
from report.texts import LANGUAGES, load
from tests import factories
from tests.report import paper


def entries(count: int) -> Iterator[Entry]:
    """Reports of different weight: the first has most mismatches."""
    for i in range(count):
        found = max(0, 5 - i)
        yield Entry(
            file=f"报告{i}.pdf",
            unit=f"某市第{i}局",
            year=2020 + i % 3,
            kind="final",
            mismatch=found,
            doubt=0,
            rounding=i % 7,
            wording=0,
            confirmed=90,
            contradicted=found,
            unverifiable=10,
            rules={"N01": found} if found else {},
            href=f"报告{i}.html",
        )


HIGH = Entry("a.pdf", "甲局", 2024, "final", 0, 0, 0, 0, 96, 0, 4)
LOW = Entry("b.pdf", "乙局", 2024, "final", 0, 0, 0, 0, 8, 0, 92)


def data(page: str) -> list[list[Any]]:
    match = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.S)
    assert match
    rows: list[list[Any]] = json.loads(match[1])
    return rows


def test_entry() -> None:
    one = entry(factories.audit(), "a.html")
    assert (one.mismatch, one.confirmed, one.contradicted, one.unverifiable) == (1, 2, 1, 1)
    assert one.coverage == 75
    assert dict(one.rules) == {"change-rate": 1}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("count", [0, 1, 500])
def test_any_number_of_reports(count: int, lang: str) -> None:
    page = render(entries(count), [Unreadable("坏.pdf", "文件已损坏")], load(lang))
    rows = data(page)
    assert len(rows) == count
    assert [r[3] for r in rows] == sorted((r[3] for r in rows), reverse=True)
    assert "文件已损坏" in page
    assert ("echarts.init" in page) and (count == 0) == ("Apache Software Foundation" not in page)


def test_five_thousand_reports_are_a_small_file() -> None:
    assert len(render(entries(5000), [], load("zh")).encode()) < 2_500_000


def test_words_of_a_report_end_no_script() -> None:
    bad = Entry(paper.HOSTILE, "</script><b>", 2024, "final", 1, 0, 0, 0, 1, 1, 0, {"N01": 1})
    page = render([bad], [Unreadable(paper.HOSTILE, "<b>")], load("zh"))
    assert data(page)[0][0] == "</script><b>"
    assert "<script>alert" not in page
    assert page.count("<b>") == 5  # the five counts of the head


def test_steps_of_the_coverage_chart_fit_the_reports() -> None:
    """Reports lie close together near the top, and are still told apart there."""
    names = {
        low.file: next(c for c in charts([HIGH, low], load("zh")) if c.id == "coverage").points
        for low in (HIGH, LOW)
    }
    assert names["a.pdf"][0][0] == "90–91" and dict(names["a.pdf"])["96–97"] == 2
    assert names["b.pdf"][0] == ("0–10", 1) and dict(names["b.pdf"])["90–100"] == 1


def test_rules_have_names_in_both_languages() -> None:
    one = replace(HIGH, rules={"N03": 2, "Z99": 1})
    names = {lang: dict(charts([one], load(lang))[0].points) for lang in LANGUAGES}
    assert "N03 增减率" in names["zh"] and "Z99 Z99" in names["zh"]
    assert all(name.isascii() for name in names["en"])


def test_a_rule_of_ones_own_has_the_name_it_was_given() -> None:
    named = replace(HIGH, rules={"X01": 2}, own={"X01": "收入合计＝两项之和"})
    (chart,) = (c for c in charts([named], load("zh")) if c.id == "rules")
    assert chart.points == (("X01 收入合计＝两项之和", 2),)


def test_what_was_not_looked_at_is_said() -> None:
    assert "还有7个文件没有处理" in render([HIGH], [], load("zh"), waiting=7)
    assert "没有处理" not in render([HIGH], [], load("zh"))


def test_differences_have_a_column_where_there_are_some() -> None:
    for count in (0, 3):
        page = render([replace(HIGH, differences=count)], [], load("zh"))
        assert data(page)[0][8] == count
        head = page.partition("<thead>")[2].partition("</thead>")[0]
        assert ("hidden" in head.partition("与其他报告")[0]) == (count == 0)


def test_what_is_settled_stands_apart_from_what_is_open() -> None:
    page = render([replace(HIGH, settled=4)], [], load("zh"))
    assert data(page)[0][9] == 4 and "另有4处已由复核人员了结" in page
    assert "已由复核人员了结" not in render([HIGH], [], load("zh"))


def test_in_a_browser(browser: Any, tmp_path: Path) -> None:
    path = tmp_path / "index.html"
    path.write_text(render(entries(250), [], load("zh")), encoding="utf-8")
    browser.get_log("browser")
    browser.get(path.as_uri())
    units = "return [...document.querySelectorAll('#list tbody th')].map(e => e.textContent)"
    assert browser.execute_script(units)[:2] == ["某市第0局", "某市第1局"]
    assert len(browser.execute_script(units)) == 100
    assert browser.execute_script("return document.querySelectorAll('.chart svg').length") == 4

    browser.find_element("css selector", "#list th:nth-child(1) button").click()
    browser.find_element("css selector", "#list th:nth-child(1) button").click()
    assert browser.execute_script(units)[0] == "某市第249局"
    browser.find_element("id", "only").click()
    assert len(browser.execute_script(units)) == 5
    browser.find_element("id", "find").send_keys("第3局")
    assert browser.execute_script(units) == ["某市第3局"]
    browser.find_element("css selector", "#kind option:nth-child(3)").click()
    assert browser.execute_script(units) == []
    browser.find_element("css selector", "#kind option:nth-child(1)").click()
    link = browser.find_element("css selector", "#list tbody a").get_attribute("href")
    assert link.endswith("/%E6%8A%A5%E5%91%8A3.html")
    fields = "return [...document.querySelectorAll('#list tbody tr:first-child > *')].slice(-2)"
    rate, file = browser.execute_script(f"{fields}.map(e => e.textContent)")
    assert rate.endswith("%") and file.endswith(".pdf")
    assert browser.get_log("browser") == []


def test_files_that_were_not_checked_by_status(browser: Any, tmp_path: Path) -> None:
    path = tmp_path / "index.html"
    lost = [Unreadable(f"{i}.pdf", "", ("加密", "扫描件", "扫描件")[i % 3]) for i in range(30)]
    path.write_text(render([HIGH], lost, load("zh")), encoding="utf-8")
    browser.get(path.as_uri())
    shown = "return [...document.querySelectorAll('#lost tbody tr')].filter(e => e.offsetHeight)"
    assert len(browser.execute_script(shown)) == 30
    browser.find_element("css selector", "#status option[value='加密']").click()
    assert len(browser.execute_script(shown)) == 10


def test_on_a_phone(browser: Any, tmp_path: Path) -> None:
    """Each report is a card no wider than the screen."""
    path = tmp_path / "index.html"
    one = replace(HIGH, file="很长的文件夹/" * 12 + "很长的文件名.pdf", href="a.html")
    path.write_text(render([one, LOW], [], load("zh")), encoding="utf-8")
    size = {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": True}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    try:
        browser.get(path.as_uri())
        box = "const b = document.querySelector('#list tbody tr').getBoundingClientRect();"
        width, height = browser.execute_script(box + "return [b.width, b.height]")
        page = browser.execute_script("return document.documentElement.scrollWidth")
    finally:
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    assert page <= 390 and width <= 390 and height < 220
