"""Every sentence of the bank is read as a person reads it, and look-alikes give nothing."""

from __future__ import annotations

import pytest

from extract.figures.in_text import compact, find_figures
from tests.extract.bank import Example, differences, examples, read_text


def parameters(*, stating: bool) -> list[object]:
    """The sentences that state something, or those that do not; known limits must fail."""
    return [
        pytest.param(
            e, id=e.name, marks=[pytest.mark.xfail(reason=e.limit, strict=True)] if e.limit else []
        )
        for e in examples()
        if bool(e.claims) == stating
    ]


@pytest.mark.parametrize("example", parameters(stating=True))
def test_sentence(example: Example) -> None:
    reading = read_text(example.text, example.year, example.kind)
    wrong = differences(example.claims, reading)
    assert not wrong, "\n".join([example.text, *wrong])


@pytest.mark.parametrize("example", parameters(stating=False))
def test_look_alike(example: Example) -> None:
    """No claim is read, and every number has the reason that a person would give."""
    reading = read_text(example.text, example.year, example.kind)
    assert not reading.claims, [f"{c.quantity} {c.role}" for c in reading.claims]
    lines = [compact(line)[0] for line in example.text.splitlines()]
    assert {f.reason for line in lines for f in find_figures(line)} == set(example.why)


def test_bank_is_large_and_has_no_sentence_twice() -> None:
    texts = [e.text for e in examples()]
    assert len(texts) >= 300
    assert len(set(texts)) == len(texts)
