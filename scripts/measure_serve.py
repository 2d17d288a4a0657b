"""Measure the review page: a store with many copies of a report, and people who work in it at once.

    $ python scripts/measure_serve.py --store postgresql://… --reports 2000 --people 20

Fills the store where it has fewer reports, serves it in a process of its own on 127.0.0.1, and lets
each person look at the list, open a report, step on and decide, a fixed number of times. Prints the
median, the 95th percentile and the slowest of each in milliseconds. Ends by itself.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import re
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import Engine, func, select

from corpus.store.database import open_store
from corpus.store.models import ReportRow
from corpus.store.records import Record, record
from corpus.store.writing import FileResult, ScanPlan, begin_scan, write_result
from extract.read import read
from reconcile.reconcile import reconcile

SAMPLES = Path(__file__).parents[1] / "corpus" / "samples"
_NAMES = ("final-slips", "final-parts", "final-tables", "budget-wording")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", required=True)
    parser.add_argument("--reports", type=int, default=2000)
    parser.add_argument("--people", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--pause", type=float, default=0.5, help="seconds a person looks")
    parser.add_argument("--port", type=int, default=8911)
    given = parser.parse_args()
    engine = open_store(given.store)
    fill(engine, given.reports)
    with engine.connect() as connection:
        ids = list(connection.scalars(select(ReportRow.id)))
    engine.dispose()
    command = [sys.executable, "-m", "gouji", "serve", given.store, "--port", str(given.port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        base = f"http://127.0.0.1:{given.port}"
        wait_for(base)
        for people in (1, given.people):
            show(people, measured(base, ids, people, given.rounds, given.pause))
    finally:
        server.terminate()
        server.wait(timeout=30)


def fill(engine: Engine, wanted: int) -> None:
    """Copies of the samples under other names, until there are enough."""
    with engine.connect() as connection:
        known = connection.scalar(select(func.count()).select_from(ReportRow)) or 0
    if known >= wanted:
        return
    found = [record(reconcile(read(SAMPLES / f"{n}.pdf")), "0") for n in _NAMES]
    scan = begin_scan(engine, ScanPlan("measure", "0", 1, 1.0, 1))
    for number in range(known, wanted):
        made = copied(slim(found[number % len(found)]), number)
        name = f"/measure/{number}.pdf"
        result = FileResult(name, name, 1, made.report["sha256"], "read")
        write_result(engine, scan, "0", result, made)


def slim(one: Record) -> Record:
    """A report with the cells that something refers to: the lists need no others."""
    named = {row["cell_id"] for row in (*one.rows["evidence"], *one.rows["finding_places"])}
    cells = [row for row in one.rows["cells"] if row["id"] in named]
    return Record(one.report, {**one.rows, "cells": cells})


def copied(one: Record, number: int) -> Record:
    sha256 = hashlib.sha256(f"copy {number}".encode()).hexdigest()
    unit = f"第{number:04d}局"
    own = {"sha256": sha256, "content": sha256, "unit": unit, "unit_key": unit}
    return Record({**one.report, **own, "year": 2015 + number % 10}, one.rows)


def wait_for(base: str) -> None:
    for _ in range(100):
        try:
            httpx.get(base + "/help", timeout=2)
        except httpx.TransportError:
            time.sleep(0.2)
        else:
            return
    raise SystemExit("the server did not start")


def measured(
    base: str, ids: Sequence[int], people: int, rounds: int, pause: float
) -> dict[str, list[float]]:
    """Seconds by what was done."""
    taken: dict[str, list[float]] = defaultdict(list)
    threads = [
        threading.Thread(target=work, args=(base, ids, n, rounds, pause, taken))
        for n in range(people)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return taken


def work(
    base: str, ids: Sequence[int], who: int, rounds: int, pause: float, taken: dict[str, Any]
) -> None:
    """One person's work."""
    chance = random.Random(who)
    with httpx.Client(base_url=base, timeout=30) as browser:
        browser.cookies.set("gouji_name", f"p{who}")

        def ask(what: str, address: str) -> httpx.Response:
            time.sleep(pause * chance.random() * 2)
            began = time.perf_counter()
            answer = browser.get(address)
            taken[what].append(time.perf_counter() - began)
            return answer

        for _ in range(rounds):
            ask("list", f"/?sort=mismatch&page={chance.randint(1, 20)}")
            ask("list filtered", f"/?year={2015 + chance.randint(0, 9)}&state=open")
            id = chance.choice(ids)
            page = ask("report", f"/report/{id}").text
            ask("findings", "/findings?severity=mismatch&state=open")
            if following := re.search(r'data-after="(\w+)"', page):
                page = ask("next", f"/report/{id}/card/{following[1]}").text
            decide(browser, page, taken)


def decide(browser: httpx.Client, page: str, taken: dict[str, Any]) -> None:
    form = re.search(r'hx-post="(/report/\d+/decide/[^"]+)"', page)
    last = re.search(r'name="last" value="(\d+)"', page)
    if form is None or last is None:
        return
    began = time.perf_counter()
    data = {"decision": "confirmed", "last": last[1], "note": str(began)}
    answer = browser.post(form[1], data=data, headers={"HX-Request": "true"})
    taken["decide" if answer.status_code == 200 else "decide refused"].append(
        time.perf_counter() - began
    )


def show(people: int, taken: dict[str, list[float]]) -> None:
    print(f"{people} at once")
    for what, seconds in taken.items():
        ranked = sorted(1000 * s for s in seconds)
        at = [ranked[min(len(ranked) - 1, int(len(ranked) * p))] for p in (0.5, 0.95)]
        print(
            f"  {what:15} n={len(ranked):4} median {at[0]:6.0f}  95% {at[1]:6.0f}  "
            f"most {ranked[-1]:6.0f} ms"
        )


if __name__ == "__main__":
    main()
