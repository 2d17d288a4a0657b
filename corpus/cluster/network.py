"""Files of the network through fsspec: what there is at an address, and the bytes of one of them.

Whatever a file system raises, and there are many, becomes one of three errors here: what is not
there and what may not be read are UnreadableError, all else TroubleError, which may pass.
"""

from __future__ import annotations

import hashlib
import posixpath
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, Any, TypeVar, cast
from uuid import uuid4

from corpus.cluster.patience import waits
from corpus.scanning import archives
from corpus.scanning.archives import MAX_INNER
from corpus.scanning.sources import Source
from extract.errors import UnreadableError
from extract.files import MAX_BYTES, too_large
from report.outputs import placed

T = TypeVar("T")

#: How long to try for a file that may come, and how long its bytes may take, in seconds.
PATIENCE, SLOWEST = 30.0, 300.0
_CHUNK = 1 << 20
#: The largest archive that is fetched whole.
_LARGEST = 4_000_000_000
#: What of a file's description changes with it, in whatever file system.
_MARKS = (
    "ETag", "etag", "md5", "Content-MD5", "Digest", "mtime", "LastModified", "last_modified",
    "Last-Modified", "updated",
)  # fmt: skip


class TroubleError(Exception):
    """A file that cannot be had now, and perhaps later; the message is the file system's."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file at an address, its size (-1 where nothing tells) and what changes with it ("")."""

    url: str
    size: int
    stamp: str


def is_address(text: str) -> bool:
    """Whether a text is the address of something on the network, and no path."""
    return "://" in text


@contextmanager
def _told(name: str) -> Iterator[None]:
    """What a file system raises, as one of three."""
    try:
        yield
    except (UnreadableError, TroubleError):
        raise
    except FileNotFoundError as error:
        raise UnreadableError("missing", f"{name}：没有这个文件") from error
    except PermissionError as error:
        raise UnreadableError("missing", f"{name}：没有权限读取") from error
    except Exception as error:
        # Each file system has errors of its own: aiohttp's, botocore's, paramiko's …
        raise TroubleError(f"{type(error).__name__}: {' '.join(str(error).split())}") from error


def system(url: str) -> tuple[Any, str]:
    """The file system of an address, and what the address is called there. Raises UnreadableError
    where there is none for it, or a package that it needs is missing."""
    import fsspec

    try:
        return cast(tuple[Any, str], fsspec.core.url_to_fs(url))
    except (ValueError, ImportError) as error:
        raise UnreadableError("missing", f"{url}：无法打开（{error}）") from error


def again(work: Callable[[], T]) -> T:
    """What some work with the network gives, tried for a while. Raises what it raised at last."""
    for wait in waits(PATIENCE):
        try:
            return work()
        except TroubleError:
            time.sleep(wait)
    return work()


def entries(url: str) -> list[Entry]:
    """The files at or below an address, in order. Raises UnreadableError or TroubleError."""
    files, path = system(url)
    with _told(url):
        if not url.endswith("/") and files.isfile(path):
            found = {path: files.info(path)}
        else:
            found = files.find(path, detail=True)
    if not found:
        raise UnreadableError("missing", f"{url}：没有这个文件夹，或其中没有文件")
    return [entry(str(files.unstrip_protocol(name)), found[name]) for name in sorted(found)]


def links(url: str) -> list[str]:
    """The addresses that a page of the web links to, in order. Raises as `entries`."""
    files, path = system(url)
    with _told(url):
        return sorted({str(found) for found in files.ls(path, detail=False)})


def text(url: str, most: int) -> str:
    """A file of UTF-8 text, so many bytes of it at most. Raises as `entries`."""
    files, path = system(url)
    with _told(url), files.open(path, "rb") as stream:
        return cast(bytes, stream.read(most)).decode("utf-8-sig", "replace")


def entry(url: str, about: dict[str, Any]) -> Entry:
    """A file as its file system describes it."""
    size = about.get("size")
    marks = [str(about[name]) for name in _MARKS if about.get(name)]
    stamp = f"{size} {' '.join(marks)}" if marks and size is not None else ""
    return Entry(url, -1 if size is None else int(size), stamp)


