"""The samples that are shipped in corpus/samples/: what each is for."""

from __future__ import annotations

from dataclasses import dataclass, replace

from corpus.sampling.forms import as_book, as_page, as_word
from corpus.sampling.forms.parts import narrative_only
from corpus.sampling.sample import Sample, drafted, make
from corpus.sampling.scanned import qualities, scanned


@dataclass(frozen=True, slots=True)
class Plan:
    """How a shipped sample is made; `scan` is how it is scanned then, "" where it is not.

    Names are ASCII: they pass through archives and shells of any encoding, and gouji has to read
    unit, year and kind from the report itself.
    """

    name: str
    seed: int
    template: str
    kind: str
    style: str
    flaws: tuple[str, ...] = ()
    forms: bool = False
    scan: str = ""

    def sample(self) -> Sample:
        """The sample; always the same bytes, but of a scan, where they are the same for one version
        of the libraries that draw."""
        made = make(self.seed, self.template, self.kind, style=self.style, flaws=self.flaws)
        if not self.scan:
            return made
        return replace(made, data=scanned(made.data, qualities()[self.scan], self.seed))

    def files(self) -> dict[str, bytes]:
        """What is shipped of it by the endings of its files: the PDF, its key, and where `forms` is
        set the same report as a web page, a Word file, a workbook, and in two pieces."""
        sample = self.sample()
        found = {".pdf": sample.data, ".toml": sample.key.to_toml().encode()}
        return found | self._other_forms() if self.forms else found

    def _other_forms(self) -> dict[str, bytes]:
        draft = drafted(self.seed, self.template, self.kind, style=self.style, flaws=self.flaws)
        report, look = draft.report, draft.look
        return {
            ".html": as_page(report, look, charset="gb18030"),
            ".docx": as_word(report, look, numbered=True),
            ".xlsx": as_book(report, look, narrative=True),
            "-text.docx": as_word(narrative_only(report), look),
            "-tables.xlsx": as_book(report, look),
        }


SHIPPED = (
    Plan("final-clean", 100, "ministry", "final", "broad"),
    Plan("budget-clean", 100, "coast", "budget", "plain"),
    Plan(
        "final-narrative", 100, "delta", "final", "terse",
        ("change_rate", "level", "factor", "completion", "score"), forms=True,
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

#: Those that are scans: reading one takes a minute.
SCANS = (
    Plan(
        "budget-scanned", 103, "river", "budget", "plain",
        ("level", "change_rate", "item_cell"), scan="shipped",
    ),
)  # fmt: skip
