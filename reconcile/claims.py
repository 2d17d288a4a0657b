"""Hold the claims against the cells that state the same quantity, and against each other."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extract.disclosure import Claim, Role
from extract.quantity import Quantity
from extract.table import Cell
from reconcile.alignment import Aligner, Match
from reconcile.audit import Check, Verdict
from reconcile.book import Book
from reconcile.equation import check, of_cell, of_claim
from reconcile.sheets import plain


@dataclass(frozen=True, slots=True)
class Held:
    """A claim with its match and one check for each cell of it."""

    claim: Claim
    match: Match
    checks: tuple[Check, ...]

    @property
    def verdict(self) -> Verdict:
        """What agrees with any cell is consistent; a mismatch needs decisive cells."""
        verdicts = [c.verdict for c in self.checks]
        for verdict in (Verdict.CONSISTENT, Verdict.ROUNDING):
            if verdict in verdicts:
                return verdict
        return Verdict.MISMATCH if self.match.decisive else Verdict.UNVERIFIABLE

    @property
    def against(self) -> tuple[Check, ...]:
        """The checks against the cells that contradict the claim."""
        if self.verdict is not Verdict.MISMATCH:
            return ()
        return tuple(c for c in self.checks if any(d in c.cells for d in self.match.decisive))

    @property
    def counted(self) -> tuple[Check, ...]:
        """The checks that stand: a cell that need not agree, and does not, was no check."""
        holding = tuple(c for c in self.checks if c.verdict is not Verdict.MISMATCH)
        return holding or self.against

    @property
    def telling(self) -> tuple[Cell, ...]:
        """The cells that bear on the verdict: those it agrees with, where it agrees with some,
        else those that decide."""
        agreeing = {
            cell for one in self.checks if one.verdict is not Verdict.MISMATCH for cell in one.cells
        }
        cells = (*self.match.decisive, *self.match.also)
        return tuple(c for c in cells if c in agreeing) or self.match.decisive or self.match.also

    @property
    def should_be(self) -> Cell | None:
        """The cell that contradicts the claim."""
        if self.verdict is not Verdict.MISMATCH:
            return None
        return next((c for c in self.match.decisive if c.quantity is not None), None)

    @property
    def finer(self) -> Quantity | None:
        """The figure that the claim is rounded from, in its unit, where a cell prints it to more
        decimals."""
        stated = self.claim.quantity
        for one in self.checks:
            if one.verdict is Verdict.CONSISTENT and stated.kind == "amount" and one.cells:
                term = of_cell(one.cells[0], stated.unit)
                if term.quantity.unit == stated.unit and term.quantity.ulp < stated.ulp:
                    return term.quantity
        return None


def hold_against_cells(
    aligner: Aligner, claims: Sequence[Claim], zeros: frozenset[Cell] = frozenset()
) -> dict[str, Held]:
    """Each claim's id with what the tables say to it; claims without cells are left out.

    `zeros` are blank cells that the tables' own sums prove to be zeros.
    """
    held = {}
    for claim in claims:
        match = aligner.match(claim)
        if match is None:
            continue
        match = _legible(claim, match, zeros)
        if not match.decisive and not match.also:
            continue
        cells = (*match.decisive, *match.also)
        held[claim.id] = Held(claim, match, tuple(copy_check("N01", claim, c) for c in cells))
    return held


def _legible(claim: Claim, match: Match, zeros: frozenset[Cell]) -> Match:
    """Without cells that hold words, and without blanks where nothing speaks for a zero.

    A blank field of a public table means nothing of that kind: it confirms a zero. It contradicts
    a figure only where a sum proves it a zero, and in the 三公 table, of which every field has to
    be filled.
    """

    def kept(cell: Cell) -> bool:
        if cell.quantity is not None:
            return True
        blank = not cell.text.strip() or re.fullmatch(r"[-—–－/\s]+", cell.text) is not None
        certain = cell in zeros or "三公" in match.name
        return blank and (claim.quantity.value == 0 or certain)

    return replace(
        match,
        decisive=tuple(c for c in match.decisive if kept(c)),
        also=tuple(c for c in match.also if kept(c)),
    )


def copy_check(rule: str, claim: Claim, cell: Cell) -> Check:
    """A claim against a cell of the same quantity: the coarser is what the finer rounds to."""
    stated, source = of_claim(claim), of_cell(cell, claim.quantity.unit)
    if source.quantity.unit == "":
        source = replace(source, quantity=source.quantity.with_unit(claim.quantity.unit))
    if source.quantity.ulp > stated.quantity.ulp and source.quantity.text:
        coarse = check(rule, source, [stated], lambda a: a, "{0}", copied=True)
        assert coarse is not None
        if coarse.verdict is not Verdict.MISMATCH:
            return coarse
    found = check(rule, stated, [source], lambda a: a, "{0}", copied=True)
    assert found is not None
    return found


def restated(aligner: Aligner, book: Book) -> Iterator[Check]:
    """The same quantity stated in two places of the narrative.

    Where both name the same known quantity, or stand in one statement, they must agree; where
    only the words are alike, agreement confirms and a difference proves nothing.
    """
    known: dict[tuple[str, ...], list[Claim]] = defaultdict(list)
    alike: dict[tuple[str, ...], list[Claim]] = defaultdict(list)
    for claim in book.disclosure.claims:
        statement = book.statement(claim)
        key = aligner.quantified(statement).key
        measure = (claim.role.value, claim.period, claim.base.value if claim.base else "")
        if key and claim.quantity.kind == "amount" and not statement.cause:
            known[(key, *measure)].append(claim)
        elif claim.quantity.kind == "amount" and claim.role in (Role.LEVEL, Role.PREVIOUS):
            known[(f"#{claim.statement}", *measure)].append(claim)
        said = {_words(statement.subject), _words(_clause(book, claim)), _thing(book, claim)}
        for words in said - {""}:
            alike[(words, str(claim.quantity.exact), claim.quantity.unit)].append(claim)
    for claims in known.values():
        yield from _pairs(book, claims, contradict=True)
    for claims in alike.values():
        yield from _pairs(book, claims, contradict=False)
    yield from _shared_words(book)
    yield from _verbatim(book)


def _clause(book: Book, claim: Claim) -> str:
    return re.split(r"[，。；：、,;:（]", book.before(claim))[-1]


def _words(text: str) -> str:
    """What is left of a clause without years, pronouns and words of connection."""
    text = re.sub(r"\d+年?度?|[“”]", "", plain(text))
    text = re.sub(r"^[一二三四五六七八九十]是|^(故|则|使得|因此)", "", text)
    text = re.sub(r"^(我|本)(中心|单位|部门|局|校|院|委)", "", text)
    text = re.sub(r"(为|是|达|约|共|仅|至)+$", "", text)
    return text if len(text) > 1 else ""


def _thing(book: Book, claim: Claim) -> str:
    """What is counted, after the figure or before it: 13个二级项目, 二级项目13个."""
    if claim.quantity.kind != "count":
        return ""
    after = re.match(r"[一-龥]{2,4}", book.text(claim)[claim.end :])
    before = re.search(r"[一-龥]{2,4}$", book.before(claim))
    return after[0] if after else before[0] if before else ""


def _shared_words(book: Book) -> Iterator[Check]:
    """An amount with decimals printed twice, in sentences that share a word about it."""
    by_value: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in book.disclosure.claims:
        if claim.quantity.kind == "amount" and len(f"{claim.quantity.value:f}") >= 5:
            by_value[(f"{claim.quantity.value:f}", claim.quantity.unit)].append(claim)
    for claims in by_value.values():
        for first, again in pairwise(claims):
            pair = [_words(_clause(book, c)) for c in (first, again)]
            shared = {pair[0][i : i + 2] for i in range(len(pair[0]) - 1)} - _COMMON
            if first.sentence != again.sentence and any(two in pair[1] for two in shared):
                yield same_figure("N07", book, again, first)


def _verbatim(book: Book) -> Iterator[Check]:
    """A passage printed twice, figures and all, up to a figure that differs the second time."""
    known: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in book.disclosure.claims:
        passage = plain(book.before(claim))[-_PASSAGE:]
        if len(passage) == _PASSAGE and re.search(r"[1-9][\d,]*\.?\d\d", passage):
            known[(passage, claim.quantity.unit)].append(claim)
    for claims in known.values():
        for first, again in pairwise(claims):
            yield same_figure("N07", book, again, first)


#: So many characters before a figure, a number among them, do not recur by chance.
_PASSAGE = 40
_COMMON = frozenset({"支出", "收入", "预算", "决算", "金额", "经费", "年度", "本年", "资金"})


def same_figure(rule: str, book: Book, again: Claim, first: Claim) -> Check:
    """Two statements of one quantity; the coarser one is what the finer one rounds to."""
    stated, source = book.term(again), book.term(first)
    if source.quantity.ulp > stated.quantity.ulp:
        stated, source = source, stated
    found = check(rule, stated, [source], lambda a: a, "{0}", copied=True)
    assert found is not None
    return found


def _pairs(book: Book, claims: Sequence[Claim], *, contradict: bool) -> Iterator[Check]:
    """Each claim against the one it agrees with, else against the first."""
    if len(claims) < 2:
        return
    terms = [book.term(claim) for claim in claims]
    sizes = [(t.quantity.exact, t.quantity.ulp) for t in terms]
    for index, (claim, (exact, ulp)) in enumerate(zip(claims, sizes, strict=True)):
        near = (
            other
            for i, (other, (value, step)) in enumerate(zip(claims, sizes, strict=True))
            if i != index and abs(exact - value) <= 2 * max(ulp, step)
        )
        found = (same_figure("N07", book, claim, other) for other in near)
        agreeing = next((f for f in found if f.verdict is not Verdict.MISMATCH), None)
        if agreeing:
            yield agreeing
        elif contradict and index and claim.role in (Role.LEVEL, Role.PREVIOUS):
            yield same_figure("N07", book, claim, claims[0])
