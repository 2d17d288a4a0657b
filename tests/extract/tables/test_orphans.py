"""Parts of tables without title and header: where they may go on, and what it costs to find."""

from __future__ import annotations

import pytest

from extract.geometry import Box
from extract.layout import Field
from extract.tables import orphans
from extract.tables.captions import Caption
from extract.tables.joining import Sheet
from extract.tables.orphans import with_orphans

TITLE = "支出决算表"


def sheet(page: int, title: str, *lefts: float, ruled: bool = True) -> Sheet:
    """A table of two rows of amounts on a page, its columns beginning there."""
    edges = [*lefts, 540.0]
    matrix = tuple(
        tuple(
            Field(page, Box(edges[c], y, edges[c + 1], y + 20), r, c, r + 1, c + 1, text="12.08")
            for c in range(len(lefts))
        )
        for r, y in enumerate((100.0, 120.0))
    )
    box = Box(lefts[0], 100, 540, 140)
    return Sheet(Caption(title), matrix, ((page, box),), (0,), ruled=ruled)


@pytest.mark.parametrize(
    ("orphan", "found"),
    [
        (sheet(7, "", 60, 200, 400), (7,)),
        (sheet(7, "", 64, 197, 404), (7,)),  # the same rules, nearly
        (sheet(7, "", 60, 260, 400), ()),
        (sheet(7, "", 60, 260, 400, ruled=False), (7,)),  # guessed columns
        (sheet(7, "", 60, 200), ()),
        (sheet(7, "", 70, 200, 400), ()),
        (sheet(7, "收入决算表", 60, 200, 400), ()),  # a table of its own
    ],
)
def test_where_a_table_may_go_on(orphan: Sheet, found: tuple[int, ...]) -> None:
    first, _ = with_orphans([sheet(3, TITLE, 60, 200, 400), orphan])
    assert first.goes_on == found


def test_each_is_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody holds every table of a long report against every part without a title."""
    held: list[int] = []
    alike = orphans._alike

    def counted(*pair: orphans._Edged) -> bool:
        held.append(1)
        return alike(*pair)

    monkeypatch.setattr(orphans, "_alike", counted)
    count = 40
    many = [sheet(n, TITLE, 60 + 12 * n, 560) for n in range(count)]
    many += [sheet(count + n, "", 60 + 12 * n, 560) for n in range(count)]
    with_orphans(many)
    assert count <= len(held) <= 2 * count
