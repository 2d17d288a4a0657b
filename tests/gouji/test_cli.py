"""The command line: what it prints where, and its exit status."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest

import gouji
import gouji.audit
from extract.errors import UnreadableError
from gouji.cli import app, main
from gouji.help import Lang, language, load_words
from tests import factories

ROOT = Path(__file__).parents[2]


def run(*arguments: str) -> int:
    """Run the command line in this process; its exit status."""
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    return int(ended.value.code or 0)


def fake_check(path: str | Path) -> gouji.audit.Audit:
    """Stands in for the real check: the name of the file says what comes of it."""
    name = Path(path).name
    print("a library prints this")
    if name.startswith("bad"):
        raise UnreadableError("encrypted", f"{name}：文件已加密")
    if name.startswith("crash"):
        raise KeyError("column 7\nand more")
    found = factories.quiet() if name.startswith("good") else factories.audit()
    return gouji.audit.Audit(**{f.name: getattr(found, f.name) for f in fields(found)})


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gouji.audit, "check", fake_check)
    for name in ("GOUJI_LANG", "GOUJI_DEBUG", "COLUMNS", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)


Captured = pytest.CaptureFixture[str]


def test_no_mismatch(capsys: Captured) -> None:
    assert run("check", "good.pdf") == 0
    assert "未发现不一致" in capsys.readouterr().out


def test_mismatch(capsys: Captured) -> None:
    assert run("check", "a.pdf") == 1
    assert "【13.95%】" in capsys.readouterr().out


def test_unreadable_says_why_in_one_line(capsys: Captured) -> None:
    assert run("check", "bad.pdf", "--format", "json") == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines()[-1] == "bad.pdf：文件已加密"


def test_unreadable_in_english(capsys: Captured) -> None:
    assert run("check", "bad.pdf", "--lang", "en") == 2
    assert "bad.pdf: encrypted; remove the password first" in capsys.readouterr().err


def test_json_is_one_object_and_nothing_else(capsys: Captured) -> None:
    assert run("check", "a.pdf", "--format", "json") == 1
    out = capsys.readouterr().out
    assert len(out.splitlines()) == 1
    assert json.loads(out) == fake_check("a.pdf").to_dict()
    assert "收入总计" in out


def test_several_files_are_json_lines(capsys: Captured) -> None:
    assert run("check", "good.pdf", "bad.pdf", "a.pdf", "--format", "json") == 2
    out, err = capsys.readouterr()
    assert [len(json.loads(line)["findings"]) for line in out.splitlines()] == [0, 1]
    assert "bad.pdf" in err


@pytest.mark.parametrize(
    ("names", "status"),
    [
        (("good.pdf", "a.pdf"), 1),
        (("a.pdf", "good.pdf"), 1),
        (("bad.pdf", "a.pdf"), 2),
        (("a.pdf", "bad.pdf"), 2),
        (("good.pdf", "good.pdf"), 0),
    ],
)
def test_worst_status_of_several(names: tuple[str, ...], status: int, capsys: Captured) -> None:
    assert run("check", *names, "--quiet") == status


def test_fault_in_gouji_is_said_as_such(capsys: Captured) -> None:
    assert run("check", "crash.pdf", "good.pdf", "--quiet") == 2
    out, err = capsys.readouterr()
    assert "gouji 的缺陷" in err
    assert "KeyError" in err
    assert "Traceback" not in err
    assert out.startswith("a.pdf：不一致0")


def test_fault_in_gouji_can_be_seen(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    monkeypatch.setenv("GOUJI_DEBUG", "1")
    with pytest.raises(KeyError):
        main(["check", "crash.pdf"])


def test_out(tmp_path: Path, capsys: Captured) -> None:
    target = tmp_path / "结果.json"
    assert run("check", "a.pdf", "--format", "json", "--out", str(target)) == 1
    assert capsys.readouterr().out == ""
    assert json.loads(target.read_text(encoding="utf-8"))["document"]["year"] == 2024


def test_out_does_not_overwrite_the_report(tmp_path: Path, capsys: Captured) -> None:
    report = tmp_path / "a.pdf"
    report.write_bytes(b"%PDF-")
    assert run("check", str(report), "--out", str(report)) == 2
    assert report.read_bytes() == b"%PDF-"


def test_out_that_cannot_be_written(tmp_path: Path, capsys: Captured) -> None:
    assert run("check", "a.pdf", "--out", str(tmp_path / "没有" / "x.txt")) == 2
    assert "无法写入" in capsys.readouterr().err


def test_quiet_is_one_line_a_report(capsys: Captured) -> None:
    assert run("check", "a.pdf", "good.pdf", "-q") == 1
    assert capsys.readouterr().out.splitlines() == [
        "a.pdf：不一致1 · 待人工核看0 · 表述0 · 尾差0",
        "a.pdf：不一致0 · 待人工核看0 · 表述0 · 尾差0",
    ]


def test_severity_leaves_the_status(capsys: Captured) -> None:
    assert run("check", "a.pdf", "--severity", "wording") == 1
    assert "【13.95%】" not in capsys.readouterr().out


def test_all(capsys: Captured) -> None:
    assert run("check", "a.pdf", "--all") == 1
    assert "没有核对的关系 1项" in capsys.readouterr().out


def test_version(capsys: Captured) -> None:
    assert run("--version") == 0
    assert capsys.readouterr().out == f"gouji {gouji.__version__}\n"


def test_version_has_one_source() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert gouji.__version__ == project["version"]


@pytest.mark.parametrize("command", ["", "check"])
@pytest.mark.parametrize(
    ("lang", "usage"), [("zh", "用法：gouji"), ("en", "Usage: gouji")], ids=["zh", "en"]
)
def test_help(
    command: str, lang: str, usage: str, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.setenv("GOUJI_LANG", lang)
    assert run(*[command] * bool(command), "--help") == 0
    out = capsys.readouterr().out
    assert out.startswith(usage)
    assert "-h, --help" in out


def test_help_names_every_option() -> None:
    """Every option of every command has its words in both languages, and none has too many."""
    for lang in Lang:
        words = load_words(lang)
        for command in app.registered_commands:
            assert command.callback is not None
            names = set(command.callback.__annotations__) - {"return"}
            assert names | {"about", "examples"} == set(words[command.callback.__name__])


def test_help_language() -> None:
    assert language([], {}) is Lang.ZH
    assert language(["check", "--lang", "en", "--help"], {}) is Lang.EN
    assert language(["--lang=en"], {}) is Lang.EN
    assert language(["--lang=zh"], {"GOUJI_LANG": "en"}) is Lang.ZH
    assert language(["--help"], {"GOUJI_LANG": "en"}) is Lang.EN


def test_no_file_shows_help(capsys: Captured) -> None:
    assert run("check") == 2
    assert "用法" in "".join(capsys.readouterr())


def test_unknown_option_is_a_usage_error(capsys: Captured) -> None:
    assert run("check", "a.pdf", "--nonsense") == 2
    assert "--nonsense" in capsys.readouterr().err


@pytest.mark.parametrize("code", ["import gouji", "import gouji.cli; gouji.__version__"])
def test_importing_loads_nothing_heavy(code: str) -> None:
    heavy = {"spacy", "camelot", "pymupdf", "jieba", "numpy", "pandas", "cv2", "thinc"}
    script = f"{code}; import sys; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert done.stdout.strip() == "[]"


def test_names_of_the_package() -> None:
    assert gouji.UnreadableError is UnreadableError
    assert gouji.Audit is gouji.audit.Audit
    assert set(gouji.__all__) == set(dir(gouji))
    with pytest.raises(AttributeError, match="nonsense"):
        _ = gouji.nonsense


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (RuntimeError("broken\nin two"), "gouji 内部出错（RuntimeError: broken in two"),
        (MemoryError(), "内存不足"),
        (ImportError("libx.so: failed to map segment from shared object"), "内存不足"),
    ],
)
def test_what_no_command_expects_is_said_in_a_line(
    error: Exception, said: str, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    """And never as a mismatch is, with status 1."""

    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr("gouji.checking._check_all", fail)
    assert run("check", "a.pdf") == 2
    told = capsys.readouterr().err
    assert told.startswith(said) and told.count("\n") == 1
    monkeypatch.setenv("GOUJI_DEBUG", "1")
    with pytest.raises(type(error)):
        run("check", "a.pdf")


@pytest.mark.parametrize("data", [None, b"", b"<html>", b"%PDF-1.7\n"])
def test_real_command_on_unreadable_files(data: bytes | None, tmp_path: Path) -> None:
    """The installed command, whole: status 2, one line on standard error, nothing elsewhere."""
    path = tmp_path / "x.pdf"
    if data is not None:
        path.write_bytes(data)
    done = subprocess.run(
        [sys.executable, "-m", "gouji", "check", str(path), "--format", "json"],
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        env=os.environ | {"PYTHONUTF8": "1"},
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert "x.pdf" in done.stderr
    assert "缺陷" not in done.stderr
