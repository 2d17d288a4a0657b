"""Differences from other reports stand with the report that states them, and are decided alike."""

from __future__ import annotations

import re
from pathlib import Path

from sqlalchemy import select

from corpus.between.catalogue import flags
from corpus.store.database import opened
from corpus.store.models import DecisionRow, DifferenceRow
from tests.corpus.again.bank import cases
from tests.corpus.again.bank import run as run_again
from tests.corpus.cases import run
from tests.serve.conftest import client_of


def test_a_difference_is_shown_decided_and_taken_away(tmp_path: Path) -> None:
    with opened(str(tmp_path / "s.db")) as engine:
        (row, *_) = run(engine, flags("B01")[0]).rows
        with engine.connect() as connection:
            id = connection.scalar(select(DifferenceRow.stated_in))
        client = client_of(engine, tmp_path, reviewer="甲")
        page = client.get(f"/report/{id}?group=between").text
        assert "与其他报告不同" in page and row["stated"] in page and row["expected"] in page
        (f,) = set(re.findall(r'id="card"[^>]* data-id="(d[0-9a-f]{16})"', page))
        mark = f.removeprefix("d")
        data = {"decision": "confirmed", "last": "0"}
        address = f"/report/{id}/decide/{mark}?token=t0ken"
        answer = client.post(address, data=data, headers={"HX-Request": "true"})
        assert answer.status_code == 200 and f'id="row-{f}"' in answer.text
        with engine.connect() as connection:
            assert connection.scalar(select(DecisionRow.mark)) == mark
        assert "属实" in client.get(f"/report/{id}?f={f}").text
        assert client.get(f"/report/{id}/letter.docx").status_code == 200


def test_the_same_report_again_is_shown_on_both_pages(tmp_path: Path) -> None:
    """A figure that is gone stands on no page of the later file; its card opens all the same."""
    with opened(str(tmp_path / "s.db")) as engine:
        run_again(engine, next(c for c in cases("cases") if c.name == "a row goes"))
        with engine.connect() as connection:
            row = connection.execute(select(DifferenceRow.__table__)).first()
        assert row is not None and row.page == 0
        client = client_of(engine, tmp_path)
        page = client.get(f"/report/{row.stated_in}?group=between").text
        assert "B04" in page and "另一份文件有300.00，这份没有" in page
        answer = client.get(
            f"/report/{row.stated_in}/card/d{row.mark}", headers={"HX-Request": "1"}
        )
        assert answer.status_code == 200


def test_an_announced_correction_has_its_card(tmp_path: Path) -> None:
    with opened(str(tmp_path / "s.db")) as engine:
        run_again(engine, next(c for c in cases("cases") if "corrects the earlier" in c.name))
        with engine.connect() as connection:
            id = connection.scalar(select(DifferenceRow.stated_in))
        page = client_of(engine, tmp_path).get(f"/report/{id}?group=between")
        assert page.status_code == 200 and "写明是更正或补充" in page.text
