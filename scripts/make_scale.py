"""docs/scale.md: what all reports of a year cost, computed from what was measured.

    python scripts/make_scale.py            # from scripts/measured.json

The figures in measured.json come from bench_store.py, bench_cluster.py and bench_questions.py
(--json), and from scans (`reading`). What is assumed and not measured stands at the top of this
file, and is called so on the page.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
MEASURED = ROOT / "scripts" / "measured.json"
PAGE = ROOT / "docs" / "scale.md"

#: Reports that 部门 and 单位 publish in a year: 590 000 决算 and as many 预算 (Ministry of Finance,
#: for 2022).
REPORTS = 1_180_000
#: Assumed: the share of reports that are scanned, their pages, the core-seconds OCR takes for one.
SCANNED, PAGES, OCR_SECONDS = 0.15, 20, 4.0
#: Seconds in which all is to be read, and with OCR.
DAY, WEEK = 86_400, 7 * 86_400
#: How busy a core can be kept, and a server that others ask as well.
BUSY, SERVER_BUSY = 0.8, 0.5


def page(measured: dict[str, Any]) -> str:
    """The page, from what was measured."""
    reading = measured["reading"]
    fake = measured["cluster_fake"][-1]["cpu_ms"]
    kills = measured["kills"]
    idle = measured["cluster_fake"][0]["idle_ms"]
    writing = measured["writing"][-1]
    overhead = (fake["workers"] + fake["scheduler"] + fake["scan"] + fake["postgres"]) / 1000
    seconds = reading["published"]["cpu_seconds"] + fake["workers"] / 1000
    a_second = REPORTS / DAY
    ocr = SCANNED * PAGES * OCR_SECONDS
    sizes = {size["keep"]: size for size in measured["sizes"]}  # the largest store of each
    mb = reading["published"]["mb"]
    kb = {keep: 1000 * s["mb"] / s["reports"] for keep, s in sizes.items()}
    larger = reading["published"]["rows"] / sum(
        t["rows"] / sizes["all"]["reports"] for t in sizes["all"]["tables"]
    )
    kb = {keep: size * larger for keep, size in kb.items()}
    wal = writing["wal_kb"] * larger
    server = writing["server_cpu_ms"] * larger / 1000
    scheduler = max(fake["scheduler"], measured["tasks"][-1]["scheduler_cpu_ms"]) / 1000
    rows = [
        ("reports a year", f"{REPORTS:,}", "the Ministry's count for 2022"),
        ("core-seconds to read one", f"{reading['published']['cpu_seconds']:.2f}",
         f"{reading['published']['reports']} published reports of"
         f" {reading['published']['pages']:.0f} pages on average"),
        ("core-seconds a cluster adds", f"{overhead:.2f}",
         "worker, scheduler, scan and PostgreSQL together"),
        ("core-hours", f"{REPORTS * seconds / 3600:,.0f}", "reading and the worker's own share"),
        ("cores for one day", f"{REPORTS * seconds / DAY / BUSY:.0f}",
         f"busy for {BUSY:.0%} of the time"),
        ("core-hours of OCR", f"{REPORTS * ocr / 3600:,.0f}",
         f"**assumed**: {SCANNED:.0%} scanned, {PAGES} pages, {OCR_SECONDS:g} core-seconds each"),
        ("cores for one week with OCR", f"{REPORTS * (seconds + ocr) / WEEK / BUSY:.0f}", ""),
        ("reports a second, over a day", f"{a_second:.1f}", ""),
        ("cores of PostgreSQL for that", f"{a_second * server / SERVER_BUSY:.1f}",
         f"{1000 * server:.0f} ms a report, busy for {SERVER_BUSY:.0%}"),
        ("write-ahead log", f"{a_second * wal / 1000:.1f} MB/s",
         f"{wal:.0f} KB a report"),
        ("transactions a second", f"{a_second * 3:.0f}", "claim, look up, write: three a report"),
        ("network to the workers", f"{a_second * mb * 8:.0f} Mbit/s",
         f"{mb:.2f} MB a file, of the same published reports"),
        ("network to PostgreSQL", f"{a_second * kb['all'] * 8 / 1000:.0f} Mbit/s", "`--keep all`"),
        *((f"store, `--keep {keep}`", f"{REPORTS * size / 1e6:,.0f} GB", f"{size:.0f} KB a report")
          for keep, size in kb.items()),
    ]  # fmt: skip
    return "\n".join(
        [
            "# What a million reports cost",
            "",
            "Computed by `scripts/make_scale.py` from `scripts/measured.json`; what is assumed and",
            "was not measured is called so. How to set up the machines is in",
            "[cluster.md](cluster.md).",
            "",
            f"Measured on {measured['machine']}",
            "",
            *_table(("", "", ""), rows),
            "",
            "The reports that were written below are made up and have fewer rows than published"
            " ones; what a report takes of PostgreSQL, its log and its disk is multiplied by"
            f" {larger:.2f} above, which is how many times as many rows the published ones have.",
            "",
            "## Where the limit is",
            "",
            "Readers are fake here: they take no time, and give what one of a few reports gave.",
            "So the store and the scheduler get all they can take.",
            "",
            *_table(
                ("writers beside each other", "reports/s", "writer, ms CPU", "PostgreSQL, ms CPU"),
                [
                    (str(w["writers"]), f"{w['per_second']:.1f}", f"{w['worker_cpu_ms']:.0f}",
                     f"{w['server_cpu_ms']:.0f}")
                    for w in measured["writing"]
                ],
            ),
            "",
            *_table(
                ("workers, fake readers", "reports/s", "worker, ms CPU", "scheduler", "scan",
                 "PostgreSQL", "once more, ms"),
                [
                    (str(c["workers"]), f"{c['per_second']:.1f}", *(f"{c['cpu_ms'][k]:.0f}" for k in
                     ("workers", "scheduler", "scan", "postgres")), f"{c['again_ms']:.0f}")
                    for c in measured["cluster_fake"]
                ],
            ),
            "",
            "The processor time is net of what the same processes take when they have nothing to do"
            f" ({idle['scheduler']:.0f} ms a second for the scheduler, {idle['workers']:.0f} for a"
            " worker with its nanny). A task that does nothing costs the scheduler"
            f" {measured['tasks'][-1]['scheduler_cpu_ms']:.1f} ms.",
            "",
            *_limits(a_second, server, scheduler, measured["copy"]),
            "",
            "## One worker, two, four",
            "",
            "Readers that wait a second for each report and use no processor: what is seen is",
            "what the scan, the scheduler, the workers and the store add:",
            "",
            *_table(
                ("workers", "reports", "reports/s", "of what the readers could"),
                [
                    (str(c["workers"]), str(c["reports"]), f"{c['per_second']:.2f}",
                     f"{c['per_second'] * c['seconds'] / c['workers']:.0%}")
                    for c in measured["cluster_slow"]
                ],
            ),
            "",
            *measured["notes"],
            "",
            "## Killed",
            "",
            f"{kills['reports']} made-up reports on two workers, while workers, the scheduler and"
            f" PostgreSQL were killed (-9) {kills['kills']} times at moments of chance"
            f" ({kills['what']}; `scripts/kill_cluster.py`): status 0, and the same"
            f" {kills['rows']} rows of files and findings as a scan of one machine; no report is"
            f" there twice. It took {kills['cluster']} s, one machine {kills['one']} s.",
            "",
            *_alike(measured["alike"]),
            "",
            "## The store",
            "",
            *_table(
                ("kept", "reports", "MB", "of it indices", "KB a report"),
                [
                    (f"`{s['keep']}`", f"{s['reports']:,}", f"{s['mb']:.0f}",
                     f"{s['index_mb']:.0f}", f"{1000 * s['mb'] / s['reports']:.0f}")
                    for s in measured["sizes"]
                ],
            ),
            "",
            *_tables(sizes["all"]),
            "",
            *_answers(measured["questions"]),
            "",
        ]
    )  # fmt: skip


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> list[str]:
    lines = [head, tuple("---" for _ in head), *rows]
    return ["| " + " | ".join(line) + " |" for line in lines]


def _limits(a_second: float, server: float, scheduler: float, copy: dict[str, float]) -> list[str]:
    cores = 8
    return [
        f"So a server of {cores} cores takes {cores * SERVER_BUSY / server:,.0f} reports a second"
        f" when half busy, and the scheduler, which has one core, {BUSY / scheduler:,.0f}: all of a"
        f" year in a day is {a_second:.1f}. The scheduler is the first limit, at"
        f" {BUSY / scheduler / a_second:.1f} times that. Beyond it, start a second scan on a second"
        " scheduler with half of the folders: the store lets them share.",
        "",
        "What was done so that PostgreSQL is not: it had been one report at a time, by a lock for"
        " the whole store and a counter row that stayed locked to the end of each transaction; now"
        " a lock is of one content and one file, ids come from a sequence, and rows go in by COPY"
        f" ({copy['copy_worker']:.0f} ms of the writer and {copy['copy_server']:.0f} of the server"
        f" a report; by executemany {copy['many_worker']:.0f} and {copy['many_server']:.0f}).",
    ]


def _tables(largest: dict[str, Any]) -> list[str]:
    rows = [
        (f"`{t['name']}`", f"{t['rows'] / largest['reports']:.0f}",
         f"{1000 * t['mb'] / largest['reports']:.1f}")
        for t in largest["tables"][:9]
    ]  # fmt: skip
    return [
        f"Of {largest['reports']:,} reports, by table (rows and KB a report, indices included):",
        "",
        *_table(("table", "rows", "KB"), rows),
        "",
        "The trigram index is a large part of what sentences take; where `gouji query text` is"
        " not needed, `DROP INDEX ix_sentences_text` saves it. Tables are not divided by year:"
        " every question comes in by an index, and the rows of a report lie side by side.",
    ]


def _alike(alike: dict[str, Any]) -> list[str]:
    killed = alike["killed"]
    return [
        f"Undisturbed, {alike['reports']} made-up reports on two workers gave PostgreSQL the same"
        f" {alike['rows']:,} rows, in all tables, as `gouji scan` of one machine gave SQLite"
        f" (`scripts/same_rows.py`): {alike['cluster']} s, one machine {alike['one']} s, and once"
        f" more {alike['again']} s. So did {killed['reports']} of them with {killed['kills']} kills"
        f" as above: {killed['rows']:,} rows, none missing and none twice, in"
        f" {killed['cluster']} s.",
    ]


def _answers(questions: dict[str, Any]) -> list[str]:
    by_store: dict[str, dict[str, float]] = questions["seconds"]
    names = next(iter(by_store.values()))
    rows = [(name, *(f"{some[name]:.2f}" for some in by_store.values())) for name in names]
    return [
        "## Questions",
        "",
        f"Seconds by store and number of reports (`scripts/bench_questions.py`; generated rows, of"
        f" 100,000 reports {questions['rows']}), on a machine that was busy with other work. None"
        " reads `findings`, `cells`, `claims`, `sentences`, `evidence`, `checks` or"
        " `finding_places` from end to end, and no page of a list more than it shows, which tests"
        " see to.",
        "",
        *_table(("question", *by_store), rows),
    ]


def main() -> None:
    PAGE.write_text(page(json.loads(MEASURED.read_text("utf-8"))), encoding="utf-8")


if __name__ == "__main__":
    main()
