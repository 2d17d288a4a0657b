"""RAR and 7z archives: each member a row, whatever is wrong with the archive."""

from __future__ import annotations

import base64
import hashlib
import io
import random
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.scanning import archives, repacked
from corpus.scanning.rar_heads import heads
from corpus.scanning.sources import Source, copy_to, find_sources, sha256_of
from extract.errors import UnreadableError
from extract.sources import Found, form_of
from gouji.pieces import gathered
from tests.corpus.rar import rar
from tests.corpus.test_sources import PDF, found, zipped

libarchive = pytest.importorskip("libarchive", reason="libarchive-c is not installed (archives)")

HASH = hashlib.sha256(PDF).hexdigest()
#: a.pdf with a password, packed by 7-Zip: what is in it locked, and the list of members too.
LOCKED = (
    "N3q8ryccAARum8ZZEAAAAAAAAABWAAAAAAAAALfZ+LXwA2ZezL/2Y20uVefleSDnAQQGAAEJEAAHCwEAAiQG8QcB"
    "ElMPOxsNCQ3BoADsjCFh41gRviEhAQABAAwMCAAICgEY61BwAAAFARkBABENAGEALgBwAGQAZgAAABUGAQAggKSB"
    "AAA="
)
LOCKED_LIST = (
    "N3q8ryccAASgvhUkcAAAAAAAAAAuAAAAAAAAALaMnUF2/XLVge9PbiQrFKr8xGYCH1wc+bEuAfb5H3lu71490D0+"
    "q0uKl6HLEoXPyxuzSbpT5n0E+tBJz2FPY0EnHAAKi+PnMWd02T5oMKwsW9FjO3yQ0SXEYW9OTexJU0nboQFngirP"
    "dZgN4qB8mwYcteZ6FwYQAQlgAAcLAQABJAbxBwESUw844rJmu5qfj2LXmFTdaL+KDFYKAcKi9ykAAA=="
)


def sevenzip(*members: tuple[str, bytes]) -> bytes:
    """A 7z archive."""
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder, "a.7z"))
        with libarchive.file_writer(path, "7zip") as out:
            for name, data in members:
                out.add_file_from_memory(name, len(data), data)
        return Path(path).read_bytes()


MAKERS = {"rar": rar, "7z": sevenzip}


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    yield
    archives.close()


@pytest.mark.parametrize("kind", MAKERS)
def test_members_are_read(tmp_path: Path, kind: str) -> None:
    data = MAKERS[kind](("甲/决算.pdf", PDF), ("读我.txt", b"x"), ("乙.pdf", PDF * 100_000))
    (tmp_path / f"a.{kind}").write_bytes(data)
    here = found(tmp_path)
    assert list(here) == [f"a.{kind}!甲/决算.pdf", f"a.{kind}!乙.pdf"]
    copy_to(here[f"a.{kind}!乙.pdf"], tmp_path / "out")
    assert (tmp_path / "out").read_bytes() == PDF * 100_000
    assert sha256_of(here[f"a.{kind}!甲/决算.pdf"])


@pytest.mark.parametrize("kind", MAKERS)
def test_what_an_archive_is_its_name_does_not_say(tmp_path: Path, kind: str) -> None:
    data = MAKERS[kind](("甲.pdf", PDF))
    (tmp_path / "a.zip").write_bytes(data)
    (tmp_path / f"b.{kind}").write_bytes(zipped(("乙.pdf", PDF)))
    assert [sha256_of(s) for s in found(tmp_path).values()] == [HASH, HASH]
    assert form_of(data) is Found.ARCHIVE


@pytest.mark.parametrize("name", ["a.zip", "a.rar", "a.7z"])
def test_what_is_called_an_archive_and_is_none(tmp_path: Path, name: str) -> None:
    document = zipped(("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<w/>"))
    for data in (document, b"\n<!DOCTYPE html><title>404</title>", b"%PDF-1.7"):
        (tmp_path / name).write_bytes(data)
        (source,) = find_sources(tmp_path)
        assert source.problem is None and not source.members and sha256_of(source)


def test_archives_in_archives(tmp_path: Path) -> None:
    inner = sevenzip(("甲.pdf", PDF))
    (tmp_path / "a.zip").write_bytes(zipped(("b.rar", rar(("c.7z", inner), ("d.pdf", PDF)))))
    here = found(tmp_path)
    assert list(here) == ["a.zip!b.rar!c.7z!甲.pdf", "a.zip!b.rar!d.pdf"]
    assert {sha256_of(s) for s in here.values()} == {HASH}


