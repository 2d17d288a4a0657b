"""Figures that stand with one of an earlier year, and are of that year: in brackets right behind
it (上年末A万元（甲B万元、乙C万元）), or behind the words for that year (与上年（甲A万元）相比), or
up to the next semicolon (上年A万元，占B万元的P%)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extract.characters import after_last, next_of
from extract.claims.clauses import year_in
from extract.claims.mention import Mention
from extract.claims.terms import terms
from extract.claims.tokens import Doc, Token
from extract.claims.years import years_named
from extract.disclosure import Base, Role

_STOPS = "。；;！？"
#: What a figure of any other year of a thing itself may be, and the quotients of one.
_PLAIN = (Role.LEVEL, Role.BUDGET, Role.COUNT)
QUOTIENTS = (Role.SHARE, Role.COMPLETION, Role.AVERAGE)
#: This year, and not the end of whichever is spoken of.
_NOW = frozenset({"本年", "本年度", "今年", "本期"})


@dataclass(frozen=True, slots=True)
class Past:
    """An earlier year of which figures are told: by its number, if it has one, and as which."""

    role: Role
    year: int | None
    base: Base | None


@dataclass(slots=True)
class Times:
    """Of which earlier year (`past`) the figures are that a paragraph tells where it is read, None
    where they may be of this year; `outside` keeps that of what stands around each bracket, and
    `first` says that a stretch has told no figure yet, `shared` that it has told a share."""

    doc: Doc
    past: Past | None = None
    first: bool = True
    shared: bool = False
    outside: list[Past | None] = field(default_factory=list)

    def opens(self, token: Token, previous: Mention | None) -> None:
        """Brackets open behind a figure or other words."""
        self.outside.append(self.past)
        self.past = _opened_behind(self.doc, token, previous, self.past)
        self.first = True

    def closes(self) -> None:
        """They close: what stood around them goes on."""
        self.past, self.first = self.outside.pop(), False

    def stops(self, token: Token) -> None:
        """A sentence, or what a semicolon ends, is over."""
        inside = self.outside and token.text in ";；"
        self.past, self.first = self.past if inside else None, True
        self.shared = False

    def told(self, mention: Mention, near: Sequence[Token]) -> Mention:
        """A figure, as one of the year that is told; `near` is its clause."""
        if self.past is not None and _names_another(self.doc, self.past, near):
            self.past = None
        if self.past is not None:
            mention = of_that_time(mention, self.past, near)
            self.past = None if mention.role.is_change else self.past
        elif self.first:
            self.past = _all_through(self.doc, mention, inside=bool(self.outside))
        elif self.shared:
            self.past = _shared(self.doc, mention)
        self.first = False
        self.shared = self.shared or mention.role is Role.SHARE
        return mention


def _opened_behind(
    doc: Doc, token: Token, previous: Mention | None, outer: Past | None
) -> Past | None:
    """Of which earlier year the figures are in brackets that a token opens, `outer` being that of
    those around them; None where they may be of this year."""
    if previous is not None and previous.end == token.idx:
        return _year_of(previous) or (outer if previous.role is Role.OTHER else None)
    text = doc.user_data["text"]
    begins = after_last(text, _STOPS, token.idx)
    named = terms().behind_year.search(text[begins : token.idx])
    inside = text[token.idx + 1 : next_of(text, "）)", token.idx)]
    if named is None or (named["then"] and terms().other_times.search(inside)):
        return outer
    year = int(named["year"]) if named["year"] else None
    if year is not None and year >= _this_year(doc):
        return None
    budget = "预算" in named[0] and not terms().outturn_word.search(named[0])
    return Past(Role.PREVIOUS, year, Base.LAST_BUDGET if budget else Base.LAST_YEAR)


def _all_through(doc: Doc, told: Mention, *, inside: bool) -> Past | None:
    """Of which earlier year all figures between two semicolons are, or `inside` brackets, by the
    first one `told`: 2025年A万元，占B万元的P%; 上年A万元，其中甲B万元. None where this year's may
    follow, as a budget in brackets may be."""
    text = doc.user_data["text"]
    begins = after_last(text, _STOPS + "（(" * inside, told.start)
    stretch = text[begins : next_of(text, _STOPS + "）)" * inside, told.end)]
    said = stretch[: told.start - begins]
    if told.role is not Role.PREVIOUS or terms().opens_earlier.search(said) is None:
        return None
    rest = terms().other_times.search(stretch) or (inside and "预算" in stretch[len(said) :])
    years = years_named(stretch)
    return None if rest or len(years) > 1 else Past(Role.PREVIOUS, told.year, told.base)


def _shared(doc: Doc, told: Mention) -> Past | None:
    """Of which earlier year a share is that is told behind one of this year's: A万元，占B万元的P%，
    2023年C万元，占D万元的Q%."""
    text = doc.user_data["text"]
    said = text[after_last(text, f"{_STOPS}，,：:（(", told.start) : told.start]
    shares = terms().then_share.match(text, told.end) and terms().opens_earlier.search(said)
    return _year_of(told) if shares else None


def _this_year(doc: Doc) -> int:
    return int(doc.user_data.get("year") or 0)


def _year_of(told: Mention) -> Past | None:
    """The earlier year that a figure is of, if any; what was counted at its end may be what there
    is now (2025年末车辆A辆（价值B万元），其中甲C辆)."""
    return Past(told.role, told.year, told.base) if told.role is Role.PREVIOUS else None


def of_that_time(told: Mention, past: Past, near: Sequence[Token]) -> Mention:
    """A figure as one of an earlier year: an amount or a count is that year's, and a quotient none
    of this year's amounts."""
    if told.role in QUOTIENTS:
        return replace(told, role=Role.OTHER, whole="")
    if told.role not in _PLAIN:
        return told
    words = "".join(t.text for t in near if t.tag_ != "subject")
    outturn = terms().outturn_word.search(words) is not None
    base = Base.LAST_YEAR if outturn else past.base
    base = Base.LAST_BUDGET if "预算" in words and not outturn else base
    role = Role.PREVIOUS if told.quantity.kind == "amount" else past.role
    return replace(told, role=role, year=told.year or past.year, base=base)


def _names_another(doc: Doc, past: Past, near: Sequence[Token]) -> bool:
    """Whether a clause names a year of its own: （上年A万元，今年B万元）."""
    year = year_in(near)
    other = year is not None and year != (past.year or _this_year(doc) - 1)
    return other or any(t.tag_ == "this_year" and t.text in _NOW for t in near)


def beside(doc: Doc, previous: Mention, told: Mention) -> Past | None:
    """Of which earlier year a figure is that stands beside one of it in a comparison: 与上年A万元、
    占比P%相比, 比上年收入A万元、支出B万元. None where it stands in none, or is of another year."""
    text = doc.user_data["text"]
    between = text[previous.end : told.start]
    if previous.role not in (Role.PREVIOUS, Role.OTHER) or not between.startswith("、"):
        return None
    begins = after_last(text, _STOPS, previous.start)
    opened = terms().against_year.search(text, begins, told.start)
    if opened is None or terms().held_against.match(text, told.end) is None:
        return None
    if told.year is not None and told.year != previous.year:
        return None
    return Past(Role.PREVIOUS, previous.year, previous.base)
