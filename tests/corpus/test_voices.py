"""The voices of made-up reports: each speaks whole sentences, of what the accounts say."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from random import Random

import pymupdf
import pytest

from corpus.sampling import KINDS, NoPlaceError, make
from corpus.sampling.compose import compose
from corpus.sampling.document import Figure, Heading, Paragraph, Report
from corpus.sampling.facts import Fact, Facts
from corpus.sampling.flaws import plain
from corpus.sampling.invent import invent
from corpus.sampling.model import GENERAL, ZERO, total
from corpus.sampling.places import change_parts, named_wholes, rates_first
from corpus.sampling.plant import plant
from corpus.sampling.roughen import roughen
from corpus.sampling.speech import Scene, Speaker, numeral
from corpus.sampling.voice import USUAL, merged, voice, voices

SEEN, HELD_OUT = tuple(voices()), tuple(voices(held_out=True))
every_voice = pytest.mark.parametrize("name", (*SEEN, *HELD_OUT))
each_kind = pytest.mark.parametrize("kind", ["final", "budget"])
#: What a phrase that was put together wrongly looks like.
_BROKEN = re.compile(
    r"[{}]|None|，，|。。|；；|、、|，。|；。|：。|、。|，；|：；|为，|（）|\(\)|元元|%%|增加0\.00万元"
)


@cache
def report(name: str, kind: str, seed: int) -> Report:
    spoken = voice(name)
    accounts = invent(seed, kind=kind, steady=name in USUAL)
    if spoken.setting.fine:
        accounts = roughen(accounts, seed)
    return compose(accounts, spoken.look(), spoken, kind, seed)


def said(report: Report) -> list[str]:
    """Headings and paragraphs as they are printed."""
    lines = []
    for block in report.blocks:
        if isinstance(block, Heading):
            lines.append(block.text)
        elif isinstance(block, Paragraph):
            lines.append("".join(p.text if isinstance(p, Figure) else p for p in block.pieces))
    return lines


def test_there_are_voices_to_build_with_and_voices_that_are_held_out() -> None:
    assert len(SEEN) >= 16
    assert len(HELD_OUT) >= 8
    assert not set(SEEN) & set(HELD_OUT)
    assert set(USUAL) <= set(SEEN)


@every_voice
@each_kind
@pytest.mark.parametrize("seed", range(3))
def test_whole_sentences(name: str, kind: str, seed: int) -> None:
    broken = [line for line in said(report(name, kind, seed)) if _BROKEN.search(line)]
    assert not broken


@every_voice
@each_kind
def test_a_figure_is_what_it_prints_and_has_a_name_of_its_own(name: str, kind: str) -> None:
    figures = list(report(name, kind, 11).figures())
    assert len({figure.name for figure in figures}) == len(figures)
    for figure in figures:
        if plain(figure.text) not in ("", "-"):
            assert Decimal(plain(figure.text)) == figure.value


@every_voice
@each_kind
def test_what_is_told_is_what_the_accounts_say(name: str, kind: str) -> None:
    """The same seed's accounts, summed here, are the totals of the narrative."""
    accounts = invent(7, kind=kind, steady=name in USUAL)
    if voice(name).setting.fine:
        accounts = roughen(accounts, 7)
    told = {f.name: f for f in report(name, kind, 7).figures()}
    spent = total(i.spent for i in accounts.of(GENERAL))
    known = {
        "general": spent, "structure": spent, "detail": spent,
        "expense": total(i.spent for i in accounts.items),
        "three_public.total": (accounts.actual if kind == "final" else accounts.planned).total,
    }  # fmt: skip
    shown = [key for key in known if key in told]
    assert len(shown) >= 2
    units = {"元": 1, "万元": 10_000, "亿元": 100_000_000}
    for key in shown:
        figure = told[key]
        assert abs(figure.value - known[key] / units[figure.unit]) <= Decimal("0.005")


@every_voice
def test_a_report_is_made_the_same_from_the_same_seed(name: str) -> None:
    sample, again = (make(3, None, "final", style=name) for _ in range(2))
    assert sample.data == again.data
    assert report(name, "final", 1) != report(name, "final", 2)
    key = sample.key
    assert (key.style, key.template, key.kind) == (name, voice(name).look().name, "final")
    document = pymupdf.open("pdf", sample.data)
    text = re.sub(r"\s", "", "".join(page.get_text() for page in document))
    assert document.page_count == key.pages
    assert f"{key.unit}{key.year}" in text


