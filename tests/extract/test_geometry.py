"""Boxes among which points are looked up."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from extract.geometry import Box, Boxes, in_any

_places = st.floats(-50.0, 900.0)
_boxes = st.builds(
    lambda x, y, width, height: Box(x, y, x + width, y + height),
    _places,
    _places,
    st.floats(0.0, 300.0),
    st.floats(0.0, 300.0),
)


@given(st.lists(_boxes, max_size=12), _boxes)
def test_boxes_kept_by_strips_hold_what_all_of_them_hold(boxes: list[Box], one: Box) -> None:
    assert Boxes(boxes).hold(one) == in_any(one, boxes)


def test_edges_are_inside() -> None:
    boxes = Boxes([Box(0.0, 32.0, 10.0, 64.0)])
    assert boxes.hold(Box(0.0, 32.0, 0.0, 32.0)) and boxes.hold(Box(10.0, 64.0, 10.0, 64.0))
    assert not boxes.hold(Box(0.0, 20.0, 10.0, 30.0)) and not Boxes(()).hold(Box(0, 0, 1, 1))
