"""What a worker of a cluster does with one file: hold it, fetch it, read it in a process with
limits, write what came of it to the store. Whatever ends the worker, another one can take over."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from importlib.metadata import version as installed_version
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from corpus.cluster.books import HeldBooks
from corpus.cluster.errand import MOST_DEATHS, Errand, Terms, Told, VersionError
from corpus.cluster.network import fetch
from corpus.cluster.patience import store_again
from corpus.cluster.station import STATION, renewed
from corpus.cluster.targets import Target
from corpus.scanning.crew import Crew, CrewError
from corpus.scanning.events import Event, Summary
from corpus.scanning.run import Run
from corpus.scanning.sources import Source
from corpus.scanning.worker import Outcome
from corpus.store.work import Claim, LostClaimError, Taken, claim, release
from corpus.store.writing import FileResult
from extract.errors import UnreadableError


def deal(terms: Terms, errand: Errand) -> Told:
    """Deal with a file, unless it is done or another worker has it. Raises VersionError, and what
    the store raises where it is away for too long."""
    own = installed_version("gouji")
    if own != terms.version:
        raise VersionError(own, terms.version)
    engine = STATION.engine(terms.store)
    try:
        with STATION.turn() as crew:
            held = store_again(lambda: claim(engine, errand.key, terms.lease))
            if isinstance(held, Taken):
                return Told(done=held.done, held=None if held.done else held.seconds)
            return _dealt(terms, errand, crew, held)
    except CrewError as error:
        return Told(trouble=(error.status, str(error)))
    except LostClaimError:
        return Told(held=0.0)


def _dealt(terms: Terms, errand: Errand, crew: Crew[Outcome], held: Claim) -> Told:
    engine = STATION.engine(terms.store)
    options = terms.options
    about = (engine, terms.scan, terms.version, held)
    books = HeldBooks(*about, files=bool(terms.target), again=options.again)
    try:
        with renewed(engine, held):
            if held.deaths >= MOST_DEATHS:
                return _given_up(books, errand)
            return _run(terms, errand, crew, books)
    except BaseException:
        with suppress(SQLAlchemyError):
            release(engine, held)
        raise


def _run(terms: Terms, errand: Errand, crew: Crew[Outcome], books: HeldBooks) -> Told:
    """A scan of this one file."""
    events: list[Event] = []

    def note(event: Event, _summary: Summary) -> None:
        events.append(event)

    with STATION.scratch() as folder:
        options, shelf = terms.options, _shelf(books.engine, terms, folder)
        if shelf is not None:
            options = replace(options, outputs=shelf.outputs)
        run = Run(books, replace(options, workers=1), note, crew, shelf)
        if errand.group is not None:
            sources = tuple(_here(s, folder / str(n)) for n, s in enumerate(errand.group.sources))
            run.join_group(replace(errand.group, sources=sources))
        else:
            run.take(_here(errand.source, folder / "0"))
            run.finish()
    books.close()
    done = run.summary
    return Told(tuple(events), joined=done.joined, written=done.written, unwritten=done.reason)


def _given_up(books: HeldBooks, errand: Errand) -> Told:
    """Say of a file that workers died at it, and leave it."""
    source = errand.source
    outcome = Outcome("crashed", f"{source.name}：读它的工作进程死了{books.held.deaths}次，不再读")
    if errand.group is None:
        result = FileResult(
            source.key, source.name, source.size, "", outcome.status, outcome.message
        )
        books.write(result, None, passing=True)
    books.close()
    return Told((Event(source.name, outcome.status, outcome.message, fresh=True),))


def _here(source: Source, folder: Path) -> Source:
    """A source whose bytes can be read on this machine, or that says why not."""
    if not source.url or source.problem is not None:
        return source
    folder.mkdir()
    copy = folder / "file"
    try:
        fetch(source, copy)
    except UnreadableError as error:
        return replace(source, problem=error)
    return replace(source, copy=copy)


def _shelf(engine: Engine, terms: Terms, folder: Path) -> Target | None:
    outputs = terms.options.outputs
    if not terms.target or outputs is None:
        return None
    here = replace(outputs, folder=folder / "out")
    here.reports.mkdir(parents=True)
    return Target(engine, terms.target, here, terms.version)
