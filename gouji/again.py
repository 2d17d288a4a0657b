"""`gouji compare --html`: a page for each pair of files of one report that differ."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from gouji.help import Lang

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from corpus.between.again.carried import Carried, Stand
    from corpus.between.again.order import Issue
    from corpus.between.again.pairs import Pair
    from corpus.between.again.values import Change, Figure
    from report.again.page import Changed, File, Kept, Pages, Printed
    from report.pictures import Picture


def write_pages(engine: Engine, pairs: Sequence[Pair], folder: Path, lang: Lang) -> list[Path]:
    """Write a page for each pair into a folder, each whole or not at all; the files. Raises
    OSError."""
    from corpus.between.again.answer import page_name
    from report.again.write import write_again

    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for pair in pairs:
        report = pair.later.report
        path = folder / page_name(report.unit, report.year, report.kind, report.sha256)
        written.append(write_again(_page(engine, pair, lang), path, lang=lang))
    return written


def _page(engine: Engine, pair: Pair, lang: Lang) -> Pages:
    from corpus.between.again.carried import carried
    from corpus.between.again.wording import of_versions
    from corpus.between.wording import kind_word
    from report.again.page import Pages

    found, report = pair.compared, pair.later.report
    with engine.connect() as connection:
        findings = carried(connection, pair.earlier.report.id, report.id)
    return Pages(
        (report.unit, str(report.year), kind_word(report.kind, lang)),
        pair.outcome,
        pair.later.announces,
        _order(pair, lang),
        _file(engine, pair.earlier, [c.before for c in found.changes]),
        _file(engine, pair.later, [c.after for c in found.changes]),
        [_changed(change, pair, lang) for change in found.changes],
        found.same,
        {name: [_kept(stand, lang) for stand in stands] for name, stands in _stands(findings)},
        found.unclear,
        found.halves,
        of_versions(pair, lang),
    )


def _order(pair: Pair, lang: Lang) -> str:
    """How it is known which file is the later one; "" where it is not."""
    from corpus.between.again.order import SAYS, UNKNOWN
    from corpus.between.wording import word

    if pair.basis == UNKNOWN:
        return ""
    return word("later" if pair.basis == SAYS else f"order_{pair.basis}", lang)


def _stands(findings: Carried) -> Iterator[tuple[str, Sequence[Stand]]]:
    """The findings by what became of them, then what is not disclosed, where there is any."""
    for name in ("kept", "fallen", "fresh"):
        yield name, getattr(findings, name)
    for name in ("kept", "fallen", "fresh"):
        if unmet := getattr(findings.unmet, name, ()):
            yield f"unmet_{name}", unmet


def _changed(change: Change, pair: Pair, lang: Lang) -> Changed:
    from corpus.between.again.wording import of_change
    from report.again.page import Changed

    said = of_change(change, pair)
    return Changed(
        change.kind,
        said.label,
        said.message[lang],
        _printed(change.before, f"{said.expected}{said.unit}"),
        _printed(change.after, f"{said.stated}{said.unit}"),
    )


def _printed(figure: Figure | None, text: str) -> Printed | None:
    from report.again.page import Printed

    if figure is None:
        return None
    return Printed(text, figure.page, figure.places, figure.context)


def _kept(stand: Stand, lang: Lang) -> Kept:
    from corpus.store.decisions import every_kind
    from report.again.page import Kept

    known = every_kind().get(stand.decision)
    message = stand.message_en if lang is Lang.EN else stand.message
    decision = known.text(lang) if known else ""
    return Kept(stand.rule, stand.severity, stand.page, message, decision, stand.reviewer)


def _file(engine: Engine, issue: Issue, figures: Sequence[Figure | None]) -> File:
    """A file with pictures of the pages on which something changed; without any where the file is
    gone, or is another one now."""
    from corpus.store.reading import report_of
    from report.again.page import File
    from serve.originals import GoneError, original

    report = report_of(engine, issue.report.id)
    pages = {figure.page for figure in figures if figure is not None}
    if report is None:
        return File(issue.report.file, {})
    name = next(iter(report.paths), issue.report.file)
    source = original(report, ())
    try:
        drawn = dict(_pictures(source.read(), source.suffix, pages)) if pages else {}
    except GoneError:
        drawn = {}
    return File(name, drawn)


def _pictures(data: bytes, suffix: str, pages: set[int]) -> Iterator[tuple[int, Picture]]:
    """Pictures of some pages of a file; of one without pages a drawing of what was read of it."""
    from corpus.scanning.scratch import scratch
    from extract.errors import UnreadableError
    from extract.read import read
    from report.pictures import pages_of, pictures

    if suffix == ".pdf":
        yield from pages_of(data, pages)
        return
    with scratch() as folder:
        path = Path(folder, f"again{re.sub('[^.a-z0-9]', '', suffix)}")
        path.write_bytes(data)
        try:
            drawn = pictures(read(path))
        except UnreadableError:
            return
    yield from ((n, picture) for n, picture in drawn.items() if n in pages)