@pytest.mark.parametrize(
    ("name", "data", "rows"),
    [
        ("a.7z", base64.b64decode(LOCKED), {"a.7z!a.pdf": "encrypted"}),
        ("a.7z", base64.b64decode(LOCKED_LIST), {"a.7z": "encrypted"}),
        ("a.rar", rar(("a.pdf", PDF), ("b.pdf", PDF), locked="a.pdf"),
         {"a.rar!a.pdf": "encrypted", "a.rar!b.pdf": "read"}),
        ("a.rar", rar(("a.pdf", PDF), volume=True), {"a.rar": "broken"}),
        ("a.rar", rar(("a.pdf", PDF))[:-30], {"a.rar!a.pdf": "broken", "a.rar!其余文件": "broken"}),
        ("a.rar", rar(("a.pdf", PDF))[:12], {}),
        ("a.rar", rar(("a.pdf", PDF), ("b.pdf", PDF)).replace(PDF, PDF[::-1], 1),
         {"a.rar!a.pdf": "broken", "a.rar!b.pdf": "read"}),
        ("a.7z", sevenzip(("a.pdf", PDF))[:-9], {"a.7z": "broken"}),
        ("a.rar", b"not an archive", {"a.rar": "broken"}),
    ],
    ids=["locked", "list locked", "one locked", "volume", "cut", "nothing left", "sum", "7z cut",
         "none"],
)  # fmt: skip
def test_what_is_wrong_is_a_row(
    tmp_path: Path, name: str, data: bytes, rows: dict[str, str]
) -> None:
    (tmp_path / name).write_bytes(data)
    assert {n: _status(s) for n, s in found(tmp_path).items()} == rows


def _status(source: Source) -> str:
    try:
        return "read" if sha256_of(source) else ""
    except UnreadableError as error:
        return error.status


def test_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.7z").write_bytes(
        sevenzip(("a.pdf", bytes(9_000)), ("b.pdf", PDF), ("c.pdf", bytes(700)), ("d.pdf", PDF))
    )
    monkeypatch.setattr(repacked, "MAX_BYTES", 1_000)
    monkeypatch.setattr(repacked, "MAX_UNPACKED", 600)
    rows = {n: _status(s) for n, s in found(tmp_path).items()}
    large = {"a.7z!a.pdf": "too_large", "a.7z!c.pdf": "too_large"}
    assert rows == large | {"a.7z!b.pdf": "read", "a.7z!d.pdf": "read"}
    archives.close()
    monkeypatch.setattr(repacked, "TIME_LIMIT", 0.0)
    assert {_status(s) for s in find_sources(tmp_path)} == {"timeout"}


def test_without_the_library_a_line_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIBARCHIVE", str(tmp_path / "none.so"))
    (tmp_path / "a.rar").write_bytes(rar(("a.pdf", PDF)))
    (source,) = find_sources(tmp_path)
    assert source.problem is not None and "gouji[archives]" in source.problem.message
    assert source.problem.status == "no_unpacker"


def test_one_of_no_zip_cannot_say_what_is_wrong_with_it(tmp_path: Path) -> None:
    """A comment in an archive that somebody else made is only a comment."""
    info = zipfile.ZipInfo("a.pdf")
    info.comment = b"gouji encrypted 3"
    (tmp_path / "a.zip").write_bytes(zipped((info, PDF)))
    assert [sha256_of(s) for s in find_sources(tmp_path)] == [HASH]


def test_the_pieces_of_one_report(tmp_path: Path) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    path = tmp_path / "a.rar"
    path.write_bytes(rar(("说明.pdf", PDF), ("in.7z", sevenzip(("表.pdf", PDF), ("x.bin", b"\0")))))
    gathered_ = gathered([path], scratch)
    assert [p.name for p in gathered_.pieces] == ["说明.pdf", "表.pdf"]
    assert [p.name for p in gathered_.left] == ["x.bin"]
    path.write_bytes(rar(("说明.pdf", PDF), locked="说明.pdf"))
    with pytest.raises(UnreadableError, match="已加密"):
        gathered([path], scratch)


@pytest.mark.parametrize("cut", range(9, 60, 3))
def test_headers_that_break_off(cut: int) -> None:
    data = rar(("a.pdf", PDF), ("b.pdf", PDF), locked="b.pdf")
    assert heads(io.BytesIO(data[:cut])).locked <= {1}
    assert heads(io.BytesIO(data[:9] + b"\xff" * cut)) == heads(io.BytesIO(b""))


def test_damaged_archives(tmp_path: Path) -> None:
    chance = random.Random(5)
    bases = [rar(("a.pdf", PDF * 9), ("b.pdf", PDF)), sevenzip(("a.pdf", PDF * 9), ("b.pdf", PDF))]
    for _ in range(12):
        data = bytearray(chance.choice(bases))
        for _ in range(3):
            data[chance.randrange(8, len(data))] = chance.randrange(256)
        (tmp_path / "a.rar").write_bytes(data)
        rows = {_status(s) for s in find_sources(tmp_path)}
        assert rows <= {"read", "broken", "encrypted", "too_large", "memory"}
        archives.close()
