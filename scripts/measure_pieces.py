"""A folder of files of many bodies, some pieces of one report: which does a scan put together?

    python scripts/measure_pieces.py                 # about 300 files
    python scripts/measure_pieces.py --rounds 1      # a quarter of them

Each case is a set of files and which of them are of one report. Reports that were put together
rightly, wrongly, and not at all are counted by case; a wrong one is the worst of it.
"""

from __future__ import annotations

import argparse
import io
import re
import tempfile
import time
import zipfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from openpyxl import Workbook
from sqlalchemy import select

from corpus.sampling.compose import compose
from corpus.sampling.document import Grid, Paragraph, Report, reworded
from corpus.sampling.forms import as_book, as_page, as_word
from corpus.sampling.forms.parts import narrative_only
from corpus.sampling.invent import catalogue, invent
from corpus.sampling.looks import Look
from corpus.sampling.typeset import typeset
from corpus.sampling.voice import USUAL, voice
from corpus.scanning.pool import Options
from corpus.scanning.scan import scan
from corpus.store.database import opened
from corpus.store.models import FileRow, ReportRow
from extract.flow.office import converted, program

Files = dict[str, bytes]
_HILLS = "青白赤玄紫金石松柳梅"


@dataclass(frozen=True, slots=True)
class Told:
    """A made-up report, and its look."""

    report: Report
    look: Look

    @property
    def stem(self) -> str:
        word = "预算" if self.report.kind == "budget" else "决算"
        return f"{self.report.owner}{self.report.year}年度{word}"

    @property
    def text(self) -> Report:
        return narrative_only(self.report)

    @property
    def tables(self) -> Report:
        blocks = tuple(b for b in self.report.blocks if isinstance(b, Grid))
        return replace(self.report, blocks=blocks)

    def half(self, number: int) -> Report:
        blocks = self.tables.blocks
        middle = len(blocks) // 2
        return replace(self.report, blocks=(blocks[:middle], blocks[middle:])[number])


@dataclass(frozen=True, slots=True)
class Case:
    """Files by name, and those of them that are one report, if any are."""

    files: Files
    together: frozenset[str] = frozenset()


Maker = Callable[["Bodies"], Case]


