"""Damaged and hostile PDFs, made from sound ones: does a scan survive them, and say what they are?

    python scripts/damage.py --count 1000 --out damaged corpus/samples/*.pdf
    python scripts/damage.py --count 1000 --scan corpus/samples/*.pdf

The first writes them to a folder; the second scans them as well and prints the statuses, the
slowest file and the peak memory by kind of damage. The same seed makes the same files.
"""

from __future__ import annotations

import argparse
import io
import random
import re
import tempfile
import time
import zlib
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name

Damage = Callable[[bytes, random.Random], bytes]
#: Text that would do harm where it is not escaped.
HOSTILE = '=HYPERLINK("x")\'; DROP TABLE reports;--<script>alert(1)</script>'


def flip_bytes(data: bytes, chance: random.Random) -> bytes:
    """A few bytes anywhere replaced."""
    damaged = bytearray(data)
    for _ in range(chance.choice((1, 10, 100, 1000))):
        damaged[chance.randrange(len(damaged))] = chance.randrange(256)
    return bytes(damaged)


def cut_off(data: bytes, chance: random.Random) -> bytes:
    """The end of the file lost, as in a download that broke off."""
    return data[: chance.randrange(8, len(data))]


def cut_out(data: bytes, chance: random.Random) -> bytes:
    """A piece lost from the middle."""
    start = chance.randrange(len(data))
    return data[:start] + data[start + chance.randrange(1, 5000) :]


