"""How surely things are known: a chain is as sure as its weakest tie."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.claims.ties import SAID, Tie, Ties, weakest

NAMES = ("subject", "measure", "period", "base")
ANY = st.sampled_from(Tie)
TIES = st.builds(Ties, ANY, ANY, ANY, ANY)


@pytest.mark.parametrize(
    ("ties", "least"),
    [
        ([], Tie.SAID),
        ([Tie.SAID, Tie.SAID], Tie.SAID),
        ([Tie.SAID, Tie.INHERITED], Tie.INHERITED),
        ([Tie.GUESSED, Tie.SAID], Tie.GUESSED),
        ([Tie.INHERITED, Tie.GUESSED, Tie.SAID], Tie.GUESSED),
    ],
)
def test_weakest(ties: list[Tie], least: Tie) -> None:
    assert weakest(ties) is least


@given(st.lists(ANY), st.lists(ANY))
def test_more_ties_make_nothing_surer(some: list[Tie], more: list[Tie]) -> None:
    """Nor does it matter how they are grouped or ordered."""
    together = weakest([*some, *more])
    assert together is weakest([weakest(some), weakest(more)]) is weakest([*more, *some])
    assert weakest([together, weakest(some)]) is together


@given(TIES, st.lists(st.sampled_from(NAMES), unique=True))
def test_of_the_named_ones(ties: Ties, names: list[str]) -> None:
    guessed = ties.guessed(*names)
    assert set(guessed) == {n for n in names if getattr(ties, n) is Tie.GUESSED}
    assert (ties.of(*names) is Tie.GUESSED) == bool(guessed)
    assert ties.of(*names) is Tie.SAID or any(getattr(ties, n) is ties.of(*names) for n in names)


def test_everything_is_said() -> None:
    assert SAID.of(*NAMES) is Tie.SAID
    assert SAID.guessed(*NAMES) == ()
    with pytest.raises(AttributeError):
        SAID.of("unit")
