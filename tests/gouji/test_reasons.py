"""What the system and Python say in English, in the language of the command line."""

from __future__ import annotations

import tomllib

import pytest

from gouji.help import Lang, load_words
from gouji.reasons import spoken

ZH, EN = load_words(Lang.ZH), load_words(Lang.EN)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("lang = zh", "等号后面的值写法不对（文字要加引号）（第1行第8列）"),
        ("lang", "键后面应有等号（文件末尾）"),
        ('lang = "zh" x', "这一行写完之后还有多余的内容（第1行第13列）"),
        ('lang = "zh', "引号没有关上（文件末尾）"),
        ("only = [1, 2", "方括号没有关上（文件末尾）"),
        ("[rules", "表名的方括号没有关上（文件末尾）"),
        ('a = 1\na = "2"', "同一个键写了两次（文件末尾）"),
        ("[a]\n[a]", "a 写了两次（第2行第3列）"),
        ('a = "C:\\data"', "双引号中的反斜线要写成两个，或改用单引号（第1行第10列）"),
        ("规则 = 1", "这一行看不懂（应为“键 = 值”或“[表名]”；中文的键要加引号）（第1行第1列）"),
        ("= 1", "这一行看不懂（应为“键 = 值”或“[表名]”；中文的键要加引号）（第1行第1列）"),
    ],
)
def test_what_python_says_of_toml(text: str, said: str) -> None:
    with pytest.raises(tomllib.TOMLDecodeError) as error:
        tomllib.loads(text)
    assert spoken(str(error.value), ZH) == said
    assert spoken(str(error.value), EN) == str(error.value)


def test_another_encoding() -> None:
    with pytest.raises(UnicodeDecodeError) as error:
        "规则".encode("gbk").decode("utf-8")
    assert spoken(str(error.value), ZH) == "不是UTF-8编码（第0个字节起），请另存为UTF-8"