def cut_streams(data: bytes, chance: random.Random) -> bytes:
    """Compressed streams that end early or hold noise."""
    with _opened(data) as pdf:
        for stream in _streams(pdf, chance, 5):
            raw = bytearray(stream.read_raw_bytes())
            if chance.random() < 0.5:
                raw = raw[: len(raw) // 2]
            else:
                raw[len(raw) // 3 :] = chance.randbytes(len(raw) - len(raw) // 3)
            stream.write(bytes(raw), filter=stream.get("/Filter"))
        return _saved(pdf)


def lie_about_length(data: bytes, chance: random.Random) -> bytes:
    """Wrong /Length entries."""
    return re.sub(
        rb"/Length \d+", lambda _: b"/Length %d" % chance.choice((0, 1, 2**31, 9**15)), data
    )


def break_xref(data: bytes, chance: random.Random) -> bytes:
    """A table of objects that points elsewhere."""
    return re.sub(rb"startxref\s+\d+", b"startxref\n%d" % chance.randrange(len(data)), data)


def repeat_objects(data: bytes, chance: random.Random) -> bytes:
    """The same objects again and again behind the end."""
    start = chance.randrange(len(data) // 2)
    piece = data[start : start + 20_000]
    return data + piece * chance.randrange(2, 60) + b"\nstartxref\n0\n%%EOF\n"


def loop_pages(data: bytes, chance: random.Random) -> bytes:
    """A tree of pages that contains itself."""
    with _opened(data) as pdf:
        pages = pdf.Root.Pages
        node = pdf.make_indirect(Dictionary(Type=Name.Pages, Parent=pages, Count=9, Kids=Array([])))
        node.Kids.append(node if chance.random() < 0.5 else pages)
        pages.Kids.append(node)
        pages.Count = chance.choice((-1, 0, 5, 10**9))
        return _saved(pdf)


def swell_boxes(data: bytes, chance: random.Random) -> bytes:
    """Pages of impossible sizes, some turned."""
    with _opened(data) as pdf:
        for page in pdf.pages:
            size = chance.choice((0, -100, 1, 10**7, 10**18, 1e-9))
            page.MediaBox = Array([0, 0, size, chance.choice((size, 842))])
            page.Rotate = chance.choice((0, 90, 37, 10**6))
        return _saved(pdf)


def nest_states(data: bytes, chance: random.Random) -> bytes:
    """Graphics states, arrays and marked content nested very deeply."""
    depth = chance.choice((10_000, 200_000))
    kind = chance.choice((b"q ", b"[", b"/P BMC ", b"BT ", b"<<"))
    return _with_content(data, kind * depth)


def draw_lines(data: bytes, chance: random.Random) -> bytes:
    """A page with very many ruling lines, as a drawing or a map has."""
    number = chance.choice((2_000, 20_000))
    lines = (
        b"%d %d m %d %d l S" % tuple(chance.randrange(800) for _ in range(4))
        if i % 2
        else b"0 %d m 600 %d l S" % (i % 840, i % 840)
        for i in range(number)
    )
    return _with_content(data, b"\n".join(lines))


def write_much(data: bytes, chance: random.Random) -> bytes:
    """A page with very much text, all of it figures."""
    number = chance.choice((2_000, 20_000))
    lines = (b"1 0 0 1 %d %d Tm (1%d.23) Tj" % (i % 500, i % 800, i) for i in range(number))
    return _with_content(data, b"BT /GoujiF 9 Tf " + b"\n".join(lines) + b" ET")


def bomb(data: bytes, chance: random.Random) -> bytes:
    """A content stream of many megabytes, compressed once or twice."""
    size = chance.choice((20_000_000, 200_000_000))
    packed = zlib.compressobj(9)
    piece = chance.choice((b" " * 10_000, b"0 0 m 9 9 l S " * 700, b"q Q " * 2500))
    raw = b"".join(packed.compress(piece) for _ in range(size // len(piece))) + packed.flush()
    filters = Array([Name.FlateDecode])
    if chance.random() < 0.5:
        raw, filters = zlib.compress(raw, 9), Array([Name.FlateDecode, Name.FlateDecode])
    with _opened(data) as pdf:
        stream = pikepdf.Stream(pdf, b"")
        stream.write(raw, filter=filters)
        chance.choice(list(pdf.pages)).contents_add(stream)
        return _saved(pdf)


def bomb_image(data: bytes, chance: random.Random) -> bytes:
    """A picture that says it is of billions of pixels, over the whole of a page without text."""
    with _opened(data) as pdf:
        image = pikepdf.Stream(pdf, zlib.compress(b"\0" * 1000))
        image.update(
            {
                "/Type": Name.XObject,
                "/Subtype": Name.Image,
                "/Width": chance.choice((60_000, 2**31 - 1)),
                "/Height": 60_000,
                "/ColorSpace": Name.DeviceRGB,
                "/BitsPerComponent": 8,
                "/Filter": Name.FlateDecode,
            }
        )
        for page in list(pdf.pages)[: chance.choice((1, 100))]:
            page.Resources = Dictionary(XObject=Dictionary(Big=image))
            page.Contents = pikepdf.Stream(pdf, b"600 0 0 800 0 0 cm /Big Do")
        return _saved(pdf)


def loop_forms(data: bytes, chance: random.Random) -> bytes:
    """A form that draws itself, or ten levels that each draw the next ten times."""
    with _opened(data) as pdf:
        page = chance.choice(list(pdf.pages))
        levels = chance.choice((1, 10))
        forms = [_form(pdf, b"/Next Do " * (1 if levels == 1 else 10)) for _ in range(levels)]
        for form, following in zip(forms, [*forms[1:], forms[0]], strict=True):
            form.Resources = Dictionary(XObject=Dictionary(Next=following))
        resources = page.get("/Resources", Dictionary())
        resources["/XObject"] = Dictionary(Next=forms[0])
        page.Resources = resources
        page.contents_add(pikepdf.Stream(pdf, b"/Next Do"))
        return _saved(pdf)


def confuse_types(data: bytes, chance: random.Random) -> bytes:
    """Entries of the wrong type where numbers, names and arrays belong."""
    wrong = (Array([]), Dictionary(), 10**12, Name.X, pikepdf.String("x"), -1, True)
    with _opened(data) as pdf:
        objects = [o for o in pdf.objects if isinstance(o, Dictionary)]
        for thing in chance.sample(objects, min(20, len(objects))):
            for key in chance.sample(list(thing.keys()), min(2, len(thing.keys()))):
                if key not in ("/Length", "/Type"):
                    thing[key] = chance.choice(wrong)
        return _saved(pdf)


def encrypt(data: bytes, chance: random.Random) -> bytes:
    """A password to open it."""
    with _opened(data) as pdf:
        out = io.BytesIO()
        pdf.save(out, encryption=pikepdf.Encryption(user="u", owner="o", R=chance.choice((4, 6))))
        return out.getvalue()


def write_hostile(data: bytes, chance: random.Random) -> bytes:
    """Markup, SQL and a formula as text, as titles and as metadata."""
    with _opened(data) as pdf:
        pdf.docinfo["/Title"] = HOSTILE
        pdf.docinfo["/Author"] = "\u202e\x00" + HOSTILE
        text = HOSTILE.replace("(", r"\(").replace(")", r"\)").encode()
        content = b"BT /GoujiF 12 Tf 40 40 Td (" + text + b") Tj ET"
        _add_content(pdf, chance.choice(list(pdf.pages)), content)
        return _saved(pdf)


DAMAGES: tuple[Damage, ...] = (
    flip_bytes, cut_off, cut_out, cut_streams, lie_about_length, break_xref, repeat_objects,
    loop_pages, swell_boxes, nest_states, draw_lines, write_much, bomb, bomb_image, loop_forms,
    confuse_types, encrypt, write_hostile,
)  # fmt: skip


def make(sources: Sequence[bytes], count: int, *, seed: int, folder: Path) -> list[Path]:
    """Write so many damaged files, every kind of damage as often; their names say which it is."""
    made = []
    for number in range(count):
        damage = DAMAGES[number % len(DAMAGES)]
        chance = random.Random(f"{seed}-{number}")
        path = folder / f"{damage.__name__}-{number:04}.pdf"
        path.write_bytes(damage(chance.choice(sources), chance))
        made.append(path)
    return made


def _opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


def _saved(pdf: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    pdf.save(out, fix_metadata_version=False)
    return out.getvalue()


def _streams(pdf: pikepdf.Pdf, chance: random.Random, number: int) -> list[pikepdf.Stream]:
    found = [o for o in pdf.objects if isinstance(o, pikepdf.Stream)]
    return chance.sample(found, min(number, len(found)))


def _form(pdf: pikepdf.Pdf, content: bytes) -> pikepdf.Stream:
    form = pikepdf.Stream(pdf, content)
    form.update({"/Type": Name.XObject, "/Subtype": Name.Form, "/BBox": Array([0, 0, 600, 800])})
    return form


def _with_content(data: bytes, content: bytes) -> bytes:
    with _opened(data) as pdf:
        _add_content(pdf, pdf.pages[len(pdf.pages) // 2], content)
        return _saved(pdf)


def _add_content(pdf: pikepdf.Pdf, page: pikepdf.Page, content: bytes) -> None:
    """Draw on a page, with a font called GoujiF at hand."""
    resources = page.get("/Resources", Dictionary())
    fonts = resources.get("/Font", Dictionary())
    fonts["/GoujiF"] = Dictionary(
        Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding
    )
    resources["/Font"] = fonts
    page.Resources = resources
    page.contents_add(pikepdf.Stream(pdf, content))


def survey(folder: Path, *, workers: int, time_limit: float, memory_limit: int) -> None:
    """Scan a folder and print what came of its files, by damage and in all."""
    from corpus.scanning.pool import Options, cores
    from corpus.scanning.scan import Event, Summary, scan
    from corpus.store.database import opened

    events: dict[str, list[Event]] = defaultdict(list)

    def note(event: Event, _summary: Summary) -> None:
        events[Path(event.name).name.rpartition("-")[0]].append(event)

    options = Options(workers or cores(), time_limit=time_limit, memory_limit=memory_limit)
    begun = time.perf_counter()
    with opened(str(folder / "damaged.db")) as engine:
        summary = scan([folder], engine, options, note)
    seconds = time.perf_counter() - begun
    print(f"{summary.done} files in {seconds:.0f} s: {dict(summary.statuses.most_common())}")
    print(f"{'damage':18} {'slowest s':>9} {'peak MB':>8}  statuses")
    for kind, found in sorted(events.items()):
        statuses = defaultdict(int)
        for event in found:
            statuses[event.status] += 1
        slowest = max(e.usage.seconds for e in found)
        peak = max(e.usage.peak_mb for e in found)
        print(f"{kind:18} {slowest:9.1f} {peak:8.0f}  {dict(statuses)}")
    for event in (e for found in events.values() for e in found):
        if event.status in ("fault", "crashed"):
            print(f"{event.status}: {Path(event.name).name} {event.message}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("sources", nargs="+", type=Path, help="sound PDFs to damage")
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, help="keep the damaged files in this folder")
    parser.add_argument("--scan", action="store_true", help="scan them and print the statuses")
    parser.add_argument("--workers", type=int, default=0)
    parser.add_argument("--time-limit", type=float, default=60)
    parser.add_argument("--memory-limit", type=int, default=1500)
    given = parser.parse_args()
    sources = [path.read_bytes() for path in given.sources]
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.out or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        made = make(sources, given.count, seed=given.seed, folder=folder)
        print(f"{len(made)} files, {sum(p.stat().st_size for p in made) // 1_000_000} MB")
        if given.scan:
            survey(folder, workers=given.workers, time_limit=given.time_limit,
                   memory_limit=given.memory_limit)  # fmt: skip


if __name__ == "__main__":
    main()
