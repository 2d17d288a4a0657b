"""Messages quote the words that they are about; doubled words are told from names that end so."""

from __future__ import annotations

import pytest

from reconcile.audit import Severity
from tests.reconcile.reading import audited


def told(text: str) -> list[str]:
    findings = audited(f"三、支出情况说明\n{text}").findings
    return [str(f.message) for f in findings if f.severity is Severity.WORDING]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("机关运行经费支出64.18万元，比上年增加（减少）5.12万元，增长8.67%。", "“增加（减少）”"),
        ("公务接待费支出5.20万元，比上年下降（增长）7.14%。", "“下降（增长）”"),
        ("其他收入6.50万元，2023年度0万元，增加6.50万元，增长100%。", "“100%”"),
        (
            "1.因公出国（境）费用。支出决算为97.02万元，比上年减少2.98万元，下降2.98%，"
            "主要原因：因公出国（境）费用增加。",
            "“主要原因：因公出国（境）费用增加”",
        ),
    ],
)
def test_a_message_quotes_what_it_is_about(text: str, words: str) -> None:
    (message,) = told(text)
    assert words in message


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("财政拨款支出支出936.72万元。", ["支出支出"]),
        ("“三公”经费支出支出12.00万元。", ["支出支出"]),
        ("财政拨款收入收入512.40万元。", ["收入收入"]),
        ("“三公”经费经费支出12.00万元。", ["经费经费"]),
        ("收入决算决算为640.00万元。", ["决算决算"]),
        ("基本支出支出512.60万元，项目支出支出424.12万元。", []),
        ("教育支出支出决算为33.00万元，其他支出支出3.00万元。", []),
        ("“三公”经费支出支出决算为12.00万元。", []),
        ("一般公共预算预算数为12.00万元。", []),
    ],
)
def test_doubled_words(text: str, words: list[str]) -> None:
    assert told(text) == [f"“{word}”重复" for word in words]
