"""How time grows with a file: drawn reports of one thing in plenty, at n, 2n and 4n of it.

    python scripts/bench_growth.py                       # every kind, processor seconds by stage
    python scripts/bench_growth.py items rows --n 500    # some kinds, from 500 on

A kind that grows in line costs twice as much each time; `times` says by how much it did.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pymupdf

_WIDTH, _HEIGHT, _MARGIN, _LEADING, _SIZE = 595.0, 842.0, 60.0, 18.0, 10.5
_LINE, _LINES = 44, 40
_HEAD = ("花林区档案局2023年度部门决算",)
_EDGES = (50.0, 110.0, 300.0, 380.0, 460.0, 545.0)
_HEADER = ("科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出")
#: As words of a report that stand for nothing in particular.
_WORDS = ("档案整理", "信息维护", "办公设备", "会议培训", "房屋修缮", "宣传活动", "抢险救灾")


def _line(page: pymupdf.Page, x: float, y: float, text: str, size: float = _SIZE) -> None:
    page.insert_text((x, y), text, fontname="china-s", fontsize=size)


def _prose(document: pymupdf.Document, paragraphs: list[str]) -> None:
    """Paragraphs set in lines of one width, over as many pages as they need."""
    lines = [*_HEAD]
    for text in paragraphs:
        text = "　　" + text
        lines += [text[i : i + _LINE] for i in range(0, len(text), _LINE)]
    for start in range(0, len(lines), _LINES):
        page = document.new_page(width=_WIDTH, height=_HEIGHT)
        for n, line in enumerate(lines[start : start + _LINES]):
            _line(page, _MARGIN, 70 + n * _LEADING, line)


def pages(document: pymupdf.Document, n: int) -> None:
    """So many pages of prose with figures, every fourth one a table of its own."""
    random.seed(n)
    for number in range(n):
        page = document.new_page(width=_WIDTH, height=_HEIGHT)
        if number == 0:
            _line(page, 150, 200, _HEAD[0], 20)
        elif number % 4 == 0:
            _table(page, [_row(r) for r in range(20)], f"支出决算表之{number}")
        else:
            for n_line in range(30):
                words = random.choice(_WORDS)
                text = f"　　{words}支出{_amount()}万元，用于第{n_line}处。"
                _line(page, _MARGIN, 70 + n_line * _LEADING, text)


def rows(document: pymupdf.Document, n: int) -> None:
    """One table of so many rows, 35 a page, its header on the first."""
    _prose(document, ["本部门2023年度支出情况见下表。"])
    left = [_row(r) for r in range(n)]
    title = "支出决算表"
    while left:
        page = document.new_page(width=_WIDTH, height=_HEIGHT)
        _table(page, left[:35], title)
        left, title = left[35:], ""


def paragraph(document: pymupdf.Document, n: int) -> None:
    """One paragraph of so many figures."""
    random.seed(n)
    parts = (f"{random.choice(_WORDS)}第{k}项支出{_amount()}万元" for k in range(n))
    _prose(document, ["，".join(parts) + "。"])


def items(document: pymupdf.Document, n: int) -> None:
    """So many numbered items, a figure and its change in each."""
    random.seed(n)
    _prose(
        document,
        [
            f"{k}．{random.choice(_WORDS)}（第{k}处）支出{_amount()}万元，比上年增加{_amount()}万元。"
            for k in range(1, n + 1)
        ],
    )


def parts(document: pymupdf.Document, n: int) -> None:
    """A list of so many parts of one whole, as 其中 announces it."""
    listed = "；".join(f"{_WORDS[k % 7]}{k}经费{k + 1}.00万元" for k in range(n))
    whole = n * (n + 1) // 2
    _prose(document, [f"本年支出合计{whole}.00万元，其中：{listed}。"])


def listed(document: pymupdf.Document, n: int) -> None:
    """One sentence with so many figures that are told one after the other: 甲、乙分别为A、B万元."""
    random.seed(n)
    names = "、".join(f"{_WORDS[k % 7]}{k}经费" for k in range(n))
    _prose(document, [f"2023年度{names}分别为{'、'.join(_amount() for _ in range(n))}万元。"])


def glyphs(document: pymupdf.Document, n: int) -> None:
    """So many characters on one page, drawn over each other in small rows."""
    page = document.new_page(width=_WIDTH, height=_HEIGHT)
    _line(page, 150, 30, _HEAD[0], 12)
    text = "支出123.45万元，"
    a_line = text * 16
    for k in range(max(1, n // len(a_line))):
        _line(page, 20, 50 + (k * 780.0) / max(1, n // len(a_line)), a_line, 3)


def fields(document: pymupdf.Document, n: int) -> None:
    """A table of so many fields on one page."""
    across = 20
    down = n // across
    page = document.new_page(width=_WIDTH, height=_HEIGHT)
    _line(page, 200, 30, "支出决算表", 10)
    step, wide = 780.0 / down, 500.0 / across
    shape = page.new_shape()
    for r in range(down + 1):
        shape.draw_line((40, 40 + r * step), (540, 40 + r * step))
    for c in range(across + 1):
        shape.draw_line((40 + c * wide, 40), (40 + c * wide, 40 + down * step))
    shape.finish(width=0.3)
    shape.commit()
    for r in range(down):
        for c in range(across):
            _line(page, 42 + c * wide, 40 + (r + 0.8) * step, f"{r + c}.00", min(5.0, step))


def _amount() -> str:
    return f"{random.randint(100, 99999) / 100:.2f}"


def _row(number: int) -> tuple[str, ...]:
    code = f"{201 + number // 10000}{number // 100 % 100:02}{number % 100:02}"
    one, other = 10 + number % 90, 1 + number % 7
    return (code, f"{_WORDS[number % 7]}{number}", f"{one + other}.00", f"{one}.00", f"{other}.00")


def _table(page: pymupdf.Page, body: list[tuple[str, ...]], title: str) -> None:
    lines = [_HEADER, *body] if title else body
    top = 90.0
    if title:
        _line(page, 250, 60, title, 14)
        _line(page, 450, 80, "单位：万元")
    shape = page.new_shape()
    for r in range(len(lines) + 1):
        shape.draw_line((_EDGES[0], top + 20 * r), (_EDGES[-1], top + 20 * r))
    for x in _EDGES:
        shape.draw_line((x, top), (x, top + 20 * len(lines)))
    shape.finish(width=0.5)
    shape.commit()
    for r, texts in enumerate(lines):
        for x, text in zip(_EDGES, texts, strict=False):
            _line(page, x + 3, top + 14 + 20 * r, text, 9)


Kind = Callable[[pymupdf.Document, int], None]
#: What is drawn, and how much of it to begin with.
KINDS: dict[str, tuple[Kind, int]] = {
    "pages": (pages, 500),
    "rows": (rows, 1250),
    "paragraph": (paragraph, 1250),
    "items": (items, 750),
    "parts": (parts, 500),
    "listed": (listed, 100),
    "glyphs": (glyphs, 3750),
    "fields": (fields, 2000),
}


def measured(path: Path) -> list[float]:
    """Processor seconds of reading, deciding and making the rows for the store."""
    from corpus.store.records import record
    from extract.read import read
    from reconcile.reconcile import reconcile

    marks = [time.process_time()]
    disclosure = read(path)
    marks.append(time.process_time())
    audit = reconcile(disclosure)
    marks.append(time.process_time())
    record(audit, "bench")
    marks.append(time.process_time())
    return [after - before for before, after in pairwise(marks)]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("kinds", nargs="*", help=f"of {', '.join(KINDS)}; all where none is given")
    parser.add_argument("--n", type=int, help="how much of each to begin with")
    parser.add_argument("--steps", type=int, default=3, help="how often, each twice as much")
    given = parser.parse_args()
    import corpus.scanning.preload  # noqa: F401 - as a scan's worker begins

    print(f"{'kind':10} {'n':>6} {'read':>8} {'decide':>8} {'rows':>8} {'all':>8} {'times':>6}")
    with tempfile.TemporaryDirectory() as folder:
        for kind in given.kinds or KINDS:
            draw, first = KINDS[kind]
            before = 0.0
            for step in range(given.steps):
                n = (given.n or first) * 2**step
                path = Path(folder, f"{kind}-{n}.pdf")
                with pymupdf.open() as document:
                    draw(document, n)
                    document.save(path)
                spent = measured(path)
                times = f"{sum(spent) / before:6.2f}" if before else ""
                columns = " ".join(f"{seconds:8.2f}" for seconds in (*spent, sum(spent)))
                print(f"{kind:10} {n:6} {columns} {times}", flush=True)
                before = sum(spent)
                path.unlink()


if __name__ == "__main__":
    sys.exit(main())
