"""The header of a table without vertical rules: which columns each of its words stands over.

A word over one column stands in the middle of it, a word over several (a group) in the middle of
those. So each column gets the lowest word that is nearest to it, and what is left over are groups,
which take the columns whose middle they mark.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extract.characters import plain
from extract.geometry import Box, union
from extract.paper.unruled.pieces import Piece, Strip, divided_at
from extract.vocabulary import vocabulary

#: Lines of one field stand at most this far apart (font sizes, middle to middle); nearer than
#: the second distance they are of one field unless each is a header of its own.
_LEADING = 1.6
#: The same between two rules, where rules divide the rows of a table.
_BANDED = 2.5
_TIGHT = 1.35
#: Words of two headers are this far apart at least (points).
_APART = 2.0
Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Word:
    """The words of one field of a header, in one line or several."""

    pieces: tuple[Piece, ...]

    @property
    def box(self) -> Box:
        return union(p.box for p in self.pieces)

    @property
    def middle(self) -> float:
        return self.box.center[0]

    @property
    def height(self) -> float:
        return self.box.center[1]

    @property
    def top(self) -> float:
        """The height of its first line."""
        return min(p.box.center[1] for p in self.pieces)

    @property
    def text(self) -> str:
        return plain("".join(p.text for p in self.pieces))


@dataclass(frozen=True, slots=True)
class Column:
    """One column: where its fields stand, and the word over it (None where there is none)."""

    span: Span
    word: Word | None = None


def words_of(
    head: Sequence[Strip], spans: Sequence[Span], rules: Sequence[Box], *, banded: bool = False
) -> list[Word]:
    """The fields of a header: pieces divided between columns, lines of one field joined. `rules`
    are those inside it; `banded` says that rules divide the rows of the table."""
    edges = [(a[1] + b[0]) / 2 for a, b in pairwise(spans)]
    pieces = [line for strip in head for piece in strip.pieces for line in piece.lines]
    parts = [
        word
        for piece in pieces
        for part in divided_at(piece, edges, _APART)
        for word in _by_names(part)
    ]
    words: list[Word] = []
    for line in levels_of([Word((part,)) for part in parts])[::-1]:
        level = [piece for word in line for piece in word.pieces]
        for piece in level:
            above = [w for w in words if _is_under(piece, w, level, rules, banded)]
            if len(above) == 1:
                words[words.index(above[0])] = Word((*above[0].pieces, piece))
            else:
                words.append(Word((piece,)))
    return words


def _by_names(piece: Piece) -> list[Piece]:
    """A piece divided in its gaps where each part of it heads a column by its name: 经营支出
    对附属单位补助支出."""
    gaps = [(a.box.x1 + b.box.x0) / 2 for a, b in pairwise(piece.glyphs)]
    parts = divided_at(piece, gaps, _APART)
    known = vocabulary().words["header.words"]
    return parts if all(plain(p.text) in known for p in parts) else [piece]


def _is_under(
    piece: Piece, word: Word, line: Sequence[Piece], rules: Sequence[Box], banded: bool
) -> bool:
    """Whether a piece goes on with a word in the line above it."""
    upper, lower = word.pieces[-1].box.center[1], piece.box.center[1]
    if any(upper < r.center[1] < lower and _overlap(r, piece.box) for r in rules):
        return False
    distance, reach = lower - upper, _BANDED if banded else _LEADING
    if not 0 < distance <= reach * piece.size or not _overlap(piece.box, word.box):
        return False
    if sum(1 for p in line if _overlap(p.box, word.box)) > 1:
        return False
    if not _may_go_on(word.text, plain(piece.text), tight=distance <= _TIGHT * piece.size):
        return False
    left, middle = piece.box.x0 - word.box.x0, piece.box.center[0] - word.middle
    return min(abs(left), abs(middle)) < piece.size


def _may_go_on(upper: str, lower: str, *, tight: bool) -> bool:
    """Whether the words of two lines can be one header: not where the lower one, or in tight
    lines each of them, is a header of its own and the two together are none."""
    known = vocabulary().words["header.words"]
    return upper + lower in known or lower not in known or (tight and upper not in known)


def _overlap(a: Box, b: Box) -> bool:
    return a.x0 < b.x1 and b.x0 < a.x1


def headed(
    words: Sequence[Word], spans: Sequence[Span], rules: Sequence[Box]
) -> tuple[list[Column], list[Word]]:
    """The columns of a table with the word over each, and the words over none: its groups.

    A word that no column stands under is a column of blanks. `rules` are those inside the header.
    """
    columns = [Column(span) for span in spans]
    groups: list[Word] = []
    for line in levels_of(words):
        late: list[Word] = []
        for word in line:
            under = _overlapped(word, columns)
            if under:
                columns = _named(columns, under, word)
            else:
                late.append(word)
        for word in late:
            nearest = _nearest(word, columns, words)
            if nearest is not None:
                columns = _named(columns, [nearest], word)
            elif _is_group(word, columns, words, rules):
                groups.append(word)
            else:
                columns = sorted(
                    [*columns, Column((word.box.x0, word.box.x1), word)], key=lambda c: sum(c.span)
                )
    return columns, groups


def levels_of(words: Sequence[Word], apart: float = 0.4) -> list[list[Word]]:
    """Words line by line, the lowest line first; lines are `apart` (font sizes)."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda w: -w.height):
        if lines and lines[-1][0].height - word.height < apart * word.pieces[0].size:
            lines[-1].append(word)
        else:
            lines.append([word])
    return [sorted(line, key=lambda w: w.middle) for line in lines]


