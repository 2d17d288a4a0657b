"""Money that was spent on none, and guests of whom it is said that there were none: where a report
contradicts itself, and its words leave nothing open.

Money beside counts that are all zero may pay another year's bill, another body's group, foreign
guests. It is a contradiction where amount and counts stand in one section, no other amount and no
other count is told of the thing, and nothing near says a word of the kind; else it is left to the
duties (counts.py), which at most ask a person to look.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from extract.claims.ties import Tie
from extract.disclosure import Claim, Disclosure, Role, Sentence
from extract.figures.quantity import MONEY
from reconcile.audit import Finding, Severity
from reconcile.duties.catalogue import Duty, Thing, dated, duties, plain, sign, subjects, things
from reconcile.duties.counts import found_counts, number
from reconcile.duties.reading import Hit
from reconcile.duties.seen import Case
from reconcile.phrases import Words, joined, phrase
from reconcile.weighing.doubt import Doubts

RULE = "N14"
#: So many paragraphs behind a figure may still say what it was spent on.
_BEHIND = 1


@dataclass(frozen=True, slots=True)
class Sides:
    """What a report tells of one thing, in one of its sections: money, and counts."""

    thing: Thing
    amounts: tuple[Claim, ...]
    counts: tuple[Claim, ...]
    sentences: tuple[Sentence, ...]

    @property
    def claims(self) -> tuple[Claim, ...]:
        return (*self.counts, *self.amounts)


def contradictions(case: Case, doubts: Doubts) -> Iterator[Finding]:
    """The findings of rule N14, of final accounts. What a machine read of a picture is a doubt."""
    if case.disclosure.kind != "final" or RULE not in case.choice:
        return
    for thing in things():
        for sides in _sides(case.disclosure, thing):
            message = _for_none(case, sides) or _none_told(case, sides)
            if message:
                yield _finding(case.disclosure, sides, message, doubts)


def concerns(finding: Finding, duty: Duty, disclosure: Disclosure) -> bool:
    """Whether a finding of the rule is about what a duty asks to be counted."""
    if finding.rule != RULE or duty.judge != "counted":
        return False
    by_id = {claim.id: claim for claim in disclosure.claims}
    told = [by_id[id] for id in finding.claims]
    of = subjects()[duty.amount]
    return any(c.quantity.unit in MONEY and of.search(plain(c.subject)) for c in told)


def _sides(disclosure: Disclosure, thing: Thing) -> Iterator[Sides]:
    """Section by section."""
    amounts = [c for c in disclosure.claims if _is_amount(c, thing, disclosure)]
    homes = dict.fromkeys(_home(disclosure.sentences[c.sentence]) for c in amounts)
    for home in homes:
        here = tuple(s for s in disclosure.sentences if _home(s) == home)
        ids = {s.id for s in here}
        counts = tuple(c for c in disclosure.claims if c.sentence in ids and _counts(c, thing))
        if counts:
            own = tuple(c for c in amounts if c.sentence in ids)
            yield Sides(thing, own, counts, here)


def _home(sentence: Sentence) -> tuple[object, ...]:
    """The section on the three public expenses a sentence stands in; its paragraph where it stands
    in none of its own."""
    for at, title in enumerate(sentence.section):
        if sign("three_public").search(title):
            return sentence.section[: at + 1]
    return (*sentence.section, sentence.paragraph)


def _is_amount(claim: Claim, thing: Thing, disclosure: Disclosure) -> bool:
    of_this_year = claim.period in ("", str(disclosure.year))
    return (
        claim.role is Role.LEVEL
        and claim.quantity.unit in MONEY
        and of_this_year
        and subjects()[thing.amount].search(plain(claim.subject)) is not None
    )


def _counts(claim: Claim, thing: Thing) -> bool:
    return (
        claim.role is Role.COUNT
        and thing.units.search(claim.quantity.unit) is not None
        and thing.subject.search(plain(claim.subject)) is not None
    )


def _for_none(case: Case, sides: Sides) -> Words:
    """Money for which all that is counted is zero; "" where something is left open."""
    values = {c.quantity.exact for c in sides.amounts}
    if len(values) != 1 or max(values) <= 0 or any(c.quantity.value for c in sides.counts):
        return ""
    if not any(sides.thing.last.search(c.quantity.unit) for c in sides.counts):
        return ""
    known = case.amounts[sides.thing.amount]
    if not known.positive or known.told > 1 or not all(_sure(c) for c in sides.claims):
        return ""
    if any(number(hit) != 0 for hit in _everywhere(case, sides.thing)):
        return ""
    if _narrower(sides) or _excused(case.disclosure, sides):
        return ""
    return phrase(
        "counts.for_none", what=sides.amounts[0].subject, amount=_printed(case, sides.amounts[:1]),
        counts=_printed(case, sides.counts),
    )  # fmt: skip


def _none_told(case: Case, sides: Sides) -> Words:
    """Counts above zero of what is said not to have been; "" where something is left open."""
    some = [c for c in sides.counts if c.quantity.value]
    known = case.amounts[sides.thing.amount]
    if not some or not known.zero or any(c.quantity.value for c in sides.amounts):
        return ""
    if not all(map(_sure, some)) or _excused(case.disclosure, sides):
        return ""
    last = dated("before", case.disclosure.year - 1)
    for sentence in sides.sentences:
        for clause in re.split("[,;。]", plain(sentence.text)):
            if (denied := sides.thing.none.search(clause)) and not last.search(clause):
                return phrase("counts.none_told", none=denied[0], counts=_printed(case, some))
    return ""


def _sure(claim: Claim) -> bool:
    """Whether it is known whose figure it is, and what it measures."""
    return claim.ties.of("subject", "measure") is not Tie.GUESSED and not claim.torn


def _everywhere(case: Case, thing: Thing) -> Iterator[Hit]:
    """All that is counted of a thing anywhere."""
    for duty in duties():
        if duty.judge == "counted" and duty.amount == thing.amount:
            yield from found_counts(duty, case)


def _narrower(sides: Sides) -> bool:
    """Whether the counts are those of some guests only (国内), and the money that of all."""
    thing = sides.thing
    if thing.part is None or thing.rest is None or thing.nought is None:
        return False
    texts = [plain(s.text) for s in sides.sentences]
    if any(map(thing.nought.search, texts)):
        return False
    part = thing.part
    of_part = any(part.search(plain(c.subject)) for c in sides.counts)
    all_paid = any(not part.search(plain(c.subject)) for c in sides.amounts)
    return any(map(thing.rest.search, texts)) or (of_part and all_paid)


def _excused(disclosure: Disclosure, sides: Sides) -> bool:
    """Whether what stands about the figures may say why: another year, body, or money."""
    own = {disclosure.sentences[c.sentence].paragraph for c in sides.claims}
    near = {p + n for p in own for n in range(_BEHIND + 1)}
    before = dated("bought_before", disclosure.year - 1)
    texts = (plain(s.text) for s in sides.sentences if s.paragraph in near)
    return any(sign("excused").search(t) or before.search(t) for t in texts)


def _printed(case: Case, claims: Iterable[Claim]) -> Words:
    texts = (case.disclosure.sentences[c.sentence].text[c.start : c.end] for c in claims)
    return joined("join.list", dict.fromkeys("".join(text.split()) for text in texts))


def _finding(disclosure: Disclosure, sides: Sides, message: Words, doubts: Doubts) -> Finding:
    first = sides.counts[0]
    stated = disclosure.sentences[first.sentence]
    doubt = doubts.of_claims(sides.claims) or _by_machine(disclosure, sides.claims)
    return Finding(
        id="",
        rule=RULE,
        severity=Severity.DOUBT if doubt else Severity.MISMATCH,
        page=disclosure.claim_place(first).page,
        message=message,
        stated=f"{first.quantity.value:f}",
        expected="",
        claims=tuple(c.id for c in sides.claims),
        clause=stated.shown.strip(),
        detail=doubt,
    )


def _by_machine(disclosure: Disclosure, claims: Sequence[Claim]) -> Words:
    pages = {disclosure.claim_place(c).page for c in claims}
    read = {*disclosure.recognised, *disclosure.scanned}
    return phrase("counts.by_machine") if pages & read else ""
