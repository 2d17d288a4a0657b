"""What a worker process does: read one file to its rows, whatever the file is."""

from __future__ import annotations

import contextlib
import logging
import os
import re
import sys
import tempfile
import traceback
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.scanning.limits import Usage, limited, measured
from corpus.scanning.names import safe_stem
from corpus.scanning.sources import Source, copy_to
from extract.errors import UnreadableError

if TYPE_CHECKING:
    from corpus.store.records import Record

#: Seconds by which a worker's own alarm comes after the parent's: it is for orphans.
_GRACE = 10
#: Where gouji's own code lies.
_OWN = [Path(__file__).parents[2] / name for name in ("extract", "reconcile", "corpus")]
_MEMORY = re.compile(r"alloc|out of memory|insufficient memory", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Task:
    """A file to read, the version of gouji that reads it, and its limits (seconds, megabytes)."""

    source: Source
    version: str
    time_limit: float
    memory_limit: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a file: a status (statuses.toml), and its rows where it is a report.

    `sha256` is of the bytes that were read, "" where none were.
    """

    status: str
    message: str = ""
    sha256: str = ""
    usage: Usage | None = None
    record: Record | None = None


def start() -> None:
    """Make a worker ready: warm (a no-op where it was forked from the preloaded server), quiet."""
    import corpus.scanning.preload  # noqa: F401

    warnings.simplefilter("ignore")
    logging.disable(logging.WARNING)
    with contextlib.suppress(OSError):  # parsers in C write where they like
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, sys.stdout.fileno())
        os.dup2(null, sys.stderr.fileno())
        os.close(null)


def read_file(task: Task) -> Outcome:
    """Read one file within its limits. Never raises for what is in the file."""
    usage = Usage()
    try:
        with (
            measured() as usage,
            limited(task.time_limit + _GRACE, task.memory_limit),
            _at_hand(task.source) as path,
        ):
            status, message, sha256, record = _read(path, task.version)
        return Outcome(status, message, sha256, usage, record)
    except UnreadableError as error:
        status = "memory" if _is_memory(error) else error.status
        message = f"{task.source.name}：内存不足" if status == "memory" else error.message
        return Outcome(status, message, usage=usage)
    except MemoryError:
        return Outcome("memory", f"{task.source.name}：内存不足", usage=usage)
    except Exception as error:
        # The last stop for what a parser or gouji makes of a file: a row that says where.
        return Outcome(_blame(error), _where(error), usage=usage)


def _read(path: Path, version: str) -> tuple[str, str, str, Record | None]:
    """Status, message, hash and rows of a file that opens."""
    from corpus.catalogue import is_report
    from corpus.store.records import record
    from extract.read import read
    from reconcile.reconcile import reconcile

    disclosure = read(path)
    if not is_report(disclosure):
        return "not_report", "没有决算、预算的公开表格，也没有这样的标题", disclosure.sha256, None
    found = record(reconcile(disclosure), version)
    if disclosure.unread:
        pages = "、".join(str(page) for page, _ in disclosure.unread[:20])
        return "partial", f"第{pages}页未读：{disclosure.unread[0][1]}", disclosure.sha256, found
    return "read", "", disclosure.sha256, found


@contextlib.contextmanager
def _at_hand(source: Source) -> Iterator[Path]:
    """The source as a file whose name is plain text: itself, else a copy or a link for a while.

    The name is kept as far as it can be, since it may tell the unit and the year.
    """
    raw = source.path.name
    if not source.members and raw.isprintable() and source.problem is None:
        yield source.path
        return
    with tempfile.TemporaryDirectory(prefix="gouji-") as folder:
        path = Path(folder, safe_stem(source.name) + ".pdf")
        copy_to(source, path)
        yield path


def _is_memory(error: UnreadableError) -> bool:
    return error.status == "broken" and _MEMORY.search(str(error.__cause__)) is not None


def _blame(error: Exception) -> str:
    """Who failed: a library in want of memory, a parser, or gouji's own code."""
    if _MEMORY.search(str(error)):
        return "memory"
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        file = Path(frame.filename)
        if any(file.is_relative_to(own) for own in _OWN):
            return "fault"
        if "site-packages" in file.parts:
            return "crashed"
    return "fault"


def _where(error: BaseException) -> str:
    """A fault in one line: what and where."""
    frames = traceback.extract_tb(error.__traceback__)
    last = frames[-1] if frames else None
    place = f"（{Path(last.filename).name}:{last.lineno} {last.name}）" if last else ""
    return f"{type(error).__name__}: {' '.join(str(error).split())[:200]}{place}"
