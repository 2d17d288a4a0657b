"""How things changed, and why: a reason counts where it stands beside a change."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from extract.disclosure import Claim, Role, Sentence
from extract.figures.quantity import MONEY
from reconcile.duties.catalogue import Duty, duties, plain, sign, subjects
from reconcile.duties.catalogue import duty as known
from reconcile.duties.reading import Hit, Line, find
from reconcile.duties.seen import (
    Case,
    Judge,
    absent,
    at,
    not_asked,
    said,
    standing,
    told,
    without_blanks,
)
from reconcile.duties.values import Standing, State
from reconcile.phrases import Words, joined, phrase


def change(duty: Duty, case: Case) -> Standing:
    """How something changed against last year or the budget."""
    if met := told(duty, case):
        return met
    if hit := _nothing(duty, case):
        return not_asked(duty, phrase("duty.told_none"), hit)
    if hit := find(case.lines(duty), (_year_before(case),)):
        return at(duty, State.NOT_JUDGED, hit, phrase("duty.year_before"))
    return absent(duty, case)


def _nothing(duty: Duty, case: Case) -> Hit | None:
    """Where the report says that there was nothing that could change: of all of it, or of each of
    its parts in words."""
    if hit := find(case.lines(duty), duty.nothing):
        return hit
    parts = [d for d in duties() if d.group == duty.topic and d.judge == "amount"]
    told = [case.amounts[part.amount].hit for part in parts]
    return told[0] if told and all(told) else None


def change_of_totals(duty: Duty, case: Case) -> Standing:
    """How income and expenditure changed. Last year's figures beside this year's may say as much;
    what was left over from last year says nothing."""
    found = said(duty, case)
    if found.state is State.MISSING and (hit := find(case.lines(duty), (_last_figure(case),))):
        return at(duty, State.NOT_JUDGED, hit, phrase("duty.year_before"))
    return found


def _last_figure(case: Case) -> re.Pattern[str]:
    """A figure of last year."""
    year = str(case.disclosure.year - 1)
    return re.compile(sign("last_figure").pattern.replace("YEAR", year))


def _year_before(case: Case) -> re.Pattern[str]:
    """Last year, whose figure beside this year's is as good as the change."""
    return re.compile(f"{case.disclosure.year - 1}年|上年|去年")


def reason(duty: Duty, case: Case) -> Standing:
    """Why something rose or fell; asked for where it did. That a heading speaks of reasons gives
    none, nor does one that was begun and left blank."""
    lines = case.lines(duty)
    given = list(_reasons(lines, case))
    if hit := _beside(given, duty.said):
        return at(duty, State.MET, hit, _without_any(duty, case))
    if hit := _nothing(duty, case):
        return not_asked(duty, phrase("duty.told_none"), hit)
    if find(lines, (sign("updown"),)) is None:
        return not_asked(duty, phrase("duty.no_change"))
    if hit := find((line.without_title() for line in given), duty.said):
        return at(duty, State.NOT_JUDGED, hit, phrase("duty.reason_apart"))
    near = (*_under_reasons(lines), *_behind_changes(given))
    if hit := find(near, (sign("explains"),)):
        return at(duty, State.NOT_JUDGED, hit, phrase("duty.perhaps"))
    return absent(duty, case)


def _reasons(lines: Iterable[Line], case: Case) -> Iterator[Line]:
    """What lines say, without what was left blank, and without headings over which nothing is
    said."""
    given = (line for line in lines if line.kind != "heading" or set(line.text) & set("。:"))
    return without_blanks(given, case)


def _beside(lines: Iterable[Line], patterns: Sequence[re.Pattern[str]]) -> Hit | None:
    """The first reason in a sentence that tells of a change or stands behind one that does, or
    under a heading that promises reasons."""
    moved = False
    for line in lines:
        promised = sign("reasons").search(line.text[: line.titled]) is not None
        for start, end in _sentences(line):
            before, moved = moved, sign("moved").search(line.text, start, end) is not None
            if not (before or moved or promised):
                continue
            for pattern in patterns:
                if match := pattern.search(line.text, start, end):
                    return Hit(line, match)
    return None


def _sentences(line: Line) -> Iterator[tuple[int, int]]:
    """Where the sentences of a line begin and end, without the heading before them."""
    start = line.titled
    for sentence in line.text[start:].split("。"):
        yield start, start + len(sentence)
        start += len(sentence) + 1


def _under_reasons(lines: Iterable[Line]) -> Iterator[Line]:
    """What stands under a heading that promises reasons."""
    return (
        line.without_title() for line in lines
        if sign("reasons").search(line.text[: line.titled])
    )  # fmt: skip


def _behind_changes(lines: Iterable[Line]) -> Iterator[Line]:
    """What a sentence goes on to say once it has told of a change, and what the next says without
    any figure: a reason in whatever words."""
    for line in lines:
        before = False
        for start, end in _sentences(line):
            said = line.text[start:end]
            moved = sign("updown").search(said)
            if moved:
                said = said[moved.end() :]
            elif not before or sign("no_reason").search(said):
                said = ""
            before = moved is not None
            if said:
                yield replace(line, text=said, shown=said, turns=(), titled=0)


def _without_any(duty: Duty, case: Case) -> Words:
    """Which of the three public expenses changed with no reason beside it; "" where none did."""
    if duty.topic != "three_public":
        return ""
    paragraphs = [list(g) for _, g in groupby(case.disclosure.sentences, lambda s: s.paragraph)]
    changed: dict[str, None] = {}
    for here, behind in zip(paragraphs, [*paragraphs[1:], []], strict=False):
        if not _explained(here, behind, duty.said):
            ids = {sentence.id for sentence in here}
            changed |= dict.fromkeys(
                claim.subject for claim in case.disclosure.claims
                if claim.sentence in ids and _moved(claim)
            )  # fmt: skip
    return phrase("duty.reasons_partly", which=joined("join.list", changed)) if changed else ""


def _explained(
    here: Sequence[Sentence], behind: Sequence[Sentence], patterns: Sequence[re.Pattern[str]]
) -> bool:
    """Whether a paragraph, or the next where it begins with one, gives a reason."""
    text = plain("".join(sentence.text for sentence in here))
    if any(pattern.search(text) for pattern in patterns):
        return True
    return bool(behind) and sign("goes_on").match(plain(behind[0].text)) is not None


def _moved(claim: Claim) -> bool:
    """Whether a claim is how much one of the three public expenses rose or fell."""
    if claim.role is not Role.CHANGE_AMOUNT or claim.quantity.unit not in MONEY:
        return False
    named = any(pattern.search(plain(claim.subject)) for pattern in subjects().values())
    return named and claim.quantity.value != 0


def office_change(duty: Duty, case: Case) -> Standing:
    return _of_office(duty, case) or said(duty, case)


def office_reason(duty: Duty, case: Case) -> Standing:
    return _of_office(duty, case) or reason(duty, case)


def _of_office(duty: Duty, case: Case) -> Standing | None:
    """What keeps one from asking how the running costs of offices changed."""
    lines = list(case.reading.about())
    if hit := find(lines, known("D08.1").none):
        return not_asked(duty, phrase("duty.told_none"), hit)
    if find(lines, known("D08.1").said) is None:
        return standing(duty, State.NOT_JUDGED, why=phrase("duty.amount_unknown"))
    return None


REASON_JUDGES: Mapping[str, Judge] = {
    "change": change,
    "change_of_totals": change_of_totals,
    "reason": reason,
    "office_change": office_change,
    "office_reason": office_reason,
}