def about(url: str) -> dict[str, Any]:
    """How a file system describes one file. Raises UnreadableError or TroubleError."""
    files, path = system(url)
    with _told(url):
        return cast(dict[str, Any], files.info(path))


@dataclass(frozen=True, slots=True)
class Far:
    """An archive on the network, of which only those bytes are fetched that are asked for."""

    url: str
    stamp: str

    def place(self) -> tuple[object, ...]:
        return (self.url, self.stamp)

    def open(self, name: str) -> IO[bytes]:
        files, path = system(self.url)
        with _told(name):
            if "http" in _names(files) and not files.info(path).get("partial"):
                return _whole(files.open(path, "rb"), name)
            return cast(IO[bytes], _Telling(files.open(path, "rb"), name))


def _whole(stream: Any, name: str) -> IO[bytes]:
    """All bytes of an archive, whose server gives no parts of it."""
    out: IO[bytes] = SpooledTemporaryFile(MAX_INNER)  # noqa: SIM115
    try:
        with stream:
            while chunk := stream.read(_CHUNK):
                if out.tell() > _LARGEST:
                    raise too_large(name)
                out.write(chunk)
        out.seek(0)
    except BaseException:
        out.close()
        raise
    return out


class _Telling:
    """A stream that raises TroubleError for what goes wrong on its way, so that nobody takes it for
    damage in the file."""

    def __init__(self, stream: Any, name: str) -> None:
        self.stream, self.name = stream, name

    def read(self, size: int = -1) -> bytes:
        with _told(self.name):
            return cast(bytes, self.stream.read(size))

    def seek(self, offset: int, whence: int = 0) -> int:
        with _told(self.name):
            return cast(int, self.stream.seek(offset, whence))

    def tell(self) -> int:
        return cast(int, self.stream.tell())

    def seekable(self) -> bool:
        return True

    def close(self) -> None:
        self.stream.close()


def fetch(source: Source, target: Path) -> str:
    """Write the bytes of a file of the network to a file here; their hash. It is tried again where
    that may help. Raises UnreadableError where they cannot be had, are too many or too slow."""
    try:
        return again(lambda: _fetched(source, target))
    except TroubleError as error:
        raise UnreadableError("missing", f"{source.name}：取不到（{error}）") from error


def _fetched(source: Source, target: Path) -> str:
    digest, read, until = hashlib.sha256(), 0, time.monotonic() + SLOWEST
    with _bytes(source) as stream, target.open("wb") as out:
        while chunk := stream.read(_CHUNK):
            read += len(chunk)
            if read > MAX_BYTES:
                raise too_large(source.name)
            if time.monotonic() > until:
                raise UnreadableError("missing", f"{source.name}：{SLOWEST:g}秒内没有取完")
            digest.update(chunk)
            out.write(chunk)
    return digest.hexdigest()


@contextmanager
def _bytes(source: Source) -> Iterator[IO[bytes]]:
    if source.members:
        far = Far(source.url, source.stamp)
        try:
            with archives.member(far, source.name, source.members) as stream:
                yield stream
        except TroubleError:
            archives.close()  # its stream may be of no use any more
            raise
        return
    files, path = system(source.url)
    with _told(source.name):
        opened = files.open(path, "rb", **_FORWARD)
    try:
        yield cast(IO[bytes], _Telling(opened, source.name))
    finally:
        opened.close()


#: A whole file is read from its beginning to its end: nothing of it needs to be held.
_FORWARD = {"cache_type": "readahead", "block_size": 4 * _CHUNK}


def put(file: Path, url: str) -> str:
    """Put a file at an address, or a path, whole or not at all; the address. Raises UnreadableError
    where that is not allowed, or TroubleError."""
    files, path = system(url)
    with _told(url):
        if "file" in _names(files):  # a file system whose files can be seen half-written
            files.makedirs(posixpath.dirname(path), exist_ok=True)
            half = f"{path}.{uuid4().hex}{_HALF}"
            files.put_file(str(file), half)
            placed(Path(half), Path(path))
        else:
            files.put_file(str(file), path)
    return url


#: What the name of a file ends with that is being written.
_HALF = ".tmp"


def _names(files: Any) -> tuple[str, ...]:
    return (files.protocol,) if isinstance(files.protocol, str) else tuple(files.protocol)
