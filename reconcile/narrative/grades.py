"""What projects were found to be: so many of each grade, and a mean of their scores."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby, islice
from typing import TypeAlias

from extract.disclosure import Claim, Role
from reconcile.audit import Check, Verdict
from reconcile.book import Book, stands_before
from reconcile.equation import check, check_sum
from reconcile.formula import mean
from reconcile.narrative.breakdowns import natural, says_number
from reconcile.plain import plain
from reconcile.tables.vocabulary import pattern

#: The grades stand among so many counts behind what was looked at.
_MOST = 24
#: A scale has no fewer grades.
_GRADES = 3
#: The words right before a figure that matter are no longer than this, blanks among them.
_LEAD = 40
#: The unit of a score.
_SCORE = "分"

#: A count, and those of its grades.
_Graded: TypeAlias = tuple[Claim, Sequence[Claim]]


def grade_checks(book: Book) -> Iterator[Check]:
    """对46个项目开展自评，“优”的33个，“良”的10个，“中”的3个: the grades of one paragraph are all of
    what was looked at."""
    for _, group in groupby(book.disclosure.claims, key=book.paragraph):
        counts = [c for c in group if c.role is Role.COUNT]
        graded = (_graded(book, counts, number) for number in range(len(counts) - _GRADES))
        for _, several in groupby(filter(None, graded), key=lambda found: found[1][-1].id):
            found = [_sum(book, *one) for one in _nearest(book, several) if _is_apart(book, *one)]
            holding = (c for c in found if c.verdict is Verdict.CONSISTENT)
            yield from islice(chain(holding, found), 1)  # what follows a kind may seem its kinds


def _nearest(book: Book, several: Iterable[_Graded]) -> Iterator[_Graded]:
    """Of the wholes that stand before the same grades the one that they come to (126个项目，比上年
    增加18个。优36个、良72个、中18个), else the one that stands next to them."""
    for _, group in groupby(several, key=lambda found: found[1][0].id):
        of_same = list(group)
        holding = (g for g in of_same if _sum(book, *g).verdict is Verdict.CONSISTENT)
        yield next(holding, of_same[-1])


def _is_apart(book: Book, whole: Claim, parts: Sequence[Claim]) -> bool:
    """Whether they are not told as the list of it, or of several things, elsewhere."""
    lists = {book.statement(c).part_of for c in parts}
    apart = len(lists) == 1 and whole.statement not in lists
    return apart and book.statement(whole).group is None


def _sum(book: Book, whole: Claim, parts: Sequence[Claim]) -> Check:
    return check_sum("N06", book.term(whole), [book.term(c) for c in parts])


def _graded(book: Book, counts: Sequence[Claim], number: int) -> _Graded | None:
    """One of the counts with those behind it that are its grades; None where they are not told, or
    a total stands among them (甲A人，乙B人，合计C人；丙D人)."""
    whole = counts[number]
    near = counts[number + 1 : number + 1 + _MOST]
    parts = natural(book, whole, [c for c in near if c.quantity.unit == whole.quantity.unit])
    return None if len(parts) < _GRADES or any(p.total for p in parts) else (whole, parts)


def score_checks(book: Book) -> Iterator[Check]:
    """得分为92分、86分和95分，平均91分: the mean of the scores told before it in its sentence, or
    of those that are listed behind it (平均91分，其中甲92分、乙86分、丙95分). Where the words do
    not say how many there are, only what holds says something."""
    for claim in book.disclosure.claims:
        if claim.quantity.unit != _SCORE or not says_mean(book, claim):
            continue
        told = _scores(book, claim)
        scores = [c for c in told if stands_before(c, claim)]
        behind = [c for c in told if stands_before(claim, c)]
        if len(scores) < 2 and behind and _opens(book, claim, behind[0]):
            scores = behind
        if len(scores) < 2:
            continue
        found = check("N08", book.term(claim), [book.term(c) for c in scores], mean(len(scores)))
        if found is None:
            continue
        found = found.as_said()  # whatever each of the scores is of
        if found.verdict is Verdict.MISMATCH and not says_number(book, claim, len(scores)):
            found = found.as_guessed("complete")
        yield found


def _opens(book: Book, whole: Claim, first: Claim) -> bool:
    """Whether a list opens right behind a mean: 平均91分，其中甲92分; 平均91分（依次为92分."""
    words = plain(book.text(whole)[whole.end : first.start])
    return pattern("wording", "opens").match(words) is not None


def says_mean(book: Book, claim: Claim) -> bool:
    """Whether the words right before a score say that it is a mean."""
    words = book.text(claim)[max(0, claim.start - _LEAD) : claim.start]
    return pattern("wording", "mean").search(plain(words)[-6:]) is not None


def _scores(book: Book, claim: Claim) -> Sequence[Claim]:
    return [
        c
        for c in book.in_paragraph(claim)
        if c.sentence == claim.sentence and c.quantity.unit == _SCORE
    ]
