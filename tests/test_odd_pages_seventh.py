"""Odd pages of a seventh round: points that fonts call blanks, text that is seen through a shade or
not at all, soft masks, fields in frames of their own, narrative round a table."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pymupdf
import pytest

from extract.geometry import Box
from extract.paper.doubled import once
from extract.pdf.inked import inked
from gouji import check
from reconcile.audit import Severity
from tests.extract.odd import SPENT, Looks, make, unruled
from tests.oddpaper import (
    CLAIMS,
    FONT,
    HIGH,
    PROSE,
    ROWS,
    SIZE,
    SLIP,
    TOP,
    WRONG,
    XS,
    Paper,
    assert_read_whole,
    cell_at,
    draw,
    line_at,
    outcome,
    write,
)

TABLE, TEXT = 1, 2
WHITE, BLUE = (1.0, 1.0, 1.0), (0.9, 0.94, 0.98)


# -- what fonts call a blank -----------------------------------------------------------------------


def _called(char: str, name: str) -> Callable[[pymupdf.Document], None]:
    """The fonts call what they draw as one character another one."""
    glyph = pymupdf.Font(FONT).has_glyph(ord(char))
    named = b"1 beginbfchar\n<%04x> <%04x>\nendbfchar\n" % (glyph, ord(name))

    def over(document: pymupdf.Document) -> None:
        fonts = {font[0] for page in document for font in document.get_page_fonts(page.number)}
        for font in fonts:
            kind, value = document.xref_get_key(font, "ToUnicode")
            if kind == "xref":
                xref = int(value.split()[0])
                told = document.xref_stream(xref)
                document.update_stream(xref, told.replace(b"endcmap", named + b"endcmap"))

    return over


@pytest.mark.parametrize("name", [" ", "\u200b", "\u00a0", "\u2060"])
@pytest.mark.parametrize("char", [".", ","])
def test_points_that_are_called_blanks_are_read(char: str, name: str, tmp_path: Path) -> None:
    """Another decoder takes the font at its word: what is off is a doubt."""
    paper = Paper(over=_called(char, name))
    sound = outcome(draw(tmp_path / "a.pdf", paper))
    assert sound.is_whole, sound
    wrong = outcome(draw(tmp_path / "b.pdf", paper, slip=True))
    assert any(WRONG in found for found in (*wrong.mismatches, *wrong.doubts)), wrong


def test_a_bar_that_is_called_a_blank_parts_thousands(tmp_path: Path) -> None:
    """As a font draws the blank that keeps a figure together."""
    paper = Paper(cell=lambda text: text.replace(",", "|"), over=_called("|", "\u00a0"))
    assert_read_whole(tmp_path, paper)


@pytest.mark.parametrize("name", [" ", "\u200b"])
def test_a_digit_that_is_called_a_blank_accuses_nobody(name: str, tmp_path: Path) -> None:
    found = outcome(draw(tmp_path / "a.pdf", Paper(over=_called("4", name))))
    assert not found.mismatches
    assert found.unread


def test_a_blank_is_a_blank_over_a_rule_too() -> None:
    with pymupdf.open() as document:
        page = document.new_page()
        page.insert_text((100, 100), "1 684", fontname="cour", fontsize=12)
        assert not inked(page, page.get_texttrace())
        page.draw_line((90, 102), (160, 102), width=0.5)
        assert not inked(page, page.get_texttrace())


# -- what is seen of text --------------------------------------------------------------------------


def _object(document: pymupdf.Document, text: str, stream: bytes | None = None) -> int:
    xref = int(document.get_new_xref())
    document.update_object(xref, text)
    if stream is not None:
        document.update_stream(xref, stream)
    return xref


def _own_resources(document: pymupdf.Document, page: pymupdf.Page) -> tuple[int, str]:
    """Where the resources of a page are: an object, and the key in it."""
    kind, value = document.xref_get_key(page.xref, "Resources")
    return (int(value.split()[0]), "") if kind == "xref" else (page.xref, "Resources/")


def _add(document: pymupdf.Document, page: pymupdf.Page, key: str, value: str) -> None:
    xref, path = _own_resources(document, page)
    document.xref_set_key(xref, path + key, value)


def _shaded(document: pymupdf.Document) -> None:
    """The narrative filled with a shade from dark blue to black."""
    page = document[TEXT]
    page.clean_contents()
    pattern = _object(
        document,
        "<</Type/Pattern/PatternType 2/Shading<</ShadingType 2/ColorSpace/DeviceRGB"
        "/Coords[0 0 595 0]/Extend[true true]/Function<</FunctionType 2/Domain[0 1]"
        "/C0[0 0 .4]/C1[0 0 0]/N 1>>>>>>",
    )
    _add(document, page, "Pattern", f"<</Shade {pattern} 0 R>>")
    (xref,) = page.get_contents()
    drawn = document.xref_stream(xref)
    document.update_stream(xref, drawn.replace(b"BT", b"/Pattern cs /Shade scn BT"))


def _clip_in_a_blank_field(document: pymupdf.Document) -> None:
    rect = cell_at("2130207", 3)
    write(document[TABLE], (rect.x0 + 4, rect.y0 + 15), "777.77", render_mode=7)


def _clip_under_a_figure(document: pymupdf.Document) -> None:
    rect = cell_at("2130207", 4)
    write(document[TABLE], (rect.x0 + 4, rect.y0 + 15), "777.77", render_mode=7)


def _mask(document: pymupdf.Document, grey: float) -> int:
    """A state to draw in: under a soft mask of one grey all over (0 hides, 1 shows)."""
    form = _object(
        document,
        "<</Type/XObject/Subtype/Form/BBox[0 0 595 842]/Group<</S/Transparency/CS/DeviceGray>>"
        "/Resources<<>>>>",
        b"%f g 0 0 595 842 re f" % grey,
    )
    mask = f"<</Type/Mask/S/Luminosity/G {form} 0 R>>"
    return _object(document, f"<</Type/ExtGState/SMask{mask}>>")


def _masked(grey: int, *texts: tuple[int, tuple[float, float], str]) -> Callable[..., None]:
    """A soft mask of one grey all over (0 hides, 1 shows), and under it texts of some pages."""

    def over(document: pymupdf.Document) -> None:
        state = _mask(document, grey)
        for number, point, text in texts:
            page = document[number]
            before = list(page.get_contents())
            write(page, point, text, SIZE)
            _add(document, page, "ExtGState", f"<</Mask {state} 0 R>>")
            (xref,) = [x for x in page.get_contents() if x not in before]
            document.update_stream(xref, b"q /Mask gs " + document.xref_stream(xref) + b" Q")

    return over


def _veiled(grey: float) -> Callable[[pymupdf.Document], None]:
    """A white sheet laid over the narrative under a mask that lets so much of it be seen."""

    def over(document: pymupdf.Document) -> None:
        page = document[TEXT]
        state = _mask(document, grey)
        before = list(page.get_contents())
        page.draw_rect((60, 60, 560, 420), color=None, fill=WHITE)
        _add(document, page, "ExtGState", f"<</Mask {state} 0 R>>")
        (xref,) = [x for x in page.get_contents() if x not in before]
        document.update_stream(xref, b"q /Mask gs " + document.xref_stream(xref) + b" Q")

    return over


def test_what_a_sheet_covers_that_a_mask_leaves_whole_is_not_read(tmp_path: Path) -> None:
    assert outcome(draw(tmp_path / "a.pdf", Paper(over=_veiled(1)))).claims == 0


READ = {
    "a thin veil over the narrative": Paper(over=_veiled(0.3)),
    "filled with a shade": Paper(over=_shaded),
    "a clip that nothing is painted through": Paper(over=_clip_in_a_blank_field),
    "a clip under another figure": Paper(over=_clip_under_a_figure),
    "old words under a black mask": Paper(
        over=_masked(
            0,
            (TEXT, (80, 500), "2023年度本年支出合计1,555.55万元，其中：基本支出1,111.11万元。"),
            (TABLE, (410, TOP + HIGH * 9 + 15), "777.77"),
        )
    ),
    "a word under a white mask": Paper(over=_masked(1, (TEXT, (80, 500), "特此说明。"))),
}


@pytest.mark.parametrize("name", READ)
def test_read_whole(name: str, tmp_path: Path) -> None:
    assert_read_whole(tmp_path, READ[name])


def test_what_shows_through_a_white_mask_is_read(tmp_path: Path) -> None:
    told = "5.教育支出（类）进修及培训（款）培训支出（项）。2023年度决算支出99.32万元。"
    found = outcome(draw(tmp_path / "a.pdf", Paper(over=_masked(1, (TEXT, (80, 500), told)))))
    assert any("99.32" in message for message in found.mismatches), found


# -- rules -----------------------------------------------------------------------------------------


def _frames(inner: float) -> Callable[[pymupdf.Document], None]:
    """Each field in a frame of its own, so far within the rules of the table."""

    def under(document: pymupdf.Document) -> None:
        for n in range(len(ROWS) + 1):
            for left, right in pairwise(XS):
                y = TOP + HIGH * n
                rect = (left + inner, y + inner, right - inner, y + HIGH - inner)
                document[TABLE].draw_rect(rect, width=0.5)

    return under


def _white_rules_across(document: pymupdf.Document) -> None:
    page, bottom = document[TABLE], TOP + HIGH * (len(ROWS) + 1)
    for n in range(0, len(ROWS) + 1, 2):
        y = TOP + HIGH * n
        page.draw_rect((XS[0], y, XS[-1], y + HIGH), color=None, fill=BLUE)
    for left in XS[2:5]:
        page.draw_line((left + 20, TOP), (left + 20, bottom), color=WHITE, width=0.6)


RULED = {
    "a frame in each field": Paper(under=_frames(2.4)),
    "a narrow frame in each field": Paper(under=_frames(1.2)),
    "white rules across figures": Paper(under=_white_rules_across),
}


@pytest.mark.parametrize("name", RULED)
def test_ruled(name: str, tmp_path: Path) -> None:
    assert_read_whole(tmp_path, RULED[name])


def _box(y: float, left: float = 0.0, right: float = 100.0) -> Box:
    return Box(left, y, right, y)


def _upright(x: float, top: float, bottom: float) -> Box:
    return Box(x, top, x, bottom)


def test_two_tables_near_each_other_stay_two() -> None:
    """The one ends where the other begins, four points further down."""
    level = [_box(0), _box(20), _box(24), _box(44)]
    upright = [_upright(x, top, top + 20) for x in (0.0, 50.0, 100.0) for top in (0.0, 24.0)]
    assert once(level, upright, ()) == (level, upright)


def test_fields_in_frames_of_their_own_share_their_rules() -> None:
    """Rows and columns with 5 points between the frames, as browsers set them."""
    starts = [25.0 * n for n in range(4)]
    level = [_box(y, x, x + 20) for top in starts for y in (top, top + 20) for x in starts]
    upright = [_upright(x, y, y + 20) for left in starts for x in (left, left + 20) for y in starts]
    rules, sides = once(level, upright, ())
    assert sorted({rule.y0 for rule in rules}) == [0, 20, 45, 70, 95]
    assert sorted({side.x0 for side in sides}) == [0, 20, 45, 70, 95]


def test_a_double_line_within_a_table_is_one() -> None:
    level = [_box(0), _box(20), _box(23), _box(44)]
    upright = [_upright(x, 0, 44) for x in (0.0, 50.0, 100.0)]
    rules, _ = once(level, upright, ())
    assert sorted({rule.y0 for rule in rules}) == [0, 20, 44]


# -- narrative round a table -----------------------------------------------------------------------


@pytest.mark.parametrize("told", ["8.76", "8.67"])
def test_narrative_that_flows_round_a_table(told: str, tmp_path: Path) -> None:
    """Its title and unit stand in the lines of the narrative, at their right ends."""
    rows = (
        ("项目", "决算数"), ("合计", "10.11"), ("1.公务用车购置及运行维护费", "8.76"),
        ("2.公务接待费", "1.35"),
    )  # fmt: skip
    lines = (
        "二、“三公”经费支出情况说明",
        "2023年度“三公”经费支出",
        "决算为10.11万元，其中：公务用车",
        f"购置及运行维护费支出{told}万",
        "元，公务接待费支出1.35万元。",
    )

    def over(document: pymupdf.Document) -> None:
        page, first = document[TEXT], line_at(13)
        for n, line in enumerate(lines):
            write(page, (first.x, first.y + 18 * n), line, SIZE)
        write(page, (350, first.y), "“三公”经费支出决算表", 13)
        write(page, (300, first.y + 20), "部门：临溪县林业局")
        write(page, (460, first.y + 20), "金额单位：万元")
        xs, top = (300.0, 440.0, 530.0), first.y + 26
        for n in range(len(rows) + 1):
            page.draw_line((xs[0], top + 20 * n), (xs[-1], top + 20 * n), width=0.5)
        for x in xs:
            page.draw_line((x, top), (x, top + 20 * len(rows)), width=0.5)
        for n, row in enumerate(rows):
            for x, text in zip(xs, row, strict=False):
                write(page, (x + 3, top + 20 * n + 14), text)

    found = outcome(draw(tmp_path / "a.pdf", Paper(over=over)))
    assert found.claims == CLAIMS + 3
    if told == "8.76":
        assert found.confirmed == found.claims
        assert not found.mismatches
    else:
        assert any(told in message for message in found.mismatches), found


# -- under a table, and over two pages -------------------------------------------------------------


def _remark(size: float, *texts: str) -> Paper:
    """Lines right under the table, in letters of a size."""

    def over(document: pymupdf.Document) -> None:
        for n, text in enumerate(texts):
            y = TOP + HIGH * (len(ROWS) + 1) + 14 + 1.5 * size * n
            write(document[TABLE], (XS[0], y), text, size)

    return Paper(over=over)


REMARKS = (
    "①本年支出合计2,200.00万元为年初预算数。",
    "项目支出含中央补助120.00万元，基本支出1,200.00万元为上年数。",
)


def test_remarks_in_small_type_are_of_the_table(tmp_path: Path) -> None:
    assert_read_whole(tmp_path, _remark(8, *REMARKS))
    assert outcome(draw(tmp_path / "c.pdf", _remark(8, *REMARKS))).claims == CLAIMS


@pytest.mark.parametrize("size, lines", [(12, 1), (8, 4)])
def test_narrative_under_a_table_is_read(size: float, lines: int, tmp_path: Path) -> None:
    """In letters of its own size, or in more lines than remarks have."""
    told = "2023年度住房保障支出（类）住房改革支出（款）住房公积金（项）决算支出137.07万元。"
    texts = (told, *("其他情况以部门公开的说明为准，不再另行说明。",) * 2) * lines
    found = outcome(draw(tmp_path / "a.pdf", _remark(size, *texts)))
    assert found.claims > CLAIMS
    assert any("137.07" in message for message in found.mismatches), found


TORN = (*SPENT[:4], ("2080505", "机关事业单位基本养", "356.72", "356.72", ""))
REST = (("", "老保险缴费支出", "", "", ""), *SPENT[5:])
TORN_LOOKS = {
    "no rules, the header printed again": Looks(draw=unruled, spent=(TORN, (SPENT[0], *REST))),
    "ruled": Looks(spent=(TORN, REST)),
    "ruled, the header printed again": Looks(spent=(TORN, (SPENT[0], *REST))),
}


@pytest.mark.parametrize("slip", [False, True])
@pytest.mark.parametrize("name", TORN_LOOKS)
def test_the_rest_of_a_name_overleaf(name: str, slip: bool, tmp_path: Path) -> None:
    audit = check(make(tmp_path / "a.pdf", TORN_LOOKS[name], slip=slip))
    wrong = [f.stated for f in audit.findings if f.severity is Severity.MISMATCH]
    assert wrong == (["1260.85"] if slip else [])
    assert not [f for f in audit.findings if f.severity is Severity.DOUBT]
    assert slip or audit.coverage.confirmed == audit.coverage.total >= 8


@pytest.mark.parametrize("slip", [False, True])
def test_names_under_a_head_of_codes_are_no_codes(slip: bool, tmp_path: Path) -> None:
    """类 heads the names of classes here, the codes stand beside them."""
    names = {"208": "社会保障和就业", "213": "农林水"}
    rows = (("类", *SPENT[0]), *((names.get(row[0], ""), *row) for row in SPENT[1:]))
    looks = Looks(spent=(rows,), spent_widths=((70, 55, 150, 75, 75, 75),))
    audit = check(make(tmp_path / "a.pdf", looks, slip=slip))
    wrong = [f.stated for f in audit.findings if f.severity is Severity.MISMATCH]
    assert wrong == (["1260.85"] if slip else [])
    assert not [f for f in audit.findings if f.severity is Severity.DOUBT]


# -- drawn the other way ---------------------------------------------------------------------------


@pytest.mark.parametrize("slip", [False, True])
def test_figures_drawn_from_their_ends(slip: bool, tmp_path: Path) -> None:
    """Some programs place each character by itself, the last one first."""

    def over(document: pymupdf.Document) -> None:
        font = pymupdf.Font(FONT)
        for number, text in enumerate(PROSE):
            words, at = text.replace(SLIP, WRONG) if slip else text, line_at(number)
            for n in reversed(range(len(words))):
                before = font.text_length(words[:n], fontsize=SIZE)
                write(document[TEXT], (at.x + before, at.y), words[n], SIZE)

    found = outcome(draw(tmp_path / "a.pdf", Paper(draw_prose=False, over=over)))
    assert found.claims == CLAIMS
    assert len(found.mismatches) == slip, found
    assert slip or found.is_whole
