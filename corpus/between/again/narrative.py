"""Narratives of two files of one report against each other: sentence by sentence, wherever they
stand, and their figures one by one."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher

from rapidfuzz import fuzz

from corpus.between.again.values import CHANGED, Change, Figure, Statement, is_same, without_moved
from extract.characters import half_width
from extract.figures.quantity import QuantityError, parse_quantity
from reconcile.plain import label

#: How alike two sentences must be, of 100, that are one in other words: under the same heading, and
#: anywhere.
_NEAR, _FAR = 55, 85
_NUMBER = re.compile(r"[-−－△]?\d[\d,，.．]*\d|\d")
_OPPOSITE = {"增加": "减少", "减少": "增加"}


@dataclass
class Told:
    """What came of sentences: changes of matched figures, and figures that only one file has."""

    changes: list[Change] = field(default_factory=list)
    gone: list[Figure] = field(default_factory=list)
    added: list[Figure] = field(default_factory=list)
    same: int = 0


def compared(before: Sequence[Statement], after: Sequence[Statement]) -> Told:
    """All sentences with figures of the earlier file against those of the later one."""
    told = Told()
    left, right = _different(before, after, told)
    for key in (_place_and_words, _words):
        pairs, left, right = _matched(left, right, key)
        for one, other in pairs:
            _compare(one, other, told)
    pairs, left, right = _alike(left, right)
    for one, other in pairs:
        _compare(one, other, told)
    for one in left:
        told.gone += one.figures
    for one in right:
        told.added += one.figures
    return _without_unread(told, before, after)


def _different(
    before: Sequence[Statement], after: Sequence[Statement], told: Told
) -> tuple[list[Statement], list[Statement]]:
    """The sentences that one file prints and the other does not print so, or not so often: those
    under the same heading are each other's first; where else they come to lie says nothing."""
    left, right = list(before), list(after)
    keys: tuple[Callable[[Statement], Hashable], ...] = (
        lambda s: (s.section, _bare(s.text)),
        lambda s: _bare(s.text),
    )
    for key in keys:
        counts = [Counter(map(key, some)) for some in (left, right)]
        shared, left = _parted(left, key, counts[1])
        _, right = _parted(right, key, counts[0])
        told.same += sum(len(statement.figures) for statement in shared)
    return _with_numbers(left), _with_numbers(right)


def _parted(
    some: Sequence[Statement], key: Callable[[Statement], Hashable], there: Counter[Hashable]
) -> tuple[list[Statement], list[Statement]]:
    """The sentences that the other file prints as well, as often as it does, and the rest."""
    left = there.copy()
    shared: list[Statement] = []
    rest: list[Statement] = []
    for statement in some:
        name = key(statement)
        (shared if left[name] > 0 else rest).append(statement)
        left[name] -= 1
    return shared, rest


def _with_numbers(some: Sequence[Statement]) -> list[Statement]:
    return [s for s in some if s.figures or _NUMBER.search(s.text)]


def _bare(text: str) -> str:
    """A sentence without blanks, its ordinal and the sign at its end."""
    return label(re.sub(r"\s", "", text)).rstrip("。；;，,")


def _skeleton(statement: Statement) -> str:
    return _NUMBER.sub("#", _bare(statement.text))


def _subjects(statement: Statement) -> tuple[str, ...]:
    return tuple(label(f.label) for f in statement.figures)


def _place_and_words(statement: Statement) -> Hashable:
    return statement.section, _skeleton(statement), _subjects(statement)


def _words(statement: Statement) -> Hashable:
    return _skeleton(statement), _subjects(statement)


_Pairs = list[tuple[Statement, Statement]]


def _matched(
    before: Iterable[Statement], after: Iterable[Statement], key: object
) -> tuple[_Pairs, list[Statement], list[Statement]]:
    """Sentences of one key, where both files have as many of them."""
    assert callable(key)
    groups: dict[Hashable, tuple[list[Statement], list[Statement]]] = defaultdict(lambda: ([], []))
    for at, some in enumerate((before, after)):
        for one in some:
            groups[key(one)][at].append(one)
    pairs: _Pairs = []
    left: list[Statement] = []
    right: list[Statement] = []
    for some, others in groups.values():
        if len(some) == len(others):
            pairs += zip(some, others, strict=True)
        else:
            left += some
            right += others
    return pairs, left, right


def _alike(
    before: list[Statement], after: list[Statement]
) -> tuple[_Pairs, list[Statement], list[Statement]]:
    """Sentences that are most alike, the nearest first."""
    scored = []
    for n, one in enumerate(before):
        for m, other in enumerate(after):
            score = fuzz.ratio(_skeleton(one), _skeleton(other))
            least = _NEAR if one.section == other.section else _FAR
            if score >= least:
                shared = _figures_shared(one, other)
                scored.append((score + 20 * shared, -n, -m))
    used: tuple[set[int], set[int]] = (set(), set())
    pairs: _Pairs = []
    for _, n, m in sorted(scored, reverse=True):
        if -n not in used[0] and -m not in used[1]:
            used[0].add(-n)
            used[1].add(-m)
            pairs.append((before[-n], after[-m]))
    return (
        pairs,
        [s for n, s in enumerate(before) if n not in used[0]],
        [s for m, s in enumerate(after) if m not in used[1]],
    )


