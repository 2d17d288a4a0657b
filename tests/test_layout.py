"""The data flows one way: extract → reconcile → report, with corpus, serve and gouji above them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
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
