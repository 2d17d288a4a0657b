"""A rule's page as Markdown, from the texts and the examples in its file: for docs/rules/ and for
`gouji rule`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import groupby

from rich.cells import cell_len

from reconcile.duties.catalogue import bases, duties
from reconcile.phrases import say
from reconcile.rules import Example, Rule, Sample
from reconcile.rules.catalogue import TEXTS
from report.wrap import wrap


def rule_page(rule: Rule, lang: str, *, examples: bool = True) -> str:
    """The page in a language, `zh` or `en`; without its examples where they are not wanted."""
    words = _words(lang)
    texts = (rule.english if lang == "en" else None) or rule.texts
    lines = [f"# {_title(rule, words)}", "", _scope(rule, words)]
    for key in TEXTS:
        lines += ["", f"## {words[key]}", "", texts[key]]
    lines += _basis(rule, lang, words)
    if examples:
        lines += _examples(rule, lang, words)
    off = words["off_between" if _is_between(rule) else "off_text"].format(code=rule.code)
    lines += ["", f"## {words['off']}", "", off, ""]
    return "\n".join(lines)


def _basis(rule: Rule, lang: str, words: Mapping[str, str]) -> Iterator[str]:
    """The duties of a rule, and the law they stand on with whether its text was read."""
    asked = [duty for duty in duties() if duty.rule == rule.code and duty.basis]
    if not asked:
        return
    yield from ("", f"## {words['duties']}", "")
    known = bases()
    for duty in asked:
        law = words["sign_comma"].join(say(known[id].short, lang) for id in duty.basis)
        kinds = words[f"duty_{duty.kinds[0]}"] if len(duty.kinds) == 1 else ""
        yield f"- {duty.id} {say(duty.name, lang)}{kinds} — {law}"
    yield from ("", f"## {words['basis']}", "")
    for id in dict.fromkeys(id for duty in asked for id in duty.basis):
        yield f"- {say(known[id].text, lang)} *({say(known[id].standing, lang)})*"


def about(rule: Rule, lang: str) -> tuple[tuple[str, str], ...]:
    """What a rule checks, why, how it may err and what to ask, each under its heading; without
    its examples, and empty for a rule that has no page."""
    words = _words(lang)
    texts = (rule.english if lang == "en" else None) or rule.texts
    shown = [key for key in TEXTS if key != "example" and key in texts]
    return tuple((words[key], texts[key].strip()) for key in shown)


def document(rule: Rule) -> str:
    """The page of docs/rules/: Chinese with the examples, then English."""
    return f"{rule_page(rule, 'zh')}\n---\n\n{rule_page(rule, 'en', examples=False)}"


def index(rules: Sequence[Rule]) -> str:
    """docs/rules/README.md: all rules with links to their pages."""
    zh, en = _words("zh"), _words("en")
    lines = [f"# {zh['index']} · {en['index']}", "", zh["index_text"], "", en["index_text"]]
    for letter, group in groupby(rules, key=lambda r: r.code[0]):
        lines += ["", f"## {letter} {zh[f'group_{letter}']} · {en[f'group_{letter}']}", ""]
        lines += [f"- [{r.code}]({r.code}.md) {r.name} · {r.name_en}" for r in group]
    return "\n".join([*lines, ""])


def groups(rules: Sequence[Rule], lang: str) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """The rules under their groups' titles: code and name in a language."""
    words = _words(lang)
    for letter, group in groupby(rules, key=lambda r: r.code[0]):
        named = [(r.code, (r.name_en if lang == "en" else "") or r.name) for r in group]
        yield words[f"group_{letter}"], named


def for_terminal(page: str, width: int) -> str:
    """The page with its lines broken to a width in columns, and its tables as aligned lines: a
    terminal's Markdown breaks Chinese before a closing sign, and cuts off tables."""
    lines: list[str] = []
    for table, group in groupby(page.splitlines(), key=lambda line: line.startswith("|")):
        if table:
            rows = [line.strip("| ").split(" | ") for line in group if "---" not in line]
            lines += _broken(_aligned(rows, width), "")
        else:
            for line in group:
                mark = "> " if line.startswith("> ") else ""
                whole = "`" in line or line.startswith("#")
                text = line.removeprefix(mark)
                lines += [line] if whole else _broken(wrap(text, width - 2 * len(mark)), mark)
    return "\n".join(lines)


