"""Every passage, printed as a small report and checked, comes out as it says."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pymupdf
import pytest

import gouji
from extract.errors import UnreadableError
from extract.figures.quantity import Quantity
from reconcile.audit import Severity
from tests import factories
from tests.passages.bank import KNOWN, Passage, differences, known, passages
from tests.passages.typesetting import MARGIN, WIDTH, typeset


def parameters() -> list[object]:
    """The passages; those that are known to fail must fail."""
    reasons = known()
    return [
        pytest.param(
            p,
            id=p.name,
            marks=[pytest.mark.xfail(reason=reasons[p.name], strict=True)]
            if p.name in reasons
            else [],
        )
        for p in passages()
    ]


@pytest.mark.parametrize("passage", parameters())
def test_passage(passage: Passage, tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    typeset(path, passage.report, passage.text)
    try:
        audit = gouji.check(path)
    except UnreadableError as error:  # a text that is no report: told as such, nothing checked
        wanted = (*passage.mismatch, *passage.rounding, *passage.wording, *passage.confirmed)
        assert error.status == "not_report" and not wanted
        return
    wrong = differences(passage, audit)
    assert not wrong, "\n".join([passage.why, *wrong])


def test_names_are_of_one_passage_each() -> None:
    names = [p.name for p in passages()]
    assert len(set(names)) == len(names) >= 200
    strange = known().keys() - set(names)
    assert not strange, f"{KNOWN.name} names passages that there are not"
    assert all(known().values())


def _passage(**expected: tuple[str, ...]) -> Passage:
    return Passage("a", "b", "c", "d", **expected)


def _wrong(**expected: tuple[str, ...]) -> list[str]:
    """What differs where the audit has a mismatch of 13.95, which should be 12.08; 9859.38万元
    confirmed, 1062.85万元 confirmed but for rounding, 2辆 open."""
    return differences(_passage(**expected), factories.audit())


def test_a_difference_is_seen() -> None:
    asked = ("13.95%→12.08%",)
    assert _wrong(mismatch=asked) == []
    assert _wrong(mismatch=("99.99%|13.95%",)) == []
    assert [w.split(":")[0] for w in _wrong()] == ["extra mismatch"]
    assert "not ['12.08']" in _wrong(mismatch=("13.95%→13.00%",))[0]
    assert _wrong(mismatch=(*asked, "5.00%")) == ["missed mismatch: 5.00%"]
    assert _wrong(mismatch=asked, wording=("写作",)) == ["missed wording: 写作"]


def test_a_verdict_is_seen() -> None:
    asked = ("13.95%",)
    assert _wrong(mismatch=asked, confirmed=("9859.38万元", "1062.85万元"), open=("2辆",)) == []
    assert _wrong(mismatch=asked, confirmed=("2辆",)) == ["not confirmed: 2辆 ['unverifiable']"]
    assert _wrong(mismatch=asked, confirmed=("2台",)) == ["not confirmed: 2台 is not read"]
    assert _wrong(mismatch=asked, open=("9859.38",)) == ["judged by chance: 9859.38 ['consistent']"]


def test_a_reading_is_seen() -> None:
    right = ("2辆 count @2024 :车辆", "9859.38万元 level")
    assert _wrong(mismatch=("13.95%",), claims=right) == []
    for line in ("2辆 level", "2辆 count @2023", "2辆 count :人员", "3辆 count"):
        (difference,) = _wrong(mismatch=("13.95%",), claims=(line,))
        assert difference.startswith(f"read otherwise: {line}")


def test_findings_of_other_severities_are_apart() -> None:
    rounding = factories.finding(severity=Severity.ROUNDING, stated="1.01", expected="1.00")
    audit = factories.audit(findings=(rounding,))
    assert differences(_passage(rounding=("1.01→1.00",)), audit) == []
    assert len(differences(_passage(mismatch=("1.01",)), audit)) == 2


def test_paper(tmp_path: Path) -> None:
    """Text stays within the margins, a table's within its cells, and nothing is lost."""
    row = ["2050299", "其他普通教育支出", "1,206.85", "1,062.85", "144.00", "0.00", "0.00", "0.00"]
    text = "# 一、收入\n" + "收入合计1206.85万元，" * 20 + "\n| 支出表 | 单位：万元\n"
    text += "\n".join("| " + " | ".join(row) for _ in range(60))
    typeset(tmp_path / "a.pdf", "某局2024年度部门决算", text)
    with pymupdf.open(tmp_path / "a.pdf") as document:
        pages = list(document)
        assert pages[0].get_text().strip() == "某局2024年度部门决算"
        printed = "".join("".join(page.get_text().split()) for page in pages)
        assert printed.count("1206.85万元") == 20
        assert printed.count("其他普通教育支出") == 60
        for page in pages:
            boxes = [d["rect"] for d in page.get_drawings()]
            for x0, y0, x1, y1, *_ in page.get_text("words"):
                assert x0 >= MARGIN - 1 and x1 <= WIDTH - MARGIN + 13  # a mark may hang
                inside = [b for b in boxes if b.y0 < (y0 + y1) / 2 < b.y1 and b.x0 < x0 < b.x1]
                assert all(x1 <= b.x1 for b in inside)
        assert sum(len(page.get_drawings()) for page in pages) == 60 * len(row)


def test_figures_are_compared_as_numbers() -> None:
    figure = Quantity("1,206.80", Decimal("1206.80"), "万元")
    finding = factories.finding(stated=f"{figure.value:f}", expected="1206.90")
    audit = factories.audit(findings=(finding,))
    assert differences(_passage(mismatch=("1,206.8万元→1206.9万元",)), audit) == []
