"""All the files that one audit, or several, can be written to, by name."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from enum import StrEnum
from pathlib import Path

from reconcile.audit import Audit
from report.overview.rows import Entry, Unreadable
from report.texts import load


class Output(StrEnum):
    """The outputs; `pdf` is the publisher's PDF with the findings marked on it."""

    HTML = "html"
    XLSX = "xlsx"
    PDF = "pdf"
    CSV = "csv"
    JSONL = "jsonl"


def write_outputs(
    audit: Audit,
    folder: Path,
    stem: str,
    outputs: Collection[Output],
    *,
    lang: str = "zh",
    front: bool = True,
) -> list[Path]:
    """Write an audit to files in `folder`, named after `stem`; the files written.

    `front` puts a summary before the marked PDF. Raises OSError where a file cannot be written,
    SourceError where a marked PDF is wanted and the audit's PDF is gone or has changed.
    """
    texts, written = load(lang), []

    def path(ending: str) -> Path:
        written.append(folder / f"{stem}{ending}")
        return written[-1]

    if Output.HTML in outputs:
        from report.html.page import render

        path(".html").write_text(render(audit, texts), encoding="utf-8")
    if Output.XLSX in outputs:
        from report.excel.book import write as write_book

        write_book(audit, path(".xlsx"), texts)
    if Output.PDF in outputs:
        from report.marked_pdf.write import write as write_pdf

        write_pdf(audit, path(".marked.pdf"), texts, front=front)
    if Output.CSV in outputs:
        from report.rows import write_csv

        write_csv(audit, path(".claims.csv"), path(".findings.csv"))
    if Output.JSONL in outputs:
        from report.rows import write_jsonl

        write_jsonl(audit, path(".jsonl"))
    return written


def write_overview(
    entries: Iterable[Entry], unreadable: Iterable[Unreadable], path: Path, *, lang: str = "zh"
) -> None:
    """Write the overview of many reports to `path`; raises OSError where that cannot be done."""
    from report.overview.page import render

    path.write_text(render(entries, unreadable, load(lang)), encoding="utf-8")


def unused(stem: str, taken: set[str]) -> str:
    """`stem`, or with a number behind it where a report of that name was written before; the
    name is added to `taken`. Capitals do not count: some file systems know none."""
    name, number = stem, 1
    while name.casefold() in taken:
        number += 1
        name = f"{stem}-{number}"
    taken.add(name.casefold())
    return name
