"""The words of the review page: the same in both languages, all there that its pages ask for."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

from serve.words import load

TEMPLATES = Path(__file__).parents[2] / "serve" / "templates"
_ASKED = re.compile(r"""\bt\(["']([a-z_]+\.[a-z_0-9]+)["'][,)]""")


def test_both_languages_have_the_same_words_with_the_same_gaps() -> None:
    zh, en = load("zh").entries, load("en").entries
    assert set(zh) == set(en)

    def gaps(text: str) -> set[str]:
        return {name for _, name, _, _ in Formatter().parse(text) if name}

    assert [key for key in zh if gaps(zh[key]) - gaps(en[key])] == []


def test_the_pages_ask_for_words_that_are_there() -> None:
    asked = {
        name for page in TEMPLATES.glob("*.j2") for name in _ASKED.findall(page.read_text("utf-8"))
    }
    assert len(asked) > 100 and asked - set(load("zh").entries) == set()


def test_nothing_is_written_into_a_page_unescaped() -> None:
    for page in TEMPLATES.glob("*.j2"):
        assert "| safe" not in page.read_text("utf-8"), page.name
