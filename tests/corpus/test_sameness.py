"""Which finding is which in another file of the same report."""

from __future__ import annotations

from corpus.store.sameness import paired

SAID = {"rule": "N05", "stated": "7.40", "expected": "7.41", "message": "增减率：三公经费"}
TABLE = {"rule": "T06", "stated": "9.00", "expected": "8.00", "clause": ""}


def said(clause: str, **other: str) -> dict[str, str]:
    return {**SAID, "clause": clause, **other}


def table(message: str) -> dict[str, str]:
    return {**TABLE, "message": message}


def test_two_with_the_same_words_go_each_to_its_own() -> None:
    old = [said("比上年减少1.00万元，下降7.40%")] * 2
    assert list(paired(old, old)) == [(0, 0), (1, 1)]


def test_the_most_alike_clause_first() -> None:
    old = [
        said("公务接待费比上年减少1.00万元，下降7.40%"),
        said("机关运行经费比上年减少，下降7.40%"),
    ]
    new = [
        said("机关运行经费较上年减少，下降7.40%"),
        said("公务接待费较上年减少1.00万元，下降7.40%"),
    ]
    assert sorted(paired(old, new)) == [(0, 1), (1, 0)]


def test_not_where_a_figure_is_another() -> None:
    clause = "比上年减少1.00万元，下降7.40%"
    assert not list(paired([said(clause)], [said(clause, expected="7.42")]))


def test_tables_by_where_they_stand_whatever_the_page() -> None:
    old = [table("《支出决算表》行政运行（第8页）：写作9.00；合计（T08）也指向这一数")]
    new = [
        table("《支出决算表》事业运行（第9页）：写作9.00"),
        table("《支出决算表》行政运行（第9页）：写作9.00"),
    ]
    assert list(paired(old, new)) == [(0, 1)]
