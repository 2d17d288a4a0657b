"""What gave no figure is said."""

from __future__ import annotations

from dataclasses import replace

from extract.disclosure import Sentence
from reconcile.words.silence import silence_lines
from tests import factories


def said(*sentences: tuple[str, str]) -> list[str]:
    read = tuple(
        Sentence(n, text, (), ("某节",), n, kind) for n, (text, kind) in enumerate(sentences)
    )
    disclosure = replace(factories.audit().disclosure, sentences=read, claims=(), tables=())
    return [str(line) for line in silence_lines(disclosure)]


def test_amounts_in_a_glossary_are_said() -> None:
    (line,) = said(("收入预算900万元，支出预算900.5万元。", "glossary"))
    assert "2个金额" in line


def test_a_section_that_gives_no_figure_is_said() -> None:
    (line,) = said(("另有12.50万元未列。", "body"))
    assert "某节" in line and "1个金额" in line


def test_a_text_without_amounts_is_no_loss() -> None:
    assert said(("负责森林资源管理。", "body"), ("指财政拨款。", "glossary")) == []
