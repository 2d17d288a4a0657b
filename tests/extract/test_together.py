"""A report in several files: what reads one of them a second time reads it as that one."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from extract.geometry import Box, Place
from extract.layout import Differing, Layout, Page, Printed
from extract.together import together
from extract.unread import is_gap

BOX = Box(10, 10, 20, 20)


@dataclass(frozen=True)
class Says:
    """A second reading that finds the same thing wherever it is asked, and says where that was."""

    text: str

    def differing(
        self,
        numbers: Collection[int],
        figures: Mapping[str, Printed] | None = None,
        fields: Collection[tuple[int, Box]] = (),
    ) -> Differing:
        found = {(number, BOX): f"{self.text}{number}" for number in numbers}
        named = figures or {}
        return Differing(found, {name: f"{self.text}{p[0][1].page}" for name, p in named.items()})


def layout(name: str, count: int, again: Says | None) -> Layout:
    pages = tuple(Page(n, 600, 800, (), (), ()) for n in range(1, count + 1))
    return Layout(Path(name), name, pages, (), (), again=again)


def test_each_piece_is_read_again_by_its_own_reader() -> None:
    whole = together([layout("a", 2, Says("a")), layout("b", 3, None), layout("c", 1, Says("c"))])
    assert whole.again is not None
    figures = {name: [("1", Place(page, BOX))] for name, page in (("x", 2), ("y", 4), ("z", 6))}
    found = whole.again.differing([1, 3, 6], figures)
    assert found.fields == {(1, BOX): "a1", (6, BOX): "c1"}
    assert found.figures == {"x": "a2", "z": "c1"}


def test_pieces_that_nothing_reads_again() -> None:
    assert together([layout("a", 1, None), layout("b", 1, None)]).again is None


@pytest.mark.parametrize(
    ("reason", "gap"),
    [
        ("图片中的文字未读：3处", True),
        ("网页所附的文件未读：附件1", True),
        ("隐藏的行未读：3", True),
        ("文件附有其他文件，未读：附表.xls", True),
        ("页脚所印的总页数多于文件的页数，有页面缺失：3页、2页", True),
        ("文件带有宏：没有运行", False),
        ("正文有数字写法有误，未能识别：1.2.3", False),
        ("表格有单元格的数字无法识别：1,2", False),
    ],
)
def test_what_keeps_absence_from_proving_anything(reason: str, gap: bool) -> None:
    assert is_gap(reason) is gap