def _broken(lines: Sequence[str], mark: str) -> list[str]:
    """Lines of one paragraph, each with Markdown's sign for a line break."""
    return [mark + line + "  " for line in lines[:-1]] + [mark + lines[-1]]


def _aligned(rows: Sequence[Sequence[str]], width: int) -> list[str]:
    """The rows of a table as lines with their fields below each other, where they fit."""
    columns = max(map(len, rows))
    room = [max(cell_len(row[c]) for row in rows if c < len(row)) for c in range(columns)]
    if sum(room) + 2 * columns > width:
        loose = (" · ".join(field for field in row if field) for row in rows)
        return [line for row in loose for line in wrap(row, width)]
    return [
        (_GAP * 2).join(f + _GAP * (room[c] - cell_len(f)) for c, f in enumerate(row))
        for row in rows
    ]


#: A blank that Markdown leaves as it is.
_GAP = "\xa0"


@cache
def _words(lang: str) -> Mapping[str, str]:
    return tomllib.loads(files("report").joinpath(f"rule_page.{lang}.toml").read_text("utf-8"))


def _title(rule: Rule, words: Mapping[str, str]) -> str:
    return words["title"].format(code=rule.code, name=rule.name, name_en=rule.name_en)


def _is_between(rule: Rule) -> bool:
    """Whether a rule holds reports against each other, so that gouji check does not apply it."""
    return rule.code.startswith("B")


def _scope(rule: Rule, words: Mapping[str, str]) -> str:
    kind = "between" if _is_between(rule) else rule.report
    scope = words[f"report_{kind}"] if kind else words["report"]
    between = "" if scope.endswith("。") else " "
    return scope + between + words["confirms"] if rule.confirms_only else scope


def _examples(rule: Rule, lang: str, words: Mapping[str, str]) -> Iterator[str]:
    """The examples to let pass, and those to flag: numbered through, for these refer to those."""
    sections = (("passes", rule.passes), ("flags", rule.flags))
    number = 0
    for name, examples in sections:
        if examples:
            yield from ("", f"## {words[name]}")
        for example in examples:
            number += 1
            yield from ("", *_example(example, number, lang, words))
            yield f"*{_outcome(rule, example, words)}*"
            if example.limit:
                yield from ("", words["limit"].format(limit=example.limit))


def _example(example: Example, number: int, lang: str, words: Mapping[str, str]) -> Iterator[str]:
    note = example.note_en if lang == "en" else example.note
    kind = words["budget_report"] if example.kind == "budget" else ""
    yield f"**{words['number'].format(number=number)}**{kind} {note}"
    yield ""
    if example.like:
        like = words["number"].format(number=example.like)
        old, new = (f"`{text}`" for text in _change(example))
        yield words["changed"].format(number=like, old=old, new=new)
        yield ""
    else:
        yield from _printed(example)


def _change(example: Example) -> tuple[str, str]:
    """What is printed otherwise, without the fields beside it that say where."""
    old, new = example.change
    fields = zip(old.split(" | "), new.split(" | "), strict=False)
    differing = [(a, b) for a, b in fields if a != b]
    return differing[0] if len(differing) == 1 else (old, new)


def _outcome(rule: Rule, example: Example, words: Mapping[str, str]) -> str:
    name = example.outcome
    if name == "wording" and example.expected:
        name = "wording_expected"
    if name == "doubt" and not example.expected:
        name = "doubt_said"
    if name == "mismatch" and rule.orders:
        name = "mismatch_order"
    return words[name].format(stated=example.stated, expected=example.expected)


def _printed(example: Example) -> Iterator[str]:
    """The narrative as a quotation, the tables as tables."""
    if example.text:
        yield "\n>\n".join(f"> {line}" for line in example.text.splitlines())
        yield ""
    for table in example.tables:
        yield from _table(table)


def _table(table: Sample) -> Iterator[str]:
    """A table with its title above; what spans several fields stands in the first of them."""
    yield f"{table.title}（{table.unit}）"
    yield ""
    for number, row in enumerate(table.rows):
        shown = ("" if field in ("<", "^") else field for field in row)
        yield "| " + " | ".join(shown) + " |"
        if number == 0:
            yield "|" + " --- |" * len(row)
    yield ""
    for note in table.notes:
        yield from (note, "")
