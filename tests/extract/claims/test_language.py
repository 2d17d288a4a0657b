"""The tokens: words of the dictionary stay whole, and nothing is loaded before it is needed."""

from __future__ import annotations

import marshal
import subprocess
import sys
from pathlib import Path

import pytest
from spacy.vocab import Vocab

from extract.claims.language import TermTokenizer, tokenizer
from extract.claims.terms import terms


def run(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)


def tokens(text: str) -> list[tuple[str, str]]:
    return [(t.text, t.tag_) for t in tokenizer()(text)]


def test_gouji_loads_no_language() -> None:
    heavy = "{'jieba', 'spacy', 'camelot'}"
    assert run(f"import sys, gouji; print(len({heavy} & set(sys.modules)))").stdout == "0\n"


def test_loading_prints_nothing() -> None:
    """jieba tells of its dictionary on standard error unless told not to."""
    done = run("from extract.claims.language import tokenizer; tokenizer()('收入合计12万元')")
    assert (done.stdout, done.stderr) == ("", "")


def test_tokenizer_is_made_once() -> None:
    assert tokenizer() is tokenizer()


def test_text_is_kept() -> None:
    text = "2024年度收、支总计各826.14、826.14万元，比上年各减少31.02万元。"
    assert "".join(t for t, _ in tokens(text)) == text


def test_terms_stay_whole() -> None:
    found = tokens("一般公共预算财政拨款支出比上年决算数增加1,062.85万元，增长12.08%。")
    assert found == [
        ("一般公共预算财政拨款支出", "subject"),
        ("比", "compare"),
        ("上年决算数", "last_year"),
        ("增加", "increase"),
        ("1,062.85万元", "figure"),
        ("，", "word"),
        ("增长", "increase"),
        ("12.08%", "figure"),
        ("。", "word"),
    ]


@pytest.mark.parametrize("text", ["比例", "减灾", "增值税", "系统"])
def test_a_cue_of_one_character_is_none_inside_a_word(text: str) -> None:
    assert all(tag in ("word", "subject", "filler") for _, tag in tokens(text))


def test_every_cue_has_words_and_a_meaning() -> None:
    known = terms()
    assert set(known.roles) <= set(known.tags.values())
    assert set(known.directions) <= set(known.roles)


def test_no_cache_is_read_from_the_shared_temporary_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Anyone can put one there; and none is left there."""
    (tmp_path / "jieba.cache").write_bytes(marshal.dumps(({"决算": 10**9}, 1)))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    words = [token.text for token in TermTokenizer(Vocab())("天安门广场")]
    assert words == ["天安门广场"]
    assert [p.name for p in tmp_path.iterdir()] == ["jieba.cache"]
