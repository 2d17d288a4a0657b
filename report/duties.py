"""What every writer shows of the duties of disclosure: how each stands, in the words of a language,
and how many stand how."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from extract.disclosure import Disclosure
from reconcile.audit import Audit
from reconcile.duties.catalogue import bases, duty, groups
from reconcile.duties.values import Standing, State
from reconcile.places import on_page
from report.texts import Texts


@dataclass(frozen=True, slots=True)
class DutyView:
    """A duty as it stands, in words: `name` what must be disclosed, `said` its state, `why` what
    made it so, `at` its page or what stands for one, `basis` the law in short, `later` that it is
    published step by step."""

    id: str
    group: str
    name: str
    state: State
    said: str
    page: int
    at: str
    quote: str
    why: str
    basis: str
    later: bool
    report: str
    finding: str


def duty_views(audit: Audit, texts: Texts) -> tuple[DutyView, ...]:
    """Every duty of an audit, in the order of the list."""
    named = {group.id: texts.say(group.name) for group in groups()}
    return tuple(_view(audit.disclosure, one, named, texts) for one in audit.duties)


def grouped(views: Sequence[DutyView]) -> list[tuple[str, list[DutyView]]]:
    """The duties under the names of their groups, under that of the report where a file holds
    several."""
    found = groupby(views, key=lambda v: (v.report, v.group))
    return [(" · ".join(filter(None, key)), list(some)) for key, some in found]


def counts(standings: Iterable[Standing]) -> Mapping[State, int]:
    """How many duties stand how, those of none included."""
    found = Counter(one.state for one in standings)
    return {state: found[state] for state in State}


def counted(audit: Audit, texts: Texts) -> str:
    """Of so many duties so many are met …; "" where there are none."""
    if not audit.duties:
        return ""
    found = {state.value: count for state, count in counts(audit.duties).items()}
    return texts("duties.counts", total=len(audit.duties), **found)


def law(ids: Iterable[str], texts: Texts) -> str:
    """What duties stand on, in short."""
    return texts("sign.comma").join(texts.say(bases()[id].short) for id in ids)


def marked(name: str, texts: Texts, *, later: bool) -> str:
    """The name of a duty, with a mark where it is to be published step by step."""
    return texts("sign.brackets", text=name, more=texts("duties.later")) if later else name


def _view(
    disclosure: Disclosure, one: Standing, named: Mapping[str, str], texts: Texts
) -> DutyView:
    asked = duty(one.duty)
    return DutyView(
        id=one.duty,
        group=named[asked.group],
        name=texts.say(asked.name),
        state=one.state,
        said=texts(f"duties.{one.state}"),
        page=one.page,
        at=_at(disclosure, one.page, texts),
        quote=one.quote,
        why=texts.say(one.why),
        basis=law(asked.basis, texts),
        later=asked.later,
        report=one.report,
        finding=one.finding,
    )


def _at(disclosure: Disclosure, page: int, texts: Texts) -> str:
    """A page in a column of pages: its number, or what a sheet or file is called."""
    if not page:
        return ""
    return texts.say(on_page(disclosure, page)) if disclosure.leaves else str(page)