@every_voice
@each_kind
def test_errors_have_a_place_in_every_voice(name: str, kind: str) -> None:
    made = report(name, kind, 5)
    planted = [found for k in KINDS if (found := plant(made, k, Random(5))) is not None]
    assert len(planted) >= (27 if kind == "final" else 17)
    for changed, flaw in planted:
        assert changed != made
        assert flaw.stated != flaw.expected
        assert flaw.figure in {f.name for f in changed.figures()}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_error_has_a_place_somewhere(kind: str) -> None:
    made = (report(name, of, 5) for name in SEEN for of in ("final", "budget"))
    assert any(plant(one, kind, Random(5)) for one in made)


def test_figures_known_by_their_place() -> None:
    told = {f.name for f in report("ratefirst", "final", 5).figures() if f.role == "change_rate"}
    first = rates_first(report("ratefirst", "final", 5))
    assert "expense.rate" in first and first < told
    assert not rates_first(report("plain", "final", 5))
    assert "expense.basic.share" in named_wholes(report("yuan", "final", 5))
    assert "expense.basic.share" not in named_wholes(report("plain", "final", 5))
    assert change_parts(report("stairs", "final", 5)) == {
        "general.basic.change", "general.project.change",
    }  # fmt: skip


def test_no_place_is_left_out_only_where_that_is_asked_for() -> None:
    with pytest.raises(NoPlaceError):
        make(3, None, "budget", style="plain", flaws=("form_rate",))
    sample = make(3, None, "budget", style="plain", flaws=("form_rate", "item"), lenient=True)
    assert [flaw.kind for flaw in sample.key.flaws] == ["item"]


def test_traditional_characters() -> None:
    text = "".join(said(report("mirror", "final", 2)))
    assert "萬元" in text
    assert not set("万亿决总计较与农业务类预财费国务购车辆运维护") & set(text)


def test_units_said_once() -> None:
    paragraphs = said(report("doorless", "final", 2))
    assert sum("万元" in line for line in paragraphs) == 1


def _speaker(**forms: object) -> Speaker:
    facts = Facts({"year": "2023", "last": "2022"})
    facts.add(
        Fact("x", "甲", Decimal(30_000), Decimal(20_000), Decimal(40_000), Decimal(60_000)),
        Fact("y", "乙", Decimal(10_049), Decimal(10_000)),
    )
    facts.list("both", [facts.by_name["x"], facts.by_name["y"]])
    return Speaker(voice("plain"), facts, dict(forms), Random(1), {"up": ["甲"], "down": ["乙"]})


def _text(speaker: Speaker, phrase: str) -> str:
    pieces = speaker.say(phrase, Scene())
    return "".join(p.text if isinstance(p, Figure) else p for p in pieces)


def test_phrases() -> None:
    moved = {"up": "增加{diff}（{rate}）", "flat": "持平", "down": "", "new": ""}
    speaker = _speaker(moved=moved, one={"say": "{cn}{label}{level}", "mark": "，", "final": "和"})
    assert _text(speaker, "{x}，{x:moved}") == "3.00万元，增加1.00万元（50.00%）"
    assert _text(speaker, "{x:share}、{x:completion}、{x:n}") == "50.00%、75.00%、3.00"
    assert _text(speaker, "{both:one}") == "一甲3.00万元和二乙1.00万元"
    assert _text(speaker, "{both:label}为{both:level}") == "甲、乙为3.00万元、1.00万元"


def test_what_prints_alike_is_told_as_no_change() -> None:
    speaker = _speaker(moved={"up": "增加{diff}", "flat": "持平", "down": "", "new": ""})
    assert _text(speaker, "{y:moved}") == "持平"


def test_a_phrase_of_nothing_fails() -> None:
    with pytest.raises(KeyError):
        _text(_speaker(), "{nothing}")


def test_a_voice_over_another() -> None:
    below = {"forms": {"change": {"up": "a", "down": "b"}, "path": "c"}, "look": {"codes": "one"}}
    above = {"forms": {"change": {"up": "d"}}, "look": {"order": "e"}}
    assert merged(below, above) == {
        "forms": {"change": {"up": "d"}, "path": "c"}, "look": {"codes": "one", "order": "e"},
    }  # fmt: skip


def test_numerals() -> None:
    assert [numeral(n) for n in (1, 10, 11, 20, 34)] == ["一", "十", "十一", "二十", "三十四"]


def test_amounts_with_cents_still_agree() -> None:
    accounts = roughen(invent(4), 4)
    assert any(item.spent % 100 for item in accounts.items)
    basic = total(i.basic for i in accounts.of(GENERAL))
    assert accounts.staff + accounts.running_costs == basic
    assert all(e.amount >= ZERO for e in accounts.economy)
