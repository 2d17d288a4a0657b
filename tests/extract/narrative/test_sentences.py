"""The running text: lines joined to sentences, headings above them, everything else left out."""

from __future__ import annotations

import pytest

from extract.disclosure import Sentence
from extract.geometry import Box
from extract.layout import Glyph, Page
from extract.narrative.sentences import read_sentences
from extract.ordinals import marker_level, without_marker
from extract.paper.running import running_text
from tests.extract.by_hand import LEFT, SIZE, centred, document, line, page, wrapped

LONG = (
    "2024年度一般公共预算财政拨款支出年初预算为3,000.00万元，支出决算为2,850.00万元，"
    "完成年初预算的95%。"
)
FILLER = "本部门认真贯彻各项决策部署，紧紧围绕中心工作，扎实推进各项事业，取得了较好的成效。" * 2


def texts(pages: tuple[Page, ...], kind: str = "body") -> list[str]:
    return [s.text for s in read_sentences(running_text(pages, {})) if s.kind == kind]


def sentence_with(pages: tuple[Page, ...], words: str) -> Sentence:
    (found,) = (s for s in read_sentences(running_text(pages, {})) if words in s.text)
    return found


@pytest.mark.parametrize("columns", [14, 20, 27, 34])
def test_sentences_run_over_lines(columns: int) -> None:
    assert LONG in texts(document([FILLER, LONG], columns=columns))


@pytest.mark.parametrize("rows", [3, 5, 7])
def test_sentences_run_over_pages(rows: int) -> None:
    pages = document([FILLER, LONG, FILLER], columns=20, rows=rows)
    assert len(pages) > 1
    assert LONG in texts(pages)


def test_every_character_knows_its_place() -> None:
    pages = document([FILLER, LONG, FILLER], columns=20, rows=5)
    sentence = sentence_with(pages, "年初预算为")
    assert len(sentence.places) == len(sentence.text)
    shown = {(p.number, g.box): g.char for p in pages for g in p.glyphs}
    assert [shown[p.page, p.box] for p in sentence.places] == list(sentence.text)


def test_a_full_stop_ends_a_sentence_inside_a_paragraph() -> None:
    found = texts(document([FILLER, "收入12万元。支出11万元。"]))
    assert found[-2:] == ["收入12万元。", "支出11万元。"]


def test_a_paragraph_that_ends_early_does_not_run_on() -> None:
    found = texts(document([FILLER, "收入合计12万元。", "支出合计11万元。"]))
    assert found[-2:] == ["收入合计12万元。", "支出合计11万元。"]


def test_a_raised_figure_stays_in_its_line() -> None:
    glyphs = line("收入12万元，支出11万元。", 200)
    raised = [
        Glyph(g.char, Box(g.box.x0, g.box.y0 - 3, g.box.x1, g.box.y1 - 3), g.baseline - 3, SIZE)
        if g.char.isdigit()
        else g
        for g in glyphs
    ]
    assert texts((page(1, raised),)) == ["收入12万元，支出11万元。"]


def test_the_stream_order_does_not_matter() -> None:
    (whole,) = document([FILLER, LONG])
    scrambled = page(1, whole.glyphs[::-1])
    assert texts((scrambled,)) == texts((whole,))


def test_text_in_tables_is_left_out() -> None:
    (whole,) = document([FILLER, "收入合计12万元。", FILLER])
    box = next(g.box for g in whole.glyphs if g.char == "1")
    inside = {1: [Box(LEFT - 5, box.y0 - 3, 500, box.y1 + 3)]}
    assert all("12" not in s.text for s in read_sentences(running_text((whole,), inside)))


def test_headers_footers_and_page_numbers_are_left_out() -> None:
    pages = tuple(
        page(
            number,
            line("某市财政局2024年度部门决算", 30),
            *(part.glyphs for part in document([FILLER, LONG])),
            centred(f"- {number} -", 810),
        )
        for number in range(1, 5)
    )
    found = read_sentences(running_text(pages, {}))
    assert all("部门决算" not in s.text for s in found)
    assert all(s.text.strip("-").isdigit() is False for s in found)
    assert sum(LONG in s.text for s in found) == 4