def _figures_shared(one: Statement, other: Statement) -> float:
    """The share of figures that two sentences have in common."""
    gone, _ = without_moved(one.figures, other.figures)
    return 1 - len(gone) / len(one.figures) if one.figures else 0.0


def _compare(before: Statement, after: Statement, told: Told) -> None:
    """The figures of one sentence in both files, in their order."""
    old, new = before.figures, after.figures
    if _skeleton(before) == _skeleton(after):
        told.changes += _unclaimed(before, after)
        if len(old) == len(new):
            for one, other in zip(old, new, strict=True):
                _pair(one, other, told)
            return
    names: list[Figure] = []
    codes = [[_name(f, names) for f in some] for some in (old, new)]
    steps = SequenceMatcher(a=codes[0], b=codes[1], autojunk=False).get_opcodes()
    for tag, a, b, c, d in steps:
        if tag == "equal" or (b - a == d - c and _same_kinds(old[a:b], new[c:d])):
            for one, other in zip(old[a:b], new[c:d], strict=True):
                _pair(one, other, told)
        else:
            _unpaired(old[a:b], new[c:d], told)


def _unclaimed(before: Statement, after: Statement) -> Iterator[Change]:
    """The numbers with a point that differ in a sentence which is otherwise the same, and which
    were read as no figures there: amounts whose unit is not printed beside them."""
    read = ["".join(_digits(f) for f in s.figures) for s in (before, after)]
    texts = [_NUMBER.findall(_bare(s.text)) for s in (before, after)]
    for old, new in zip(*texts, strict=True):
        if "." in old and "." in new and old not in read[0] and new not in read[1]:
            one, other = _bare_figure(old, before), _bare_figure(new, after)
            if one and other and not is_same(one.quantity, other.quantity):
                yield Change(CHANGED, one, other)


def _digits(figure: Figure) -> str:
    return " ".join(_NUMBER.findall(figure.text)) + " "


def _bare_figure(text: str, statement: Statement) -> Figure | None:
    """A number of a sentence as a figure; None where it is not one number."""
    try:
        quantity = parse_quantity(text)
    except QuantityError:
        return None
    key = f"{statement.section}|{_skeleton(statement)}"
    return Figure(text, quantity, statement.page, (), statement.section, statement.text, key)


def _name(figure: Figure, known: list[Figure]) -> int:
    """A number for an amount, the same for all that may be that amount."""
    for number, other in enumerate(known):
        if is_same(figure.quantity, other.quantity):
            return number
    known.append(figure)
    return len(known) - 1


def _same_kinds(old: Sequence[Figure], new: Sequence[Figure]) -> bool:
    """Whether figures can be one another's: money for money, 辆 for 辆, a change for a change."""
    return all(_is_of(a, b) for a, b in zip(old, new, strict=True))


def _is_of(one: Figure, other: Figure) -> bool:
    same = one.quantity.kind == other.quantity.kind
    if one.quantity.kind == "count":
        same = one.quantity.unit == other.quantity.unit
    return same and one.role == other.role


def _unpaired(old: Sequence[Figure], new: Sequence[Figure], told: Told) -> None:
    """Figures of a sentence where they are not as many: those of one kind and role, if either
    side has one, are each other's; the nearest in role first."""
    rest = list(new)
    for one in old:
        same = [f for f in rest if _is_of(one, f) and label(f.label) == label(one.label)]
        alone = sum(_is_of(one, f) for f in old) == 1
        if len(same) == 1 and alone:
            _pair(one, same[0], told)
            rest.remove(same[0])
        else:
            told.gone.append(one)
    told.added += rest


def _pair(before: Figure, after: Figure, told: Told) -> None:
    """One figure in both files: the same, another one, or turned round."""
    if not is_same(before.quantity, after.quantity):
        told.changes.append(Change(CHANGED, before, after))
    elif _OPPOSITE.get(before.direction) == after.direction and not before.is_zero:
        old, new = (replace(f, text=f"{f.direction}{f.text}") for f in (before, after))
        told.changes.append(Change(CHANGED, old, new))
    else:
        told.same += 1


def _without_unread(told: Told, before: Sequence[Statement], after: Sequence[Statement]) -> Told:
    """Take away what is said to be gone, or to be new, where the other file prints the same as
    often: read there as no figure, it is no change."""
    told.gone = [f for f in told.gone if _printed(f, before) > _printed(f, after)]
    told.added = [f for f in told.added if _printed(f, after) > _printed(f, before)]
    return told


def _printed(figure: Figure, statements: Iterable[Statement]) -> int:
    """How often sentences print a figure as it is printed, its unit included where it has one."""
    text = re.compile(rf"(?<![\d.]){re.escape(_blankless(figure.text))}(?![\d.])")
    return sum(len(text.findall(_blankless(s.text))) for s in statements)


def _blankless(text: str) -> str:
    return re.sub(r"[\s,，]", "", half_width(text))
