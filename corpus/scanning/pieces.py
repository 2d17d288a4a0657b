"""Which of the files of a scan are pieces of one report: its text in one, its tables in another.

They are put together where the unit, the year and the kind that each says itself are the same, one
has the narrative and no public table, and the others have public tables, none twice, and no
narrative; never otherwise. A whole body and its own office (本级) are two. Files of one folder or
archive go before others. Tables that say their unit and no year may be of the only year that this
unit has in their folder or archive; the figures decide (agreeing.py). Where there are several
years, nothing of the unit is put together there.

Pictures of pages that are numbered through are put together before that (pictured.py).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from sqlalchemy import Engine, exists, select
from sqlalchemy.orm import aliased

from corpus.scanning.pictured import own_name, page_series, place_of
from corpus.scanning.sources import Source
from corpus.store.models import FileRow, ReportRow, TableRow
from extract.characters import plain
from extract.vocabulary import vocabulary

#: So many figures are a narrative, so many public tables the tables of a report.
_CLAIMS, _TABLES = 3, 2
#: A report has no more pieces than this.
_MOST = 12
_AT_ONCE = 500
#: What the pieces of a report have alike, beside the year.
_SAME = ("unit_key", "kind")


@dataclass(frozen=True, slots=True)
class Group:
    """The pieces of one report, its text first, with their hashes; and what that was told from.
    `unsaid` are the hashes of those that do not say their year; `pages` is True where they are
    pictures of its pages, in order."""

    sources: tuple[Source, ...]
    hashes: tuple[str, ...]
    why: str
    unsaid: frozenset[str] = frozenset()
    pages: bool = False


@dataclass(frozen=True, slots=True)
class _File:
    """A file that was read by itself: whose report it is of, and what of it."""

    source: Source
    sha256: str
    key: tuple[str, int, str]
    unit: str
    level: str
    claims: int
    titles: frozenset[str]

    @property
    def is_text(self) -> bool:
        return self.claims >= _CLAIMS and not self.titles

    @property
    def is_tables(self) -> bool:
        return not self.claims and len(self.titles) >= _TABLES


def groups(engine: Engine, sources: Sequence[Source]) -> list[Group]:
    """The reports in several files among those of a scan, from what the store has of each."""
    found = [_of_pages(*series) for series in page_series(engine, sources)]
    pages = {source.key for group in found for source in group.sources}
    files = list(_files(engine, [s for s in sources if s.key not in pages]))
    taken: set[str] = set()
    for place in (_folder, lambda file: ""):
        left = [file for file in files if file.sha256 not in taken]
        for members in _alike(left, place):
            group = _group(members)
            if group is not None:
                found.append(group)
                taken.update(group.hashes)
    return found


def _of_pages(sources: tuple[Source, ...], hashes: tuple[str, ...]) -> Group:
    first, last = own_name(sources[0]), own_name(sources[-1])
    why = f"“{first}”至“{last}”等{len(sources)}个图片按编号相连，合为一份报告"
    return Group(sources, hashes, why, pages=True)


def _alike(files: Sequence[_File], place: Callable[[_File], str]) -> Iterator[list[_File]]:
    """The files of one place, body, kind and year; with those of no year where there is but one."""
    bodies: dict[tuple[str, ...], dict[int, list[_File]]] = defaultdict(lambda: defaultdict(list))
    for file in files:
        unit, year, kind = file.key
        if year or place(file):
            bodies[place(file), unit, kind][year].append(file)
    for years in bodies.values():
        unsaid = years.pop(0, [])
        if len(years) == 1 or not unsaid:
            yield from ([*members, *unsaid] for members in years.values())


def _group(files: Sequence[_File]) -> Group | None:
    """The group that files of one body, year and kind make; None where it is not plain."""
    distinct = list({f.sha256: f for f in files}.values())
    texts = [f for f in distinct if f.is_text]
    tables = [f for f in distinct if f.is_tables]
    titles = list(chain.from_iterable(f.titles for f in tables))
    if len(texts) != 1 or not tables or len(tables) >= _MOST or len(set(titles)) < len(titles):
        return None
    members = (*texts, *tables)
    if len({f.level for f in members} - {""}) > 1:
        return None
    unit, year, kind = texts[0].unit, texts[0].key[1], texts[0].key[2]
    word = "预算" if kind == "budget" else "决算"
    names = "、".join(f"“{own_name(f.source)}”" for f in members)
    unsaid = [f for f in members if not f.key[1]]
    why = f"{names}单位、年度、种类相同（{unit} {year} {word}），一为正文，余为表格，合为一份报告"
    if unsaid:
        bare = "、".join(f"“{own_name(f.source)}”" for f in unsaid)
        why += f"；{bare}没有写明年度，同在一处，数字相符"
    hashes = tuple(f.sha256 for f in members)
    return Group(tuple(f.source for f in members), hashes, why, frozenset(f.sha256 for f in unsaid))


def _folder(file: _File) -> str:
    """The folder or archive that a file lies in."""
    return place_of(file.source)


def _files(engine: Engine, sources: Sequence[Source]) -> Iterator[_File]:
    """The files with a text or tables alone that are reports of a known body."""
    by_key = {source.key: source for source in sources}
    for row, titles in _rows(engine, list(by_key)):
        if row.unit_key:
            public = frozenset(t for t in map(plain, titles) if _is_public(t))
            key = (row.unit_key, row.year, row.kind)
            source = by_key[row.key]
            yield _File(source, row.sha256, key, row.unit, row.level, row.claims, public)


def _is_public(title: str) -> bool:
    return bool(vocabulary().find("identity.public", title))


def _rows(engine: Engine, keys: Sequence[str]) -> Iterator[tuple[Any, list[str]]]:
    """What the store has of files that have reports of their own, with the titles of the tables;
    only those of bodies of which there are tables without a text."""
    own = (ReportRow.id == FileRow.report_id) & (ReportRow.sha256 == FileRow.sha256)
    columns = (
        FileRow.key, FileRow.sha256, ReportRow.id, ReportRow.unit, ReportRow.unit_key,
        ReportRow.year, ReportRow.kind, ReportRow.level, ReportRow.claims,
    )  # fmt: skip
    tables = aliased(ReportRow)
    same = (getattr(tables, name) == getattr(ReportRow, name) for name in _SAME)
    wanted = select(*columns).join(ReportRow, own)
    wanted = wanted.where(exists().where(tables.claims == 0, *same))
    filled = select(TableRow.title).where(TableRow.rows > 0)
    with engine.connect() as connection:
        for start in range(0, len(keys), _AT_ONCE):
            some = keys[start : start + _AT_ONCE]
            for row in connection.execute(wanted.where(FileRow.key.in_(some))).all():
                titles = connection.execute(filled.where(TableRow.report_id == row.id))
                yield row, list(titles.scalars())
