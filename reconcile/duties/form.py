"""Duties of form: no section without content, one name for the body in all titles; and what other
rules check."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

from extract.disclosure import Sentence
from extract.figures.quantity import parse_number
from extract.ordinals import marker_level
from reconcile.audit import Finding, Severity
from reconcile.duties.bare import bare_headings, unsaid
from reconcile.duties.catalogue import Duty, plain, sign, topics
from reconcile.duties.gaps import narrative, unread
from reconcile.duties.reading import Line, listing_pages
from reconcile.duties.seen import Case, Judge, standing
from reconcile.duties.values import Standing, State
from reconcile.phrases import phrase
from reconcile.places import naming
from reconcile.rules import Choice

#: So many sections in a row without content are a list of titles, not sections.
_LIST = 3
_NUMBER = re.compile(r"[（(]?(?P<n>[一二三四五六七八九十]{1,3}|\d{1,2})[)）、.．]")
_PART = re.compile(r"第[一二三四五六七八九十\d]{1,3}部分")
_WHOLE = re.compile(r"^第[^部]{1,3}部分|20\d\d年")
_TITLE = re.compile(r"(?:部门|单位)(?:收支)?(?:决算|预算)(?:情况)?(?:说明|公开|报表|报告|表)?$")


def empty(duty: Duty, case: Case) -> Standing:
    """A numbered section of the narrative about money that is followed at once by the next one."""
    bare = [s for s in _bare(case) if not _elsewhere(s, case)]
    if not bare:
        return standing(duty, State.MET)
    gap = unread(case.disclosure)
    if gap:
        return standing(duty, State.NOT_JUDGED, why=gap)
    first = bare[0]
    names = "；".join(s.shown for s in bare[:3])
    why = phrase("duty.empty", count=str(len(bare)), names=names)
    return standing(duty, State.MISSING, why=why, page=first.places[0].page, quote=first.shown)


def _bare(case: Case) -> Iterator[Sentence]:
    """Headings with the next of their series, the next part, or nothing right behind; none of a
    long run of them."""
    sentences = case.disclosure.sentences
    listing = listing_pages(sentences)
    told = [s for s in sentences if not unsaid(s)]
    alone = bare_headings(case.disclosure, listing)
    whole = not narrative(case.disclosure, case.reading)
    run: list[Sentence] = []
    for one, other in zip_longest(told, told[1:]):
        if one.id in alone and _follows(one, other, whole) and not _filled(one, other, case):
            run.append(one)
            continue
        if len(run) < _LIST:
            yield from run
        run = []
    if len(run) < _LIST:
        yield from run


def _follows(one: Sentence, other: Sentence | None, whole: bool) -> bool:
    """Whether a heading is one of a series, and what is behind it the next of it; in a `whole`
    narrative also the next part, or nothing."""
    first = _NUMBER.match(one.text)
    if other is None or _PART.match(other.text):
        return whole and bool(first or _PART.match(one.text))
    second = _NUMBER.match(other.text)
    if not (first and second and one.section == other.section):
        return False
    if marker_level(one.text) != marker_level(other.text):
        return False
    return parse_number(second["n"]) == parse_number(first["n"]) + 1


def _filled(one: Sentence, other: Sentence | None, case: Case) -> bool:
    """Whether a heading is about nothing that is asked for, or what follows is too far away."""
    text = plain(one.text)
    patterns = (*topics().values(), sign("asked"))
    if not any(pattern.search(text) for pattern in patterns):
        return True
    return other is not None and other.places[0].page - one.places[0].page > 1


def _elsewhere(one: Sentence, case: Case) -> bool:
    """Whether the same title stands once more, with or without content: then the bare one may be a
    line of the contents."""
    title = plain(_NUMBER.sub("", one.text, count=1))
    same = [
        s for s in case.disclosure.sentences
        if s.kind != "contents" and s.id != one.id
        and plain(_NUMBER.sub("", s.text, count=1)).startswith(title)
    ]  # fmt: skip
    return bool(same)


def titles(duty: Duty, case: Case) -> Standing:
    """部门决算 in one title and 单位决算 in another, both of the whole report: of a part of it, or
    with its year. A department may well have a section on the budgets of units."""
    found: dict[str, Line] = {}
    for line in case.reading.headings:
        if not _WHOLE.search(line.text):
            continue
        text = re.sub(r"^第[^部]{1,3}部分[:：]?", "", line.text)
        match = _TITLE.search(text)
        if match and len(text) <= 40 and "各" not in text and "所属" not in text:
            found.setdefault(match[0][:2], line)
    if len(found) < 2:
        return standing(duty, State.MET)
    first, second = found.values()
    why = naming(
        case.disclosure,
        ("duty.titles", "duty.titles_at"),
        second.page,
        one=first.quote,
        other=second.quote,
    )
    return standing(duty, State.AT_ODDS, why=why, page=first.page, quote=first.quote)


def file_name(duty: Duty, case: Case) -> Standing:
    """Year and kind in a file's name. Whoever fetched the file may have named it anew: where
    they are others than the report's, a person must look."""
    stem = plain(case.disclosure.path.stem)
    found = list(sign("file_name").finditer(stem))
    if not found or "预决算" in stem:
        return standing(duty, State.NOT_APPLICABLE, why=phrase("duty.no_name"))
    kind = "final" if found[-1]["kind"] == "决算" else "budget"
    if (int(found[-1]["year"]), kind) == (case.disclosure.year, case.disclosure.kind):
        return standing(duty, State.MET, quote=case.disclosure.path.name)
    why = phrase("duty.other_name", file=case.disclosure.path.name)
    return standing(duty, State.NOT_JUDGED, why=why)


def checked(duty: Duty, case: Case) -> Standing:
    """What other rules check: met where they were applied and found nothing."""
    off = [code for code in duty.checked if code not in case.choice]
    if len(off) == len(duty.checked):
        return standing(duty, State.NOT_JUDGED, why=phrase("duty.off", codes="、".join(off)))
    asked = Choice(frozenset(duty.checked))
    found = [f for f in case.findings if f.rule in asked]
    heavy = [f for f in found if f.severity in (Severity.MISMATCH, Severity.WORDING)]
    if heavy:
        return at_odds(duty, heavy)
    doubts = [f for f in found if f.severity is Severity.DOUBT]
    if doubts:
        why = phrase("duty.doubts", count=str(len(doubts)))
        return standing(duty, State.NOT_JUDGED, why=why, page=doubts[0].page)
    return _sound(duty, asked, case)


def at_odds(duty: Duty, found: Sequence[Finding]) -> Standing:
    """That a duty is met wrongly, as findings of other rules have said."""
    first = found[0]
    why = phrase("duty.checked_bad", count=str(len(found)), first=first.message)
    return Standing(
        duty.id, duty.rule, State.AT_ODDS, first.page, first.clause, why, finding=first.id
    )


def _sound(duty: Duty, asked: Choice, case: Case) -> Standing:
    if not any(len(code) == 1 for code in duty.checked):
        gap = unread(case.disclosure)
        return standing(duty, State.NOT_JUDGED if gap else State.MET, why=gap)
    made = sum(check.rule in asked for check in case.checks)
    if not made:
        return standing(duty, State.NOT_JUDGED, why=phrase("duty.no_checks"))
    return standing(duty, State.MET, why=phrase("duty.checks", count=str(made)))


FORM_JUDGES: Mapping[str, Judge] = {
    "empty": empty,
    "titles": titles,
    "file_name": file_name,
    "checked": checked,
}
