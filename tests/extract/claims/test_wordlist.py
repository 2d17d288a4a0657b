"""A list of words finds what its words find one by one, the longest first."""

from __future__ import annotations

import re

import pytest

from extract.claims.wordlist import one_of

WORDS = ("上年", "上年决算数", "比", "支出", "支出-a", "]^", "\\d")


@pytest.mark.parametrize("text", ["比上年决算数", "上年支出", "支出-ab", "a]^b", "5\\d", "年上"])
def test_the_longest_word_is_found(text: str) -> None:
    one_by_one = re.compile("|".join(map(re.escape, sorted(WORDS, key=len, reverse=True))))
    found = [m.span() for m in re.compile(one_of(WORDS)).finditer(text)]
    assert found == [m.span() for m in one_by_one.finditer(text)]
