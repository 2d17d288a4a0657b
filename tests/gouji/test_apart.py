"""Files checked in a process of their own: limits hold, and nothing costs the next file."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from gouji.apart import Checker, Limits, _limited, checker
from gouji.checked import Look, Wish, check_file
from gouji.help import Lang, load_words
from gouji.written import whole
from tests.corpus.misbehaving import DiesTaken

SAMPLES = Path(__file__).parents[2] / "corpus" / "samples"
GOOD, BAD = SAMPLES / "budget-clean.pdf", SAMPLES / "final-slips.pdf"
WISH = Wish({}, Lang.ZH, quiet=True)
LIMITS = Limits(120, 2000)


@pytest.fixture(scope="module")
def check() -> Iterator[Checker]:
    with checker(LIMITS, load_words(Lang.ZH)) as check:
        yield check


def test_what_comes_of_a_file_is_the_same_in_either_process(check: Checker) -> None:
    wish = Wish({}, Lang.EN, look=Look(70, "truecolor"))
    found = check(GOOD, wish)
    assert found == check_file(GOOD, wish) and "\x1b[" in found.text


def test_a_file_out_of_time_does_not_cost_the_next() -> None:
    words = load_words(Lang.ZH)
    with checker(Limits(0.001, 2000), words) as check:
        assert "没有核对完" in check(BAD, WISH).failed
        assert check(SAMPLES / "none.pdf", WISH).status == 2


@pytest.mark.parametrize(
    "error",
    [MemoryError(), SystemError("f returned NULL without setting an exception"),
     SystemError("f returned a result with an exception set"), OSError("Cannot allocate memory")],
    ids=repr,
)  # fmt: skip
def test_want_of_memory_is_called_that(error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr("gouji.apart.check_file", fail)
    found = _limited(GOOD, WISH, LIMITS)
    assert found.status == 2 and "内存不足" in found.failed


def test_a_process_that_is_killed_does_not_cost_the_next(check: Checker, tmp_path: Path) -> None:
    fatal = Wish({"relations": DiesTaken(tmp_path, 99)}, Lang.ZH)
    assert check(GOOD, fatal).status == 2
    assert check(GOOD, WISH).status == 0


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.pdf")
    assert "不是普通文件" in check_file(tmp_path / "a.pdf", WISH).failed


def test_a_file_of_gigabytes_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "a.pdf").open("wb") as stream:
        stream.truncate(3_000_000_000)
    assert "上限" in check_file(tmp_path / "a.pdf", WISH).failed


def test_a_file_out_of_memory_is_called_that() -> None:
    with checker(Limits(120, 1), load_words(Lang.ZH)) as check:
        assert "内存不足" in check(BAD, WISH).failed


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no /dev/full")
@pytest.mark.parametrize("options", [["-q"], ["--format", "json"]], ids=["little", "much"])
def test_a_result_that_cannot_be_written_is_no_mismatch(options: list[str]) -> None:
    command = [sys.executable, "-m", "gouji", "check", str(BAD), *options]
    with open("/dev/full", "w") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 2 and done.stderr.splitlines() == ["结果没有写出：磁盘已满"]


@pytest.mark.skipif(os.name == "nt", reason="no such signal on this system")
@pytest.mark.parametrize("command", [["rule"], ["--help"], ["check", str(GOOD)]], ids=" ".join)
def test_nobody_reads_on(command: list[str]) -> None:
    """As behind `| head`: nothing is said, and it is neither a mismatch nor a fault."""
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [sys.executable, "-m", "gouji", *command], stdout=write, stderr=subprocess.PIPE, text=True
    )
    os.close(write)
    assert (done.returncode, done.stderr) == (141, "")


def test_a_result_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    out = tmp_path / "o.json"
    out.write_text("good")
    out.chmod(0o640)
    with pytest.raises(OSError, match="full"), whole(out) as stream:
        stream.write("half")
        raise OSError(28, "full")
    assert out.read_text() == "good" and list(tmp_path.iterdir()) == [out]
    with whole(out) as stream:
        stream.write("new")
        assert out.read_text() == "good"
    assert out.read_text() == "new" and out.stat().st_mode & 0o777 == 0o640
    link = tmp_path / "link.json"
    link.symlink_to(out)
    with whole(link) as stream:
        stream.write("newer")
    assert link.is_symlink() and out.read_text() == "newer"
    with whole(out, empty=False):
        pass
    assert out.read_text() == "newer" and sorted(tmp_path.iterdir()) == [link, out]


def test_a_device_is_written_as_it_comes() -> None:
    with whole(Path(os.devnull)) as stream:
        stream.write("x")
    assert not Path(os.devnull).is_file()


def test_checking_loads_no_store() -> None:
    """What starts the process, and what is loaded in it: a scan's store is none of it."""
    loaded = "import corpus.scanning.pool, corpus.scanning.reading"
    heavy = "{'sqlalchemy', 'alembic', 'corpus.store.records'}"
    code = f"import sys; {loaded}; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
