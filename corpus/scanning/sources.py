"""Finding the files to read below a folder, in archives too, and getting at their bytes."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import IO

from corpus.scanning import archives
from corpus.scanning.archives import MAX_INNER, Member, OnDisk, Outer
from corpus.scanning.names import key_of, path_bytes, readable
from corpus.scanning.repacked import ARCHIVES, refused
from extract.errors import UnreadableError
from extract.files import MAX_BYTES, open_file, too_large
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
    ".xlsx", ".xlsm", ".xlsb", ".xls", ".et", ".ods", ".csv",
    ".tif", ".tiff", ".jpg", ".jpeg", ".png", *ARCHIVES,
)  # fmt: skip
#: How the names of marked copies and of lists of figures end, which are no reports.
_MARKED = (*ENDINGS[Output.PDF], *ENDINGS[Output.CSV])
#: Stores, which often lie in the folder that is scanned.
_STORES = (".db", ".db-journal", ".db-shm", ".db-wal")
#: The folder in which macOS puts what is not in the files themselves.
_RESOURCES = "__macosx"
#: Archives within archives are opened so deep; a deeper one is a row that says so.
MAX_DEPTH = 3
_CHUNK = 1 << 20
#: What has such a member is an office file, whatever it is called.
_DOCUMENTS = ("word/document.xml", "xl/workbook.xml", "xl/workbook.bin")
_HEAD = 512


@dataclass(frozen=True, slots=True)
class Source:
    """One file to read: a path, or the members that lead to it through archives.

    `members` are the names they are asked for by (archives.py), `name` is for people; `problem` is
    what already stands in the way of reading it; `root` is the scanned folder it was found in.
    A file of the network has its address in `url`, and `path` is what that is called below `root`;
    `copy` is the file that holds its bytes once they were fetched. `stamp` changes with the file,
    "" where nothing tells.
    """

    path: Path
    name: str
    size: int
    members: tuple[str, ...] = ()
    problem: UnreadableError | None = None
    root: Path | None = None
    url: str = ""
    copy: Path | None = None
    stamp: str = ""

    @property
    def key(self) -> str:
        return key_of(self.url or self.path, self.members)

    @property
    def outer(self) -> str:
        """The file itself, or the archive it is in, for people."""
        return readable(path_bytes(self.url or self.path))


@dataclass
class Passed:
    """What a search passed by: how many files of other kinds than those that are read, by the
    ending of their names ("" for none), and how many links to folders. Hidden files and stores do
    not count, nor what office programs leave beside an open file."""

    kinds: Counter[str] = field(default_factory=Counter)
    links: int = 0

    def add(self, name: str) -> None:
        path = PurePosixPath(name.lower())
        hidden = path.name.startswith((".", "~$")) or _RESOURCES in path.parts
        if not hidden and path.suffix not in _STORES:
            marked = next((ending for ending in _MARKED if path.name.endswith(ending)), None)
            self.kinds[marked or path.suffix] += 1


def find_sources(folder: Path, passed: Passed | None = None) -> Iterator[Source]:
    """Every file to read at or below `folder`, and in archives there, ordered by name.

    Links to folders are not followed, so that a loop of them ends. Folders below that hold what a
    scan wrote (LIST) are passed by, and marked PDFs by their name: they are no reports. A file or
    a folder that cannot be looked at, and an archive that cannot be opened, is a Source with its
    problem; all else is counted in `passed`.
    """
    passed = Passed() if passed is None else passed
    if not folder.is_dir():
        yield from _of_file(folder, passed)
        return
    closed: list[OSError] = []
    for here, folders, files in os.walk(folder, onerror=closed.append):
        passed.links += sum(os.path.islink(os.path.join(here, name)) for name in folders)
        folders[:] = sorted(f for f in folders if not os.path.exists(os.path.join(here, f, LIST)))
        written = os.path.exists(os.path.join(here, REPORTS, LIST))
        for name in sorted(files):
            if written and name == OVERVIEW:
                continue
            if not is_read(name):
                passed.add(name)
                continue
            for source in _of_file(Path(here, name), passed):
                yield replace(source, root=folder)
    for error in closed:
        path = Path(error.filename or folder)
        name = readable(path_bytes(path))
        yield Source(path, name, 0, (), _missing(name, error), folder)


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


def copy_to(source: Source, target: Path) -> str:
    """Write a source's bytes to a file; their hash. Raises UnreadableError where they cannot be
    had, or the file cannot be written."""
    digest = hashlib.sha256()
    with opened(source) as stream, _written(target, source) as write:
        for chunk in _chunks(stream, source):
            digest.update(chunk)
            write(chunk)
    return digest.hexdigest()


@contextmanager
def opened(source: Source) -> Iterator[IO[bytes]]:
    """The bytes of a source. Raises UnreadableError where they cannot be had."""
    if source.problem is not None:
        raise source.problem
    try:
        if source.copy is not None:
            with open_file(source.copy, source.name) as stream:
                yield stream
        elif source.url:
            raise UnreadableError("missing", f"{source.name}：没有取来")
        elif source.members:
            with archives.member(OnDisk(source.path), source.name, source.members) as stream:
                yield stream
        else:
            with open_file(source.path, source.name) as stream:
                yield stream
    except OSError as error:
        raise _missing(source.name, error) from error


@contextmanager
def _written(target: Path, source: Source) -> Iterator[Callable[[bytes], object]]:
    """A function that writes to a file for temporary use."""

    def refused(error: OSError) -> UnreadableError:
        reason = error.strerror or str(error)
        return UnreadableError("missing", f"{source.name}：临时文件夹写不下（{reason}）")

    try:
        stream = target.open("wb", buffering=0)
    except OSError as error:
        raise refused(error) from error

    def write(chunk: bytes) -> None:
        rest = memoryview(chunk)
        try:
            while rest:
                rest = rest[stream.write(rest) :]
        except OSError as error:
            raise refused(error) from error

    with stream:
        yield write


def _chunks(stream: IO[bytes], source: Source) -> Iterator[bytes]:
    """The bytes piece by piece, up to the limit: an archive may lie about the size of a member."""
    read = 0
    while chunk := stream.read(_CHUNK):
        read += len(chunk)
        if read > MAX_BYTES:
            raise too_large(source.name)
        yield chunk


def _of_file(path: Path, passed: Passed) -> Iterator[Source]:
    name = readable(path_bytes(path))
    try:
        about = path.stat()
    except OSError as error:
        yield Source(path, name, 0, (), _missing(name, error))
        return
    if not stat.S_ISREG(about.st_mode):  # a pipe or device would be waited for without end
        yield Source(path, name, 0, (), UnreadableError("missing", f"{name}：不是普通文件"))
    elif path.suffix.lower() in ARCHIVES:
        yield from in_archive(Source(path, name, about.st_size), passed)
    else:
        large = too_large(name) if about.st_size > MAX_BYTES else None
        yield Source(path, name, about.st_size, (), large)


def in_archive(archive: Source, passed: Passed, outer: Outer | None = None) -> Iterator[Source]:
    """The files to read in an archive, and in those in it; itself, with its problem, where it is
    broken, and without one where it is no archive but a file that is read. `outer` is where its
    bytes are, unless they are at its path."""
    try:
        found = list(archives.members(outer or OnDisk(archive.path), archive.name, archive.members))
    except UnreadableError as error:
        other = outer is None and not archive.members and _is_other(archive.path)
        yield archive if other else replace(archive, problem=error)
        return
    except OSError as error:
        yield replace(archive, problem=_missing(archive.name, error))
        return
    if any(member.key in _DOCUMENTS for member in found):
        large = too_large(archive.name) if archive.size > MAX_BYTES else None
        yield replace(archive, problem=large)
        return
    for member in found:
        yield from _in_member(archive, member, passed, outer)


def _in_member(
    archive: Source, member: Member, passed: Passed, outer: Outer | None
) -> Iterator[Source]:
    lower = member.name.lower()
    name = f"{archive.name}!{member.name}"
    steps = (*archive.members, member.key)
    source = replace(archive, name=name, size=member.size, members=steps)
    inner = lower.endswith(ARCHIVES)
    if not member.problem and (_RESOURCES in lower.split("/") or not is_read(lower)):
        passed.add(member.name)
    elif member.problem:
        yield replace(source, problem=refused(member.problem, name))
    elif member.size > (MAX_INNER if inner else MAX_BYTES):
        yield replace(source, problem=too_large(name))
    elif not inner:
        yield source
    elif len(source.members) > MAX_DEPTH:
        problem = UnreadableError("too_large", f"{name}：压缩包套得太深（超过{MAX_DEPTH}层）")
        yield replace(source, problem=problem)
    else:
        yield from in_archive(source, passed, outer)


def _is_other(path: Path) -> bool:
    """Whether what is called an archive begins as a page or a PDF does."""
    with open_file(path, path.name, most=None) as stream:
        return stream.read(_HEAD).lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"<", b"%PDF-"))


def _missing(name: str, error: OSError) -> UnreadableError:
    return UnreadableError("missing", f"{name}：无法打开（{error.strerror or error}）")
