"""Opening a store: by several at once where there is none yet, and where it cannot be reached."""

from __future__ import annotations

from multiprocessing import get_context
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest

from corpus.store.database import open_store
from gouji.cli import main

PROCESSES = 4


def _open(url: str, barrier: Barrier, results: Queue[str]) -> None:
    barrier.wait()
    try:
        open_store(url).dispose()
    except Exception as error:
        results.put(repr(error))
    else:
        results.put("")


def test_several_make_one_new_store_at_once(url: str) -> None:
    context = get_context("fork")
    barrier = context.Barrier(PROCESSES)
    results: Queue[str] = context.Queue()
    made = [context.Process(target=_open, args=(url, barrier, results)) for _ in range(PROCESSES)]
    for process in made:
        process.start()
    assert [results.get(timeout=60) for _ in made] == [""] * PROCESSES
    for process in made:
        process.join()
    open_store(url, create=False).dispose()


@pytest.mark.parametrize("command", ["scan {folder}", "query units", "overview"])
@pytest.mark.parametrize(
    ("store", "words"),
    [
        ("postgresql://someone:secret@127.0.0.1:1/gouji", "连接被拒绝"),
        ("{folder}/none/gouji.db", "gouji.db"),
        ("{folder}/text.db", "不是数据库文件"),
    ],
)
def test_a_store_that_cannot_be_reached_is_said_in_one_line(
    command: str, store: str, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "text.db").write_text("no database at all\n" * 99)
    line = command.format(folder=tmp_path).split()
    with pytest.raises(SystemExit) as ended:
        main([*line, "--store", store.format(folder=tmp_path)])
    assert ended.value.code == 2
    said = capsys.readouterr().err.strip().splitlines()
    assert len(said) == 1
    assert words in said[0] and "secret" not in said[0]
    assert not any(word in said[0] for word in ("Error", "sqlalche", "unable", "refused"))
