"""`gouji compare`: hold the reports of a store against each other."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from gouji.help import Lang, Words, load_words
from gouji.stores import STORE, UNUSABLE, store_or_exit

if TYPE_CHECKING:
    from corpus.between.compare import Comparison
    from corpus.between.shelf import Units

#: As many differences are shown on the screen; `gouji query differences` has all.
_SHOWN = 20


def compare(
    store: Annotated[str, typer.Option("--store", metavar="URL", envvar="GOUJI_STORE")] = STORE,
    units: Annotated[Path | None, typer.Option("--units", metavar="CSV")] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q")] = False,
    lang: Annotated[Lang, typer.Option("--lang", metavar="zh|en", envvar="GOUJI_LANG")] = Lang.ZH,
) -> None:
    """Compare all reports of a store anew, and keep what differs in it."""
    words = load_words(lang)
    mapping = _mapping(units, words)
    with store_or_exit(store, words, create=False) as engine:
        from corpus.between.compare import compare as run
        from corpus.store.queries import Filter, differences

        done = run(engine, mapping)
        found = [] if quiet else differences(engine, Filter(limit=_SHOWN)).rows
        columns = () if quiet else differences(engine, Filter(limit=0)).columns
    for row in found:
        _show(dict(zip(columns, row, strict=True)), words)
    for line in _told(done, words, shown=len(found)):
        typer.echo(line)


def _show(entry: Mapping[str, Any], words: Words) -> None:
    """A difference in two lines: what disagrees, and where to look."""
    severity = words["values"].get(entry["severity"], entry["severity"])
    places = f"{entry['file']} p.{entry['page']} ↔ {entry['other_file']} p.{entry['other_page']}"
    typer.echo(f"{severity}  {entry['unit']} {entry['message']}")
    typer.echo(f"      {entry['rule']} · {places} · {entry['detail']}")


def _mapping(path: Path | None, words: Words) -> Units | None:
    if path is None:
        return None
    from corpus.between.shelf import MappingError, read_units

    try:
        return read_units(path)
    except OSError as error:
        text = words["comparing"]["no_units"].format(file=path, reason=error.strerror)
    except MappingError as error:
        text = words["comparing"]["bad_units"].format(file=path, line=error.line, reason=error)
    typer.echo(text, err=True)
    raise typer.Exit(UNUSABLE)


def _told(done: Comparison, words: Words, *, shown: int) -> list[str]:
    """What was compared and what was not, in lines."""
    say = words["comparing"]
    lines = [
        say["pairs"].format(
            last_year=done.pairs["B01"], budget=done.pairs["B02"], department=done.pairs["B03"]
        ),
        say["held"].format(
            held=done.verdicts.total(),
            consistent=done.verdicts["consistent"],
            rounding=done.verdicts["rounding"],
            difference=done.severities["difference"],
            scope=done.severities["scope"],
        ),
        say["alone"].format(alone=done.alone),
    ]
    if done.crowded:
        lines.append(say["crowded"].format(names=say["comma"].join(done.crowded[:5]),
                                           count=len(done.crowded)))  # fmt: skip
    if done.missing:
        lines.append(say["missing"].format(names=say["comma"].join(done.missing[:5]),
                                           count=len(done.missing)))  # fmt: skip
    if done.severities.total() > shown:
        lines.append(say["more"])
    return lines
