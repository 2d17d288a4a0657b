"""Projects whose scores the narrative tells and whose self-evaluation forms are not there, though
those of the others are, and the narrative tells of each of them: a page was lost."""

from __future__ import annotations

from collections.abc import Iterator

from rapidfuzz import fuzz

from extract.disclosure import Disclosure
from reconcile.cells.evaluation import project_of
from reconcile.plain import plain
from reconcile.tables.kinds import kind_of
from reconcile.tables.library import Sheet
from reconcile.tables.scores import words

#: So many forms at least show that the report has one for each project; they are so many times as
#: many as are not there.
_FORMS, _TIMES = 2, 2
#: A name that is so much like another is that one, printed otherwise.
_LIKE = 90
#: So many characters name a project, or what is said of it.
_SHOWN = 40


def projects_without_form(disclosure: Disclosure) -> Iterator[tuple[int, str]]:
    """The projects, each with the page on which its score is told, that have no form, where all
    forms that are there are of projects told of as well."""
    sheets = [Sheet(t, "evaluation") for t in disclosure.tables if kind_of(t) == "evaluation"]
    names = {name.removesuffix("项目") for sheet in sheets if (name := project_of(sheet))}
    if len(names) < _FORMS:
        return
    told: set[str] = set()
    without: dict[str, int] = {}
    for page, said in _scored(disclosure):
        named = {name for name in names if _is_in(name, said)}
        told |= named
        if not named:
            without.setdefault(said, page)
    if told == names and len(names) >= _TIMES * len(without):
        yield from ((page, said) for said, page in without.items())


def _scored(disclosure: Disclosure) -> Iterator[tuple[int, str]]:
    """The words before each score that a project got, from the score before it on, each with its
    page; behind the item that they stand under."""
    statements = {one.id: one for one in disclosure.statements}
    start: dict[int, int] = {}
    for claim in disclosure.claims:
        if claim.quantity.unit != "分":
            continue
        sentence = disclosure.sentences[claim.sentence]
        said = plain(sentence.text[start.get(claim.sentence, 0) : claim.start])
        start[claim.sentence] = claim.end
        item = plain(statements[claim.statement].item)
        if words("scored").search(said) and not words("all_projects").search(said):
            yield disclosure.claim_place(claim).page, (item or said)[:_SHOWN]


def _is_in(name: str, said: str) -> bool:
    if name in said:
        return True
    return len(said) >= len(name) and fuzz.partial_ratio(name, said) >= _LIKE
