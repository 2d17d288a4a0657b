"""What a worker process does: read one file to its rows, whatever the file is."""

from __future__ import annotations

import contextlib
import logging
import math
import os
import re
import tempfile
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from corpus.scanning.at_work import RefusalError, more_time, tell
from corpus.scanning.blame import blame
from corpus.scanning.limits import Usage, limited, longer, measured, room
from corpus.scanning.names import safe_stem
from corpus.scanning.outputs import Unwritten, Writing, write
from corpus.scanning.sources import Source, copy_to
from corpus.scanning.statuses import FAULTY
from corpus.store.keeping import ALL, kept
from extract.errors import UnreadableError, not_report
from extract.faults import is_fault, is_memory, where

if TYPE_CHECKING:
    from corpus.store.records import Record
    from extract.disclosure import Disclosure

#: Megabytes without which a worker reads no report.
_LEAST = 200
#: Seconds by which a worker's own alarm comes after the parent's: it is for orphans.
_GRACE = 10
#: Seconds that a picture of a page may take to be read, beyond the limit of a file.
_PICTURE = 60.0


@dataclass(frozen=True, slots=True)
class Task:
    """A file to read, the version of gouji that reads it, its limits (seconds, megabytes), and
    the files to write about it, if any; `pieces` are the files of a report in several, that one
    among them, `unsaid` the hashes of those that do not say their year, and `pages` says that they
    are pictures of its pages; `keep` is how much of the report is handed back
    (corpus/store/keeping.py); `ocr` whether pictures of pages are read.
    """

    source: Source
    version: str
    time_limit: float
    memory_limit: int
    writing: Writing | None = None
    pieces: tuple[Source, ...] = ()
    keep: str = ALL
    ocr: bool = True
    unsaid: frozenset[str] = frozenset()
    pages: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a file: a status (statuses.toml), and its rows where it is a report.

    `sha256` is of the bytes that were read, "" where none were. `unwritten` says why the files
    about it are missing, None where they are there or none were asked for. `died` is True where
    the worker's end is all that is known.
    """

    status: str
    message: str = ""
    sha256: str = ""
    usage: Usage | None = None
    record: Record | None = None
    unwritten: Unwritten | None = None
    died: bool = False


def start(folder: Path) -> None:
    """Make a worker of a scan ready: quiet and warm (it is where it was forked from the preloaded
    server), with its temporary files in a folder of its own.

    Raises RefusalError where it may have too little memory to read anything.
    """
    _ready(folder, "preload")


def start_checking(folder: Path) -> None:
    """Likewise a worker that only checks reports. Raises RefusalError."""
    _ready(folder, "reading")


def _ready(folder: Path, loading: str) -> None:
    import corpus.scanning.quiet  # noqa: F401

    try:
        import_module(f"corpus.scanning.{loading}")
    except (ImportError, MemoryError) as error:
        if room() == math.inf:
            raise
        raise RefusalError("no_room") from error
    if room() < _LEAST:
        raise RefusalError("no_room")
    os.environ["TMPDIR"] = tempfile.tempdir = str(folder)
    warnings.simplefilter("ignore")
    logging.disable(logging.WARNING)


def read_file(task: Task) -> Outcome:
    """Read one file, and write the files about it, within its limits. Never raises for what is in
    the file."""
    from extract.scan.watch import Ocr, watched
    from extract.together import digest_of

    usage, sha256 = Usage(), ""
    ocr = Ocr(task.ocr, time_for_pictures, lambda number, total: tell((number, total)))
    try:
        with (
            measured() as usage,
            limited(task.time_limit + _GRACE, task.memory_limit),
            watched(ocr),
            contextlib.ExitStack() as stack,
        ):
            sources = task.pieces or (task.source,)
            copies = [stack.enter_context(_at_hand(source)) for source in sources]
            hashes = [digest for _, digest in copies]
            sha256 = digest_of(hashes) if task.pieces else hashes[0]
            paths = [path for path, _ in copies]
            about = (task.version, task.writing, task.keep, task.unsaid)
            found = _read(paths, *about, pages=task.pages)
    except UnreadableError as error:
        lacking = error.status == "broken" and is_memory(error.__cause__)
        found = _out_of_memory(task) if lacking else Outcome(error.status, error.message)
    except MemoryError:
        found = _out_of_memory(task)
    except Exception as error:
        # The last stop for what a parser or gouji makes of a file: a row that says where.
        found = Outcome(blame(error), where(error))
    return replace(found, usage=usage, sha256=sha256)


def time_for_pictures(count: int) -> None:
    """Ask for the time that so many pictures of pages take to be read."""
    more_time(count * _PICTURE)
    longer(count * _PICTURE)


def _out_of_memory(task: Task) -> Outcome:
    return Outcome("memory", f"{task.source.name}：内存不足")


def _read(
    paths: Sequence[Path],
    version: str,
    writing: Writing | None = None,
    keep: str = ALL,
    unsaid: frozenset[str] = frozenset(),
    *,
    pages: bool = False,
) -> Outcome:
    """What comes of a file that opens, or of several that are one report."""
    from corpus.scanning.agreeing import is_of_one
    from corpus.store.records import record
    from extract.read import read, read_together
    from reconcile.reconcile import reconcile

    disclosure = read_together(paths) if len(paths) > 1 else read(paths[0])
    if not disclosure.kind:
        message = not_report(paths[0].name).message
        return Outcome("not_report", message, disclosure.sha256)
    audit = reconcile(disclosure)
    if len(paths) > 1 and not is_of_one(audit, unsaid, whole=pages):
        return Outcome("not_together", f"{paths[0].name}：正文与表格多不相符，没有合在一起")
    status, message = "read", ""
    if disclosure.unread:
        faulty = any(is_fault(reason) for _, reason in disclosure.unread)
        status, message = FAULTY if faulty else "partial", "；".join(_unread(disclosure))
    rows = kept(record(audit, version), keep)
    unwritten = write(audit, writing) if writing else None
    return Outcome(status, message, disclosure.sha256, record=rows, unwritten=unwritten)


def _unread(disclosure: Disclosure) -> Iterator[str]:
    """What of a report was not read, and where."""
    from reconcile.places import on_page

    if not disclosure.leaves:
        yield from (f"第{pages}页：{reason}" for pages, reason in disclosure.unread_ranges)
        return
    for page, reason in disclosure.unread:
        yield f"{on_page(disclosure, page)}：{reason}"


@contextlib.contextmanager
def _at_hand(source: Source) -> Iterator[tuple[Path, str]]:
    """A copy of the source for a while, whose name is plain text, and the hash of its bytes: what
    becomes of the file meanwhile changes nothing.

    The name is kept as far as it can be, since it may tell the unit and the year.
    """
    raw = source.path.name
    plain = not source.members and raw.isprintable()
    with tempfile.TemporaryDirectory(prefix="gouji-") as folder:
        ending = PurePosixPath(source.members[-1] if source.members else raw).suffix
        known = ending.lower() if re.fullmatch(r"\.[A-Za-z]{2,5}", ending) else ".pdf"
        path = Path(folder, raw if plain else safe_stem(source.name) + known)
        yield path, copy_to(source, path)
