"""Finding files: folders, archives, and names in any encoding."""

from __future__ import annotations

import io
import os
import sys
import zipfile
from pathlib import Path

import pytest

from corpus.scanning import sources
from corpus.scanning.names import key_of, readable, safe_stem
from corpus.scanning.sources import Passed, Source, copy_to, find_sources, sha256_of
from extract.errors import UnreadableError

PDF = b"%PDF-1.7 not much of one"


class RawName(zipfile.ZipInfo):
    """A member whose name is written in GBK without the UTF-8 flag, as old Windows tools do."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802
        return self.filename.encode("gbk"), self.flag_bits & ~0x800


def zipped(*members: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in members:
            archive.writestr(name, data)
    return out.getvalue()


def found(folder: Path) -> dict[str, Source]:
    return {s.name.removeprefix(f"{folder}/"): s for s in find_sources(folder)}


def status_of(source: Source) -> str:
    with pytest.raises(UnreadableError) as raised:
        sha256_of(source)
    return raised.value.status


def test_folders_are_walked_in_order(tmp_path: Path) -> None:
    for name in ("乙/二.PDF", "甲/一.pdf", "三.pdf", "读我.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(PDF)
    assert list(found(tmp_path)) == ["三.pdf", "乙/二.PDF", "甲/一.pdf"]
    assert [s.name for s in find_sources(tmp_path / "三.pdf")] == [f"{tmp_path}/三.pdf"]


def test_marked_pdfs_are_no_reports_unless_named(tmp_path: Path) -> None:
    for name in ("三.pdf", "三.marked.pdf"):
        (tmp_path / name).write_bytes(PDF)
    assert list(found(tmp_path)) == ["三.pdf"]
    assert len(list(find_sources(tmp_path / "三.marked.pdf"))) == 1


def test_marked_pdfs_in_an_archive_are_counted(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "一.zip", "w") as archive:
        archive.writestr("三.marked.pdf", PDF)
        archive.writestr("四.pdf", PDF)
    passed = Passed()
    assert [s.name for s in find_sources(tmp_path, passed)] == [f"{tmp_path}/一.zip!四.pdf"]
    assert passed.kinds == {".marked.pdf": 1}


def test_a_loop_of_links_ends(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(PDF)
    (tmp_path / "again").symlink_to(tmp_path)
    assert list(found(tmp_path)) == ["a.pdf"]


def test_archives_in_archives(tmp_path: Path) -> None:
    inner = zipped(("深/报告.pdf", PDF), ("note.txt", b""))
    (tmp_path / "all.zip").write_bytes(zipped(("inner.zip", inner), ("b.pdf", PDF + b"b")))
    here = found(tmp_path)
    assert list(here) == ["all.zip!inner.zip!深/报告.pdf", "all.zip!b.pdf"]
    first, second = here.values()
    copy_to(first, tmp_path / "out")
    assert (tmp_path / "out").read_bytes() == PDF
    assert sha256_of(first) != sha256_of(second) and first.key != second.key


def test_archives_too_deep_are_said(tmp_path: Path) -> None:
    data = zipped(("a.pdf", PDF))
    for _ in range(sources.MAX_DEPTH + 1):
        data = zipped(("in.zip", data))
    (tmp_path / "deep.zip").write_bytes(data)
    (source,) = find_sources(tmp_path)
    assert status_of(source) == "too_large"


def test_names_in_gbk_inside_an_archive(tmp_path: Path) -> None:
    member = RawName("2024年青岚县水务局部门决算.pdf")
    (tmp_path / "a.zip").write_bytes(zipped((member, PDF)))
    assert list(found(tmp_path)) == ["a.zip!2024年青岚县水务局部门决算.pdf"]
    copy_to(found(tmp_path).popitem()[1], tmp_path / "out")
    assert (tmp_path / "out").read_bytes() == PDF


@pytest.mark.skipif(sys.platform != "linux", reason="file names are text on this system")
def test_names_in_gbk_on_the_disk(tmp_path: Path) -> None:
    folder = os.fsencode(tmp_path) + "/目录".encode()
    os.mkdir(folder)
    path = folder + b"/" + "决算.pdf".encode("gbk")
    with open(path, "wb") as stream:
        stream.write(PDF)
    (source,) = find_sources(tmp_path)
    assert source.name == f"{tmp_path}/目录/决算.pdf" and source.key.isascii()
    copy_to(source, tmp_path / "out")
    assert (tmp_path / "out").read_bytes() == PDF


@pytest.mark.parametrize(
    ("data", "status"), [(b"PK\x03\x04 and no more", "broken"), (b"", "broken")]
)
def test_broken_archives_are_a_row(tmp_path: Path, data: bytes, status: str) -> None:
    (tmp_path / "a.zip").write_bytes(data)
    (source,) = find_sources(tmp_path)
    assert status_of(source) == status


def test_a_broken_member_costs_only_itself(tmp_path: Path) -> None:
    whole = zipped(("bad.pdf", b"A" * 2000), ("bad.zip", b"B" * 2000), ("good.pdf", PDF))
    (tmp_path / "a.zip").write_bytes(whole.replace(b"AAAA", b"XXXX").replace(b"BBBB", b"YYYY"))
    here = found(tmp_path)
    assert status_of(here["a.zip!bad.pdf"]) == "broken"
    assert status_of(here["a.zip!bad.zip"]) == "broken"
    assert len(sha256_of(here["a.zip!good.pdf"])) == 64


def test_an_encrypted_member_is_a_row(tmp_path: Path) -> None:
    data = bytearray(zipped(("a.pdf", PDF)))
    data[6] |= 1  # the flag in the member's header and in the directory
    data[data.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "a.zip").write_bytes(bytes(data))
    (source,) = find_sources(tmp_path)
    assert status_of(source) == "encrypted"


def test_a_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "MAX_BYTES", 100_000)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.pdf", PDF + bytes(200_000))
    (tmp_path / "a.zip").write_bytes(out.getvalue())
    (source,) = find_sources(tmp_path)
    assert status_of(source) == "too_large"
    lying = Source(source.path, source.name, 10, source.members)
    assert status_of(lying) == "too_large"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.pdf")
    for given in (tmp_path, tmp_path / "a.pdf"):
        (source,) = find_sources(given)
        assert status_of(source) == "missing"
    late = Source(tmp_path / "a.pdf", "a.pdf", 1)  # a file when it was found
    assert status_of(late) == "missing"


@pytest.mark.skipif(not os.path.exists("/dev/zero"), reason="no devices on this system")
def test_a_device_is_not_read() -> None:
    (source,) = find_sources(Path("/dev/zero"))
    assert status_of(source) == "missing"


def test_a_folder_that_cannot_be_read_is_a_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = tmp_path / "closed"
    closed.mkdir()
    (tmp_path / "a.pdf").write_bytes(PDF)
    scandir = os.scandir

    def refuse(path: str) -> object:
        if os.fspath(path) == os.fspath(closed):
            raise PermissionError(13, "Permission denied", os.fspath(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    here = found(tmp_path)
    assert list(here) == ["a.pdf", "closed"]
    assert status_of(here["closed"]) == "missing"


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no /dev/full")
def test_a_disk_without_room_for_the_copy_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(PDF)
    (source,) = find_sources(tmp_path)
    with pytest.raises(UnreadableError, match="临时文件夹写不下"):
        copy_to(source, Path("/dev/full"))


def test_a_dangling_link_is_a_row(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").symlink_to(tmp_path / "gone.pdf")
    (source,) = find_sources(tmp_path)
    assert status_of(source) == "missing"


def test_a_file_that_goes_away(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(PDF)
    (source,) = find_sources(tmp_path)
    path.unlink()
    assert status_of(source) == "missing"


@pytest.mark.parametrize(
    ("raw", "name"),
    [("决算.pdf".encode(), "决算.pdf"), ("决算.pdf".encode("gb18030"), "决算.pdf"),
     ("目录/".encode() + "决算".encode("gbk"), "目录/决算"), (b"a\xff", "a\ufffd")],
)  # fmt: skip
def test_readable(raw: bytes, name: str) -> None:
    assert readable(raw) == name


def test_keys_tell_names_apart() -> None:
    names = [("a!b",), ("a", "b"), ("a%21b",), ("a", "b!c"), ("a", "b", "c")]
    assert len({key_of(first, tuple(rest)) for first, *rest in names}) == len(names)


@pytest.mark.parametrize(
    ("name", "stem"),
    [("../../etc/决算.pdf", "决算"), ("a\\b\\c.pdf", "c"), ("..pdf", "file"), ("", "file"),
     ("a\x00\u202e;rm.pdf", "a__;rm"), ("长" * 300 + ".pdf", "长" * 60), (".pdf", "pdf"),
     ("con<>:|?*.pdf", "con______")],
)  # fmt: skip
def test_safe_stem(name: str, stem: str) -> None:
    assert safe_stem(name) == stem