class Bodies:
    """Bodies that nobody else in the folder has, and reports of them."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)
        self.seed = seed * 10_000
        names = catalogue()
        self.free = [r + b["name"] for r in names["regions"] for b in names["body"]]
        self.more = 0
        self.chance.shuffle(self.free)

    def owner(self) -> str:
        """A body; where those of the catalogue are used up, its office in a new place."""
        if not self.free:
            self.more += 1
            names = [b["name"] for b in catalogue()["body"]]
            place, name = divmod(self.more, len(names))
            first, second = divmod(place, len(_HILLS))
            return f"{_HILLS[second]}山{_HILLS[first]}水县{names[name]}"
        return self.free.pop()

    def told(self, owner: str = "", year: int = 0, kind: str = "") -> Told:
        """A report, of figures of its own."""
        self.seed += 1
        kind = kind or self.chance.choice(("final", "final", "budget"))
        speaker = voice(self.chance.choice(USUAL))
        accounts = invent(self.seed, kind=kind, steady=True)
        accounts = replace(
            accounts, owner=owner or self.owner(), year=year or self.chance.randint(2021, 2024)
        )
        look = speaker.look(None)
        return Told(compose(accounts, look, speaker, kind, self.seed), look)

    def text(self, told: Told, report: Report | None = None) -> tuple[str, bytes]:
        """A text in one of the forms that texts have; the ending of its name, its bytes."""
        report = report or told.text
        form = self.chance.choice(("docx", "docx", "html", "pdf"))
        return form, _written(form, report, told.look)

    def tables(self, told: Told, report: Report | None = None) -> tuple[str, bytes]:
        """Tables in one of the forms that tables have."""
        report = report or told.tables
        forms = ("xlsx", "xlsx", "xlsx", "xls" if program() else "xlsx", "html", "pdf")
        form = self.chance.choice(forms)
        return form, _written(form, report, told.look)


def _written(form: str, report: Report, look: Look) -> bytes:
    """A report in a form."""
    if form == "pdf":
        return typeset(report, look).data
    if form == "docx":
        return as_word(report, look)
    if form == "html":
        return as_page(report, look, charset="gb18030")
    book = as_book(report, look)
    return converted(Path("a.xlsx"), book, "xls") if form == "xls" else book


def pair(bodies: Bodies) -> Case:
    """A text and its tables, in one folder."""
    told = bodies.told()
    text, tables = bodies.text(told), bodies.tables(told)
    names = f"{told.stem}/说明.{text[0]}", f"{told.stem}/附件.{tables[0]}"
    return Case(dict(zip(names, (text[1], tables[1]), strict=True)), frozenset(names))


def many_in_one_folder(bodies: Bodies) -> Case:
    """A text and its tables among all others, told apart by nothing but what they say."""
    told = bodies.told()
    text, tables = bodies.text(told), bodies.tables(told)
    number = bodies.chance.randrange(10**8)
    names = f"公开/{number}a.{text[0]}", f"公开/{number}b.{tables[0]}"
    return Case(dict(zip(names, (text[1], tables[1]), strict=True)), frozenset(names))


def far_apart(bodies: Bodies) -> Case:
    """A text in one folder and its tables in another."""
    told = bodies.told()
    text, tables = bodies.text(told), bodies.tables(told)
    names = f"正文/{told.stem}.{text[0]}", f"表格/{told.stem}公开表.{tables[0]}"
    return Case(dict(zip(names, (text[1], tables[1]), strict=True)), frozenset(names))


def three(bodies: Bodies) -> Case:
    """A text and two files of tables."""
    told = bodies.told()
    text = bodies.text(told)
    names = (f"{told.stem}/a.{text[0]}", f"{told.stem}/b.xlsx", f"{told.stem}/c.xlsx")
    parts = [_written("xlsx", told.half(n), told.look) for n in (0, 1)]
    return Case(dict(zip(names, (text[1], *parts), strict=True)), frozenset(names))


def packed(bodies: Bodies) -> Case:
    """A text and its tables in an archive."""
    told = bodies.told()
    text, tables = bodies.text(told), bodies.tables(told)
    inner = (f"说明.{text[0]}", f"表.{tables[0]}")
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in zip(inner, (text[1], tables[1]), strict=True):
            archive.writestr(name, data)
    name = f"包/{told.stem}.zip"
    return Case({name: stream.getvalue()}, frozenset(f"{name}!{i}" for i in inner))


def copied(bodies: Bodies) -> Case:
    """A text and its tables, and a copy of each elsewhere."""
    case = pair(bodies)
    again = {f"备份/{name}": data for name, data in case.files.items()}
    return Case(case.files | again, case.together | set(again))


def whole(bodies: Bodies) -> Case:
    """A whole report."""
    told = bodies.told()
    form = bodies.chance.choice(("pdf", "docx", "html"))
    return Case({f"公开/{told.stem}.{form}": _written(form, told.report, told.look)})


def whole_and_tables(bodies: Bodies) -> Case:
    """A whole report with its tables once more beside it: these are copies, not pieces."""
    told = bodies.told()
    form = bodies.chance.choice(("pdf", "docx"))
    whole = _written(form, told.report, told.look)
    return Case({f"{told.stem}/a.{form}": whole, f"{told.stem}/b.xlsx": bodies.tables(told)[1]})


def text_alone(bodies: Bodies) -> Case:
    """A text whose tables nobody published."""
    told = bodies.told()
    text = bodies.text(told)
    return Case({f"公开/{told.stem}.{text[0]}": text[1]})


def tables_alone(bodies: Bodies) -> Case:
    """Tables whose text nobody published."""
    told = bodies.told()
    tables = bodies.tables(told)
    return Case({f"公开/{told.stem}表.{tables[0]}": tables[1]})


def _apart(folder: str, *pieces: tuple[str, bytes]) -> Case:
    return Case({f"{folder}/{n}.{form}": data for n, (form, data) in enumerate(pieces)})


def two_texts(bodies: Bodies) -> Case:
    """Two texts, of other figures, for the tables of one."""
    told = bodies.told()
    other = bodies.told(told.report.owner, told.report.year, told.report.kind)
    return _apart(told.stem, bodies.text(told), bodies.text(other), bodies.tables(told))


def two_tables(bodies: Bodies) -> Case:
    """Two workbooks, of other figures, for one text."""
    told = bodies.told()
    other = bodies.told(told.report.owner, told.report.year, told.report.kind)
    return _apart(told.stem, bodies.text(told), bodies.tables(told), bodies.tables(other))


def other_year(bodies: Bodies) -> Case:
    """The text of one year and the tables of the next."""
    told = bodies.told()
    other = bodies.told(told.report.owner, told.report.year + 1, told.report.kind)
    return _apart(told.report.owner, bodies.text(told), bodies.tables(other))


def other_kind(bodies: Bodies) -> Case:
    """The text of a 决算 and the tables of a 预算."""
    told = bodies.told(kind="final")
    other = bodies.told(told.report.owner, told.report.year, "budget")
    return _apart(told.report.owner, bodies.text(told), bodies.tables(other))


def other_figures(bodies: Bodies) -> Case:
    """A text and the tables of another version: same body, year and kind, no figure alike."""
    told = bodies.told()
    other = bodies.told(told.report.owner, told.report.year, told.report.kind)
    return _apart(told.stem, bodies.text(told), bodies.tables(other))


def own_office(bodies: Bodies) -> Case:
    """The text of a whole department and the tables of its own office (本级)."""
    told = bodies.told()
    other = bodies.told(f"{told.report.owner}（本级）", told.report.year, told.report.kind)
    return _apart(told.stem, bodies.text(told), bodies.tables(other))


def like_names(bodies: Bodies) -> Case:
    """The text of a body and the tables of one of like name."""
    told = bodies.told()
    owner = told.report.owner
    name = bodies.chance.choice((f"{owner}第二分局", f"东{owner}", f"{owner[:-1]}服务中心"))
    other = bodies.told(name, told.report.year, told.report.kind)
    return _apart(told.stem, bodies.text(told), bodies.tables(other))


def nameless(bodies: Bodies) -> Case:
    """A text, and the tables of another body that do not say whose they are."""
    told, other = bodies.told(), bodies.told()
    bare = replace(other.tables, owner="", cover=("公开表",))
    return _apart(told.stem, bodies.text(told), ("xlsx", _written("xlsx", bare, other.look)))


def yearless(bodies: Bodies) -> Case:
    """A text, and tables that say whose they are and not of which year."""
    told = bodies.told()
    text = bodies.text(told)
    names = (f"{told.report.owner}/说明.{text[0]}", f"{told.report.owner}/P020230915571.xlsx")
    return Case(dict(zip(names, (text[1], _yearless(told)), strict=True)), frozenset(names))


def yearless_other(bodies: Bodies) -> Case:
    """A text, and tables of the same body that are of another year and do not say so."""
    told = bodies.told()
    other = bodies.told(told.report.owner, told.report.year + 1, told.report.kind)
    return _apart(told.report.owner, bodies.text(told), ("xlsx", _yearless(other)))


def yearless_among_years(bodies: Bodies) -> Case:
    """Texts of two years, and tables of one of them that do not say which."""
    owner = bodies.owner()
    first, second = (bodies.told(owner, year, "final") for year in (2021, 2022))
    tables = ("xlsx", _yearless(second))
    return _apart(owner, bodies.text(first), bodies.text(second), tables)


def _yearless(told: Told) -> bytes:
    """A workbook of tables without a year."""
    bare = reworded(told.tables, lambda text: re.sub(r"20\d\d年度?", "", text))
    return _written("xlsx", bare, told.look)


def years_in_a_row(bodies: Bodies) -> Case:
    """One body's texts of three years, and the tables of the year in the middle."""
    owner = bodies.owner()
    told = [bodies.told(owner, year, "final") for year in (2021, 2022, 2023)]
    texts = {f"{owner}/{t.report.year}.docx": _written("docx", t.text, t.look) for t in told}
    tables = f"{owner}/表.xlsx"
    files = texts | {tables: _written("xlsx", told[1].tables, told[1].look)}
    return Case(files, frozenset((f"{owner}/2022.docx", tables)))


