"""Damaged files: each gets a status, none takes anything else with it."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest
from sqlalchemy import inspect

from corpus.sampling import make
from corpus.scanning.pool import Options
from corpus.scanning.scan import scan
from corpus.scanning.statuses import statuses
from corpus.store.database import open_store

SCRIPT = Path(__file__).parents[2] / "scripts" / "damage.py"


@pytest.fixture(scope="module")
def damage() -> ModuleType:
    """The script, which is no part of a package."""
    spec = importlib.util.spec_from_file_location("damage", SCRIPT)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_same_seed_makes_the_same_files(damage: ModuleType, tmp_path: Path) -> None:
    source = make(5, "river", "budget").data
    kinds = [f for f in damage.DAMAGES if f.__name__ in ("flip_bytes", "cut_off", "cut_out")]
    for number, function in enumerate(kinds):
        first, again = (function(source, damage.random.Random(number)) for _ in range(2))
        assert first == again != source


def test_every_kind_of_damage_is_survived(damage: ModuleType, tmp_path: Path) -> None:
    folder = tmp_path / "damaged"
    folder.mkdir()
    source = make(5, "river", "budget").data
    count = len(damage.DAMAGES)
    made = damage.make([source], count, seed=1, folder=folder)
    (folder / "sound.pdf").write_bytes(source)
    engine = open_store(str(tmp_path / "s.db"))
    found: dict[str, str] = {}
    limits = Options(workers=2, time_limit=15, memory_limit=600)
    scan(
        [folder],
        engine,
        limits,
        lambda event, _: found.update({Path(event.name).stem: event.status}),
    )
    assert len(found) == len(made) + 1
    assert set(found.values()) <= set(statuses()) - {"fault"}
    assert found["sound"] == "read"
    by_damage = {name.rpartition("-")[0]: status for name, status in found.items()}
    assert by_damage["encrypt"] == "encrypted"
    assert by_damage["cut_off"] == "broken"
    assert {"reports", "files"} <= set(inspect(engine).get_table_names())
