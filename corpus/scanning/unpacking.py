"""Makes a zip of a RAR or 7z archive; a process of its own, since what reads these is written in C.

    python -P -m corpus.scanning.unpacking MEMBER TOTAL < report.rar > report.zip

A member that is larger than MEMBER bytes, or with which all would be more than TOTAL, and one that
is damaged or locked has nothing in it; a word for it and its size are in its comment. The exit
status says what became of the archive itself (ENDS).
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import IO, Any

from corpus.scanning.names import readable
from corpus.scanning.rar_heads import Heads, heads

#: How the process ends: with a zip, or without one, and why.
DONE, BROKEN, ENCRYPTED, NO_LIBRARY, MEMORY, VOLUME = 0, 10, 11, 12, 13, 14
ENDS = {
    BROKEN: "broken", ENCRYPTED: "encrypted", NO_LIBRARY: "no_unpacker", MEMORY: "memory",
    VOLUME: "volume",
}  # fmt: skip
#: What the comment of a member that could not be unpacked begins with.
MARK = b"gouji "
#: The member that stands for those behind the place where an archive breaks off.
REST = "其余文件"
_FORMATS = ("7zip", "rar", "rar5")
#: More memory than this no dictionary of an archive gets.
_ROOM = 3_000_000_000
_BLOCK = 1 << 18
_LOCKED = re.compile(r"(?i)encrypt|passphrase|password")
_LOCALES = ("C.UTF-8", "en_US.UTF-8", "UTF-8", ".UTF-8")


@dataclass
class Limits:
    """How many bytes a member may have, and how many are left for all."""

    member: int
    left: int


def main(arguments: list[str]) -> int:
    """Read an archive from standard input and write a zip to standard output."""
    member, total = map(int, arguments)
    _prepare()
    try:
        from libarchive.exception import ArchiveError
    except (ImportError, OSError, TypeError, AttributeError):  # the module, or the library in C
        return NO_LIBRARY
    told = heads(os.fdopen(os.dup(0), "rb"))
    if told.volume:
        return VOLUME
    os.lseek(0, 0, os.SEEK_SET)
    try:
        with os.fdopen(os.dup(1), "wb") as out, zipfile.ZipFile(out, "w") as made:
            _unpack(made, told, Limits(member, total))
    except ArchiveError as error:
        return ENCRYPTED if _is_locked(error) else BROKEN
    except MemoryError:
        return MEMORY
    return DONE


def _prepare() -> None:
    """Let names be any, memory not be all there is, and nothing be mistaken for line ends."""
    import locale

    for name in _LOCALES:
        try:
            locale.setlocale(locale.LC_CTYPE, name)
            break
        except locale.Error:
            continue
    if sys.platform == "win32":
        import msvcrt

        msvcrt.setmode(0, os.O_BINARY)
        msvcrt.setmode(1, os.O_BINARY)
        return
    import resource

    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    room = _ROOM if hard == resource.RLIM_INFINITY else min(_ROOM, hard)
    resource.setrlimit(resource.RLIMIT_AS, (room, hard))


def _unpack(made: zipfile.ZipFile, told: Heads, limits: Limits) -> None:
    """Write the members of the archive on standard input to a zip. Raises ArchiveError where not
    even the first can be told; where it breaks off later a member says so."""
    from libarchive import ffi, read
    from libarchive.exception import ArchiveError

    number = -1
    with read.new_archive_read(_FORMATS[0], "none") as pointer:
        for name in _FORMATS[1:]:
            _support(ffi, name, pointer)
        ffi.read_open_fd(pointer, 0, _BLOCK)
        parent = os.getppid()
        try:
            for number, entry in enumerate(read.ArchiveRead(pointer)):
                if not entry.isdir:
                    _member(entry, made, limits, number in told.locked, told.sums.get(number))
                if os.getppid() != parent:  # nobody waits for it any more
                    return
        except ArchiveError as error:
            if number < 0:
                raise
            _lost(made, REST, "encrypted" if _is_locked(error) else "broken", 0)


def _support(ffi: Any, name: str, pointer: Any) -> None:
    """Let a format be read, where the library knows it."""
    try:
        ffi.get_read_format_function(name)(pointer)
    except ValueError:
        return


def _member(
    entry: Any, made: zipfile.ZipFile, limits: Limits, locked: bool, total: int | None
) -> None:
    """Write one member, or what stands in the way of it. `total` is its CRC-32, where known."""
    from libarchive.exception import ArchiveError

    name, size = _name(entry), entry.size
    if locked:
        _lost(made, name, "encrypted", size or 0)
    elif not entry.isreg or entry.islnk:
        _lost(made, name, "broken", 0)
    elif (size or 0) > min(limits.member, limits.left):
        _lost(made, name, "too_large", size)
    else:
        try:
            why = _written(made, name, (size, total), entry.get_blocks(_BLOCK), limits)
        except ArchiveError as error:
            why = "encrypted" if _is_locked(error) else "broken"
        if why:
            _lost(made, name, why, size or 0)


def _written(
    made: zipfile.ZipFile,
    name: str,
    said: tuple[int | None, int | None],
    blocks: Iterable[bytes],
    limits: Limits,
) -> str:
    """Write the bytes of a member once all of them are had; else why they are not, "" where they
    are. `said` are its size and its CRC-32 by its header. Raises ArchiveError."""
    size, total = said
    with tempfile.SpooledTemporaryFile(_BLOCK * 64) as kept:
        read = found = 0
        for block in blocks:
            read += len(block)
            if read > min(limits.member, limits.left):
                return "too_large"
            found = zlib.crc32(block, found)
            kept.write(block)
        if size != read and (size is not None or not read):  # it breaks off, or is a reference
            return "broken"
        if total not in (None, found):
            return "broken"
        limits.left -= read
        kept.seek(0)
        _put(made, name, kept)
    return ""


def _put(made: zipfile.ZipFile, name: str, stream: IO[bytes]) -> None:
    with made.open(zipfile.ZipInfo(name), "w", force_zip64=True) as out:
        while block := stream.read(_BLOCK):
            out.write(block)


def _lost(made: zipfile.ZipFile, name: str, word: str, size: int) -> None:
    """Write a member with nothing in it that says why."""
    info = zipfile.ZipInfo(name)
    info.comment = MARK + f"{word} {size}".encode()
    made.writestr(info, b"")


def _name(entry: Any) -> str:
    """The name of a member as it can be read; the part of the library that knows its characters
    is asked first."""
    from libarchive import ffi

    name: str = ffi.entry_pathname_w(entry._entry_p) or ""
    found = name or readable(ffi.entry_pathname(entry._entry_p) or b"")
    plain = found.encode("utf-8", "replace").decode().replace("\0", "\N{REPLACEMENT CHARACTER}")
    return plain or "\N{REPLACEMENT CHARACTER}"


def _is_locked(error: Any) -> bool:
    return bool(_LOCKED.search(str(error.msg)))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
