"""The folder of a scan's outputs: names that are plain, and what is known to be there."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.scanning.folder import FolderError, opened, pages, set_name
from corpus.scanning.names import key_of
from corpus.scanning.outputs import Outputs
from corpus.scanning.sources import LIST, Source
from report.outputs import SCRATCH, Output


def test_a_folder_that_cannot_be_used(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    foreign = tmp_path / "foreign" / "reports"
    foreign.mkdir(parents=True)
    (foreign / "mine.pdf").touch()
    for name, status in (("file", "disk"), ("foreign", "foreign")):
        with pytest.raises(FolderError) as caught, opened(Outputs(tmp_path / name), "1.0"):
            pass
        assert caught.value.status == status


def test_what_a_killed_scan_left_is_removed(tmp_path: Path) -> None:
    outputs = Outputs(tmp_path)
    left = outputs.reports / f"{SCRATCH}left"
    left.mkdir(parents=True)
    (outputs.reports / LIST).touch()
    with opened(outputs, "1.0"):
        assert not left.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="there is no flock")
def test_what_another_scan_is_writing_stays(tmp_path: Path) -> None:
    outputs = Outputs(tmp_path)
    with opened(outputs, "1.0"):
        half = outputs.reports / f"{SCRATCH}half"
        half.mkdir()
        with opened(outputs, "1.0"):
            assert half.exists()


def test_the_list_of_files(tmp_path: Path) -> None:
    """Written for one kind after the other, by one version after the other."""
    source = Source(Path("r/a.pdf"), "r/a.pdf", 1, root=Path("r"))
    outputs = Outputs(tmp_path, (Output.HTML, Output.PDF))
    with opened(outputs, "1.0") as folder:
        writing = folder.wanted(source, "a" * 64)
        assert writing is not None and writing.kinds == outputs.kinds
        for ending in (".html", ".marked.pdf"):
            (outputs.reports / f"{writing.name}{ending}").write_text("x")
        assert folder.wanted(source, "a" * 64) == writing  # there, but not known to be whole
        folder.note(writing)
        assert folder.wanted(source, "a" * 64) is None
        assert pages(tmp_path, outputs.reports) == {"a" * 64: f"reports/{writing.name}.html"}
    moved = replace(source, path=Path("r/b.pdf"))
    with opened(replace(outputs, front=False), "1.0") as folder:
        bare = folder.wanted(moved, "a" * 64)
        assert bare is not None and (bare.kinds, bare.name) == ((Output.PDF,), writing.name)
    with opened(outputs, "2.0") as folder:
        assert folder.wanted(source, "a" * 64) == writing


@pytest.mark.parametrize(
    ("path", "members", "expected"),
    [
        ("r/子/甲局.pdf", (), "子/甲局"),
        ("r/..evil/…/.hidden.pdf", (), "evil/…/hidden"),
        ("r/<script>alert(1)<script>.pdf", (), "_script_alert(1)_script_"),
        ("r/=cmd|calc.pdf", (), "=cmd_calc"),
        ("r/con/aux.pdf", (), "_con/_aux"),
        ("r/a.zip", ("../../../etc/passwd.pdf",), "a.zip/etc/passwd"),
        ("r/a.zip", ("C:\\x\\乙.pdf",), "a.zip/C_/x/乙"),
        ("r/a.zip", ("b.zip", "/.pdf"), "a.zip/b.zip/pdf"),
        ("r/" + "很长的名字" * 40 + ".pdf", (), "很长的名字" * 10),
        ("r/a.zip", ("x/" * 500 + "a.pdf",), "a.zip/x/x/x/x/x/a"),
    ],
)
def test_names_are_plain_and_stay_below_the_folder(
    path: str, members: tuple[str, ...], expected: str
) -> None:
    name = "!".join((path, *members))
    source = Source(Path(path), name, 1, members, root=Path("r"))
    assert set_name(source, "0123456789abcdef") == f"{expected}-01234567"


def test_two_names_alike_after_cleaning_stay_apart() -> None:
    one, other = (Source(Path(f"r/a{c}b.pdf"), f"r/a{c}b.pdf", 1, root=Path("r")) for c in "<>")
    assert key_of(one.path) != key_of(other.path)
    assert set_name(one, "a" * 64) != set_name(other, "b" * 64)


def test_an_empty_file_does_not_count(tmp_path: Path) -> None:
    source = Source(Path("r/a.pdf"), "r/a.pdf", 1, root=Path("r"))
    with opened(Outputs(tmp_path, (Output.HTML,)), "1.0") as folder:
        writing = folder.wanted(source, "a" * 64)
        assert writing is not None
        page = tmp_path / "reports" / f"{writing.name}.html"
        page.write_text("x")
        folder.note(writing)
        assert folder.wanted(source, "a" * 64) is None
        page.write_text("")
        assert folder.wanted(source, "a" * 64) == writing
        assert pages(tmp_path, tmp_path / "reports") == {}


@pytest.mark.parametrize(
    "line",
    [
        '{"sha256": "%s", "name": "../../X"}',
        '{"sha256": "%s", "name": "/etc/X"}',
        '{"sha256": "%s", "name": "a//X"}',
        '{"sha256": "%s", "name": "C:\\\\X"}',
        '{"sha256": "%s", "name": ".X"}',
        '{"sha256": "%s", "name": "a\\u0000"}',
        '{"sha256": "%s", "name": 7}',
        '{"sha256": "%s", "name": "X", "html": ["x"]}',
        '{"sha256": 7, "name": "X"}',
        '["%s"]',
        "[" * 100_000,
    ],
    ids=range(11),
)
def test_a_list_that_somebody_changed(tmp_path: Path, line: str) -> None:
    source = Source(Path("r/a.pdf"), "r/a.pdf", 1, root=Path("r"))
    reports = tmp_path / "reports"
    reports.mkdir()
    sha256 = "a" * 64
    (reports / LIST).write_text((line % sha256 if "%s" in line else line) + "\n")
    with opened(Outputs(tmp_path, (Output.HTML,)), "1.0") as folder:
        writing = folder.wanted(source, sha256)
        assert writing is not None and writing.name == set_name(source, sha256)
    assert pages(tmp_path, reports) == {}