def _overlapped(word: Word, columns: Sequence[Column]) -> list[int]:
    return [n for n, c in enumerate(columns) if not c.word and _is_over(word, c.span)]


def _nearest(word: Word, columns: Sequence[Column], words: Sequence[Word]) -> int | None:
    """The free column that a word stands beside, none that has a word before it or between, or
    that is nearer to another word which has none under it."""
    named = [(n, c.word.middle) for n, c in enumerate(columns) if c.word]
    left = max((n for n, middle in named if middle <= word.middle), default=-1)
    right = min((n for n, middle in named if middle >= word.middle), default=len(columns))
    others = [w for w in words if w is not word and _is_lowest(w, words)]
    free = [
        n
        for n in range(left + 1, right)
        if _alone_beside(word, columns[n].span, words)
        and not any(_nearer(w, word, columns[n].span) for w in others)
    ]
    return min(free, key=lambda n: _distance(word, columns[n].span), default=None)


def _is_lowest(word: Word, words: Sequence[Word]) -> bool:
    """Whether no other word stands under one."""
    return not any(w.top > word.height and _overlap(w.box, word.box) for w in words)


def _nearer(other: Word, word: Word, span: Span) -> bool:
    """Whether another word is nearer to a column than one; of two over it, none is."""
    return _distance(other, span) < _distance(word, span)


def _is_over(word: Word, span: Span) -> bool:
    return word.box.x0 < span[1] and span[0] < word.box.x1


def _alone_beside(word: Word, span: Span, words: Sequence[Word]) -> bool:
    """Whether no word stands between a word and a column; one right over it does not."""
    start, end = sorted((word.middle, (span[0] + span[1]) / 2))
    beside = (other.middle for other in words if abs(other.middle - word.middle) > 1)
    return not any(start < middle < end for middle in beside)


def _distance(word: Word, span: Span) -> float:
    return max(span[0] - word.box.x1, word.box.x0 - span[1], 0.0)


def _named(columns: Sequence[Column], under: Sequence[int], word: Word) -> list[Column]:
    return [replace(c, word=word) if n in under else c for n, c in enumerate(columns)]


def _is_group(
    word: Word, columns: Sequence[Column], words: Sequence[Word], rules: Sequence[Box]
) -> bool:
    """Whether a word without a column of its own stands over columns that have lower words."""
    lower = [c for c in columns if c.word and c.word.top > word.height + 2]
    if not lower or not lower[0].span[0] - 40 < word.middle < lower[-1].span[1] + 40:
        return False
    if rules_under(word, rules):
        return True
    top = min(w.height for w in words)
    bottom = max(w.height for w in words)
    between = all(not _overlap(word.box, c.word.box) for c in lower if c.word)
    return not (between and word.height > top + 0.35 * (bottom - top))


def rules_under(word: Word, rules: Sequence[Box]) -> list[Box]:
    """The rules next below a word."""
    under = [r for r in rules if r.center[1] > word.height and r.x0 < word.middle < r.x1]
    nearest = min((r.center[1] for r in under), default=0.0)
    return [r for r in under if r.center[1] < nearest + 2]
