"""How each body of a list stands in a store: has it published what it must."""

from __future__ import annotations

import itertools
import re
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, TypeAlias

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from corpus.between.again.order import issues
from corpus.between.again.pairs import SAME, Pair, pairs_of
from corpus.between.shelf import Slot
from corpus.published.bodies import Body, words_of
from corpus.published.names import Mentions, Names
from corpus.scanning.statuses import statuses
from corpus.store.models import FileRow, MemberRow, ReportRow
from corpus.store.queries import Answer, told_apart
from corpus.units import is_itself, unit_key

#: How a body may stand, the worst first.
STATES = ("missing", "doubtful", "unreadable", "wrong_kind", "wrong_year", "wrong_level", "twice",
          "published", "unlisted")  # fmt: skip
(MISSING, DOUBTFUL, UNREADABLE, WRONG_KIND, WRONG_YEAR, WRONG_LEVEL, TWICE, PUBLISHED,
 UNLISTED) = STATES  # fmt: skip
COLUMNS = ("unit", "level", "parent", "year", "kind", "state", "known_as", "about", "file")
#: How much of a path may tell whose a file is: its name and the folders next to it.
_NEAR = 3


#: What has to be known of every report, and of every file.
_OF_REPORT = (
    ReportRow.id, ReportRow.unit, ReportRow.unit_key, ReportRow.year, ReportRow.kind,
    ReportRow.level, ReportRow.content, ReportRow.pages_unread, ReportRow.file,
)  # fmt: skip
_OF_FILE = (FileRow.path, FileRow.status, FileRow.report_id)
#: A row of the former.
_Report: TypeAlias = Any


@dataclass(frozen=True, slots=True)
class Asked:
    """One report that a body must publish."""

    body: Body
    year: int
    kind: str


@dataclass(frozen=True, slots=True)
class Stand:
    """How one report stands; `known_as` is what the store calls the body where the list has
    another name for it, or those that it may be."""

    asked: Asked
    state: str
    known_as: str = ""
    about: str = ""
    file: str = ""


@dataclass(frozen=True, slots=True)
class _Lost:
    """A file without a report: what its name, and the folders next to it, tell of it."""

    path: str
    status: str
    years: set[int]
    kinds: set[str]


def standing(engine: Engine, bodies: Sequence[Body], lang: str, state: str = "") -> Answer:
    """How each body stands, the worst first, else as they are listed; only those of a state where
    one is named. `unlisted`, the reports of bodies that the list does not have, only then."""
    with Session(engine) as session:
        desk = _Store(session, bodies, lang)
        stands = list(desk.unlisted() if state == UNLISTED else desk.stands())
    chosen = [s for s in stands if state in ("", s.state)]
    chosen.sort(key=lambda stand: STATES.index(stand.state))
    rows = (
        (s.asked.body.name, word(s.asked.body.level, lang) if s.asked.body.level else "",
         s.asked.body.parent, s.asked.year, s.asked.kind, s.state, s.known_as, s.about, s.file)
        for s in chosen
    )  # fmt: skip
    return told_apart(Answer(COLUMNS, tuple(rows)))


def word(name: str, lang: str, **values: object) -> str:
    """A piece of what is said (words.toml), filled in."""
    text: str = _words()[name][lang]
    return text.format(**values)


