"""Small whole reports, set by hand, whose pages are odd in one way each.

A report has a cover, 收入支出决算总表, 支出决算表 and a narrative. `Looks` says what is
odd of it; `slip` writes 1,260.85 for the 1,206.85 of the narrative.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pymupdf

Row = tuple[str, ...]
FONT = "china-s"
TITLE = "云陵市林业局2023年度部门决算"
BALANCE: tuple[Row, ...] = (
    ("项目", "决算数", "项目", "决算数"),
    ("一、财政拨款收入", "2,318.40", "一、社会保障和就业支出", "356.72"),
    ("二、事业收入", "210.60", "二、农林水支出", "2,086.85"),
    ("本年收入合计", "2,529.00", "本年支出合计", "2,443.57"),
    ("年初结转和结余", "84.30", "年末结转和结余", "169.73"),
    ("总计", "2,613.30", "总计", "2,613.30"),
)
SPENT: tuple[Row, ...] = (
    ("科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出"),
    ("", "合计", "2,443.57", "1,236.72", "1,206.85"),
    ("208", "社会保障和就业支出", "356.72", "356.72", ""),
    ("20805", "行政事业单位养老支出", "356.72", "356.72", ""),
    ("2080505", "机关事业单位基本养老保险缴费支出", "356.72", "356.72", ""),
    ("213", "农林水支出", "2,086.85", "880.00", "1,206.85"),
    ("21302", "林业和草原", "2,086.85", "880.00", "1,206.85"),
    ("2130201", "行政运行", "880.00", "880.00", ""),
    ("2130205", "森林资源培育", "1,206.85", "", "1,206.85"),
)
PROSE = (
    "一、收入支出决算总体情况说明",
    "2023年度收入、支出总计2,613.30万元。",
    "二、支出决算情况说明",
    "2023年度本年支出合计2,443.57万元，其中：基本支出1,236.72万元，占50.61%；"
    "项目支出1,206.85万元，占49.39%。",
    "1.社会保障和就业支出（类）行政事业单位养老支出（款）机关事业单位基本养老保险缴费支出（项）。"
    "2023年度决算支出356.72万元。",
    "2.农林水支出（类）林业和草原（款）行政运行（项）。2023年度决算支出880.00万元。",
    "3.农林水支出（类）林业和草原（款）森林资源培育（项）。2023年度决算支出1,206.85万元。",
)


@dataclass(frozen=True)
class Looks:
    """How a report is set. `draw` draws a table's rules from its edges; `prose` the narrative on
    its page; `after` changes the finished document; `spent` is 支出决算表 page by page."""

    widths: Sequence[float] = (60, 190, 80, 80, 80)
    height: float = 20.0
    head: float = 20.0
    draw: Callable[[pymupdf.Page, Sequence[float], Sequence[float]], None] = field(
        default=lambda page, xs, ys: ruled(page, xs, ys)
    )
    prose: Callable[[pymupdf.Page, Sequence[str]], None] = field(
        default=lambda page, texts: one_column(page, texts)
    )
    spent: tuple[tuple[Row, ...], ...] = (SPENT,)
    spent_widths: tuple[Sequence[float], ...] = ()
    after: Callable[[pymupdf.Document], None] = lambda document: None
    each: Callable[[pymupdf.Page], None] = lambda page: None


def ruled(page: pymupdf.Page, xs: Sequence[float], ys: Sequence[float], over: float = 0.0) -> None:
    for x in xs:
        page.draw_line((x, ys[0] - over), (x, ys[-1] + over), width=0.5)
    for y in ys:
        page.draw_line((xs[0] - over, y), (xs[-1] + over, y), width=0.5)


def unruled(page: pymupdf.Page, xs: Sequence[float], ys: Sequence[float]) -> None:
    """No rules at all."""


def wrapped(texts: Sequence[str], columns: int) -> list[str]:
    lines = []
    for text in texts:
        body = "\u3000\u3000" + text
        while body:
            end, room = 0, 2.0 * columns
            while end < len(body) and (room := room - (1.0 if ord(body[end]) < 256 else 2.0)) >= 0:
                end += 1
            lines.append(body[:end])
            body = body[end:]
    return lines


def write(page: pymupdf.Page, x: float, y: float, text: str, size: float = 12.0) -> None:
    at = x
    for char in text:
        if char != "\u3000":
            page.insert_text(
                (at, y), char, fontname=FONT if ord(char) > 127 else "helv", fontsize=size
            )
        at += size * (0.5 if ord(char) < 256 else 1.0)


def length(text: str, size: float) -> float:
    return sum(size * (0.5 if ord(c) < 256 else 1.0) for c in text)


def one_column(page: pymupdf.Page, texts: Sequence[str]) -> None:
    set_lines(page, texts, 80, 36)


def set_lines(
    page: pymupdf.Page, texts: Sequence[str], x: float, columns: int, top: float = 110.0
) -> float:
    y = top
    for line in wrapped(texts, columns):
        write(page, x, y, line)
        y += 20
    return y


def table(
    page: pymupdf.Page,
    rows: Sequence[Row],
    widths: Sequence[float],
    top: float,
    looks: Looks,
    left: float = 50.0,
    *,
    headed: bool = True,
) -> None:
    xs = [left + sum(widths[:n]) for n in range(len(widths) + 1)]
    ys = [top]
    for n in range(len(rows)):
        ys.append(ys[-1] + (looks.head if n == 0 and headed else looks.height))
    looks.draw(page, xs, ys)
    for n, row in enumerate(rows):
        middle = (ys[n] + ys[n + 1]) / 2 + 3
        for c, text in enumerate(row):
            figure = text[:1].isdigit() and ("." in text or "," in text)
            wide = length(text, 9)
            start = xs[c] + 3
            if figure:
                start = xs[c + 1] - 3 - wide
            elif n == 0 and headed:
                start = (xs[c] + xs[c + 1] - wide) / 2
            write(page, start, middle, text, 9)


def make(path: Path, looks: Looks, *, slip: bool = False) -> Path:
    document = pymupdf.open()

    def page() -> pymupdf.Page:
        made = document.new_page(width=595, height=842)
        looks.each(made)
        return made

    cover = page()
    write(cover, 100, 200, TITLE, 24)
    first = page()
    write(first, 220, 90, "收入支出决算总表", 16)
    write(first, 50, 118, "部门：云陵市林业局", 9)
    write(first, 450, 118, "单位：万元", 9)
    table(first, BALANCE, (165, 80, 165, 80), 125, looks)
    for n, rows in enumerate(looks.spent):
        widths = looks.spent_widths[n] if looks.spent_widths else looks.widths
        spent = page()
        top = 60.0
        if n == 0:
            write(spent, 240, 90, "支出决算表", 16)
            write(spent, 50, 118, "部门：云陵市林业局", 9)
            write(spent, 450, 118, "单位：万元", 9)
            top = 125.0
        table(spent, rows, widths, top, looks, headed=n == 0)
    texts = [t.replace("1,206.85", "1,260.85") if slip and t[0] == "3" else t for t in PROSE]
    told = page()
    write(told, 130, 85, "第三部分 2023年度部门决算情况说明", 16)
    looks.prose(told, texts)
    looks.after(document)
    document.save(path)
    return path
