"""Pairs of things that fit each other and no third one."""

from __future__ import annotations

from reconcile.pairs import sole_pairs


def test_what_fits_two_others_is_of_no_pair() -> None:
    assert list(sole_pairs([1, 9, 4, 6, 5, 5, 5], lambda a, b: a + b == 10)) == [(1, 9), (4, 6)]
    assert list(sole_pairs([], lambda _a, _b: True)) == []
