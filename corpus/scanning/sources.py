"""Finding the files to read below a folder, in archives too, and getting at their bytes."""

from __future__ import annotations

import hashlib
import io
import os
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

from corpus.scanning.names import key_of, member_name, path_bytes, readable
from extract.errors import UnreadableError
from report.outputs import ENDINGS, Output

#: The list of files in a folder that a scan wrote to (folder.py).
LIST = "gouji-files.jsonl"
#: Below the folder of a scan's outputs, the one that holds the files of the reports; and the
#: overview beside it.
REPORTS = "reports"
OVERVIEW = "index.html"
#: How the names of files end that a scan looks at; what they are is told by what they hold.
_READ = (
    ".pdf", ".html", ".htm", ".mht", ".mhtml", ".docx", ".docm", ".doc", ".wps", ".rtf", ".odt",
    ".xlsx", ".xlsm", ".xlsb", ".xls", ".et", ".ods", ".csv", ".zip",
)  # fmt: skip
#: How the names of marked copies and of lists of figures end, which are no reports.
_MARKED = (*ENDINGS[Output.PDF], *ENDINGS[Output.CSV])
#: Archives within archives are opened so deep; a deeper one is a row that says so.
MAX_DEPTH = 3
#: The largest file that is read, in bytes; a published report has a few megabytes.
MAX_BYTES = 400_000_000
#: The largest archive inside another: it is held in memory.
MAX_INNER = 200_000_000
_CHUNK = 1 << 20
_BROKEN_ARCHIVE = (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, ValueError)


@dataclass(frozen=True, slots=True)
class Source:
    """One file to read: a path, or the members that lead to it through archives.

    `members` are the names as zipfile knows them, `name` the same for people; `problem` is what
    already stands in the way of reading it; `root` is the scanned folder it was found in.
    """

    path: Path
    name: str
    size: int
    members: tuple[str, ...] = ()
    problem: UnreadableError | None = None
    root: Path | None = None

    @property
    def key(self) -> str:
        return key_of(self.path, self.members)


def find_sources(folder: Path) -> Iterator[Source]:
    """Every file to read at or below `folder`, and in .zip files there, ordered by name.

    Links to folders are not followed, so that a loop of them ends. Folders below that hold what a
    scan wrote (LIST) are passed by, and marked PDFs by their name: they are no reports. A file that
    cannot be looked at, and an archive that cannot be opened, is a Source with its problem.
    """
    if folder.is_file():
        yield from _of_file(folder)
        return
    for here, folders, files in os.walk(folder):
        folders[:] = sorted(f for f in folders if not os.path.exists(os.path.join(here, f, LIST)))
        written = os.path.exists(os.path.join(here, REPORTS, LIST))
        for name in sorted(files):
            if is_read(name) and not (written and name == OVERVIEW):
                for source in _of_file(Path(here, name)):
                    yield replace(source, root=folder)


def is_read(name: str) -> bool:
    """Whether a scan reads files of that name: those of the forms that are read, and archives, but
    no marked copies, nor what office programs leave beside an open file."""
    lower = name.lower()
    opened = re.split(r"[/\\]", lower)[-1].startswith("~$")
    return lower.endswith(_READ) and not lower.endswith(_MARKED) and not opened


def sha256_of(source: Source) -> str:
    """The hash of a source's bytes. Raises UnreadableError where they cannot be had."""
    digest = hashlib.sha256()
    with opened(source) as stream:
        for chunk in _chunks(stream, source):
            digest.update(chunk)
    return digest.hexdigest()


def copy_to(source: Source, target: Path) -> None:
    """Write a source's bytes to a file. Raises UnreadableError where they cannot be had."""
    with opened(source) as stream, target.open("wb") as out:
        for chunk in _chunks(stream, source):
            out.write(chunk)


@contextmanager
def opened(source: Source) -> Iterator[IO[bytes]]:
    """The bytes of a source. Raises UnreadableError where it cannot be opened."""
    if source.problem is not None:
        raise source.problem
    try:
        with source.path.open("rb") as stream:
            if not source.members:
                yield stream
                return
            with _member(stream, source.members) as inner:
                yield inner
    except OSError as error:
        raise _missing(source.name, error) from error
    except KeyError as error:
        raise UnreadableError("missing", f"{source.name}：压缩包中没有这个文件") from error
    except _BROKEN_ARCHIVE as error:
        raise _bad_archive(source.name) from error
    except RuntimeError as error:  # zipfile has no other name for a member with a password
        raise _locked(source.name) from error


