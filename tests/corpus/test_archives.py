"""Archives that are damaged, hostile or large: each member a row, and nothing done twice."""

from __future__ import annotations

import importlib.util
import io
import struct
import zipfile
from pathlib import Path

import pytest

from corpus.scanning import archives
from corpus.scanning.sources import copy_to, find_sources, sha256_of
from extract.errors import UnreadableError
from tests.corpus.test_sources import PDF, found, status_of, zipped

SCRIPT = Path(__file__).parents[2] / "scripts" / "fuzz_archives.py"


def test_nothing_that_is_wrong_with_an_archive_is_an_exception(tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("fuzz_archives", SCRIPT)
    assert spec is not None and spec.loader is not None
    fuzz = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(fuzz)
    assert set(fuzz.outcome(fuzz.sound()[-1], tmp_path / "a.zip")) == {"read"}
    total = fuzz.run(2000, 7, tmp_path, fuzz.sound())
    assert not [status for status in total if status.startswith("RAISED")]
    assert total["read"] > 500 and total["broken"] > 500


def test_a_member_without_a_name_costs_only_itself(tmp_path: Path) -> None:
    data = zipped(("Xa.pdf", PDF), ("b.pdf", PDF)).replace(b"Xa.pdf", b"\0a.pdf")
    (tmp_path / "a.zip").write_bytes(data)
    here = found(tmp_path)
    assert list(here) == ["a.zip!\ufffda.pdf", "a.zip!b.pdf"]
    assert status_of(here["a.zip!\ufffda.pdf"]) == "broken"
    assert sha256_of(here["a.zip!b.pdf"])


def test_damaged_lzma_costs_only_itself(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("a.pdf", PDF)
    data = bytearray(out.getvalue())
    at = data.index(b"a.pdf") + 5
    data[at + 4] = 0xFF  # the first byte of LZMA's properties
    (tmp_path / "a.zip").write_bytes(bytes(data))
    (tmp_path / "z.pdf").write_bytes(PDF)
    here = found(tmp_path)
    assert status_of(here["a.zip!a.pdf"]) == "broken" and sha256_of(here["z.pdf"])


def test_a_way_of_packing_that_nobody_knows_is_no_password(tmp_path: Path) -> None:
    data = bytearray(zipped(("a.pdf", PDF)))
    for at in (8, data.find(b"PK\x01\x02") + 10):
        data[at : at + 2] = (77).to_bytes(2, "little")
    (tmp_path / "a.zip").write_bytes(data)
    (source,) = find_sources(tmp_path)
    with pytest.raises(UnreadableError) as raised:
        sha256_of(source)
    assert raised.value.status == "broken"


def test_members_of_one_name_are_all_read(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        data = zipped(("a.pdf", PDF + b"1"), ("a.pdf", PDF + b"2"), ("a.pdf", PDF + b"3"))
    (tmp_path / "a.zip").write_bytes(data)
    here = found(tmp_path)
    assert list(here) == ["a.zip!a.pdf", "a.zip!a（2）.pdf", "a.zip!a（3）.pdf"]
    assert len({s.key for s in here.values()}) == 3
    read = []
    for source in here.values():
        copy_to(source, tmp_path / "out")
        read.append((tmp_path / "out").read_bytes()[-1:])
    assert read == [b"1", b"2", b"3"]


def test_members_that_share_their_bytes_are_not_unpacked(tmp_path: Path) -> None:
    data = bytearray(zipped(("a.pdf", PDF), ("b.pdf", PDF), ("c.pdf", PDF)))
    first, second = (data.index(name, data.index(b"PK\x01\x02")) for name in (b"a.pdf", b"b.pdf"))
    place = struct.Struct("<I")
    place.pack_into(data, second - 4, *place.unpack_from(data, first - 4))
    (tmp_path / "a.zip").write_bytes(bytes(data))
    here = found(tmp_path)
    assert [status_of(here[f"a.zip!{n}.pdf"]) for n in "ab"] == ["broken"] * 2
    assert sha256_of(here["a.zip!c.pdf"])


def test_an_archive_is_opened_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archives.close()
    inner = zipped(*((f"{n}.pdf", PDF + bytes([n])) for n in range(50)))
    path = tmp_path / "a.zip"
    path.write_bytes(zipped(("in.zip", inner), ("z.pdf", PDF)))
    opened: list[object] = []
    monkeypatch.setattr(
        archives, "Archive", lambda s, **named: opened.append(s) or archive(s, **named)
    )
    hashes = [sha256_of(source) for source in find_sources(tmp_path)]
    assert len(set(hashes)) == 51 and len(opened) == 2
    path.write_bytes(zipped(("z.pdf", PDF + b"new")))
    assert [sha256_of(source) for source in find_sources(tmp_path)] != hashes[-1:]
    assert len(opened) == 3


archive = archives.Archive


def test_an_archive_within_an_archive_may_lie_about_its_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "MAX_INNER", 1000)
    (tmp_path / "a.zip").write_bytes(zipped(("in.zip", zipped(("a.pdf", PDF * 100)))))
    (source,) = find_sources(tmp_path)
    assert status_of(source) == "too_large"
