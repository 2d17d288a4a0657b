"""Opening files that other people name: nothing is waited for, and nothing too large is read."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import IO

from extract.errors import UnreadableError

#: The largest file that is read, in bytes; a published report has a few megabytes.
MAX_BYTES = 400_000_000
#: How RAR and 7z archives begin.
PACKED = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c")


def open_file(path: Path, name: str, *, most: int | None = MAX_BYTES) -> IO[bytes]:
    """A file to read, no larger than `most`; messages call it `name`.

    Raises UnreadableError where there is none, where it is a folder, a pipe or a device (which
    would be waited for without end), and where it is too large; OSError where the system refuses.
    """
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        descriptor = os.open(path, flags | getattr(os, "O_CLOEXEC", 0))
    except FileNotFoundError as error:
        raise UnreadableError("missing", f"{name}：没有这个文件") from error
    try:
        about = os.fstat(descriptor)
        if stat.S_ISDIR(about.st_mode):
            raise UnreadableError("missing", f"{name}：这是文件夹，请给出PDF文件")
        if not stat.S_ISREG(about.st_mode):
            raise UnreadableError("missing", f"{name}：不是普通文件")
        if most is not None and about.st_size > most:
            raise too_large(name)
        return os.fdopen(descriptor, "rb")
    except BaseException:
        os.close(descriptor)
        raise


def file_bytes(path: Path) -> bytes:
    """All bytes of the file. Raises UnreadableError where it cannot be opened, is too large, or is
    empty."""
    try:
        with open_file(path, str(path)) as stream:
            data = stream.read()
    except OSError as error:
        raise UnreadableError("missing", f"{path}：无法打开（{error.strerror}）") from error
    if not data:
        raise UnreadableError("empty", f"{path.name}：文件是空的，请重新下载")
    return data


def too_large(name: str) -> UnreadableError:
    """What is said of a file with more bytes than are read."""
    return UnreadableError("too_large", f"{name}：超过{MAX_BYTES // 1_000_000} MB的上限")