def stranger(bodies: Bodies) -> Case:
    """A file that is no report: a notice, a list, an error page, a letter about the report."""
    told = bodies.told()
    owner, year = told.report.owner, told.report.year
    notice = Paragraph((f"{owner}将于近日公开{year}年度部门决算，请各单位按时报送3份材料。",))
    letter = replace(told.report, cover=(f"关于{year}年度决算公开的通知",), blocks=(notice,) * 4)
    book = Workbook()
    for row in (("序号", "姓名", "电话"), *((n, "某某", 100 + n) for n in range(9))):
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    page = "<html><title>404</title><body><h1>您访问的页面不存在</h1></body></html>"
    files = {
        "docx": _written("docx", letter, told.look), "xlsx": stream.getvalue(),
        "html": page.encode(), "csv": "名称,数量\n桌,3\n椅,4\n".encode("gbk"),
    }  # fmt: skip
    form = bodies.chance.choice(tuple(files))
    number = bodies.chance.randrange(10**8)
    extra = f"<!-- {number} -->".encode() if form in ("html", "csv") else b""
    return Case({f"公开/{number}{owner}{year}年度部门决算.{form}": files[form] + extra})


#: How often each case is in a folder of four rounds.
CASES: Mapping[Maker, int] = {
    pair: 16, many_in_one_folder: 14, far_apart: 8, three: 8, packed: 8, copied: 4, whole: 28,
    whole_and_tables: 8, text_alone: 14, tables_alone: 14, two_texts: 4, two_tables: 4,
    other_year: 8, other_kind: 8, other_figures: 8, own_office: 8, like_names: 8, nameless: 4,
    years_in_a_row: 4, yearless: 6, yearless_other: 6, yearless_among_years: 4, stranger: 24,
}  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the folder, scan it, and hold what was put together against what is of one report."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=4, help="each a quarter of all cases")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--keep", type=Path, help="a folder to make the files and the store in")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        cases = dict(_cases(options.rounds, options.seed))
        count = _make(folder / "files", cases.values())
        begun = time.perf_counter()
        with opened(str(folder / "store.db"), create=True) as engine:
            summary = scan([folder / "files"], engine, Options(workers=options.workers))
            with engine.connect() as connection:
                rows = select(FileRow.path, FileRow.report_id, FileRow.message)
                found = {
                    path.split("/files/", 1)[1]: (report, message)
                    for path, report, message in connection.execute(rows).all()
                }
                own = select(ReportRow.id, ReportRow.mismatches)
                accused = {row.id: row.mismatches for row in connection.execute(own).all()}
        seconds = time.perf_counter() - begun
    print(f"{count} files, {summary.joined} reports in pieces, {seconds:.0f} s")
    print(f"{dict(summary.statuses)}")
    return _compare(cases, found, accused)


