"""The folder of a scan's outputs: which report has which files there, under what name.

The list of files (LIST) has a line for every set that was written; of two lines about the same
content the later one holds. A set whose files were moved into place just before the scan was
killed has no line yet: it is written once more, under the same name.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import stat
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from corpus.scanning.names import path_bytes, readable, safe_part, safe_stem
from corpus.scanning.outputs import Outputs, Writing
from corpus.scanning.sources import LIST, Source
from corpus.scanning.sources import OVERVIEW as OVERVIEW
from corpus.store.remarks import NONE, Remarks
from report.outputs import ENDINGS, SCRATCH, Output

if sys.platform != "win32":
    import fcntl

#: Folders below the scanned one that the names of the files keep; an archive may have thousands.
_MOST_FOLDERS = 6
#: How much of a file's own name its files keep, so that hash and endings always fit behind it.
_LONGEST = 50
#: No part of a name that a scan gives is longer.
_ROOM = 200
_SHA256 = re.compile(r"[0-9a-f]{64}")
#: So many hexadecimal digits of the hash tell reports of the same name apart.
_DIGITS = 8


class FolderError(Exception):
    """A folder that cannot take the outputs. `status` is a stable word: foreign (its subfolder for
    reports holds files of others), disk; the message is the system's, or "" ."""

    def __init__(self, status: str, path: Path, message: str = "") -> None:
        super().__init__(message)
        self.status = status
        self.path = path


@contextmanager
def opened(
    outputs: Outputs, version: str, remarks: Callable[[str], Remarks] = lambda _sha256: NONE
) -> Iterator[Folder]:
    """The folder of a scan, made where it is missing. Raises FolderError.

    `remarks` gives what reviewers decided about the content of a hash.

    What killed scans left half-written is removed, unless another scan is writing there.
    """
    path = outputs.reports / LIST
    try:
        if not path.exists() and outputs.reports.exists() and any(outputs.reports.iterdir()):
            raise FolderError("foreign", outputs.reports)
        outputs.reports.mkdir(parents=True, exist_ok=True)
        stream = path.open("a", encoding="utf-8")
    except OSError as error:
        raise FolderError("disk", Path(error.filename or path), error.strerror or "") from error
    with stream:
        if _alone(stream):
            for left in outputs.reports.glob(f"{SCRATCH}*"):
                shutil.rmtree(left, ignore_errors=True)
        _share(stream)
        yield Folder(outputs, version, stream, remarks)


class Folder:
    """The files that are there already, and those that are still to be written."""

    def __init__(
        self, outputs: Outputs, version: str, stream: IO[str], remarks: Callable[[str], Remarks]
    ) -> None:
        self.outputs = outputs
        self.remarks = remarks
        self.version = version
        self.stream = stream
        self.sets = read_list(outputs.reports)

    def wanted(self, source: Source, sha256: str, *, again: bool = False) -> Writing | None:
        """What is to be written about a report: all of it where `again`, else what is missing;
        None where nothing is."""
        known = self.sets.get(sha256, {})
        name = known.get("name") or set_name(source, sha256)
        remarks = self.remarks(sha256)
        kinds = self.outputs.kinds
        missing = [k for k in kinds if again or not self._has(name, known, k, remarks)]
        return Writing(self.outputs, name, tuple(missing), sha256, remarks) if missing else None

    def note(self, writing: Writing) -> None:
        """Keep in mind, and in the list, that files were written. Raises OSError."""
        line = {"name": writing.name} | {
            k.value: self._stamp(k, writing.remarks) for k in writing.kinds
        }
        before = self.sets.get(writing.sha256, {})
        self.sets[writing.sha256] = before | line
        self.stream.write(json.dumps({"sha256": writing.sha256} | line, ensure_ascii=False) + "\n")
        self.stream.flush()
        os.fsync(self.stream.fileno())

    def _has(self, name: str, known: Mapping[str, str], kind: Output, remarks: Remarks) -> bool:
        if known.get(kind) != self._stamp(kind, remarks):
            return False
        there = [_is_whole(_file(self.outputs.reports, name, e)) for e in ENDINGS[kind]]
        return any(there) if kind is Output.PDF else all(there)

    def _stamp(self, kind: Output, remarks: Remarks) -> str:
        return stamp_of(self.outputs, self.version, kind, remarks)


