"""The files that a scan writes for each report, by the worker that read it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from corpus.scanning.blame import blame
from corpus.scanning.sources import REPORTS as REPORTS
from corpus.scanning.sources import Source
from extract.faults import where

if TYPE_CHECKING:
    from corpus.store.remarks import Remarks
    from reconcile.audit import Audit
    from report.checklist.form import Form
    from report.outputs import Output


@dataclass(frozen=True, slots=True)
class Outputs:
    """What to write for each report: which outputs, in which language, and whether the marked PDF
    begins with a summary. `folder` gets the overview, and the checklist on `form` where one is
    given, its subfolder REPORTS all else."""

    folder: Path
    kinds: tuple[Output, ...] = ()
    lang: str = "zh"
    front: bool = True
    form: Form | None = None

    @property
    def reports(self) -> Path:
        return self.folder / REPORTS


def _none() -> Remarks:
    """Nobody has looked at a report. Nothing of the store is loaded before it is needed, as
    `gouji check` needs none."""
    from corpus.store.remarks import NONE

    return NONE


@dataclass(frozen=True, slots=True)
class Writing:
    """One report's files: those of `kinds`, called `name` (with folders, without an ending) below
    the folder of the reports. `sha256` is of the content they are about, `remarks` what reviewers
    decided about it."""

    outputs: Outputs
    name: str
    kinds: tuple[Output, ...]
    sha256: str
    remarks: Remarks = field(default_factory=_none)


@dataclass(frozen=True, slots=True)
class Unwritten:
    """Why a report's files are not there: `disk` (the system refused), `changed` (the report is
    another than was asked for), or a status of statuses.toml; `detail` says more, or is ""."""

    cause: str
    detail: str = ""


class Shelf(Protocol):
    """Where the files about reports are: a folder (folder.py), or what the store says of a target
    on the network."""

    def wanted(self, source: Source, sha256: str, *, again: bool = False) -> Writing | None:
        """What is to be written about a report: all of it where `again`, else what is missing;
        None where nothing is."""

    def note(self, writing: Writing) -> None:
        """Keep in mind that files were written. Raises OSError."""


def write(audit: Audit, writing: Writing) -> Unwritten | None:
    """Write a report's files, all or none. Never raises: the report itself has been read."""
    from corpus.store.remarks import remarked
    from report.outputs import write_outputs
    from report.source import SourceError

    if audit.disclosure.sha256 != writing.sha256:
        return Unwritten("changed")
    outputs = writing.outputs
    target = outputs.reports / writing.name
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        write_outputs(
            audit,
            target.parent,
            target.name,
            writing.kinds,
            lang=outputs.lang,
            front=outputs.front,
            scratch=outputs.reports,
            reviewed=remarked(audit, writing.remarks),
        )
    except OSError as error:
        return Unwritten("disk", error.strerror or str(error))
    except SourceError:
        return Unwritten("changed")
    except MemoryError:
        return Unwritten("memory")
    except Exception as error:
        # The last stop for what a writer makes of a report: its files are missing, and it is said.
        return Unwritten(blame(error), where(error))
    return None
