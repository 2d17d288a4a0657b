"""The HTML report in a browser: links, filters, keys, boxes where the words are, nothing loaded."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from reconcile.audit import Audit
from report.html.page import render
from report.texts import load
from tests.report import paper


def opened(browser: Any, audit: Audit, folder: Path, fragment: str = "") -> Any:
    """The browser with a report in it, its logs emptied before."""
    path = folder / "report.html"
    path.write_text(render(audit, load("zh")), encoding="utf-8")
    browser.get("about:blank")
    for kind in ("browser", "performance"):
        browser.get_log(kind)
    browser.get(path.as_uri() + fragment)
    return browser


def requests(browser: Any) -> list[str]:
    """The addresses that the page asked for."""
    found = []
    for entry in browser.get_log("performance"):
        message = json.loads(entry["message"])["message"]
        if message["method"] == "Network.requestWillBeSent":
            found.append(message["params"]["request"]["url"])
    return found


def visible(browser: Any, selector: str) -> int:
    script = "return [...document.querySelectorAll(arguments[0])].filter(e => !e.hidden).length"
    return int(browser.execute_script(script, selector))


@pytest.fixture
def many(tmp_path: Path) -> Audit:
    """An audit with findings of all four kinds."""
    path = tmp_path / "年报.pdf"
    paper.draw(path)
    return paper.audit(path, findings=9)


def test_no_request_and_no_complaint(browser: Any, drawn: Audit, tmp_path: Path) -> None:
    opened(browser, paper.hostile(drawn), tmp_path)
    asked = [u for u in requests(browser) if not u.startswith(("data:", "file:", "about:"))]
    assert asked == []
    assert browser.get_log("browser") == []


def test_filters(browser: Any, many: Audit, tmp_path: Path) -> None:
    opened(browser, many, tmp_path)
    assert visible(browser, ".finding") == 9
    box = browser.find_element("css selector", "#findings .chip.mismatch input")
    box.click()
    assert visible(browser, ".finding.mismatch") == 0
    assert visible(browser, ".finding") == 6
    browser.find_element("id", "find-finding").send_keys("没有这样的字")
    assert visible(browser, ".finding") == 0
    browser.find_element("id", "find-claim").send_keys("财政拨款收入")
    assert visible(browser, "tr.claim") >= 1


def test_keys(browser: Any, many: Audit, tmp_path: Path) -> None:
    opened(browser, many, tmp_path)
    body = browser.find_element("tag name", "body")
    first = browser.execute_script("return document.querySelector('.finding').id")
    body.send_keys("j")
    assert browser.execute_script("return document.activeElement.id") == first
    body.send_keys("jj")
    third = browser.execute_script("return document.activeElement.id")
    assert browser.execute_script("return location.hash") == f"#{third}"
    body.send_keys("k")
    assert browser.execute_script("return document.activeElement.id") != third


def test_a_link_opens_what_is_folded(browser: Any, drawn: Audit, tmp_path: Path) -> None:
    opened(browser, drawn, tmp_path, "#cell-t1-r2-c1")
    assert browser.execute_script("return document.querySelector('details.table').open")


def test_a_box_shows_its_evidence_and_leads_to_the_cell(
    browser: Any, drawn: Audit, tmp_path: Path
) -> None:
    opened(browser, drawn, tmp_path)
    browser.execute_script(
        "document.getElementById('at-c1')"
        ".dispatchEvent(new MouseEvent('click', {bubbles: true, cancelable: true}))"
    )
    panel = browser.find_element("id", "inspector")
    assert panel.is_displayed()
    assert "收入决算表" in panel.text
    link = panel.find_element("css selector", "a[href='#at-t1-r2-c1']")
    browser.execute_script("arguments[0].click()", link)
    assert browser.execute_script("return location.hash") == "#at-t1-r2-c1"


@pytest.mark.parametrize(
    ("rotation", "crop"),
    [
        (0, False),
        (0, True),
        (90, False),
        (270, False),
        (270, True),
    ],
)
def test_boxes_are_where_the_words_are(
    browser: Any, tmp_path: Path, rotation: int, crop: bool
) -> None:
    """Along its line the ink in and around a drawn box lies inside it, and fills it."""
    path = tmp_path / "a.pdf"
    paper.draw(path, rotation=rotation, crop=crop)
    opened(browser, paper.audit(path), tmp_path)
    x0, y0, x1, y1 = browser.execute_script(
        """
        const box = document.querySelector('#at-t1-r2-c1 rect');
        box.scrollIntoView({block: 'center'});
        document.querySelectorAll('.box').forEach(b => { b.style.opacity = 0; });
        const r = box.getBoundingClientRect();
        return [r.left, r.top, r.right, r.bottom].map(Math.round);
        """
    )
    shot = Image.open(io.BytesIO(browser.get_screenshot_as_png())).convert("L")
    level = x1 - x0 > y1 - y0
    around = (x0 - 8, y0 + 2, x1 + 8, y1 - 2) if level else (x0 + 2, y0 - 8, x1 - 2, y1 + 8)
    ink = shot.crop(around).point(lambda v: 255 * (v < 215)).getbbox()
    assert ink is not None
    first, last = (ink[0], ink[2]) if level else (ink[1], ink[3])
    length = max(x1 - x0, y1 - y0)
    assert first >= 6
    assert last <= 8 + length + 2
    assert last - first > 0.7 * length


def test_a_phone_sees_no_sideways_scroll(browser: Any, drawn: Audit, tmp_path: Path) -> None:
    sizes = {"width": 390, "height": 844, "deviceScaleFactor": 2, "mobile": True}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", sizes)
    try:
        opened(browser, drawn, tmp_path)
        wide = browser.execute_script("return document.documentElement.scrollWidth")
        assert wide <= 390
    finally:
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_the_boxed_figure_is_in_its_picture_on_a_phone(
    browser: Any, drawn: Audit, tmp_path: Path
) -> None:
    sizes = {"width": 390, "height": 844, "deviceScaleFactor": 2, "mobile": True}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", sizes)
    try:
        opened(browser, drawn, tmp_path)
        pairs = browser.execute_script(
            """
            return [...document.querySelectorAll('.crop')].map(crop => {
              const [c, b] = [crop, crop.querySelector('.box')].map(e => e.getBoundingClientRect());
              return [c.left, b.left, b.right, c.right, innerWidth];
            });
            """
        )
    finally:
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    assert pairs
    for left, first, last, right, wide in pairs:
        assert 0 <= left <= first < last <= right <= wide


def test_a_page_is_made_larger_and_small_again(browser: Any, drawn: Audit, tmp_path: Path) -> None:
    opened(browser, drawn, tmp_path)
    width = "return document.querySelector('#page-1 .leaf').getBoundingClientRect().width"
    before = browser.execute_script(width)
    browser.execute_script("document.querySelector('#page-1 .zoom').click()")
    assert browser.execute_script(width) > 1.5 * before
    browser.execute_script("document.querySelector('#page-1 .zoom').click()")
    assert browser.execute_script(width) == before


def test_dark_and_paper(browser: Any, drawn: Audit, tmp_path: Path) -> None:
    """In the dark the page is dark and its words are light; printed, it is short and light."""
    ground = "return getComputedStyle(document.body).backgroundColor"
    dark = [{"name": "prefers-color-scheme", "value": "dark"}]
    try:
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": dark})
        opened(browser, drawn, tmp_path)
        assert browser.execute_script(ground) == "rgb(25, 26, 28)"
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print", "features": dark})
        assert browser.execute_script(ground) == "rgb(255, 255, 255)"
        hidden = "return getComputedStyle(document.getElementById(arguments[0])).display"
        assert [browser.execute_script(hidden, n) for n in ("pages", "ledger", "tables")] == [
            "none"
        ] * 3
        assert browser.execute_script(hidden, "findings") != "none"
        below = "return getComputedStyle(document.querySelector('#findings h2 + p')).breakAfter"
        assert browser.execute_script(below) == "avoid"  # no heading alone at a page's foot
    finally:
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": []})
