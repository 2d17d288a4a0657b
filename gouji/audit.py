"""Checking one report from Python: the whole way from a path to an Audit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING

import reconcile.audit
from report.result import Result, to_dict

if TYPE_CHECKING:
    from reconcile.forms import Relation
    from reconcile.rules import Choice


@dataclass(frozen=True, slots=True)
class Audit(reconcile.audit.Audit):
    """An audit that can be written as the JSON result; reconcile itself knows of no format."""

    def to_dict(self, lang: str = "zh") -> Result:
        """The result as plain dicts, lists and strings (docs/result.md), in Chinese or in English
        (`en`)."""
        return to_dict(self, lang)


def check(
    path: str | Path,
    *,
    only: Iterable[str] = (),
    skip: Iterable[str] = (),
    relations: str | Path | None = None,
) -> Audit:
    """Read the report at `path` and check its figures.

    `only` and `skip` choose rules by code, or by the letter codes begin with; `relations` is a file
    of relations between table cells to check besides gouji's own. Raises UnreadableError, with the
    cause, where the report cannot be read or is none, RelationsError or ChoiceError (both
    ValueErrors) where that file or a code is not right.
    """
    from extract.errors import not_report
    from extract.read import read
    from reconcile.reconcile import reconcile as decide
    from reconcile.relations import load_relations
    from reconcile.rules.own import own_relations

    own = own_relations(Path(relations)) if relations is not None else ()
    choice = choose(only, skip, own)
    disclosure = read(Path(path))
    if not disclosure.kind:
        raise not_report(disclosure.path.name)
    audit = decide(disclosure, (*load_relations(), *own), choice)
    return Audit(**{f.name: getattr(audit, f.name) for f in fields(audit)})


def choose(only: Iterable[str], skip: Iterable[str], own: Iterable[Relation] = ()) -> Choice:
    """A choice among all rules there are: within a report, between reports, and one's `own`.

    Raises ChoiceError for a code that none has.
    """
    from corpus.between.catalogue import CODES
    from reconcile.rules import Choice, codes

    return Choice.of(only, skip, (*codes(), *CODES, *(r.code for r in own)))
