"""gouji.toml, --only and --skip: what they choose, which goes first, what is said when wrong."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

import gouji.audit
from gouji.cli import main
from gouji.config import Config, ConfigError, language_of, load_config
from gouji.help import load_words
from tests import factories

Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[Mapping[str, Any]]:
    """What the check was asked for, in an empty folder."""
    calls: list[Mapping[str, Any]] = []

    def check(path: Path, **rules: Any) -> Any:
        calls.append(rules)
        return factories.quiet()

    monkeypatch.setattr(gouji.audit, "check", check)
    monkeypatch.chdir(tmp_path)
    for name in ("GOUJI_LANG", "COLUMNS", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    return calls


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    return int(ended.value.code or 0)


def settings(text: str, name: str = "gouji.toml") -> Path:
    path = Path(name)
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def test_all_rules_without_settings(asked: list[Mapping[str, Any]], capsys: Captured) -> None:
    assert run("check", "a.pdf") == 0
    assert asked == [{}]
    assert "没有选用" not in capsys.readouterr().err


def test_rules_between_reports_may_stand_in_the_settings(
    asked: list[Mapping[str, Any]], capsys: Captured
) -> None:
    settings('[rules]\nskip = ["B02", "W02"]\n')
    assert run("check", "a.pdf") == 0
    assert list(asked[0]["skip"]) == ["B02", "W02"]
    assert "有1条规则没有选用" in capsys.readouterr().err


def test_options_choose(asked: list[Mapping[str, Any]], capsys: Captured) -> None:
    assert run("check", "a.pdf", "--only", "N01,t06", "--only", "W", "--skip", "W02") == 0
    assert asked == [{"only": ["N01,t06", "W"], "skip": ["W02"]}]
    assert "条规则没有选用" in capsys.readouterr().err


def test_settings_choose(asked: list[Mapping[str, Any]]) -> None:
    settings('[rules]\nskip = ["W", "N03"]\n')
    assert run("check", "a.pdf") == 0
    assert asked == [{"skip": ("W", "N03")}]


def test_options_put_the_lists_of_the_settings_aside(asked: list[Mapping[str, Any]]) -> None:
    settings('[rules]\nonly = ["T"]\nskip = ["N03"]\n')
    assert run("check", "a.pdf", "--only", "N03") == 0
    assert asked == [{"only": ["N03"]}]


def test_another_file_of_settings(asked: list[Mapping[str, Any]]) -> None:
    settings('[rules]\nskip = ["N01"]\n')
    other = settings('[rules]\nskip = ["N02"]\n', "elsewhere/my.toml")
    assert run("check", "a.pdf", "--config", str(other)) == 0
    assert asked == [{"skip": ("N02",)}]


def test_relations_stand_beside_the_settings(
    asked: list[Mapping[str, Any]], capsys: Captured
) -> None:
    path = settings('relations = "own.toml"\n', "elsewhere/gouji.toml")
    assert run("check", "a.pdf", "--config", str(path)) == 2
    assert f"{Path('elsewhere/own.toml')}：没有这个文件" in capsys.readouterr().err
    assert not asked


@pytest.mark.parametrize("option", ["--only", "--skip"])
def test_an_unknown_code_ends_the_run(
    option: str, asked: list[Mapping[str, Any]], capsys: Captured
) -> None:
    assert run("check", "a.pdf", option, "N77") == 2
    assert "没有规则 N77；相近的有 N" in capsys.readouterr().err
    assert not asked


@pytest.mark.parametrize(
    ("text", "status", "said"),
    [
        ("lang = ", "no_toml", "TOML"),
        ("colour = true", "unknown_key", "colour"),
        ("[rules]\nonyl = []", "unknown_key", "rules.onyl"),
        ("rules = 3", "no_table", "[rules]"),
        ('[rules]\nonly = "N01"', "no_list", "rules.only"),
        ("[rules]\nskip = [1]", "no_list", "rules.skip"),
        ('lang = "fr"', "no_language", "fr"),
        ("relations = 1", "no_text", "relations"),
    ],
)
def test_wrong_settings_are_named(text: str, status: str, said: str, capsys: Captured) -> None:
    path = settings(text)
    with pytest.raises(ConfigError) as error:
        load_config()
    assert error.value.status == status
    assert run("check", "a.pdf") == 2
    line = capsys.readouterr().err
    assert line.count("\n") == 1 and str(path) in line and said in line


def test_a_missing_file_of_settings_is_named(capsys: Captured) -> None:
    assert run("check", "a.pdf", "--config", "none.toml") == 2
    assert "none.toml：打不开" in capsys.readouterr().err


def test_every_status_has_its_words() -> None:
    assert load_words("zh")["config"].keys() == load_words("en")["config"].keys()


def test_language_of_the_settings(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    settings('lang = "en"\n')
    assert load_config() == Config(lang="en")
    assert run("check", "--help") == 0
    assert "Usage" in capsys.readouterr().out
    assert run("check", "a.pdf", "--quiet") == 0
    english = capsys.readouterr().out
    assert run("check", "a.pdf", "--quiet", "--lang", "zh") == 0
    assert capsys.readouterr().out != english
    monkeypatch.setenv("GOUJI_LANG", "zh")
    assert run("check", "a.pdf", "--quiet") == 0
    assert capsys.readouterr().out != english


def test_help_does_not_fail_for_wrong_settings(capsys: Captured) -> None:
    settings("lang = ")
    assert language_of(["check", "--help"]) == ""
    assert run("check", "--help") == 0
    assert language_of(["check", "--config"]) == ""


def test_language_of_a_named_file() -> None:
    path = settings('lang = "en"\n', "elsewhere/my.toml")
    assert language_of(["check", "--config", str(path)]) == "en"
    assert language_of(["check", f"--config={path}"]) == "en"
