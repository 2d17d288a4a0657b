"""The image and the cluster made of it, as far as that can be told without a container."""

from __future__ import annotations

import re
import shlex
import tomllib
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from gouji.cli import app

yaml = pytest.importorskip("yaml", reason="PyYAML is not installed (extra test)")

ROOT = Path(__file__).parents[1]
DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
OWN = {name: s for name, s in COMPOSE["services"].items() if s["image"] == "gouji"}


def test_the_image_has_every_package_and_the_extras_it_names() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    packages = settings["tool"]["setuptools"]["packages"]["find"]["include"]
    copied = set(re.findall(r"^COPY (\w+) \1$", DOCKERFILE, re.MULTILINE))
    assert copied == {package.rstrip("*") for package in packages}
    kept = {
        line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line[0] == "!"
    }
    named = re.search(r"^COPY (.+) \./$", DOCKERFILE, re.MULTILINE)
    assert named is not None and copied | set(named[1].split()) == kept
    extras = re.search(r"'\.\[(.+)\]'", DOCKERFILE)
    assert extras is not None
    assert set(extras[1].split(",")) <= set(settings["project"]["optional-dependencies"])


def test_it_does_not_run_as_root() -> None:
    *_, last = re.split(r"^FROM .*slim.*$", DOCKERFILE, flags=re.MULTILINE)
    user = re.search(r"^USER (\d+):", last, re.MULTILINE)
    assert user is not None and int(user[1]) > 0
    assert last.index("USER") < last.index("CMD") and "RUN" not in last


def test_the_services_of_gouji_can_write_nowhere_and_let_nobody_in() -> None:
    assert set(OWN) == {"scheduler", "worker", "scan", "buckets"}
    for name, service in OWN.items():
        assert service["read_only"] and service["cap_drop"] == ["ALL"], name
        assert service["networks"] == ["inside"] and "ports" not in service, name
        assert all(volume.endswith(":ro") for volume in service["volumes"]), name
    assert COMPOSE["networks"]["inside"]["internal"]
    assert not any("ports" in service for service in COMPOSE["services"].values())


def test_passwords_are_asked_for() -> None:
    """None is in the file: each is a variable without which compose does not start."""
    said = (ROOT / "compose.yaml").read_text("utf-8")
    for name in re.findall(r"(?:PASSWORD|SECRET\w*): (.+)", said):
        assert re.fullmatch(r"\$\{\w+:\?\}", name)


def test_the_scan_reaches_the_scheduler_that_the_workers_reach() -> None:
    worker = shlex.split(OWN["worker"]["command"])
    assert OWN["scan"]["environment"]["GOUJI_CLUSTER"] in worker
    port = shlex.split(OWN["scheduler"]["command"])
    assert worker[2] == f"tcp://scheduler:{port[port.index('--port') + 1]}"
    assert worker[worker.index("--nthreads") + 1] == "1"
    assert "DASK_DISTRIBUTED__WORKER__DAEMON=False" in DOCKERFILE
    module = worker[worker.index("--preload") + 1]
    assert (ROOT / f"{module.replace('.', '/')}.py").exists()


def test_the_command_of_the_scan_is_one() -> None:
    """It comes as far as the scheduler, which is not there."""
    pytest.importorskip("distributed", reason="the extra gouji[cluster] is not installed")
    words = shlex.split(OWN["scan"]["command"])
    environment = {"GOUJI_CLUSTER": "tcp://127.0.0.1:1", "GOUJI_STORE": "a.db", "GOUJI_LANG": "en"}
    given = [str(ROOT) if word == "/data" else word for word in words[1:]]
    found = CliRunner().invoke(app, given, env=environment)
    assert found.exit_code == 2 and "PostgreSQL" in found.output
