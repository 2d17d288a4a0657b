"""Items of a numbered series that are not there where a page ends."""

from __future__ import annotations

from extract.disclosure import Sentence
from extract.geometry import Box, Place
from reconcile.duties.skipped import concerning, skipped

THREE = ("财政拨款“三公”经费支出决算情况说明",)


def sentence(id: int, text: str, page: int, section: tuple[str, ...] = THREE) -> Sentence:
    place = Place(page, Box(0, 0, 1, 1))
    return Sentence(id, text, (place,) * len(text), section, id)


def test_a_number_left_out_over_a_page() -> None:
    texts = (sentence(0, "（一）因公出国（境）费", 1), sentence(1, "（三）公务接待费", 2))
    (found,) = skipped(texts)
    assert (found.text, found.page) == ("（三）公务接待费", 2)
    assert concerning("three_public", True, texts) == found
    assert concerning("office", True, texts) is None


def test_a_slip_within_a_page_is_none() -> None:
    texts = (sentence(0, "（一）因公出国（境）费", 1), sentence(1, "（三）公务接待费", 1))
    assert not list(skipped(texts))


def test_a_series_that_goes_on_overleaf() -> None:
    texts = (
        sentence(0, "（一）因公出国（境）费", 1),
        sentence(1, "1.组团", 1),
        sentence(2, "2.参团", 2),
        sentence(3, "（二）公务接待费", 2),
        sentence(4, "1.国内", 3),
    )
    assert not list(skipped(texts))


def test_a_section_left_out_may_be_about_what_has_no_heading() -> None:
    texts = (sentence(0, "二、收入决算情况", 1, ()), sentence(1, "七、其他重要事项", 2, ()))
    assert concerning("three_public", False, texts) is not None
    assert concerning("three_public", True, texts) is None
