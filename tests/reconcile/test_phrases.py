"""What gouji says, in both languages: the templates, and what the code fills them with."""

from __future__ import annotations

import ast
import json
import pickle
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from string import Formatter

import pytest

import reconcile
from reconcile.audit import Audit
from reconcile.phrases import LANGUAGES, Name, Phrase, Words, joined, phrase, say, templates
from reconcile.reconcile import reconcile as decide
from reconcile.rules import Choice, codes, rule, rules, title
from tests.rules.builder import built

SOURCES = sorted(Path(reconcile.__file__).parent.rglob("*.py"))
CHINESE = re.compile(r"[一-龥，。；：、（）]")
#: What is quoted in a template: words of the report, and units of money with what they mean.
QUOTED = re.compile(r"“[^”]*”|《[^》]*》|元 \(yuan\)|万元 \(10,000 yuan\)")


def braces(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


@pytest.mark.parametrize("name", templates())
def test_a_template_says_the_same_in_every_language(name: str) -> None:
    """In the same fields."""
    texts = templates()[name]
    assert tuple(texts) == LANGUAGES
    assert braces(texts["zh"]) == braces(texts["en"])


@pytest.mark.parametrize("name", templates())
def test_english_is_english(name: str) -> None:
    assert not CHINESE.search(QUOTED.sub("", templates()[name]["en"]))


@cache
def trees() -> tuple[ast.Module, ...]:
    return tuple(ast.parse(path.read_text("utf-8")) for path in SOURCES)


def calls() -> Iterator[tuple[str, set[str]]]:
    """The names and fields of the calls of phrase() that write the name out."""
    for node in (node for tree in trees() for node in ast.walk(tree)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        if node.func.id == "phrase" and isinstance(node.args[0], ast.Constant):
            yield node.args[0].value, {str(k.arg) for k in node.keywords}


def test_calls_fit_their_templates() -> None:
    found = list(calls())
    assert len(found) > 30
    for name, given in found:
        assert braces(templates()[name]["zh"]) == given, name


def test_names_in_the_code_are_those_of_the_templates() -> None:
    """No template is missing, and none is left over."""
    groups = {name.partition(".")[0] for name in templates()}
    named = {
        node.value
        for tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if re.fullmatch(rf"({'|'.join(groups)})\.[a-z_]+", node.value)
    }
    assert named == templates().keys()


@cache
def audits() -> tuple[Audit, ...]:
    """The examples of all rules, checked; the last with one rule only."""
    samples = [e for r in rules().values() for e in (*r.passes, *r.flags)]
    last = decide(built(samples[0]), choice=Choice.of(["N03"]))
    return (*(decide(built(sample)) for sample in samples), last)


def said(audit: Audit) -> Iterator[Words]:
    """All that an audit says."""
    for finding in audit.findings:
        yield from (finding.message, finding.detail, finding.formula)
    for check in audit.checks:
        yield from (check.formula, check.detail)
    yield from audit.unchecked


def bare(words: Words) -> Words:
    """What is left of a phrase without all that is quoted in it."""
    if isinstance(words, Phrase):
        return phrase(words.name, **{name: bare(field) for name, field in words.fields})
    return ""


def named(words: Words) -> Iterable[Name]:
    """The rules that a phrase names."""
    if isinstance(words, Phrase):
        return [name for _, field in words.fields for name in named(field)]
    return [words] if isinstance(words, Name) else []


def test_all_that_is_said_of_the_examples_has_english() -> None:
    phrases = {words for audit in audits() for words in said(audit) if isinstance(words, Phrase)}
    assert len({words.name for words in phrases}) > 20
    for words in phrases:
        assert say(words, "zh")
        assert not CHINESE.search(QUOTED.sub("", say(bare(words), "en")))
        assert all(name.en for name in named(words))


def test_nothing_else_is_said_in_chinese() -> None:
    """What is no phrase is made of figures, signs and units."""
    plain = {w for audit in audits() for w in said(audit) if not isinstance(w, Phrase | Name)}
    for words in plain:
        assert re.fullmatch(r"([-\d.+−×÷()|=<>≤]|万?元|%|[个家所辆人分])*", words), words


def test_every_rule_has_a_name_in_both_languages() -> None:
    for code in codes():
        assert rule(code).title.zh != rule(code).title.en != ""


def test_the_name_of_ones_own_rule_is_the_same_everywhere() -> None:
    own = title("X01", {"X01": "收入合计"})
    assert (own.text("zh"), own.text("en"), str(own)) == ("收入合计", "收入合计", "收入合计")
    assert title("X02", {}).text("en") == "X02"


def test_a_phrase_within_a_phrase() -> None:
    found = phrase("detail.look", doubt=phrase("doubt.left_over", first="7.00", count="3"))
    assert str(found) == "本表有数字未能归入表格（7.00等3个），请人工核看"
    assert "(7.00 …, 3 in all); please" in found.text("en")
    with pytest.raises(KeyError):
        phrase("detail.look").text("zh")
    with pytest.raises(KeyError):
        phrase("detail.nothing").text("en")


def test_a_phrase_is_a_text() -> None:
    found = phrase("place.converted", value=Name("一", "one"), other=phrase("place.blank"))
    assert isinstance(found, str) and "空白" in found and found.startswith("一")
    assert json.dumps({"message": found}, ensure_ascii=False) == '{"message": "一（空白）"}'
    again = pickle.loads(pickle.dumps(found))
    assert (again, again.text("en"), type(again)) == (found, "one (a blank)", Phrase)
    with pytest.raises(ValueError, match="there are zh, en"):
        say(found, "fr")


def test_parts_that_say_nothing_are_left_out() -> None:
    assert joined("join.clauses", ["", ""]) == ""
    assert joined("join.clauses", ["", "a"]) == "a"
    assert say(joined("join.list", ["a", "b", "c"]), "zh") == "a、b、c"
    assert say(joined("join.list", ["a", "b", "c"]), "en") == "a, b, c"


def test_equal_words_are_equal_phrases() -> None:
    """Findings that say the same are shown once."""
    one = phrase("place.converted", value="1", other="2")
    assert one == phrase("place.converted", other="2", value="1")
    assert len({one, phrase("place.converted", value="1", other="2")}) == 1
