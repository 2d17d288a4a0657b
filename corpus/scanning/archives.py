"""Archives from anywhere: what is in them, and the bytes of one member, whatever they hold.

An archive is opened once for all its members, and one inside another unpacked once. Members of one
name are told apart by their number. One that is no zip is made one first (repacked).
"""

from __future__ import annotations

import errno
import io
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, Protocol

from corpus.scanning.names import member_name
from corpus.scanning.repacked import as_zip, problem_of, refused
from extract.errors import UnreadableError
from extract.files import open_file, too_large

try:
    from lzma import LZMAError
except ImportError:  # a Python that was built without it: zipfile says so itself

    class LZMAError(Exception):  # type: ignore[no-redef]
        """Never raised."""


#: The largest archive inside another; up to MEMORY bytes of it are held in memory.
MAX_INNER = 200_000_000
_MEMORY = 20_000_000
_CHUNK = 1 << 20
#: The least that a member takes besides its bytes: the header before them.
_HEADER = 30
#: What zipfile and the unpackers under it raise on a damaged archive.
DAMAGED = (
    zipfile.BadZipFile, zlib.error, LZMAError, NotImplementedError, EOFError, ValueError,
    IndexError, KeyError, OverflowError, AttributeError, TypeError, AssertionError, struct.error,
)  # fmt: skip
#: Behind the name of the second and later members of one name; no name in an archive has it.
_AGAIN = "\0"


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive: its name for people, the one it is asked for by, and its size as the
    archive has it; the word for what stands in the way in `problem`, where it cannot be had."""

    name: str
    key: str
    size: int
    problem: str = ""


class Archive:
    """An open archive and its members; `repacked` where another was made this zip. Raises one of
    DAMAGED, or OSError, where it is none."""

    def __init__(self, stream: IO[bytes], *, repacked: bool = False) -> None:
        self.stream = stream
        self.zip = zipfile.ZipFile(stream)
        self.infos: dict[str, zipfile.ZipInfo] = {}
        self.found: list[Member] = []
        counts: Counter[str] = Counter()
        overlapping = _overlapping(self.zip.infolist())
        for info in self.zip.infolist():
            counts[info.filename] += 1
            number = counts[info.filename]
            again = number > 1
            key = f"{info.filename}{_AGAIN}{number}" if again else info.filename
            name = _numbered(member_name(info), number) if again else member_name(info)
            self.infos[key] = info
            if not info.filename:
                self.found.append(Member(readable_name(info), key, info.file_size, "broken"))
            elif not info.is_dir():
                word, size = problem_of(info.comment) if repacked else ("", 0)
                word = "broken" if info.header_offset in overlapping else word
                self.found.append(Member(name, key, max(info.file_size, size), word))

    def close(self) -> None:
        self.zip.close()
        self.stream.close()


def readable_name(info: zipfile.ZipInfo) -> str:
    """A name as it stands in the archive, with what zipfile cuts off."""
    return info.orig_filename.replace("\0", "\N{REPLACEMENT CHARACTER}")


def _numbered(name: str, number: int) -> str:
    stem, dot, ending = name.rpartition(".")
    return f"{stem}（{number}）{dot}{ending}"


def _overlapping(infos: list[zipfile.ZipInfo]) -> set[int]:
    """Where members lie that share bytes with another: a bomb, whose few bytes are unpacked again
    and again."""
    found: set[int] = set()
    end, last = -1, -1
    for start, size in sorted((i.header_offset, i.compress_size) for i in infos):
        if start < end:
            found |= {start, last}
        if start + _HEADER + size > end:
            end, last = start + _HEADER + size, start
    return found


class Outer(Protocol):
    """Where the outermost archive is."""

    def place(self) -> tuple[object, ...]:
        """What tells it, as it is now, from any other."""

    def open(self, name: str) -> IO[bytes]:
        """Its bytes, which can be sought in; messages call it `name`."""


@dataclass(frozen=True, slots=True)
class OnDisk:
    """An archive in a file."""

    path: Path

    def place(self) -> tuple[object, ...]:
        about = self.path.stat()
        return (self.path, about.st_dev, about.st_ino, about.st_size, about.st_mtime_ns)

    def open(self, name: str) -> IO[bytes]:
        return open_file(self.path, name, most=None)


class Opened:
    """The archive that was asked for last, and those it lies in: kept open, since the next member
    asked for is mostly its neighbour."""

    def __init__(self) -> None:
        self.place: tuple[object, ...] = ()
        self.chain: list[tuple[str, Archive]] = []

    def archive(self, outer: Outer, name: str, members: tuple[str, ...]) -> Archive:
        """An archive, or that inside it to which `members` lead.

        Raises UnreadableError, OSError, RuntimeError (a password), or one of DAMAGED.
        """
        place = outer.place()
        steps = ("", *members)
        shared = 0
        if place == self.place:
            for (own, _), asked in zip(self.chain, steps, strict=False):
                if own != asked:
                    break
                shared += 1
        self.close(shared)
        self.place = place
        for step in steps[shared:]:
            given = _unpacked(self.chain[-1][1], step, name) if self.chain else outer.open(name)
            stream = given
            try:
                stream = as_zip(given, name)
                archive = Archive(stream, repacked=stream is not given)
            except BaseException:
                stream.close()
                raise
            self.chain.append((step, archive))
        return self.chain[-1][1]

    def close(self, kept: int = 0) -> None:
        """Close all but the outermost so many."""
        while len(self.chain) > kept:
            self.chain.pop()[1].close()


_opened = Opened()


def close() -> None:
    """Close what is still open."""
    _opened.close()


def members(outer: Outer, name: str, above: tuple[str, ...] = ()) -> Iterator[Member]:
    """The files in an archive, or in the one inside it to which `above` leads, in its order.

    Raises UnreadableError where it cannot be opened, OSError where its file cannot.
    """
    with _said(name):
        found = _opened.archive(outer, name, above).found
    yield from found


@contextmanager
def member(outer: Outer, name: str, steps: tuple[str, ...]) -> Iterator[IO[bytes]]:
    """The bytes of the member to which `steps` lead. Raises UnreadableError where they cannot be
    had, while they are read as well; OSError where the archive's file cannot be opened."""
    with _said(name):
        archive = _opened.archive(outer, name, steps[:-1])
        info = archive.infos.get(steps[-1])
        if info is None:
            raise UnreadableError("missing", f"{name}：压缩包中没有这个文件")
        with archive.zip.open(info) as stream:
            yield stream


@contextmanager
def _said(name: str) -> Iterator[None]:
    """What goes wrong with an archive, as what a person is told of it."""
    try:
        yield
    except DAMAGED as error:
        raise damaged(name) from error
    except RuntimeError as error:  # zipfile has no other name for a member with a password
        raise refused("encrypted", name) from error
    except MemoryError as error:
        raise refused("memory", name) from error
    except OSError as error:
        if error.errno not in (None, errno.EINVAL):  # the disk's, not what an unpacker says
            raise
        raise damaged(name) from error


def damaged(name: str) -> UnreadableError:
    return refused("broken", name)


def _unpacked(archive: Archive, step: str, name: str) -> IO[bytes]:
    """An archive inside another, by itself. Raises what reading it raises."""
    out: IO[bytes] = SpooledTemporaryFile(_MEMORY)  # noqa: SIM115
    try:
        with archive.zip.open(archive.infos[step]) as stream:
            read = 0
            while chunk := stream.read(_CHUNK):
                read += len(chunk)
                if read > MAX_INNER:
                    raise too_large(name)
                out.write(chunk)
        out.seek(0, io.SEEK_SET)
    except BaseException:
        out.close()
        raise
    return out
