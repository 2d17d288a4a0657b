"""However a sentence of the bank is set, torn or measured, it states the same."""

from __future__ import annotations

import re
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from extract.claims.statements import Reading, read_claims
from extract.figures.in_text import compact
from extract.narrative.sentences import read_sentences
from extract.paper.running import running_text
from tests.extract.bank import Example, examples, read_text
from tests.extract.by_hand import COLUMNS, document

GOOD = {e.name: e for e in examples() if not e.limit}
#: Of one paragraph that begins with no ordinal, so that nothing on the page makes it a heading.
PLAIN = [n for n, e in GOOD.items() if not re.search(r"\n|^[#（(\d第“一二]", e.text)]
UNHEADED = [n for n, e in GOOD.items() if "# " not in e.text]
WIDE = str.maketrans("0123456789.%", "０１２３４５６７８９．％")
#: Text that shows the reader how wide the page's lines are.
FILLER = "本部门认真贯彻落实各项决策部署，紧紧围绕中心工作，扎实推进各项事业，取得了较好成效。" * 3


def meaning(reading: Reading) -> list[tuple[Any, ...]]:
    """What a reading says, wherever it stands."""
    return [
        (
            c.quantity.exact,
            c.quantity.ulp,
            c.role,
            c.direction,
            c.base,
            c.period,
            re.sub(r"\s", "", c.subject),
            c.torn,
            c.template,
        )
        for c in reading.claims
    ]


def read_example(example: Example, text: str) -> Reading:
    return read_text(text, example.year, example.kind)


@given(st.sampled_from(sorted(GOOD)), st.data())
@settings(max_examples=150, deadline=None)
def test_blanks_anywhere(name: str, data: st.DataObject) -> None:
    """Blanks inside figures, between figure and unit, inside words; a heading's are dropped
    where its line is read, before anything asks what it says."""
    example = GOOD[name]
    headings = [m.span() for m in re.finditer(r"(?m)^#.*$", example.text)]
    heads = [
        i for i, c in enumerate(example.text)
        if i and c not in " \n" and not any(start <= i < end for start, end in headings)
    ]  # fmt: skip
    at = data.draw(st.lists(st.sampled_from(heads), unique=True, max_size=12))
    blank = data.draw(st.sampled_from([" ", "\u3000", "\u00a0", "  "]))
    pieces = [blank + c if i in at else c for i, c in enumerate(example.text)]
    torn = read_example(example, "".join(pieces))
    assert meaning(torn) == meaning(read_example(example, example.text))


@given(st.sampled_from(sorted(GOOD)))
@settings(max_examples=150, deadline=None)
def test_full_width_figures(name: str) -> None:
    example = GOOD[name]
    wide = read_example(example, example.text.translate(WIDE))
    assert meaning(wide) == meaning(read_example(example, example.text))


@given(st.sampled_from(sorted(GOOD)))
@settings(max_examples=100, deadline=None)
def test_half_width_punctuation(name: str) -> None:
    """Commas and brackets mix in print: （ and (, ， and ,."""
    example = GOOD[name]
    assume(not re.search(r"\d，\d", example.text))
    plain = example.text.translate(str.maketrans("，；：", ",;:"))
    assert meaning(read_example(example, plain)) == meaning(read_example(example, example.text))


@given(st.sampled_from(PLAIN), st.integers(12, COLUMNS), st.integers(4, 30))
@settings(max_examples=100, deadline=None)
def test_line_and_page_breaks(name: str, columns: int, rows: int) -> None:
    """Set in lines of any width, on pages of any height."""
    example = GOOD[name]
    pages = document([FILLER, example.text, FILLER], columns=columns, rows=rows)
    sentences = read_sentences(running_text(pages, {}))
    reading = read_claims(sentences, year=example.year, kind=example.kind)
    assert meaning(reading) == meaning(read_example(example, example.text))


def in_other_unit(example: Example, unit: str) -> str | None:
    """The text with every amount in 万元 said in another unit; None where it has no such."""
    reading = read_example(example, example.text)
    amounts = [c for c in reading.claims if c.quantity.unit == "万元"]
    paragraphs = example.text.splitlines()
    plain = all(re.sub(r"\s", "", c.quantity.text).endswith("万元") for c in amounts)
    if not amounts or not plain:
        return None
    for claim in reversed(amounts):
        said = paragraphs[claim.sentence]
        shown = f"{claim.quantity.to(unit).value:f}{unit}"
        paragraphs[claim.sentence] = said[: claim.start] + shown + said[claim.end :]
    return "\n".join(paragraphs)


@given(st.sampled_from(UNHEADED), st.sampled_from(["亿元", "千元"]))
@settings(max_examples=150, deadline=None)
def test_other_units(name: str, unit: str) -> None:
    """The same amounts in 亿元 or 千元: equal in value and in precision."""
    example = GOOD[name]
    text = in_other_unit(example, unit)
    assume(text is not None)
    assert text is not None
    exact = meaning(read_example(example, text))
    original = meaning(read_example(example, example.text))
    assert [(m[0], *m[2:]) for m in exact] == [(m[0], *m[2:]) for m in original]


@given(st.sampled_from(sorted(GOOD)))
@settings(max_examples=150, deadline=None)
def test_claims_stand_where_they_say(name: str) -> None:
    """The offsets of a claim are those of its figure in the sentence."""
    example = GOOD[name]
    reading = read_example(example, example.text)
    paragraphs = [p.removeprefix("# ") for p in example.text.strip().splitlines()]
    for claim in reading.claims:
        printed = paragraphs[claim.sentence][claim.start : claim.end]
        assert compact(printed)[0] == claim.quantity.text
