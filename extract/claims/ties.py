"""How surely the narrative says what a figure is: said in its own clause, inherited, or guessed.

A check is as sure as its weakest tie (docs/verdicts.md): with a guessed one it neither accuses nor
confirms.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Tie(StrEnum):
    """`said`: the figure's own clause says so; `inherited`: a rule of the language gives it and
    names no second candidate; `guessed`: there is another candidate, or nothing says so."""

    SAID = "said"
    INHERITED = "inherited"
    GUESSED = "guessed"


def weakest(ties: Iterable[Tie]) -> Tie:
    """The least sure of some ties; `said` where there are none."""
    found = tuple(ties)
    if Tie.GUESSED in found:
        return Tie.GUESSED
    return Tie.INHERITED if Tie.INHERITED in found else Tie.SAID


@dataclass(frozen=True, slots=True)
class Ties:
    """How surely each thing is known of a claim.

    `subject`: that it belongs to its statement; `measure`: that it is this year's figure, last
    year's, a budget, a change …; `period`: which year it is of; `base`: what it is compared with.
    """

    subject: Tie = Tie.SAID
    measure: Tie = Tie.SAID
    period: Tie = Tie.SAID
    base: Tie = Tie.SAID

    def of(self, *names: str) -> Tie:
        """The weakest of the named ties."""
        return weakest([getattr(self, name) for name in names])

    def guessed(self, *names: str) -> tuple[str, ...]:
        """Which of the named ties are guessed."""
        return tuple(name for name in names if getattr(self, name) is Tie.GUESSED)


#: Everything is said.
SAID = Ties()
