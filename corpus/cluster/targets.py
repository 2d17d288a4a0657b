"""The files about reports at an address on the network; which are there is in the store.

A worker writes them to a folder of its own, and they are put in their place when all are whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.dialects.postgresql import insert

from corpus.cluster.network import TroubleError, again, put
from corpus.cluster.patience import store_again
from corpus.scanning.folder import set_name, stamp_of
from corpus.scanning.outputs import Outputs, Writing
from corpus.scanning.sources import LIST, REPORTS, Source
from corpus.store.models import WrittenRow
from corpus.store.remarks import remarks_of_file
from report.outputs import ENDINGS, Output


class Target:
    """An address that takes the files about reports, as one worker sees it: `scratch` is a folder
    of its own, where `outputs` has the readers write."""

    def __init__(self, engine: Engine, address: str, outputs: Outputs, version: str) -> None:
        self.engine, self.address, self.version = engine, address.rstrip("/"), version
        self.outputs = outputs

    def wanted(self, source: Source, sha256: str, *, again: bool = False) -> Writing | None:
        """What is to be written about a report (Shelf.wanted)."""
        known = store_again(lambda: self._known(sha256))
        remarks = store_again(lambda: remarks_of_file(self.engine, sha256))
        name = next(iter(known.values())).name if known else set_name(source, sha256)
        stamps = {k: stamp_of(self.outputs, self.version, k, remarks) for k in self.outputs.kinds}
        missing = [k for k, s in stamps.items() if again or k not in known or known[k].stamp != s]
        return Writing(self.outputs, name, tuple(missing), sha256, remarks) if missing else None

    def note(self, writing: Writing) -> None:
        """Put files in their place, and note them (Shelf.note). Raises OSError."""
        place = self.outputs.reports
        for kind in writing.kinds:
            for ending in ENDINGS[kind]:
                half = place / f"{writing.name}{ending}"
                if half.exists():
                    self._put(half, f"{REPORTS}/{writing.name}{ending}")
                    half.unlink()
        store_again(lambda: self._note(writing))

    def mark(self) -> None:
        """Say at the address that scans write there, so that no scan reads what they wrote."""
        half = self.outputs.folder / LIST
        half.parent.mkdir(parents=True, exist_ok=True)
        half.write_text("", encoding="utf-8")
        self._put(half, f"{REPORTS}/{LIST}")
        half.unlink()

    def place(self, file: Path) -> str:
        """Put a file beside the folder of the reports; its address. Raises OSError."""
        return self._put(file, file.name)

    def _put(self, half: Path, name: str) -> str:
        try:
            return again(lambda: put(half, f"{self.address}/{name}"))
        except TroubleError as error:
            raise OSError(None, str(error)) from error

    def _known(self, sha256: str) -> Mapping[str, Any]:
        query = select(WrittenRow.__table__).where(
            WrittenRow.target == self.address, WrittenRow.sha256 == sha256
        )
        with self.engine.connect() as connection:
            return {row.output: row for row in connection.execute(query)}

    def _note(self, writing: Writing) -> None:
        rows = [
            {
                "target": self.address,
                "sha256": writing.sha256,
                "output": kind.value,
                "name": writing.name,
                "stamp": stamp_of(self.outputs, self.version, kind, writing.remarks),
            }
            for kind in sorted(writing.kinds)
        ]
        new = insert(WrittenRow)
        values = {"name": new.excluded.name, "stamp": new.excluded.stamp}
        keys = ["target", "sha256", "output"]
        with self.engine.begin() as connection:
            connection.execute(new.on_conflict_do_update(index_elements=keys, set_=values), rows)


def pages_at(engine: Engine, address: str) -> dict[str, str]:
    """By SHA-256, where the HTML of each report is that has one, from the address on."""
    query = select(WrittenRow.sha256, WrittenRow.name).where(
        WrittenRow.target == address.rstrip("/"), WrittenRow.output == Output.HTML.value
    )
    with engine.connect() as connection:
        return {r.sha256: f"{REPORTS}/{r.name}.html" for r in connection.execute(query)}
