"""The claims of a disclosure by statement, and where else a statement's figures stand.

A statement often leaves a figure to the tables (“三公”经费比上年减少0.15万元，下降27.78%): then
the cell that states it, or another sentence that does, serves as operand.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise
from typing import Any, TypeVar

from extract.characters import after_last
from extract.claims.ties import Tie
from extract.disclosure import Claim, Disclosure, Role, Statement
from extract.figures.quantity import MONEY, Quantity
from extract.lazy import lazy
from extract.table import Cell
from reconcile.cells.alignment import Aligner
from reconcile.equation import Term, of_cell

T = TypeVar("T")
CURRENT = (Role.LEVEL, Role.COUNT)
#: A figure may belong to one of so many statements on either side of its own.
_NEAR = 24
#: What a book gathers of its claims, whatever figures stand in their places.
_GATHERED = (
    "_by_id", "_same_quantities", "_levels", "_paragraphs", "_sections", "_just_before", "_told_in",
    "_sentences", "_of_roles", "_made",
)  # fmt: skip


#: Half-width signs between words, each with the full-width one that it stands for.
_HALF = re.compile(r"(?<![0-9])[,;]|[,;](?![0-9])")
_FULL = {",": "，", ";": "；"}


@dataclass(frozen=True)
class Book:
    """Claims by statement; of an amount in two units (1.26亿元，即12,612.35万元) the finer one.

    `corrections` puts the cell that contradicts a claim in its place, to see which equations hold
    once a known slip is mended; `refined` the figure of the cell that a claim is rounded from.
    """

    aligner: Aligner
    claims: Mapping[int, Sequence[Claim]]
    corrections: Mapping[str, Cell] = field(default_factory=dict)
    refined: Mapping[str, Quantity] = field(default_factory=dict)

    @classmethod
    def of(cls, aligner: Aligner) -> Book:
        found: dict[int, list[Claim]] = defaultdict(list)
        for claim in each_once(aligner.disclosure.claims):
            found[claim.statement].append(claim)
        return cls(aligner, {number: tuple(claims) for number, claims in found.items()})

    def corrected(self, corrections: Mapping[str, Cell]) -> Book:
        """The same book with some figures mended."""
        return self._with(corrections=corrections)

    def refined_by(self, figures: Mapping[str, Quantity]) -> Book:
        """The same book with some figures to more decimals."""
        return self._with(refined=figures)

    def _with(self, **figures: Any) -> Book:
        """The same book with other figures; what was gathered of its claims is theirs as well."""
        book = replace(self, **figures)
        vars(book).update({name: vars(self)[name] for name in _GATHERED if name in vars(self)})
        return book

    @lazy
    def _made(self) -> dict[Callable[[Book], Any], Any]:
        """What `once` has made so far."""
        return {}

    def once(self, make: Callable[[Book], T]) -> T:
        """What a function makes of the claims as they are told, whatever figures stand in their
        places: made once for all books of these claims."""
        if make not in self._made:
            self._made[make] = make(self)
        made: T = self._made[make]
        return made

    @property
    def disclosure(self) -> Disclosure:
        return self.aligner.disclosure

    @lazy
    def _by_id(self) -> Mapping[str, Claim]:
        return {c.id: c for c in self.disclosure.claims}

    def claim(self, number: str | None) -> Claim | None:
        """The claim of that id; None where an operand is no claim."""
        return self._by_id.get(number or "")

    def statement(self, claim: Claim) -> Statement:
        return self.disclosure.statements[claim.statement]

    def term(self, claim: Claim) -> Term:
        cell = self.corrections.get(claim.id)
        if cell is not None:
            return of_cell(cell, claim.quantity.unit)
        return Term(self.refined.get(claim.id, claim.quantity), claim=claim)

    @lazy
    def _of_roles(self) -> dict[tuple[int, tuple[Role, ...]], Sequence[Claim]]:
        """What of_roles has found so far."""
        return {}

    def of_roles(self, statement: int, *roles: Role) -> Sequence[Claim]:
        """The claims of a statement that have one of some roles."""
        found = self._of_roles.get((statement, roles))
        if found is None:
            found = tuple(c for c in self.claims.get(statement, ()) if c.role in roles)
            self._of_roles[statement, roles] = found
        return found

    def current(self, statement: int) -> Sequence[Claim]:
        """This year's figures as claimed: levels and counts, budgets where there are none."""
        return self.of_roles(statement, *CURRENT) or self.of_roles(statement, Role.BUDGET)

    def terms(self, statement: int, role: Role, kind: str = "amount") -> list[Term]:
        """The figures of one role: as claimed in the statement, else as a cell or another
        statement of the same quantity gives them."""
        roles = CURRENT if role is Role.LEVEL else (role,)
        own = [c for c in self.of_roles(statement, *roles) if c.quantity.kind == kind]
        if own:
            return [self.term(c) for c in own]
        return self.elsewhere(statement, role) if kind == "amount" else []

    def elsewhere(self, statement: int, role: Role) -> list[Term]:
        """The same quantity in the tables, or else in other statements."""
        said = self.disclosure.statements[statement]
        if said.cause or said.named is Tie.GUESSED or self._is_of_earlier(statement):
            return []
        quantified = self.aligner.quantified(said)
        match = self.aligner.match_words(quantified, role)
        printed = [c for c in match.decisive if c.quantity is not None] if match else []
        cells = [c for c in printed if c.quantity and c.quantity.unit in MONEY]
        if cells:
            return [of_cell(c) for c in cells]
        return [self.term(c) for c in self.same_quantity(quantified.key, role)]

    def _is_of_earlier(self, statement: int) -> bool:
        """Whether what a statement tells is of a year before its report's: 2025年收入A万元，完成
        预算的P% in the budget of 2026."""
        told = self.of_roles(statement, Role.LEVEL, Role.BUDGET)
        return bool(told) and all(c.earlier for c in told)

    def same_quantity(self, key: str, role: Role) -> list[Claim]:
        """The claims anywhere that state the quantity of that key in that role."""
        return self._same_quantities.get((key, role), []) if key else []

    @lazy
    def _same_quantities(self) -> Mapping[tuple[str, Role], list[Claim]]:
        found: dict[tuple[str, Role], list[Claim]] = defaultdict(list)
        for claim in self.disclosure.claims:
            said = self.statement(claim)
            if not said.cause and not claim.earlier:
                found[self.aligner.quantified(said).key, claim.role].append(claim)
        return found

    def levels_of(self, key: str) -> Sequence[Claim]:
        """The levels, reasons among them, that are stated of the quantity of that key."""
        return self._levels.get(key, ())

    @lazy
    def _levels(self) -> Mapping[str, Sequence[Claim]]:
        found: dict[str, list[Claim]] = defaultdict(list)
        for claim in self.disclosure.claims:
            if claim.role is Role.LEVEL and not claim.earlier:
                found[self.aligner.quantified(self.statement(claim)).key].append(claim)
        return found

    def item_of(self, claim: Claim) -> str:
        """The item, named with its 类, 款 or 项 or by code, that a claim's statement speaks of."""
        said = self.statement(claim)
        return "/".join(self.aligner.quantified(said).path)

    @lazy
    def _paragraphs(self) -> Mapping[int, Sequence[Claim]]:
        found: dict[int, list[Claim]] = defaultdict(list)
        for claim in self.disclosure.claims:
            found[self.paragraph(claim)].append(claim)
        return found

    def in_paragraph(self, claim: Claim) -> Sequence[Claim]:
        """The claims of the paragraph a claim stands in, in order."""
        return self._paragraphs[self.paragraph(claim)]

    @lazy
    def _sentences(self) -> Mapping[int, Sequence[Claim]]:
        found: dict[int, list[Claim]] = defaultdict(list)
        for claim in self.disclosure.claims:
            found[claim.sentence].append(claim)
        return found

    def in_sentence(self, claim: Claim) -> Sequence[Claim]:
        """The claims of the sentence a claim stands in, in order."""
        return self._sentences[claim.sentence]

    @lazy
    def _sections(self) -> Mapping[tuple[str, ...], Sequence[Claim]]:
        found: dict[tuple[str, ...], list[Claim]] = defaultdict(list)
        for claim in self.disclosure.claims:
            found[self.section(claim)].append(claim)
        return found

    def in_section(self, claim: Claim) -> Sequence[Claim]:
        """The claims under the headings that a claim stands under, in order."""
        return self._sections[self.section(claim)]

    @lazy
    def _just_before(self) -> Mapping[str, Claim]:
        """The claim right before each, where both stand in one sentence."""
        both = pairwise(self.disclosure.claims)
        return {claim.id: last for last, claim in both if last.sentence == claim.sentence}

    def just_before(self, claim: Claim) -> Claim | None:
        """The claim right before one in its sentence."""
        return self._just_before.get(claim.id)

    @lazy
    def _told_in(self) -> Mapping[int, Sequence[int]]:
        """The statements with figures in each paragraph, in order."""
        return {
            number: tuple(dict.fromkeys(c.statement for c in claims))
            for number, claims in self._paragraphs.items()
        }

    def neighbours(self, statement: int) -> list[int]:
        """The other statements with figures in the paragraphs of this one, in order; of very many
        those that stand nearest."""
        near: dict[int, None] = {}
        for paragraph in dict.fromkeys(self.paragraph(c) for c in self.claims.get(statement, ())):
            told = self._told_in[paragraph]
            at = told.index(statement)
            near |= dict.fromkeys(told[max(0, at - _NEAR) : at + _NEAR + 1])
        return [number for number in near if number != statement]

    def lists(self) -> Mapping[tuple[int, int], Sequence[Statement]]:
        """The statements of each announced list, by the list and the statement it is of."""
        found: dict[tuple[int, int], list[Statement]] = defaultdict(list)
        for said in self.disclosure.statements:
            if said.group is not None and said.part_of is not None:
                found[said.group, said.part_of].append(said)
        return found

    def paragraph(self, claim: Claim) -> int:
        return self.disclosure.sentences[claim.sentence].paragraph

    def section(self, claim: Claim) -> tuple[str, ...]:
        return self.disclosure.sentences[claim.sentence].section

    def text(self, claim: Claim) -> str:
        return self.disclosure.sentences[claim.sentence].text

    def before(self, claim: Claim) -> str:
        """The words of the sentence before a figure."""
        return self.text(claim)[: claim.start]

    def right_before(self, claim: Claim, marks: str) -> str:
        """The words before a figure that no mark parts from it, full-width or, where it stands
        between no digits, half-width."""
        text = self.text(claim)
        words = text[after_last(text, marks, claim.start) : claim.start]
        half = _HALF.finditer(words) if any(mark in words for mark in ",;") else ()
        ends = [m.end() for m in half if _FULL[m[0]] in marks]
        return words[ends[-1] :] if ends else words


def full_width(words: str) -> str:
    """Words with the signs between them as Chinese ones: 比上年增加,其中; a sign between two digits
    may be of a number (1,234)."""
    return _HALF.sub(lambda sign: _FULL[sign[0]], words)


def each_once(claims: Sequence[Claim]) -> list[Claim]:
    """The claims; of an amount that is told in two units, one right after the other, the finer."""
    told = [(a, b) for a, b in pairwise(claims) if b.restated]
    coarser = {max(both, key=lambda c: c.quantity.ulp).id for both in told}
    return [c for c in claims if c.id not in coarser]


def by_sentence(claims: Sequence[Claim]) -> Iterator[list[Claim]]:
    """The claims, each once, sentence by sentence."""
    for _, group in groupby(each_once(claims), key=lambda c: c.sentence):
        yield list(group)


def stands_before(other: Claim, claim: Claim) -> bool:
    """Whether `other` is printed before `claim`."""
    return (other.sentence, other.start) < (claim.sentence, claim.start)
