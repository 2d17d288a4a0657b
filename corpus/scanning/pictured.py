"""Which pictures of a scan are the pages of one report: JPEG and PNG files of one folder or archive
whose names differ in a number only, read together in the order of those numbers.

Pages by themselves say little, so that names propose and the report decides: what does not make
one, or disagrees in most of its figures, stays apart.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Engine, select

from corpus.scanning.names import path_bytes
from corpus.scanning.sources import Source
from corpus.store.models import FileRow, ScanRow
from extract.series import series

#: How the names of pictures end; a TIFF may have all pages of a report by itself.
_PICTURES = (".jpg", ".jpeg", ".png")
#: No more pages are one report.
_MOST = 200
#: The state of a scan that met all files, and put together what was to be.
FINISHED = "finished"


def page_series(
    engine: Engine, sources: Sequence[Source]
) -> Iterator[tuple[tuple[Source, ...], tuple[str, ...]]]:
    """The series of pictures among the files of a scan, each with the hashes that the store has of
    them; but those that an earlier scan met alike, and went on to its end: nothing has become of
    them since."""
    for one in _series(sources):
        rows = _rows(engine, [s.key for s in one])
        kept: dict[str, Source] = {}  # a page that lies there twice is one
        for source in one:
            if source.key in rows:
                kept.setdefault(rows[source.key].sha256, source)
        if len(kept) > 1 and any(row.state != FINISHED for row in rows.values()):
            yield tuple(kept.values()), tuple(kept)


def place_of(source: Source) -> str:
    """The folder or archive that a file lies in, as a key."""
    inner = [*source.members[:-1], source.members[-1].rpartition("/")[0]] if source.members else []
    if source.url:
        return repr((source.url if source.members else source.url.rpartition("/")[0], inner))
    outer = source.path if source.members else source.path.parent
    return repr((path_bytes(outer), inner))


def own_name(source: Source) -> str:
    """What a file is called, without its folders."""
    return re.split(r"[/\\!]", source.name)[-1]


def _series(sources: Sequence[Source]) -> Iterator[list[Source]]:
    places: dict[str, list[Source]] = defaultdict(list)
    for source in sources:
        if source.problem is None and source.name.lower().endswith(_PICTURES):
            places[place_of(source)].append(source)
    for some in places.values():
        for one in series([own_name(source) for source in some]):
            if len(one) <= _MOST:
                yield [some[at] for at in one]


def _rows(engine: Engine, keys: Sequence[str]) -> dict[str, Any]:
    """The hashes of files that could be read, and what has become of the scan that met them."""
    wanted = select(FileRow.key, FileRow.sha256, ScanRow.state)
    wanted = wanted.join(ScanRow, ScanRow.id == FileRow.scan_id)
    wanted = wanted.where(FileRow.sha256 != "", FileRow.key.in_(keys))
    with engine.connect() as connection:
        return {row.key: row for row in connection.execute(wanted)}
