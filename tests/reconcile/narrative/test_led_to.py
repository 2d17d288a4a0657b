"""由A万元增至B万元: the word and the figures go one way."""

from __future__ import annotations

import pytest

from tests.reconcile.reading import audited, mismatches

HEAD = "三、其他情况\n"
SOUND = [
    "总支出由29880.10万元降至28654.32万元，减少1225.78万元。",
    "总支出由上年的28654.32万元增至29880.10万元，增加1225.78万元。",
    "培训人数从120人增加到150人。",
    "债务余额由1.2亿元降至9800万元。",
    "结案率由95.20%提高到96.00%。",
    "预算由50.00万元增加到50.00万元。",
]
WRONG = [
    "总支出由29880.10万元增至28654.32万元，减少1225.78万元。",
    "总支出由上年的28654.32万元降至29880.10万元，增加1225.78万元。",
    "培训人数从150人增加到120人。",
    "债务余额由1.2亿元增加到9800万元。",
]


@pytest.mark.parametrize("text", SOUND)
def test_the_word_goes_as_the_figures_do(text: str) -> None:
    assert not mismatches(audited(HEAD + text))


@pytest.mark.parametrize("text", WRONG)
def test_the_word_goes_the_other_way(text: str) -> None:
    assert "N10" in [m[0] for m in mismatches(audited(HEAD + text))]
