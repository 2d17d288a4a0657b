"""The files to read at the places that a scan on a cluster is given: folders that all machines see,
addresses of folders and files, lists of addresses, and archives at any of them."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

from corpus.cluster.network import (
    Entry,
    Far,
    TroubleError,
    about,
    again,
    entries,
    entry,
    is_address,
    links,
    text,
)
from corpus.scanning.repacked import ARCHIVES
from corpus.scanning.sources import (
    LIST,
    OVERVIEW,
    Passed,
    Source,
    find_sources,
    in_archive,
    is_read,
)
from extract.errors import UnreadableError
from extract.files import MAX_BYTES, too_large

#: What the name of a list of addresses ends with, one a line; `#` begins a remark.
_LISTS = (".txt", ".lst")
_WEB = ("http", "https")
#: A list is no longer than this.
_MOST = 500_000_000
_ASKED_AT_ONCE = 16


def find(places: Iterable[str], passed: Passed) -> Iterator[Source]:
    """Every file to read, each once, with what tells its present state. A place that cannot be
    looked at is a Source with its problem."""
    seen: set[str] = set()
    for place in places:
        for source in _at(place, passed):
            if source.key not in seen:
                seen.add(source.key)
                yield source


def _at(place: str, passed: Passed) -> Iterator[Source]:
    if not is_address(place):
        yield from map(_stamped, find_sources(Path(os.path.abspath(place)), passed))
        return
    try:
        yield from _of_address(place, passed)
    except UnreadableError as error:
        yield _source(Entry(place, 0, ""), place, problem=error)
    except TroubleError as error:
        yield _source(Entry(place, 0, ""), place, problem=_not_opened(place, error))


def _of_address(place: str, passed: Passed) -> Iterator[Source]:
    if place.lower().endswith(_LISTS):
        for one in _described(_listed(place)):
            yield from _of_entry(one, one.url, passed)
    elif _is_web(place) and not place.endswith("/"):
        for one in _described([place]):
            yield from _of_entry(one, place, passed)
    else:
        yield from _below(place, passed)


def _below(place: str, passed: Passed) -> Iterator[Source]:
    """The files below an address, without what scans wrote there."""
    if _is_web(place):
        linked = [u for u in again(lambda: links(place)) if u.startswith(place) and u[-1] != "/"]
        found = _described(linked)
    else:
        found = again(lambda: entries(place))
    written = {posixpath.dirname(e.url) for e in found if posixpath.basename(e.url) == LIST}
    overviews = {f"{posixpath.dirname(folder)}/{OVERVIEW}" for folder in written}
    for one in found:
        inside = any(one.url.startswith(f"{folder}/") for folder in written)
        if inside or one.url in overviews:
            continue
        if is_read(_path(one.url)):
            yield from _of_entry(one, place, passed)
        else:
            passed.add(posixpath.basename(_path(one.url)))


def _listed(place: str) -> list[str]:
    """The addresses in a list. One from the web names addresses of the web only: what lies on this
    machine and its network is not for others to choose."""
    lines = map(str.strip, again(lambda: text(place, _MOST)).splitlines())
    found = [line for line in lines if is_address(line) and not line.startswith("#")]
    return [url for url in found if _is_web(url) or not _is_web(place)]


def _described(urls: Sequence[str]) -> list[Entry]:
    """Files with what their servers say of them, many at a time."""
    with ThreadPoolExecutor(_ASKED_AT_ONCE) as pool:
        return list(pool.map(_one_described, urls))


def _one_described(url: str) -> Entry:
    """A file with what its server says of it; with nothing where that does not answer now."""
    try:
        return entry(url, about(url))
    except (UnreadableError, TroubleError):
        return Entry(url, -1, "")


def _of_entry(one: Entry, root: str, passed: Passed) -> Iterator[Source]:
    source = _source(one, root)
    if _path(one.url).lower().endswith(ARCHIVES):
        try:
            yield from again(lambda: list(in_archive(source, passed, Far(one.url, one.stamp))))
        except TroubleError as error:
            yield replace(source, problem=_not_opened(one.url, error))
    elif one.size > MAX_BYTES:
        yield replace(source, problem=too_large(source.name))
    else:
        yield source


def _is_web(url: str) -> bool:
    return urlsplit(url).scheme in _WEB


def _path(url: str) -> str:
    """The part of an address that names a file."""
    return unquote(urlsplit(url).path) if _is_web(url) else url


def _not_opened(name: str, error: TroubleError) -> UnreadableError:
    return UnreadableError("missing", f"{name}：无法打开（{error}）")


def _source(one: Entry, root: str, problem: UnreadableError | None = None) -> Source:
    """A file of the network; its path is what it is called below the address that was given."""
    below = _path(one.url).removeprefix(_path(root)).strip("/")
    path = Path(below or posixpath.basename(_path(one.url)) or "file")
    size = max(0, one.size)
    return Source(path, one.url, size, (), problem, Path("."), url=one.url, stamp=one.stamp)


def _stamped(source: Source) -> Source:
    """A file of a folder with its size and time."""
    if source.problem is not None:
        return source
    try:
        now = source.path.stat()
    except OSError:
        return source
    return replace(source, stamp=f"{now.st_size} {now.st_mtime_ns}")
