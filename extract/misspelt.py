"""Characters that a font gives another's name: what is printed as 年 is read as something else.

What a glyph is called cannot be told from itself. But reports of accounts say the same words over
and over, and where one of their characters is another each time, it is called wrongly.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files

from extract.disclosure import Sentence
from extract.table import Table

#: So often in the place of another a character stands for it.
_OFTEN = 4
#: Where what it stands for is read so many times as often, it is a word of the report's own.
_RARE = 20
#: What is said of a page with such characters; they are named behind it.
MISSPELT = "本页字体把有的字的编码弄错"
_IDEOGRAPH = re.compile(r"[\u3400-\u9fff]")


def misspelt_pages(
    sentences: Sequence[Sentence], tables: Sequence[Table]
) -> Iterator[tuple[int, str]]:
    """The pages with characters that stand for others, and which."""
    texts: dict[int, list[str]] = {}
    for page, text in _printed(sentences, tables):
        texts.setdefault(page, []).append(text)
    stands_for = _stands_for("\n".join(lines) for lines in texts.values())
    for page, lines in texts.items():
        chars = set("".join(lines))
        told = [
            f"“{right}”读成了“{wrong}”" for wrong, right in stands_for.items() if wrong in chars
        ]
        if told:
            yield page, f"{MISSPELT}：{'、'.join(told)}"


def _printed(sentences: Iterable[Sentence], tables: Iterable[Table]) -> Iterator[tuple[int, str]]:
    """All that is printed, with its page."""
    for sentence in sentences:
        if sentence.places:
            yield sentence.places[0].page, sentence.text
    for table in tables:
        fields = {(c.page, c.box): c.text for line in table.grid for c in line}
        yield from ((page, text.replace("\n", "")) for (page, _), text in fields.items())


def _stands_for(pages: Iterable[str]) -> Mapping[str, str]:
    """The characters that stand for others throughout some text, with the right ones."""
    text = "\n".join(pages)
    known, patterns = _data()
    found: dict[str, Counter[str]] = {}
    for right, pattern in patterns:
        read = Counter(match[match.lastindex or 0] for match in pattern.finditer(text))
        for char, times in read.items():
            strange = char not in known and _IDEOGRAPH.match(char)
            if strange and times * _RARE >= read[right]:
                found.setdefault(char, Counter())[right] += times
    return {
        char: counts.most_common(1)[0][0]
        for char, counts in found.items()
        if counts.total() >= _OFTEN
    }


@cache
def _data() -> tuple[frozenset[str], tuple[tuple[str, re.Pattern[str]], ...]]:
    """The characters that are known, and each open one with the words around it."""
    data = tomllib.loads(files("extract").joinpath("misspelt.toml").read_text("utf-8"))
    opened = data["open"].items()
    return frozenset(data["known"]), tuple((c, re.compile("|".join(p))) for c, p in opened)