def stamp_of(outputs: Outputs, version: str, kind: Output, remarks: Remarks) -> str:
    """What a file depends on besides its report: one with another stamp is written anew."""
    bare = kind is Output.PDF and not outputs.front
    decided = f" {remarks.stamp}" if remarks.stamp and kind is not Output.JSONL else ""
    return f"gouji {version} {outputs.lang}" + (" bare" if bare else "") + decided


def read_list(reports: Path) -> dict[str, dict[str, str]]:
    """By SHA-256 of a report, the name of its files and the stamp of each of their kinds; empty
    where there is no list. A line cut short by a kill, or by a full disk, or one that no scan would
    write, counts for nothing."""
    try:
        lines = (reports / LIST).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return {}
    found: dict[str, dict[str, str]] = {}
    for line in lines:
        try:
            entry: Any = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if _is_entry(entry):
            found.setdefault(entry.pop("sha256"), {}).update(entry)
    return found


def _is_entry(entry: Any) -> bool:
    """Whether a line of the list is one that a scan writes: anyone can have changed it."""
    if not isinstance(entry, dict) or not all(isinstance(v, str) for v in entry.values()):
        return False
    return bool(_SHA256.fullmatch(entry.get("sha256", ""))) and _is_inside(entry.get("name", ""))


def _is_inside(name: str) -> bool:
    """Whether a name leads to a file below the folder, wherever it is used."""
    return all(part and safe_part(part, longest=_ROOM) == part for part in name.split("/"))


def pages(folder: Path, reports: Path) -> dict[str, str]:
    """By SHA-256, where the HTML of each report is that has one: a path from `folder`."""
    found = {}
    for sha256, entry in read_list(reports).items():
        path = _file(reports, entry.get("name", ""), ".html")
        if Output.HTML in entry and _is_whole(path):
            found[sha256] = Path(os.path.relpath(path, folder)).as_posix()
    return found


def set_name(source: Source, sha256: str) -> str:
    """What a report's files are called, without an ending: its place below the scanned folder, an
    archive counting as a folder, with so much of the hash that no two contents share it."""
    *folders, file = _parts(source)
    kept = [part for part in map(safe_part, folders) if part][:_MOST_FOLDERS]
    return "/".join([*kept, f"{safe_stem(file, longest=_LONGEST)}-{sha256[:_DIGITS]}"])


def _parts(source: Source) -> list[str]:
    """The folders of a source below the scanned one, and its name, for people."""
    own = source.path.relative_to(source.root) if source.root else Path(source.path.name)
    parts = readable(path_bytes(own)).split("/")
    if source.members:
        inner = source.name[len(source.outer) + 1 :]
        parts += inner.replace("\\", "/").replace("!", "/").split("/")
    return parts


def _is_whole(path: Path) -> bool:
    """Whether a file is there with something in it: a power cut may leave its name alone."""
    try:
        about = path.stat()
    except OSError:
        return False
    return stat.S_ISREG(about.st_mode) and about.st_size > 0


def _file(reports: Path, name: str, ending: str) -> Path:
    return reports / f"{name}{ending}"


def _alone(stream: IO[str]) -> bool:
    """Whether no other scan writes to the folder, as far as the system can say."""
    if sys.platform == "win32":
        return False
    try:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _share(stream: IO[str]) -> None:
    """Tell other scans that this one writes to the folder, for as long as the stream is open."""
    if sys.platform != "win32":
        try:
            fcntl.flock(stream, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except OSError:  # a file system without locks, or one that cleans up at this moment
            return