class _Store:
    """The reports and the unread files of a store, by whose they are."""

    def __init__(self, session: Session, bodies: Sequence[Body], lang: str) -> None:
        self.session, self.bodies, self.lang = session, bodies, lang
        reports = session.execute(select(*_OF_REPORT).order_by(ReportRow.id)).all()
        members = session.scalars(select(MemberRow.unit_key).distinct())
        self.names = Names(bodies, (*(r.unit_key for r in reports), *members))
        self.by_body: dict[str, list[_Report]] = defaultdict(list)
        for report in reports:
            self.by_body[self.names.full(report.unit_key)].append(report)
        self.free: dict[tuple[int, str, str], Mapping[str, _Report]] = {}
        self.by_slot: dict[tuple[int, str], list[_Report]] = defaultdict(list)
        for report in itertools.chain.from_iterable(self.by_body.values()):
            self.by_slot[report.year, report.kind].append(report)
        self.files: dict[int, list[str]] = defaultdict(list)
        self.lost: dict[Body, list[_Lost]] = defaultdict(list)
        #: Reports that do not say whose they are, and those of them whose file's name does.
        self.nameless = {r.id: r for r in self.by_body.get("", ())}
        self.by_file: dict[Body, list[_Report]] = defaultdict(list)
        mentions = Mentions(bodies, self.names)
        for file in session.execute(select(*_OF_FILE).order_by(FileRow.path)):
            if file.report_id is not None:
                self.files[file.report_id].append(file.path)
                if file.report_id in self.nameless:
                    for body in mentions.of(unit_key(_near(file.path))):
                        self.by_file[body].append(self.nameless[file.report_id])
            elif file.status not in words_of("passed")["statuses"]:
                near = _near(file.path)
                lost = _Lost(file.path, file.status, *_told(near))
                for body in mentions.of(unit_key(near)):
                    self.lost[body].append(lost)

    def stands(self) -> Iterator[Stand]:
        for body in self.bodies:
            for year in body.years:
                for kind in body.kinds:
                    yield self._stand(Asked(body, year, kind))

    def unlisted(self) -> Iterator[Stand]:
        """The reports of bodies that the list does not name, with those that it may mean."""
        meant: dict[tuple[str, int, str], list[str]] = defaultdict(list)
        for stand in self.stands():
            if stand.state == DOUBTFUL and stand.known_as:
                asked = stand.asked
                for name in stand.known_as.split(word("and", self.lang)):
                    meant[name, asked.year, asked.kind].append(asked.body.name)
        for key, reports in self.by_body.items():
            for report in reports if not self.names.is_listed(key) else ():
                name = report.unit or word("nameless", self.lang)
                body = Body(name, report.level, "", (report.year,), (report.kind,))
                names = word("and", self.lang).join(meant[report.unit, report.year, report.kind])
                about = word("unlisted", self.lang)
                if names:
                    about = word("unlisted_alike", self.lang, names=names)
                asked = Asked(body, report.year, report.kind)
                yield Stand(asked, UNLISTED, "", about, self._path(report))

    def _stand(self, asked: Asked) -> Stand:
        known = self.by_body.get(self.names.of(asked.body), [])
        named = [r for r in known if (r.year, r.kind) == (asked.year, asked.kind)]
        fitting = self._there([r for r in named if _fits(asked.body.level, r.level)])
        if fitting:
            return self._published(asked, fitting)
        ways: tuple[Callable[[], Stand | None], ...] = (
            lambda: self._of_level(asked, named),
            lambda: self._misnamed(asked, known),
            lambda: self._unreadable(asked),
            lambda: self._by_file(asked),
            lambda: self._doubtful(asked),
        )
        found = (way() for way in ways)
        return next((stand for stand in found if stand is not None), self._missing(asked))

    def _missing(self, asked: Asked) -> Stand:
        """That nothing was found of it, with how many reports it may be that name no body."""
        slot = (asked.year, asked.kind)
        count = sum((r.year, r.kind) == slot for r in self.nameless.values())
        about = word("nameless_there", self.lang, count=count) if count else ""
        return Stand(asked, MISSING, about=about)

    def _by_file(self, asked: Asked) -> Stand | None:
        """A report that names no body, under a file name, or in a folder, that does."""
        slot = (asked.year, asked.kind)
        found = [r for r in self.by_file.get(asked.body, ()) if (r.year, r.kind) == slot]
        about = word("by_file", self.lang)
        return Stand(asked, DOUBTFUL, "", about, self._path(found[0])) if found else None

    def _there(self, reports: Sequence[_Report]) -> Sequence[_Report]:
        """Reports without those whose file another one has taken the place of, if any is left."""
        return [r for r in reports if r.id in self.files] or reports

    def _published(self, asked: Asked, reports: Sequence[_Report]) -> Stand:
        by_level: dict[str, list[_Report]] = defaultdict(list)
        for report in reports:
            contents = {r.content for r in by_level[report.level]}
            if report.content not in contents:
                by_level[report.level].append(report)
        first = max(by_level.values(), key=len)
        known_as = self._known_as(asked.body, first[0])
        pairs = self._pairs(asked, first) if len(first) > 1 else []
        if any(pair.compared.changes for pair in pairs):
            notes = [word("different", self.lang, count=len(first))]
            if any(issue.announces for issue in issues(self.session, self._whole(first))):
                notes.append(word("corrects", self.lang))
            return self._of(asked, TWICE, first[0], known_as, notes)
        notes = []
        if pairs:
            whole = all(pair.outcome == SAME for pair in pairs)
            notes.append(word("forms" if whole else "parts", self.lang, count=len(first)))
        elif len(reports) > 1 and len({r.content for r in reports}) == 1:
            notes.append(word("copies", self.lang, count=len(reports)))
        if any(r.pages_unread for r in first):
            notes.append(word("partial", self.lang))
        return self._of(asked, PUBLISHED, first[0], known_as, notes)

    def _pairs(self, asked: Asked, reports: Sequence[_Report]) -> list[Pair]:
        """The files of one report against each other."""
        slot = Slot(reports[0].unit_key, reports[0].level, asked.year, asked.kind)
        return list(pairs_of(self.session, slot, self._whole(reports)))

    def _whole(self, reports: Sequence[_Report]) -> list[ReportRow]:
        """All there is of a few reports."""
        ids = [report.id for report in reports]
        query = select(ReportRow).where(ReportRow.id.in_(ids)).order_by(ReportRow.id)
        return list(self.session.scalars(query))

    def _of_level(self, asked: Asked, named: Sequence[_Report]) -> Stand | None:
        if not named:
            return None
        about = word("level", self.lang, found=word(named[0].level, self.lang))
        known_as = self._known_as(asked.body, named[0])
        return self._of(asked, WRONG_LEVEL, named[0], known_as, [about])

    def _misnamed(self, asked: Asked, known: Sequence[_Report]) -> Stand | None:
        """A file whose name is that of the report asked for, and which is another one."""
        for report in known:
            years, kinds = _told(self._path(report).rpartition("/")[2])
            if not _fits(asked.body.level, report.level):
                continue
            if report.year == asked.year and kinds == {asked.kind}:
                pair = {"asked": word(asked.kind, self.lang), "found": word(report.kind, self.lang)}
                return self._of(
                    asked, WRONG_KIND, report, self._known_as(asked.body, report),
                    [word("kind", self.lang, **pair)],
                )  # fmt: skip
            if report.kind == asked.kind and years == {asked.year}:
                notes = [word("year", self.lang, asked=asked.year, found=report.year)]
                known_as = self._known_as(asked.body, report)
                return self._of(asked, WRONG_YEAR, report, known_as, notes)
        return None

    def _unreadable(self, asked: Asked) -> Stand | None:
        """A file without a report whose name, or folder, is that of the body."""
        untold: Stand | None = None
        for lost in self.lost.get(asked.body, ()):
            years, kinds = lost.years, lost.kinds
            status = statuses().get(lost.status)
            shown = (status.words if self.lang == "zh" else status.english) if status else ""
            if asked.year in years and asked.kind in kinds:
                about = word("status", self.lang, status=shown or lost.status)
                return Stand(asked, UNREADABLE, "", about, lost.path)
            fits = (not years or asked.year in years) and (not kinds or asked.kind in kinds)
            if fits and untold is None and lost.status not in words_of("passed")["strict"]:
                about = word("untold", self.lang, status=shown or lost.status)
                untold = Stand(asked, DOUBTFUL, "", about, lost.path)
        return untold

    def _doubtful(self, asked: Asked) -> Stand | None:
        """Bodies with a like name that have published what is asked for."""
        meant = self._unlisted_of(asked.year, asked.kind, asked.body.level)
        found = self.names.perhaps(asked.body, meant.keys())
        if not found:
            return None
        shown = word("and", self.lang).join(meant[name].unit for name in found)
        return self._of(asked, DOUBTFUL, meant[found[0]], shown, [word("alike", self.lang)])

    def _unlisted_of(self, year: int, kind: str, level: str) -> Mapping[str, _Report]:
        """The reports of a year and a kind, by the names of their bodies: those that the list does
        not have."""
        known = self.free.get((year, kind, level))
        if known is None:
            fitting = (r for r in self.by_slot.get((year, kind), ()) if _fits(level, r.level))
            named = {self.names.full(r.unit_key): r for r in fitting}
            known = {name: r for name, r in named.items() if not self.names.is_listed(name)}
            self.free[year, kind, level] = known
        return known

    def _of(
        self, asked: Asked, state: str, report: _Report, known_as: str, notes: Sequence[str]
    ) -> Stand:
        about = word("semicolon", self.lang).join(notes)
        return Stand(asked, state, known_as, about, self._path(report))

    def _known_as(self, body: Body, report: _Report) -> str:
        """What the report calls the body, where the list has another name."""
        same = report.unit == body.name or (
            is_itself(body.name) and unit_key(body.name) == report.unit_key
        )
        return "" if same else report.unit

    def _path(self, report: _Report) -> str:
        files = self.files.get(report.id)
        return files[0] if files else report.file


def _near(path: str) -> str:
    """The end of a path, which may tell whose a file is."""
    return "/".join(path.split("/")[-_NEAR:])


def _fits(wanted: str, level: str) -> bool:
    return not wanted or level in ("", wanted)


def _told(text: str) -> tuple[set[int], set[str]]:
    """The years and kinds that a name tells."""
    kinds = words_of("kinds").items()
    found = {kind for kind, patterns in kinds if any(re.search(p, text.lower()) for p in patterns)}
    return {int(year) for year in re.findall(r"(?<!\d)20\d{2}(?!\d)", text)}, found


@cache
def _words() -> Mapping[str, Any]:
    source = resources.files("corpus.published").joinpath("words.toml").read_text("utf-8")
    return tomllib.loads(source)
