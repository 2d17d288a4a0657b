"""The characters of a page as a person sees them, for narrative, captions and tables alike.

A font may say 2F8F (a radical) where it draws 行, and no reader sees a difference; a glyph whose
character nobody can know (a private-use code, U+FFFD) stays what it is and is known as unknown.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

#: Characters without width or form: joiners, marks of direction, variation selectors.
_FORMLESS = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\x00") | {
    chr(c) for c in (*range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0xFE00, 0xFE10),
                     *range(0xE0100, 0xE01F0))
}  # fmt: skip
_SPACE = re.compile(r"\s")
#: What stands for a glyph that is no known character.
UNKNOWN = "\ufffd"
#: So many characters are looked through first for a mark.
_NEAR = 256
_SURROGATES = range(0xD800, 0xE000)
#: Where Unicode keeps second code points of ideographs.
_SECOND = ((0x2F00, 0x2FD6), (0xF900, 0xFB00), (0x2F800, 0x2FA20))


@lru_cache(maxsize=1 << 14)
def seen(char: str) -> str:
    """The character that a person sees where `char` is drawn; "" where there is nothing to see."""
    if char in _FORMLESS:
        return ""
    code = ord(char)
    if code in _SURROGATES:  # half a character, as broken fonts name some
        return UNKNOWN
    if any(low <= code < high for low, high in _SECOND):
        known = _lookalikes().get(char)
        return known or unicodedata.normalize("NFKC", char)
    if code > 0xFFFF and unicodedata.decomposition(char).startswith("<font>"):
        return unicodedata.normalize("NFKC", char)  # 𝟏: a figure in bold
    known = _radicals().get(char) or _lookalikes().get(char)
    form, _, level = unicodedata.decomposition(char).partition(" ")
    if not known and form in ("<vertical>", "<small>") and " " not in level:
        return _as_in_text(chr(int(level, 16)), form == "<vertical>")
    return known or char


def _as_in_text(char: str, upright: bool) -> str:
    """What the form of a sign for vertical or small writing stands for: the sign of a level line,
    as wide as it (︵ is （, ﹐ is the comma of a figure)."""
    wide = chr(ord(char) + 0xFEE0)
    return wide if upright and unicodedata.normalize("NFKC", wide) == char else char


@lru_cache(maxsize=1 << 14)
def is_unknown(char: str) -> bool:
    """Whether nobody can say which character a glyph is: U+FFFD, private use, a control code;
    U+FFFC stands for a picture."""
    return char in "\ufffc\ufffd" or unicodedata.category(char) in ("Co", "Cn", "Cs", "Cc")


def raised(char: str) -> str:
    """The raised form of a digit that stands small and high behind a figure: 2 → ²."""
    return _data()["marks"]["raised"][int(char)] if char in "0123456789" and char else char


def lowered(text: str) -> str:
    """A text with its raised digits as plain ones: ² → 2."""
    return text.translate(_lowering())


def after_last(text: str, marks: str, end: int | None = None) -> int:
    """Where the words begin that follow the last of some marks before `end`; 0 where there is
    none. It stands near as a rule: only where it does not the whole text is looked through."""
    end = len(text) if end is None else end
    near = max(0, end - _NEAR)
    found = max(text.rfind(mark, near, end) for mark in marks)
    return (found if found >= 0 else max(text.rfind(mark, 0, near) for mark in marks)) + 1


def next_of(text: str, marks: str, start: int) -> int:
    """Where the next of some marks stands from `start` on; the text's end where there is none."""
    return min((i for mark in marks if (i := text.find(mark, start)) >= 0), default=len(text))


def half_width(text: str) -> str:
    """Half-width figures and signs, one character for one, so that offsets stay."""
    return text.translate(_HALVES)


def folded(text: str) -> str:
    """Text for comparison: full-width forms made half-width, second code points made one; the
    marks ① ² stay what they are. Blanks stay too."""
    return text.translate(_FOLDS)


@lru_cache(maxsize=1 << 16)
def plain(text: str) -> str:
    """Text for comparison: without white space, full-width forms made half-width."""
    return _SPACE.sub("", folded(text))


class _Halves(dict[int, str]):
    """Each character as it is, or half-width where it is a figure or a sign; filled on use."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if char in "（）：；，！？" or _is_mark(char):
            plain = char
        else:
            plain = unicodedata.normalize("NFKC", char)
        same = len(plain) == 1 and (plain.isascii() or char.isspace())
        return self.setdefault(code, _signs().get(char) or (plain if same else char))


class _Folds(dict[int, str]):
    """Each character in the form that is compared; filled on use."""

    def __missing__(self, code: int) -> str:
        char = seen(chr(code))
        kept = char if not char or _is_mark(char) else unicodedata.normalize("NFKC", char)
        return self.setdefault(code, kept)


_HALVES, _FOLDS = _Halves(), _Folds()


def _is_mark(char: str) -> bool:
    return unicodedata.decomposition(char).partition(" ")[0] in _data()["marks"]["forms"]


@cache
def _signs() -> dict[str, str]:
    return {char: sign for sign, chars in _data()["signs"].items() for char in chars}


@cache
def _lowering() -> dict[int, str]:
    return {ord(char): str(n) for n, char in enumerate(_data()["marks"]["raised"])}


@cache
def _radicals() -> dict[str, str]:
    data = _data()["radicals"]
    return dict(zip("".join(data["from"]), "".join(data["to"]), strict=True))


@cache
def _lookalikes() -> dict[str, str]:
    """Each character that is drawn like another one in a figure, and that one."""
    return {char: sign for sign, chars in _data()["lookalikes"].items() for char in chars}


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("extract").joinpath("characters.toml").read_text("utf-8"))
