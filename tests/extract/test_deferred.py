"""Packages that others import and that we need little of are run when more is asked of them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from extract.deferred import deferred, unread

PACKAGE = {
    "__init__.py": "from slow import inner, outer\nNAME = 'run'\n__version__ = '3'\n",
    "inner.py": "from slow import about\nVALUE = about.VALUE\n",
    "about.py": "VALUE = 5\n",
    "outer.py": "VALUE = 7\n",
}


@pytest.fixture
def slow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A package `slow` on the path, not imported yet."""
    (tmp_path / "slow").mkdir()
    for name, text in PACKAGE.items():
        (tmp_path / "slow" / name).write_text(text)
    monkeypatch.syspath_prepend(str(tmp_path))
    for name in ("slow", *(f"slow.{p[:-3]}" for p in PACKAGE)):
        monkeypatch.setitem(sys.modules, name, sys)  # so that it is taken away again
        monkeypatch.delitem(sys.modules, name)


@pytest.mark.usefixtures("slow")
def test_parts_are_there_and_the_rest_is_not() -> None:
    deferred("slow", "inner")
    from slow.inner import VALUE  # type: ignore[import-not-found]

    assert VALUE == 5
    assert "slow.outer" not in sys.modules
    assert not hasattr(sys.modules["slow"], "__wrapped__")  # asked of every module by some
    assert "slow.outer" not in sys.modules


@pytest.mark.usefixtures("slow")
@pytest.mark.parametrize("asked", ["slow.NAME", "slow.outer.VALUE", "slow.__version__"])
def test_it_is_run_when_more_is_asked(asked: str) -> None:
    deferred("slow", "inner")
    import slow  # type: ignore[import-not-found]

    value = eval(asked, {"slow": slow})
    assert value == {"slow.NAME": "run", "slow.outer.VALUE": 7, "slow.__version__": "3"}[asked]
    assert not hasattr(slow, "absent")


@pytest.mark.usefixtures("slow")
def test_it_is_run_when_another_part_is_imported() -> None:
    deferred("slow", "inner")
    import slow.outer

    assert (slow.outer.VALUE, slow.NAME) == (7, "run")


@pytest.mark.usefixtures("slow")
def test_what_is_imported_already_or_not_there_stays_so() -> None:
    import slow

    deferred("slow", "inner")
    deferred("slow_that_is_not_there", "inner")
    assert sys.modules["slow"] is slow
    assert "slow_that_is_not_there" not in sys.modules


@pytest.mark.usefixtures("slow")
def test_a_part_that_fails_leaves_nothing_behind() -> None:
    with pytest.raises(ImportError):
        deferred("slow", "absent")
    assert "slow" not in sys.modules


@pytest.mark.usefixtures("slow")
def test_a_name_alone_is_loaded_when_something_is_asked_of_it() -> None:
    with unread("slow"):
        import slow as named
    assert "slow" not in sys.modules
    assert named.NAME == "run"
    assert sys.modules["slow"] is not named


@pytest.mark.usefixtures("slow")
def test_a_name_alone_may_be_asked_at_once() -> None:
    with unread("slow"):
        from slow import NAME
    assert NAME == "run"
    assert sys.modules["slow"].outer.VALUE == 7


def test_a_check_loads_neither_pandas_nor_the_whole_of_spacy_and_leaves_them_whole() -> None:
    code = (
        "import sys; import corpus.scanning.reading; import spacy;"
        "print([n for n in ('pandas', 'spacy.cli', 'spacy.language') if n in sys.modules]);"
        "import camelot.core, pandas; print(camelot.core.pd.DataFrame is pandas.DataFrame);"
        "print(spacy.blank('zh').lang, [t.text for t in spacy.blank('en')('so it is')])"
    )
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\nTrue\nzh ['so', 'it', 'is']\n"
