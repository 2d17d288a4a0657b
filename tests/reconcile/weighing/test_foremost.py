"""The best of many things whose ranks change one by one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reconcile.weighing.foremost import Foremost

RANKS = st.tuples(st.integers(-3, 3), st.integers(0, 2))


def test_of_equal_ranks_the_first_place_is_foremost() -> None:
    things: Foremost[str] = Foremost()
    assert things.first() is None
    things.put("later", (2, 0), (5,))
    things.put("sooner", (2, 0), (1,))
    things.put("worse", (1, 9), (0,))
    assert things.first() == "sooner"
    things.drop("sooner")
    things.drop("never there")
    assert things.first() == "later"
    things.put("later", (0, 0), (5,))
    assert things.first() == "worse"


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.none() | RANKS), max_size=40))
def test_it_is_what_looking_at_all_of_them_finds(changes: list[tuple[str, None]]) -> None:
    things: Foremost[str] = Foremost()
    now: dict[str, tuple[int, ...]] = {}
    for thing, rank in changes:
        if rank is None:
            things.drop(thing)
            now.pop(thing, None)
        else:
            things.put(thing, rank, (ord(thing),))
            now[thing] = rank
        expected = max(sorted(now), key=lambda one: now[one], default=None)
        assert things.first() == expected
