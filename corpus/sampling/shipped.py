"""The samples that are shipped in corpus/samples/: what each is for."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.sampling.sample import Sample, make


@dataclass(frozen=True, slots=True)
class Plan:
    """How a shipped sample is made.

    Names are ASCII: they pass through archives and shells of any encoding, and gouji has to read
    unit, year and kind from the report itself.
    """

    name: str
    seed: int
    template: str
    kind: str
    style: str
    flaws: tuple[str, ...] = ()

    def sample(self) -> Sample:
        """The sample; always the same bytes."""
        return make(self.seed, self.template, self.kind, style=self.style, flaws=self.flaws)


SHIPPED = (
    Plan("final-clean", 100, "ministry", "final", "broad"),
    Plan("budget-clean", 100, "coast", "budget", "plain"),
    Plan(
        "final-narrative", 100, "delta", "final", "terse",
        ("change_rate", "level", "factor", "completion", "score"),
    ),
    Plan(
        "final-tables", 112, "gorge", "final", "plain",
        ("row_total", "group_sum", "item_cell", "grand_total", "form_rate", "form_score"),
    ),
    Plan(
        "final-parts", 105, "plateau", "final", "formal",
        ("three_public", "average", "count", "parts", "share", "truncated"),
    ),
    Plan(
        "budget-wording", 100, "ministry", "budget", "formal",
        ("lost_percent", "placeholder", "template", "direction"),
    ),
    Plan(
        "final-slips", 100, "coast", "final", "terse",
        ("swapped", "previous", "three_public_cell", "economy_cell", "class_cell"),
    ),
    Plan("budget-three-line", 100, "river", "budget", "plain", ("change_rate", "item_cell")),
    Plan("final-three-line", 106, "steppe", "final", "broad", ("level", "share")),
    Plan("final-level-rules", 100, "plain", "final", "formal", ("change_amount", "level")),
)  # fmt: skip
