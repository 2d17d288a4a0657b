"""`gouji compare`: hold the reports of a store against each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from gouji.choosing import choice_or_exit
from gouji.help import Lang, Words, load_words
from gouji.outputs import FOLDER
from gouji.reasons import spoken
from gouji.stores import STORE, UNUSABLE, store_or_exit
from report.wrap import printable

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from corpus.between.compare import Comparison
    from corpus.between.shelf import Slot, Units

#: As many differences are shown on the screen; `gouji query differences` has all.
_SHOWN = 20
#: As many places are named of those that were not compared.
_NAMED = 5


def compare(
    store: Annotated[str, typer.Option("--store", metavar="URL", envvar="GOUJI_STORE")] = STORE,
    units: Annotated[Path | None, typer.Option("--units", metavar="CSV")] = None,
    only: Annotated[list[str] | None, typer.Option("--only", metavar="CODE")] = None,
    skip: Annotated[list[str] | None, typer.Option("--skip", metavar="CODE")] = None,
    config: Annotated[Path | None, typer.Option("--config", metavar="FILE")] = None,
    html: Annotated[bool, typer.Option("--html")] = False,
    out: Annotated[Path | None, typer.Option("--out", "-o", metavar="DIR")] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q")] = False,
    lang: Annotated[Lang, typer.Option("--lang", metavar="zh|en", envvar="GOUJI_LANG")] = Lang.ZH,
) -> None:
    """Compare all reports of a store anew, and keep what differs in it."""
    words = load_words(lang)
    mapping = _mapping(units, words)
    choice = choice_or_exit(config, only or (), skip or (), words, lang)
    with store_or_exit(store, words, create=False) as engine:
        from corpus.between.compare import compare as run
        from corpus.store.queries import Filter, differences

        done = run(engine, mapping, choice)
        shown = 0 if quiet else _SHOWN
        found = differences(engine, Filter(limit=shown, undecided=True, lang=lang.value))
        pages = _pages(engine, done, out or FOLDER, words, lang) if html or out else []
    if found.rows:
        typer.echo(words["comparing"]["heading"])
    for row in found.rows:
        _show(dict(zip(found.columns, row, strict=True)), words)
    for line in _told(done, words, lang, shown=len(found.rows)):
        typer.echo(line)
    for path in pages:
        typer.echo(words["message"]["written"].format(file=path), err=True)


def _pages(
    engine: Engine, done: Comparison, folder: Path, words: Words, lang: Lang
) -> Sequence[Path]:
    """The pages about files of one report that differ; the program ends where they cannot be
    written."""
    from gouji.again import write_pages

    try:
        return write_pages(engine, done.again.differing, folder, lang)
    except OSError as error:
        reason = spoken(error, words)
        typer.echo(words["message"]["cannot_write"].format(file=folder, reason=reason), err=True)
        raise typer.Exit(UNUSABLE) from error


def _show(entry: Mapping[str, Any], words: Words) -> None:
    """A difference in two lines: what disagrees, and where to look."""
    severity = words["values"].get(entry["severity"], entry["severity"])
    here, there = _at(entry["file"], entry["page"]), _at(entry["other_file"], entry["other_page"])
    places = f"{here} ↔ {there}"
    typer.echo(printable(f"{severity}  {entry['unit']} {entry['message']}"))
    more = f"{entry['rule']} · {entry['mark']} · {places} · {entry['detail']}"
    typer.echo("      " + printable(more))


def _at(file: str, page: int) -> str:
    """A file and the page of it, where there is one."""
    return f"{file} p.{page}" if page else file


def _mapping(path: Path | None, words: Words) -> Units | None:
    if path is None:
        return None
    from corpus.between.shelf import MappingError, read_units

    try:
        return read_units(path)
    except OSError as error:
        text = words["comparing"]["no_units"].format(file=path, reason=spoken(error, words))
    except MappingError as error:
        text = words["comparing"]["bad_units"].format(file=path, line=error.line, reason=error)
    typer.echo(text, err=True)
    raise typer.Exit(UNUSABLE)


def _told(done: Comparison, words: Words, lang: Lang, *, shown: int) -> Iterator[str]:
    """What was compared and what was not, in lines."""
    say = words["comparing"]
    yield say["pairs"].format(
        last_year=done.pairs["B01"], budget=done.pairs["B02"], department=done.pairs["B03"]
    )
    yield say["held"].format(
        held=done.verdicts.total(),
        consistent=done.verdicts["consistent"],
        rounding=done.verdicts["rounding"],
        difference=done.severities["difference"],
        scope=done.severities["scope"],
        reading=done.severities["reading"],
    )
    if done.pairs["B04"]:
        names = ("same", "partly", "announced", "difference", "scope", "reading")
        outcomes = {name: done.again.outcomes[name] for name in names}
        yield say["again"].format(pairs=done.pairs["B04"], figures=done.again.same, **outcomes)
    if done.again.unclear:
        yield say["again_unclear"].format(count=done.again.unclear)
    yield say["alone"].format(alone=done.alone)
    for name in ("crowded", "unsummed", "missing", "unclear"):
        places = getattr(done, name)
        if places:
            yield say[name].format(names=_named(places, say["comma"], lang), count=len(places))
    if done.severities.total() + done.again.severities.total() > shown:
        yield say["more"]


def _named(places: Sequence[Slot], comma: str, lang: Lang) -> str:
    """The first of some places on the shelf."""
    from corpus.between.wording import slot

    return comma.join(slot(place, lang) for place in places[:_NAMED])
