"""The narrative of a report: a voice's sections over the facts of its accounts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random
from typing import Any

from corpus.sampling.budget_facts import budget_facts
from corpus.sampling.document import Block, Heading, Paragraph
from corpus.sampling.final_facts import final_facts
from corpus.sampling.invent import catalogue
from corpus.sampling.model import Accounts
from corpus.sampling.speech import Scene, Speaker, places
from corpus.sampling.voice import Voice

_OUTER = 2


def narrative(accounts: Accounts, voice: Voice, kind: str, seed: int) -> Iterator[Block]:
    """The 情况说明 of a report, headings and paragraphs; `kind` is final or budget.

    A section has a `title`, a `level` (2 and deeper) and a `text`: paragraphs one by one, each a
    phrase, or a table with `say`, `if` or `unless` (a flag of the facts), `each` (a list: a
    paragraph for every fact in it) and `within` (what follows each of those).
    """
    facts = (final_facts if kind == "final" else budget_facts)(accounts)
    causes = voice.data.get("causes", catalogue()["reasons"])
    speaker = Speaker(voice, facts, dict(voice.forms(kind)), Random(f"narrative {seed}"), causes)
    sections = voice.kind(kind)["sections"]
    chosen = [sections[name] for name in voice.kind(kind)["order"]]
    counters: dict[int, int] = {}
    for section in chosen:
        if not _holds(section, speaker):
            continue
        yield from _heading(section, speaker, counters)
        for text in section.get("text", ()):
            yield from _paragraphs(text, speaker, Scene())


def _heading(
    section: dict[str, Any], speaker: Speaker, counters: dict[int, int]
) -> Iterator[Block]:
    title, level = section.get("title"), section.get("level", _OUTER)
    if not title:
        return
    for deeper in [key for key in counters if key > level]:
        del counters[deeper]
    counters[level] = counters.get(level, 0) + 1
    numbering = speaker.voice.data["headings"][level - _OUTER]
    words = {"title": title, **places(counters[level])}
    said = speaker.say(numbering.replace("{title}", title), Scene(words=words))
    yield Heading("".join(str(piece) for piece in said), min(level, 3))


def _holds(part: dict[str, Any], speaker: Speaker) -> bool:
    """Whether the flags of a section or paragraph are as it wants them."""
    flags = speaker.facts.flags
    return part.get("if", "") in {"", *flags} and part.get("unless", "") not in flags


def _paragraphs(text: str | dict[str, Any], speaker: Speaker, scene: Scene) -> Iterator[Block]:
    if isinstance(text, str):
        yield Paragraph(speaker.voice.spaced(speaker.say(text, scene)))
        return
    if not _holds(text, speaker):
        return
    if "each" not in text:
        yield from _paragraphs(text["say"], speaker, scene)
        return
    for number, fact in enumerate(speaker.listed(text["each"], scene) or (), 1):
        inner = Scene(fact, {**scene.words, **places(number)})
        yield from _paragraphs(_phrase(text["say"], speaker), speaker, inner)
        within: Sequence[dict[str, Any]] = text.get("within", ())
        for below in within:
            yield from _paragraphs(below, speaker, inner)


def _phrase(name: str, speaker: Speaker) -> str:
    """A phrase, or the name of one."""
    return f"{{{name}}}" if name in speaker.forms else name
