"""RAR and 7z archives as zips, which all else here reads: made by a process of its own (unpacking),
under limits, so that whatever such an archive does to it costs that archive and nothing else."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import IO

from corpus.scanning.unpacking import DONE, ENDS, MARK
from extract.errors import UnreadableError
from extract.files import MAX_BYTES, PACKED

#: What the names of archives end with that are opened.
ARCHIVES = (".zip", ".rar", ".7z")
#: What is unpacked of one archive, in bytes, and in how many seconds.
MAX_UNPACKED = 4_000_000_000
TIME_LIMIT = 300.0
_WHY = {
    "encrypted": "压缩包已加密，请先解压再查",
    "no_unpacker": "读RAR、7z压缩包需要 libarchive：pip install 'gouji[archives]'，或先解压",
    "memory": "内存不足",
    "volume": "这是分卷压缩包的一卷，请合并解压后再查",
    "timeout": f"压缩包在{TIME_LIMIT:g}秒内没有解开，未读",
    "too_large": f"超过{MAX_BYTES // 1_000_000} MB的上限，或压缩包解开后过大，未读",
}
_BROKEN = "压缩包已损坏或格式不支持，请重新下载"


def as_zip(stream: IO[bytes], name: str) -> IO[bytes]:
    """The archive in `stream` as a zip: itself, or, of a RAR or 7z archive, a temporary file; then
    `stream` is closed. Raises UnreadableError, with `name`, where that cannot be made."""
    stream.seek(0)
    start = stream.read(max(map(len, PACKED)))
    stream.seek(0)
    if not start.startswith(PACKED):
        return stream
    with stream:
        return _made(stream, name)


def problem_of(comment: bytes) -> tuple[str, int]:
    """What the comment of a member says stood in its way, and its size; "" where it says nothing
    of that."""
    word, _, size = comment.removeprefix(MARK).decode("ascii", "replace").partition(" ")
    if not comment.startswith(MARK) or not size.isdecimal():
        return "", 0
    return word, int(size)


def refused(word: str, name: str) -> UnreadableError:
    """What is said of an archive, or of a member of one, that could not be unpacked."""
    status = "broken" if word == "volume" or word not in _WHY else word
    return UnreadableError(status, f"{name}：{_WHY.get(word, _BROKEN)}")


def _made(stream: IO[bytes], name: str) -> IO[bytes]:
    out: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115
    try:
        with _as_file(stream) as source:
            word = _run(source, out)
        if word:
            raise refused(word, name)
        out.seek(0)
    except BaseException:
        out.close()
        raise
    return out


def _as_file(stream: IO[bytes]) -> IO[bytes]:
    """A stream as a file of the system, at its start."""
    try:
        number = stream.fileno()
    except (OSError, AttributeError):  # it lies on the network, or in memory
        copy: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115
        shutil.copyfileobj(stream, copy)
        copy.flush()
        copy.seek(0)
        return copy
    os.lseek(number, 0, os.SEEK_SET)
    return io.FileIO(os.dup(number))


def _run(source: IO[bytes], out: IO[bytes]) -> str:
    """Unpack; the word for what stood in the way, "" where nothing did."""
    command = [
        sys.executable, "-P", "-m", "corpus.scanning.unpacking", str(MAX_BYTES), str(MAX_UNPACKED),
    ]  # fmt: skip
    root = str(Path(__file__).parents[2])
    paths = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH", ""))))
    try:
        done = subprocess.run(
            command,
            stdin=source,
            stdout=out,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"PYTHONPATH": paths},
            timeout=TIME_LIMIT,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return "timeout"
    return "" if done.returncode == DONE else ENDS.get(done.returncode, "broken")
