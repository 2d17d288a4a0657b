"""Checking one report from Python: the whole way from a path to an Audit."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING

import reconcile.audit
from report.result import Result, to_dict

if TYPE_CHECKING:
    from reconcile.rules import Choice
    from reconcile.tables.relation_forms import Relation
    from report.rows import Row


@dataclass(frozen=True, slots=True, repr=False)
class Audit(reconcile.audit.Audit):
    """An audit that can be written in every format; reconcile itself knows of none.

    In a notebook it shows its findings. Where a method takes `lang`, that is zh or en: what is
    quoted from the report stays as printed.
    """

    def __repr__(self) -> str:
        from report.terminal import summary
        from report.texts import load

        return f"<Audit {summary(self, load('zh'))}>"

    def _repr_html_(self) -> str:
        from report.html.notebook import render
        from report.texts import load

        return render(self, load("zh"))

    def to_dict(self, lang: str = "zh") -> Result:
        """The result as plain dicts, lists and strings (docs/result.md)."""
        return to_dict(self, lang)

    def finding_rows(self, lang: str = "zh") -> list[Row]:
        """A dict for every finding, all with the same keys (docs/outputs.md):
        `pandas.DataFrame(audit.finding_rows())`."""
        from report.rows import finding_rows

        return list(finding_rows(to_dict(self, lang)))

    def claim_rows(self, lang: str = "zh") -> list[Row]:
        """A dict for every figure that the narrative states, with its verdict."""
        from report.rows import claim_rows

        return list(claim_rows(to_dict(self, lang)))

    def to_html(self, path: str | Path | None = None, *, lang: str = "zh") -> str:
        """The page of the report, one file that loads nothing; written to `path` where one is
        given. Raises OSError where it cannot be written."""
        from report.html.page import render
        from report.outputs import aside
        from report.texts import load

        page = render(self, load(lang))
        if path is not None:
            with aside(Path(path)) as half:
                half.write_text(page, encoding="utf-8")
        return page

    def to_xlsx(self, path: str | Path, *, lang: str = "zh") -> Path:
        """Write the workpaper; the path. Raises OSError where it cannot be written."""
        from report.excel.book import write
        from report.outputs import aside
        from report.texts import load

        with aside(Path(path)) as half:
            write(self, half, load(lang))
        return Path(path)

    def to_pdf(self, path: str | Path, *, lang: str = "zh", front: bool = True) -> Path:
        """Write the publisher's PDF with the findings marked on it; the path. `front` puts a
        summary before it.

        Raises SourceError where the PDF is gone or has changed since it was read, OSError where
        the copy cannot be written.
        """
        from report.marked_pdf.write import write
        from report.outputs import aside
        from report.source import SourceError
        from report.texts import load

        if self.disclosure.leaves:
            raise SourceError(f"{self.disclosure.path.name}: no PDF")
        with aside(Path(path)) as half:
            write(self, half, load(lang), front=front)
        return Path(path)

    def to_copies(self, folder: str | Path, *, lang: str = "zh") -> list[Path]:
        """Write copies of the report's Word files and workbooks with comments; their paths.

        Raises SourceError where a file is gone or has changed, OSError where a copy cannot be
        written.
        """
        from report.marked_copy.write import write_copies
        from report.texts import load
        from report.view import View

        names = write_copies(View(self, load(lang)), Path(folder), self.disclosure.path.stem)
        return [Path(folder, name) for name in names]


def check(
    path: str | Path | Sequence[str | Path],
    *,
    only: Iterable[str] = (),
    skip: Iterable[str] = (),
    relations: str | Path | None = None,
    ocr: bool = True,
) -> Audit:
    """Read the report at `path` and check its figures; several paths are the pieces of one
    report.

    `only` and `skip` choose rules by code, or by the letter codes begin with; `relations` is a file
    of relations between table cells to check besides gouji's own; pages that are pictures are read
    unless `ocr` is False. Raises UnreadableError, with the
    cause, where the report cannot be read or is none, RelationsError or ChoiceError (both
    ValueErrors) where that file or a code is not right.
    """
    from extract.errors import not_report
    from extract.read import read, read_together
    from extract.scan.watch import current, watched
    from reconcile.reconcile import reconcile as decide
    from reconcile.rules.own import own_relations
    from reconcile.tables.relations import load_relations

    own = own_relations(Path(relations)) if relations is not None else ()
    choice = choose(only, skip, own)
    with watched(replace(current(), wanted=ocr and current().wanted)), _uncollected():
        disclosure = read(path) if isinstance(path, str | Path) else read_together(path)
        if not disclosure.kind:
            raise not_report(disclosure.path.name)
        audit = decide(disclosure, (*load_relations(), *own), choice)
    return Audit(**{f.name: getattr(audit, f.name) for f in fields(audit)})


@contextlib.contextmanager
def _uncollected() -> Iterator[None]:
    """Python's search for cycles put off: a report is many objects and few cycles, and looking
    through all that is loaded again and again takes a fifth of the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def choose(only: Iterable[str], skip: Iterable[str], own: Iterable[Relation] = ()) -> Choice:
    """A choice among all rules there are: within a report, between reports, and one's `own`.

    `only` and `skip` may each be one text ("N01,T06") as well as several. Raises ChoiceError for a
    code that none has.
    """
    from corpus.between.catalogue import CODES
    from reconcile.rules import Choice, codes

    known = (*codes(), *CODES, *(r.code for r in own))
    return Choice.of(_several(only), _several(skip), known)


def _several(texts: Iterable[str]) -> Iterable[str]:
    return (texts,) if isinstance(texts, str) else texts