def _cases(rounds: int, seed: int) -> Iterator[tuple[str, Case]]:
    bodies = Bodies(seed)
    for maker, times in CASES.items():
        for number in range(max(1, times * rounds // 4)):
            yield f"{maker.__name__} {number}", maker(bodies)


def _make(folder: Path, cases: object) -> int:
    count = 0
    for case in cases:  # type: ignore[attr-defined]
        for name, data in case.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            count += 1
    return count


def _compare(
    cases: Mapping[str, Case],
    found: Mapping[str, tuple[int | None, str]],
    accused: Mapping[int, int],
) -> int:
    """Print what was put together by case; 1 where something was that is not of one report."""
    whose = {name: case for case, one in cases.items() for name in (*one.files, *one.together)}
    joined: dict[int, set[str]] = defaultdict(set)
    for name, (report, message) in found.items():
        if report is not None and "合为一份报告" in message:
            joined[report].add(name)
    outcome: dict[str, Counter[str]] = defaultdict(Counter)
    for report, names in joined.items():
        case = whose[min(names)]
        right = names == cases[case].together
        outcome[case.split()[0]]["right" if right else "WRONG"] += 1
        if not right or accused.get(report):
            print(f"{'put together' if right else 'WRONG'}: {sorted(names)}, "
                  f"{accused.get(report)} mismatches")  # fmt: skip
    for name, case in cases.items():
        seen = any(names == case.together for names in joined.values())
        kind = "" if seen else ("missed" if case.together else "apart")
        if kind == "apart" and any(whose[min(names)] == name for names in joined.values()):
            kind = ""
        outcome[name.split()[0]][kind] += bool(kind)
        if kind == "missed":
            print(f"missed: {name} {[found.get(n) for n in sorted(case.together)]}")
    print(f"\n{'case':22}{'together':>9}{'apart':>7}{'missed':>8}{'WRONG':>7}")
    for name, count in outcome.items():
        print(f"{name:22}{count['right']:9}{count['apart']:7}{count['missed']:8}{count['WRONG']:7}")
    total: Counter[str] = sum(outcome.values(), Counter())
    print(f"{'all':22}{total['right']:9}{total['apart']:7}{total['missed']:8}{total['WRONG']:7}")
    return 1 if total["WRONG"] else 0


if __name__ == "__main__":
    raise SystemExit(main())
