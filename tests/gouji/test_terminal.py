"""Nothing foreign reaches a terminal raw: names of files, and what stands in reports and stores."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

from gouji.cli import app
from gouji.help import load_words

SAMPLE = Path(__file__).parents[2] / "corpus" / "samples" / "final-slips.pdf"
#: Sets a title, links, writes the clipboard, and turns the direction of what follows.
NAME = "\x1b]0;x\x07\x1b]8;;http:x\x1b\\\x9b31m\u202e\u2066\n决算"
RAW = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\udc00-\udfff]")

pytestmark = pytest.mark.skipif(os.name == "nt", reason="such names are not to be had there")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report and three files that are none, under hostile names, one of these in GBK."""
    folder = tmp_path_factory.mktemp("names")
    name = NAME.replace("/", ":")
    shutil.copy(SAMPLE, folder / f"{name}.pdf")
    (folder / f"{name}坏.pdf").write_bytes(b"no PDF")
    with zipfile.ZipFile(folder / f"{name}.zip", "w") as archive:
        archive.writestr("\x1b[31m\u202ea.pdf", b"no PDF either")
    with open(os.fsencode(folder) + "/\x1b[2J决算.pdf".encode("gb18030"), "wb") as stream:
        stream.write(b"nor this")
    return folder


@pytest.fixture(scope="module")
def store(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files scanned; and the names put back raw, as an earlier gouji kept them."""
    store = tmp_path_factory.mktemp("store") / "s.db"
    done = invoke("scan", folder, "--store", store, "-j", "1")
    clean(done)
    assert "不是PDF" in done
    with sqlite3.connect(store) as connection:
        assert not any(RAW.search(p) for (p,) in connection.execute("SELECT path FROM files"))
        connection.execute("UPDATE files SET path = ?", (f"{NAME}.pdf",))
        connection.execute("UPDATE reports SET unit = ?, unit_key = ?, file = ?", (NAME,) * 3)
    return store


def invoke(*arguments: object) -> str:
    words = load_words("zh")  # type: ignore[arg-type]
    return CliRunner().invoke(app, [*map(str, arguments)], obj=words).output


def clean(text: str) -> None:
    assert text.strip()
    found = RAW.search(text)
    assert found is None, repr(text[max(0, found.start() - 30) : found.end() + 30])


@pytest.mark.parametrize(
    "options",
    [[], ["-q"], ["--lang", "en"], ["-f", "json"], ["-q", "--lang", "en"], ["--html", "--csv"]],
    ids=" ".join,
)
def test_check(folder: Path, tmp_path: Path, options: list[str]) -> None:
    files = sorted(folder.iterdir())
    out = ["--out", str(tmp_path / "out\x1b[31m")] if "--csv" in options else []
    clean(invoke("check", *files, *options, *out))
    for path in tmp_path.rglob("*.csv"):
        clean(path.read_text("utf-8-sig"))


@pytest.mark.parametrize("options", [["--lang", "en"], ["--jsonl"], ["-q", "--html"]], ids=" ".join)
def test_scan(folder: Path, store: Path, tmp_path: Path, options: list[str]) -> None:
    again = ["--again", "--out", tmp_path / "\x1b[31m"]
    clean(invoke("scan", folder, "--store", store, "-j", "1", *again, *options))


@pytest.mark.parametrize(
    "question",
    [["query", "files"], ["query", "files", "read"], ["query", "units"],
     ["query", "units", "--csv"], ["query", "rule", "mismatch"], ["review"],
     ["query", "rule", "mismatch", "--csv"],
     ["query", "text", "\x1b[31m"], ["query", "rule", "\x1b[31m"], ["query", "\x9b31m"],
     ["check", "\x1b]0;x\x07.pdf"], ["scan", "\x1b]0;x\x07"], ["check", "a.pdf", "--\x1b[31m"],
     ["check", "a.pdf", "--only", "\x1b[31m"], ["rule", "\x1b[31m"]],
    ids=repr,
)  # fmt: skip
def test_other_commands(store: Path, question: list[str]) -> None:
    own = ["--store", store] if question[0] in ("query", "review") else []
    done = CliRunner().invoke(app, [*map(str, [*question, *own])], obj=load_words("zh"))  # type: ignore[arg-type]
    text = done.output
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        from gouji.usage import UsageError, said

        assert isinstance(done.exception, UsageError)
        text = "\n".join(said(done.exception, ["check"], load_words("zh")))  # type: ignore[arg-type]
    clean(text)
