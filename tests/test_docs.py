"""The documentation: links that lead somewhere, and two languages that say the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
#: What users read, in both languages.
BOTH = (
    "cluster.md",
    "outputs.md",
    "python.md",
    "result.md",
    "scans.md",
    "serve.md",
    "settings.md",
    "store.md",
    "verdicts.md",
    "windows.md",
)
PAGES = [*ROOT.glob("*.md"), *DOCS.glob("*.md"), *DOCS.glob("zh/*.md")]
_LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
#: Names in the code's own words: fields, options, commands, files.
_NAME = re.compile(r"`(--?[a-z-]+|[a-z]\w*(?:[._]\w+)*|[A-Z]\w*Error)`", re.ASCII)


def names(page: Path) -> set[str]:
    return set(_NAME.findall(page.read_text("utf-8")))


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    links = [x for x in _LINK.findall(page.read_text("utf-8")) if not x.startswith("http")]
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("name", BOTH)
def test_both_languages_name_the_same_things(name: str) -> None:
    english, chinese = DOCS / name, DOCS / "zh" / name
    assert names(english) - names(chinese) == set()
    assert f"[中文](zh/{name})" in english.read_text("utf-8")
    assert f"[English](../{name})" in chinese.read_text("utf-8")


def test_the_chinese_readme_leads_to_every_chinese_page() -> None:
    readme = (ROOT / "README.zh-CN.md").read_text("utf-8")
    assert [name for name in BOTH if f"(docs/zh/{name})" not in readme] == []


def test_pictures_are_small() -> None:
    assert {p.name for p in (DOCS / "pictures").iterdir()} == {
        "marked.png",
        "page.png",
        "serve-phone.png",
        "serve-report.png",
        "serve-reports.png",
        "serve-sums.png",
        "workpaper.png",
    }
    assert sum(p.stat().st_size for p in (DOCS / "pictures").iterdir()) < 500_000
