"""The data flows one way: extract → reconcile → report, with corpus, serve and gouji above them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("extract", "reconcile", "corpus", "report", "serve", "gouji")
#: What a package may not import, at the top of a module or inside a function.
FORBIDDEN = {
    "extract": {"reconcile", "corpus", "report", "serve", "gouji"},
    "reconcile": {"corpus", "report", "serve", "gouji", "pymupdf", "fitz", "camelot"},
    "report": {"corpus", "serve", "gouji"},
    "corpus": {"serve", "gouji"},
    "serve": {"gouji"},
    "gouji": set(),
}


def imports(source: str) -> Iterator[str]:
    """The top-level names of all that a module imports, relative imports left out."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


def modules(package: str) -> list[Path]:
    return sorted((ROOT / package).rglob("*.py"))


@pytest.mark.parametrize("package", PACKAGES)
def test_imports_go_one_way(package: str) -> None:
    for module in modules(package):
        wrong = set(imports(module.read_text(encoding="utf-8"))) & FORBIDDEN[package]
        assert not wrong, f"{module.relative_to(ROOT)} imports {', '.join(sorted(wrong))}"


def test_the_rule_is_about_something() -> None:
    assert all(modules(package) for package in ("extract", "reconcile", "report", "gouji"))
    hidden = "def f():\n    from report.result import to_dict\n    import gouji.cli as c\n"
    assert set(imports(hidden)) == {"report", "gouji"}


def test_no_relative_imports() -> None:
    """They would slip past the rule above."""
    for package in PACKAGES:
        for module in modules(package):
            for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
                assert not (isinstance(node, ast.ImportFrom) and node.level), module


@pytest.mark.parametrize("package", PACKAGES)
def test_every_module_says_what_it_is_for(package: str) -> None:
    for module in modules(package):
        tree = ast.parse(module.read_text(encoding="utf-8"))
        assert ast.get_docstring(tree), f"{module.relative_to(ROOT)} has no docstring"


#: The rooms of extract in the order in which a report passes through them; a room knows of those
#: before it, and of the values that stand beside them.
ROOMS = (
    "pdf",
    "scan",
    "paper",
    "flow",
    "web",
    "word",
    "workbook",
    "tables",
    "narrative",
    "claims",
)


def test_a_report_passes_through_the_rooms_of_extract_one_way() -> None:
    for number, room in enumerate(ROOMS):
        later = {f"extract.{r}" for r in ROOMS[number + 1 :]} - {"extract.claims"}
        for module in modules(f"extract/{room}"):
            names = set(dotted(module.read_text(encoding="utf-8")))
            wrong = {n for n in names if any(n.startswith(r + ".") for r in later)}
            assert not wrong, f"{module.relative_to(ROOT)} imports {', '.join(sorted(wrong))}"


def test_only_the_source_knows_what_a_pdf_is() -> None:
    """What stands behind the layout reads values; the second reading and Camelot open the file."""
    for room in ("tables", "narrative", "figures", "claims"):
        for module in modules(f"extract/{room}"):
            names = set(dotted(module.read_text(encoding="utf-8")))
            assert not {n for n in names if n.startswith(("extract.pdf", "pymupdf", "camelot"))}


def dotted(source: str) -> Iterator[str]:
    """What a module imports, by its whole name, names of a `from` among it."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_no_import_goes_round_in_a_circle() -> None:
    """Imports inside functions count: a circle that is hidden is one all the same."""
    known = {
        str(path.relative_to(ROOT).with_suffix("")).replace("/", "."): path
        for package in PACKAGES
        for path in modules(package)
        if path.name != "__init__.py"
    }
    graph = {
        name: {
            known_as
            for found in dotted(path.read_text(encoding="utf-8"))
            for known_as in (found, found.rpartition(".")[0])
            if known_as in known
        }
        for name, path in known.items()
    }
    try:
        tuple(TopologicalSorter(graph).static_order())
    except CycleError as error:
        pytest.fail(" → ".join(error.args[1]))
