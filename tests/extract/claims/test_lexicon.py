"""The words of jieba's dictionary, taken from it as they are asked for: what is cut is the same."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from itertools import pairwise
from typing import Any

import jieba
import pytest

from extract.claims.lexicon import Lexicon, _index

TEXTS = (
    "天安门广场",
    "区规划和自然资源局2024年度一般公共预算财政拨款支出决算情况说明",
    "因公出国（境）费用于开展BIM、GIS等T恤、卡拉OK和AT&T业务培训",
    "龘𠮷野家\u3000与 Q版 ①②③ \ue000 混排",
    "",
)


@pytest.fixture(scope="module")
def whole() -> Any:
    """jieba's own tokenizer, its table made of the whole dictionary; nothing left in any folder."""
    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    return tokenizer


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon()


@pytest.mark.parametrize("text", TEXTS)
def test_words_are_cut_as_jieba_cuts_them(lexicon: Lexicon, whole: Any, text: str) -> None:
    assert lexicon.words(text) == list(whole.cut(text, HMM=False))
    assert "".join(lexicon.words(text)) == text


def test_what_is_taken_in_is_what_jieba_has(lexicon: Lexicon, whole: Any) -> None:
    for text in TEXTS:
        lexicon.words(text)
    pairs = {text[at : at + 2] for text in TEXTS for at in range(len(text) - 1)}
    firsts = set("".join(TEXTS))
    asked = {w: f for w, f in whole.FREQ.items() if w[:2] in pairs or (w in firsts and f)}
    had = {w: f for w, f in lexicon._jieba.FREQ.items() if len(w) > 1 or f}
    assert lexicon._jieba.total == whole.total
    assert had == {w: f for w, f in asked.items() if len(w) > 1 or f}
    assert len(had) > 300


def test_a_text_of_no_words(lexicon: Lexicon) -> None:
    assert lexicon.words("\ud800\udfff的\ud800") == ["\ud800", "\udfff", "的", "\ud800"]
    assert (lexicon.words(""), lexicon.words("，"), lexicon.words("\n ")) == (
        [],
        ["，"],
        ["\n", " "],
    )


def test_every_line_of_the_dictionary_is_in_a_place(lexicon: Lexicon) -> None:
    covered = sorted(place for places in lexicon._places.values() for place in places)
    assert covered[0][0] == 1
    assert covered[-1][1] == len(lexicon._told)
    assert all(before[1] == after[0] for before, after in pairwise(covered))


def test_characters_of_one_to_four_bytes_and_in_several_places() -> None:
    lines = ["A股 12 n", "é 3 x", "一 5 m", "一个 70 m", "丁 1 n", "一再 2 d", "𠮷 999 n", "𠮸 1 n"]
    told = "\n".join(["", *lines, ""]).encode()
    places, total = _index(told)
    found = {
        character: [line for a, b in parts for line in told[a:b].decode().splitlines()]
        for character, parts in places.items()
    }
    assert found == {c: [line for line in lines if line[0] == c] for c in "Aé一丁𠮷𠮸"}
    assert total == 12 + 3 + 5 + 70 + 1 + 2 + 999 + 1


@pytest.mark.skipif(
    importlib.util.find_spec("pkg_resources") is None, reason="setuptools without pkg_resources"
)
def test_what_jieba_asks_the_way_of_is_neither_loaded_nor_lost() -> None:
    code = (
        "import sys; from extract.claims.lexicon import Lexicon; Lexicon();"
        "print('pkg_resources' in sys.modules); import pkg_resources"
    )
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code], capture_output=True, text=True, check=True
    )
    assert (done.stdout, done.stderr) == ("False\n", "")
