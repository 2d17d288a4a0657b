"""All the files that one audit, or several, can be written to, by name."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory

from reconcile.audit import Audit
from report.checklist.answers import Body
from report.checklist.form import Form
from report.overview.rows import Again, Entry, Totals, Unreadable
from report.reviewed import NOTHING, Reviewed
from report.texts import Texts, load


class Output(StrEnum):
    """The outputs; `pdf` is the publisher's file with the findings marked on it: of a Word file or
    a workbook a copy with comments."""

    HTML = "html"
    XLSX = "xlsx"
    PDF = "pdf"
    CSV = "csv"
    JSONL = "jsonl"


#: What the files of an output end with, after the name of the report.
ENDINGS: Mapping[Output, tuple[str, ...]] = {
    Output.HTML: (".html",),
    Output.XLSX: (".xlsx",),
    Output.PDF: (".marked.pdf", ".marked.docx", ".marked.xlsx"),
    Output.CSV: (".claims.csv", ".findings.csv"),
    Output.JSONL: (".jsonl",),
}
#: A name has no more bytes than 255, an ending and a number behind it included.
_LONGEST = 255 - max(len(end) for ends in ENDINGS.values() for end in ends) - len("-9999")
#: What a folder of half-written files begins with; only a process that was killed leaves one.
SCRATCH = ".gouji-writing-"


def write_outputs(
    audit: Audit,
    folder: Path,
    stem: str,
    outputs: Collection[Output],
    *,
    lang: str = "zh",
    front: bool = True,
    scratch: Path | None = None,
    reviewed: Reviewed = NOTHING,
) -> list[Path]:
    """Write an audit to files in `folder`, named after `stem`; the files written.

    They are written in a folder of their own below `scratch` (on the same disk as `folder`, which
    it is unless given) and moved when all are whole. `front` puts a summary before the marked PDF.
    `reviewed` is what people decided about the findings.
    Raises OSError where a file cannot be written, SourceError where a marked PDF is wanted and the
    audit's PDF is gone or has changed; none of the files is there then.
    """
    with TemporaryDirectory(prefix=SCRATCH, dir=scratch or folder) as made:
        names = _write(audit, Path(made), stem, outputs, load(lang), reviewed, front=front)
        return [placed(Path(made, name), folder / name) for name in names]


def _write(
    audit: Audit,
    folder: Path,
    stem: str,
    outputs: Collection[Output],
    texts: Texts,
    reviewed: Reviewed,
    *,
    front: bool,
) -> list[str]:
    written: list[str] = []

    def paths(output: Output) -> list[Path]:
        names = [stem + ending for ending in ENDINGS[output]]
        written.extend(names)
        return [folder / name for name in names]

    if Output.HTML in outputs:
        from report.html.page import render

        paths(Output.HTML)[0].write_text(render(audit, texts, reviewed), encoding="utf-8")
    if Output.XLSX in outputs:
        from report.excel.book import write as write_book

        write_book(audit, paths(Output.XLSX)[0], texts, reviewed)
    if Output.PDF in outputs:
        written += _marked(audit, folder, stem, texts, reviewed, front=front)
    if Output.CSV in outputs:
        from report.rows import write_csv

        claims, findings = paths(Output.CSV)
        write_csv(audit, claims, findings, texts.lang, reviewed)
    if Output.JSONL in outputs:
        from report.rows import write_jsonl

        write_jsonl(audit, paths(Output.JSONL)[0], texts.lang)
    return written


def _marked(
    audit: Audit, folder: Path, stem: str, texts: Texts, reviewed: Reviewed, *, front: bool
) -> list[str]:
    """Write the marked copy of what was published, in the form it was published in; of a web page
    there is none."""
    if audit.disclosure.leaves:
        from report.marked_copy.write import write_copies
        from report.view import View

        return write_copies(View(audit, texts, reviewed), folder, stem)
    from report.marked_pdf.write import write as write_pdf

    name = stem + ENDINGS[Output.PDF][0]
    write_pdf(audit, folder / name, texts, front=front, reviewed=reviewed)
    return [name]


def write_overview(
    entries: Iterable[Entry],
    unreadable: Iterable[Unreadable],
    path: Path,
    *,
    lang: str = "zh",
    waiting: int = 0,
    again: Iterable[Again] = (),
    counted: Totals | None = None,
) -> None:
    """Write the overview of many reports to `path`, whole or not at all; `waiting` is how many
    files have not been looked at yet, `again` are reports that were published again, `counted` is
    for the charts where the entries do not know it. Raises OSError where it cannot be written."""
    from report.overview.page import render

    page = render(entries, unreadable, load(lang), waiting=waiting, again=again, counted=counted)
    with TemporaryDirectory(prefix=SCRATCH, dir=path.parent) as made:
        half = Path(made, path.name)
        half.write_text(page, encoding="utf-8")
        placed(half, path)


def placed(half: Path, path: Path) -> Path:
    """Move a file to its place for good: it is on the disk before its name is, so that a power cut
    leaves the old one or the new, and never an empty one. Raises OSError."""
    with half.open("rb+") as stream:
        os.fsync(stream.fileno())
    moved = half.replace(path)
    if hasattr(os, "O_DIRECTORY"):
        folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            with contextlib.suppress(OSError):  # some file systems cannot
                os.fsync(folder)
        finally:
            os.close(folder)
    return moved


@contextlib.contextmanager
def aside(path: Path) -> Iterator[Path]:
    """Where to write a file that is moved to `path` when it is whole; what stood there stays until
    then. What is no plain file (a pipe, a device) is written as it comes. Raises OSError."""
    if path.exists() and not path.is_file():
        yield path
        return
    target = path.resolve()
    with TemporaryDirectory(prefix=SCRATCH, dir=target.parent) as made:
        half = Path(made, target.name)
        yield half
        placed(half, target)


def write_checklist(bodies: Sequence[Body], folder: Path, form: Form, *, lang: str = "zh") -> Path:
    """Write the filled form of some reports into a folder, whole or not at all; the file. Raises
    OSError where it cannot be written."""
    from report.checklist.book import write

    texts = load(lang)
    path = folder / texts("checklist.file")
    with TemporaryDirectory(prefix=SCRATCH, dir=folder) as made:
        half = Path(made, path.name)
        write(bodies, half, texts, form)
        placed(half, path)
    return path


def fitting(stem: str) -> str:
    """`stem`, cut short where with an ending and a number it would be a longer name than file
    systems take."""
    return stem.encode("utf-8", "replace")[:_LONGEST].decode("utf-8", "ignore").rstrip(". ")


def unused(stem: str, taken: set[str]) -> str:
    """`stem`, or with a number behind it where a report of that name was written before; the
    name is added to `taken`. Capitals do not count: some file systems know none."""
    name, number = stem, 1
    while name.casefold() in taken:
        number += 1
        name = f"{stem}-{number}"
    taken.add(name.casefold())
    return name
