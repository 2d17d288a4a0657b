"""Opening a store that cannot be reached."""

from __future__ import annotations

from pathlib import Path

import pytest

from gouji.cli import main


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
