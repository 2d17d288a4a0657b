"""Checking one report from Python: the whole way from a path to an Audit."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path

import reconcile.audit
from report.result import Result, to_dict


@dataclass(frozen=True, slots=True)
class Audit(reconcile.audit.Audit):
    """An audit that can be written as the JSON result; reconcile itself knows of no format."""

    def to_dict(self) -> Result:
        """The result as plain dicts, lists and strings (docs/result.md)."""
        return to_dict(self)


def check(path: str | Path) -> Audit:
    """Read the report at `path` and check its figures.

    Raises UnreadableError, with the cause, where the file cannot be read.
    """
    from extract.read import read
    from reconcile.reconcile import reconcile as decide

    audit = decide(read(Path(path)))
    return Audit(**{f.name: getattr(audit, f.name) for f in fields(audit)})
