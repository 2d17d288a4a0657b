"""How long a store of many reports takes to answer: the questions of `gouji query`, the lists of
`gouji serve`, `gouji overview` and `gouji review`, over rows that are made by the thousand.

    python scripts/bench_questions.py gouji-crowd.db postgresql://… --reports 10000

Fills each store that has no reports, and asks every question twice; the second time counts, when
what it needs is in memory. What comes out as JSON goes into docs/scale.md (make_scale.py).
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import func, select

from corpus.store.database import open_store
from corpus.store.models import ReportRow

sys.path.append(str(Path(__file__).parents[1]))
from tests.corpus.crowd import fill
from tests.corpus.plans import questions


def timed(ask: Callable[[], object]) -> float:
    """Seconds of the second time."""
    ask()
    begun = time.perf_counter()
    ask()
    return time.perf_counter() - begun


def asked(url: str, reports: int) -> tuple[str, dict[str, float]]:
    """The name of a store and the seconds that each question takes there."""
    engine = open_store(url)
    with engine.connect() as connection:
        known = connection.scalar(select(func.count()).select_from(ReportRow)) or 0
    if not known:
        fill(engine, reports)
    seconds = {}
    for name, ask in questions(engine).items():
        seconds[name] = round(timed(ask), 3)
        print(f"{name:26} {seconds[name]:8.3f}", flush=True)
    kind = "SQLite" if engine.dialect.name == "sqlite" else "PostgreSQL"
    engine.dispose()
    return f"{kind}, {known or reports:,}", seconds


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("stores", nargs="+")
    parser.add_argument("--reports", type=int, default=10_000)
    parser.add_argument("--json", type=Path, help="add what was measured to this file")
    given = parser.parse_args()
    told = json.loads(given.json.read_text("utf-8")) if given.json else {"questions": {}}
    for store in given.stores:
        name, seconds = asked(store, given.reports)
        told["questions"].setdefault("seconds", {})[name] = seconds
    if given.json:
        given.json.write_text(json.dumps(told, indent=1, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main()