def test_a_figure_in_the_bottom_line_stays() -> None:
    """A sentence that reaches the margin once is no footer."""
    pages = (page(1, line("收入合计12万元，支出合计11万元。", 790)),)
    assert texts(pages) == ["收入合计12万元，支出合计11万元。"]


def test_contents_are_recognised() -> None:
    pages = (
        page(
            1,
            centred("目录", 90, 16),
            line("第一部分 部门概况……………………1", 130),
            line("一、主要职能……………………2", 150),
            line("第二部分 2024年度部门决算表……………………12", 170),
        ),
        page(2, centred("第一部分 部门概况", 90, 16), line("收入12万元。", 150)),
    )
    found = read_sentences(running_text(pages, {}))
    assert [s.places[0].page for s in found if s.kind == "contents"] == [1, 1, 1, 1]
    assert [s.text for s in found if s.kind == "body"] == ["收入12万元。"]


def test_glossary_is_recognised() -> None:
    pages = (
        page(
            1,
            line("一、决算情况", 90),
            line("收入12万元。", 120),
            line("二、名词解释", 150),
            line("“三公”经费：指单价100万元的各项经费。", 180),
        ),
    )
    kinds = {s.text: s.kind for s in read_sentences(running_text(pages, {}))}
    assert kinds["收入12万元。"] == "body"
    assert kinds["“三公”经费：指单价100万元的各项经费。"] == "glossary"


def test_sentences_know_their_headings() -> None:
    pages = (
        page(
            1,
            centred("第三部分 2024年度部门决算情况说明", 90, 16),
            line("一、收入支出决算总体情况说明", 130),
            line("2024年度收入总计12万元。", 160),
            line("二、收入决算情况说明", 190),
            line("（一）财政拨款收入情况", 220),
            line("财政拨款收入11万元。", 250),
            line("三、支出决算情况说明", 280),
            line("支出合计10万元。", 310),
        ),
    )
    part = "2024年度部门决算情况说明"
    assert sentence_with(pages, "12万元").section == (part, "收入支出决算总体情况说明")
    assert sentence_with(pages, "11万元").section == (
        part, "收入决算情况说明", "财政拨款收入情况"
    )  # fmt: skip
    assert sentence_with(pages, "10万元").section == (part, "支出决算情况说明")


@pytest.mark.parametrize(
    ("text", "level", "rest"),
    [
        ("第三部分 决算情况", 0, "决算情况"),
        ("一、收入", 1, "收入"),
        ("十二．收入", 1, "收入"),
        ("二.公务接待费", 1, "公务接待费"),
        ("一.5万元", None, "一.5万元"),
        ("（十二）支出", 2, "支出"),
        ("(一)支出", 2, "支出"),
        ("3.公务接待费", 3, "公务接待费"),
        ("3、公务接待费", 3, "公务接待费"),
        ("（2）公务接待费", 4, "公务接待费"),
        ("①公务接待费", 5, "公务接待费"),
        ("3.5万元", None, "3.5万元"),
        ("2024年", None, "2024年"),
        ("一般公共预算", None, "一般公共预算"),
    ],
)
def test_markers(text: str, level: int | None, rest: str) -> None:
    assert marker_level(text) == level
    assert without_marker(text).strip() == rest


def test_a_title_after_a_full_last_line_begins_a_part() -> None:
    glossary = ["第四部分 名词解释", "机关运行经费：" + "指用于日常公用的经费" * 4 + "等各项。"]
    shown = page(
        1,
        line("第四部分名词解释", 100),
        *(line(t, 130 + 20 * n) for n, t in enumerate(wrapped(glossary[1][:66] + "。"))),
        line("2026年部门预算编制说明", 190),
        *(
            line(t, 220 + 20 * n)
            for n, t in enumerate(wrapped("2026年收入预算900万元，其中财政拨款收入900万元。"))
        ),
    )
    found = read_sentences(running_text([shown], {}))
    assert [s.kind for s in found if "900" in s.text] == ["body"]
    assert [s.text for s in found if s.kind == "heading"][-1] == "2026年部门预算编制说明"