@contextmanager
def _member(stream: IO[bytes], members: tuple[str, ...]) -> Iterator[IO[bytes]]:
    with zipfile.ZipFile(stream) as archive, archive.open(members[0]) as inner:
        if len(members) == 1:
            yield inner
        else:  # zipfile seeks to the end first: an archive inside another is held in memory
            with _member(io.BytesIO(inner.read(MAX_INNER)), members[1:]) as innermost:
                yield innermost


def _chunks(stream: IO[bytes], source: Source) -> Iterator[bytes]:
    """The bytes piece by piece, up to the limit: an archive may lie about the size of a member."""
    read = 0
    while chunk := stream.read(_CHUNK):
        read += len(chunk)
        if read > MAX_BYTES:
            raise _too_large(source.name)
        yield chunk


def _of_file(path: Path) -> Iterator[Source]:
    name = readable(path_bytes(path))
    try:
        about = path.stat()
    except OSError as error:
        yield Source(path, name, 0, (), _missing(name, error))
        return
    if not stat.S_ISREG(about.st_mode):  # a pipe or device would be waited for without end
        yield Source(path, name, 0, (), UnreadableError("missing", f"{name}：不是普通文件"))
    elif path.suffix.lower() == ".zip":
        yield from _of_archive(path, name, about.st_size)
    else:
        large = _too_large(name) if about.st_size > MAX_BYTES else None
        yield Source(path, name, about.st_size, (), large)


def _of_archive(path: Path, name: str, size: int) -> Iterator[Source]:
    try:
        with path.open("rb") as stream:
            yield from _in_archive(path, name, stream, ())
    except OSError as error:
        yield Source(path, name, size, (), _missing(name, error))


def _in_archive(
    path: Path, name: str, stream: IO[bytes], above: tuple[str, ...]
) -> Iterator[Source]:
    """The files of an archive, and of those in it."""
    try:
        archive = zipfile.ZipFile(stream)
    except _BROKEN_ARCHIVE:
        yield Source(path, name, 0, above, _bad_archive(name))
        return
    with archive:
        for info in archive.infolist():
            yield from _in_member(path, name, archive, info, above)


def _in_member(
    path: Path,
    above_name: str,
    archive: zipfile.ZipFile,
    info: zipfile.ZipInfo,
    above: tuple[str, ...],
) -> Iterator[Source]:
    inner = member_name(info)
    name, members = f"{above_name}!{inner}", (*above, info.filename)
    lower = inner.lower()
    if info.is_dir() or "__macosx/" in lower or not is_read(inner):
        return
    archived = lower.endswith(".zip")
    if info.file_size > (MAX_INNER if archived else MAX_BYTES):
        yield Source(path, name, info.file_size, members, _too_large(name))
    elif not archived:
        yield Source(path, name, info.file_size, members)
    elif len(members) > MAX_DEPTH:
        problem = UnreadableError("too_large", f"{name}：压缩包套得太深（超过{MAX_DEPTH}层）")
        yield Source(path, name, info.file_size, members, problem)
    else:
        inside = _unpacked(archive, info, name)
        if isinstance(inside, UnreadableError):
            yield Source(path, name, info.file_size, members, inside)
        else:
            yield from _in_archive(path, name, inside, members)


def _unpacked(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str
) -> io.BytesIO | UnreadableError:
    """An archive inside another, or why it cannot be had."""
    try:
        with archive.open(info) as stream:
            return io.BytesIO(stream.read(MAX_INNER))
    except _BROKEN_ARCHIVE:
        return _bad_archive(name)
    except RuntimeError:
        return _locked(name)


def _missing(name: str, error: OSError) -> UnreadableError:
    return UnreadableError("missing", f"{name}：无法打开（{error.strerror or error}）")


def _too_large(name: str) -> UnreadableError:
    return UnreadableError("too_large", f"{name}：超过{MAX_BYTES // 1_000_000} MB的上限")


def _bad_archive(name: str) -> UnreadableError:
    return UnreadableError("broken", f"{name}：压缩包已损坏或格式不支持，请重新下载")


def _locked(name: str) -> UnreadableError:
    return UnreadableError("encrypted", f"{name}：压缩包已加密，请先解压再查")
