"""What a figure measures: the words of its clause, the whole it is out of, the year it is of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Any

from extract.claims.clauses import CHANGES, EMPTY, STRONG, last_clause, year_in
from extract.claims.roles import compares
from extract.claims.terms import terms
from extract.claims.tokens import Doc, Token
from extract.disclosure import Role

_BODY_NAME = re.compile(
    r"([局委办院所厅部会校站队处室社馆台区县市镇乡园团]|中心|公司|政府|部门|单位|学校|大学|医院|机关|本级)$"
)
#: A level of government or a body's own office as a part by itself: 其中：本级791万元.
_LEVEL = re.compile(r"(?:省|市|区|县|州|盟|旗)?本级|机关本级|局本级|部门本级")
#: Who agreed to a budget is nothing of what it is for.
_APPROVED = re.compile(r"^经.{2,24}?(批准|批复|审议|审批|同意|审查|通过)后?$")
_DAY = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_BARE = re.compile(r"(?:决算|预算)?(收入|支出)(?:预算|决算)?(?:数|安排|总额)?")


def own_words(near: Sequence[Token], cue: Token | None) -> tuple[str, str]:
    """The clause's own words for what the figure measures, "" where it has none; and 收入 or 支出
    where that is all it has.

    They stand after the word of change (减少公务接待费2.3万元), or else before it and before the
    comparison. At a sentence's start a bare 收入 or 支出 is a subject itself. Behind 包括 they are
    of the part, not of its whole (支出总计包括本年支出A万元).
    """
    at = next((i for i in range(len(near) - 1, 0, -1) if near[i].tag_ == "parts"), None)
    if at is not None and at + 1 < len(near):
        behind = near[at + 1 :]
        part, side = own_words(behind, cue)
        return part or "".join(t.text for t in behind) * bool(side), ""
    end = next((i for i, t in enumerate(near) if compares(t) or _ends_subject(t, cue)), len(near))
    verb = end < len(near) and near[end] is cue and cue.tag_ in CHANGES
    own = (subject_of(near[end + 1 :]) if verb else "") or subject_of(near[:end])
    if own or not near:
        return own, ""
    begins = next((n for n, t in enumerate(near[:end]) if t.tag_ != "parts"), 0)
    level = "".join(t.text for t in near[begins:end])
    first = near[begins].i
    if _LEVEL.fullmatch(level) and (
        begins or (first and near[0].doc[first - 1].text in "：:（(、，,；;")
    ):
        return level, ""
    idle = ("date", "mark", "filler", "this_year", "completion")
    words = (t.text for t in near[:end] if t.tag_ not in idle and t.text != "、")
    bare = _BARE.fullmatch("".join(words))
    if not bare:
        return "", ""
    starts = near[0].i == 0 or near[0].doc[near[0].i - 1].text in STRONG
    return bare[1] if starts else "", bare[1]


def named_again(near: Sequence[Token]) -> str:
    """What last year's figure is of, where it is called by a whole name that was told before: 采购
    A万元，其中货物B万元、服务C万元，比上年采购预算D万元. "" where it is called by none."""
    at = next((n for n, t in enumerate(near) if compares(t)), len(near))
    named = subject_of(near[at + 1 :])
    if not named or _BARE.fullmatch(named) or _LEVEL.fullmatch(named):
        return ""
    told = near[0].doc.user_data["text"][: near[0].idx]
    return named if re.search(f"(?:^|[^一-龥]|年度?){re.escape(named)}", told) else ""


def words_before(left: Sequence[Token], near: Sequence[Token]) -> tuple[str, str]:
    """The words of the clause before, where it only compares: 公务接待费与上年相比，减少2万元 ·
    公务接待费较上年增长，增加了2万元."""
    before = last_clause(list(left)[: max(0, len(left) - len(near) - 1)])
    if not any(compares(t) for t in before):
        return "", ""
    return own_words(before, None)


def named_before(left: Sequence[Token], near: Sequence[Token]) -> str:
    """What the clause before names and tells no figure of: 差额大的是公务接待费，预算12.00万元, or
    one before it, where no budget was made for it."""
    earlier = list(left)[: max(0, len(left) - len(near) - 1)]
    unbudgeted = _unbudgeted(earlier)
    if unbudgeted:
        return unbudgeted
    before = last_clause(earlier)
    most = terms().most.match("".join(t.text for t in before))
    if most is not None:
        return most["own"]
    said_of = _said_of(earlier, before)
    if said_of:
        return said_of
    at = next((i for i, t in enumerate(before) if t.text == "是"), None)
    if at is None:  # 其中：公务接待费，预算A万元
        return _sole_name(before)
    name = subject_of(before[at + 1 :])
    forward = bool(before) and before[0].text == "的"  # 占比48.10%的是在职人员工资，金额96.20万元
    return name if forward or terms().of_money.search(name) else ""


def _sole_name(clause: Sequence[Token]) -> str:
    """The name that all reports know, where a clause is nothing else; "" where it is."""
    words = [t for t in clause if t.tag_ not in ("parts", "date", "mark") and t.text not in '“”"、']
    return words[0].text if len(words) == 1 and words[0].tag_ == "subject" else ""


def _said_of(earlier: Sequence[Token], before: Sequence[Token]) -> str:
    """What the first clause of a sentence is about that was told before it, or has a name that all
    reports know: A万元，其中其他收入B万元。其他收入全部为利息，较上年少C万元; "" where it is
    neither, or figures stand between."""
    if len(before) != len(earlier) or not before:
        return ""
    found = terms().said_of.match("".join(t.text for t in before))
    if found is None:
        return ""
    told = before[0].doc.user_data["text"][: before[0].idx]
    own = [t for t in before if t.idx < before[0].idx + found.end("own")]
    name = subject_of(own)
    known = name in told or any(t.tag_ == "subject" and t.text == name for t in own)
    return name if len(name) > 2 and known and not _BARE.fullmatch(name) else ""


def _unbudgeted(tokens: Sequence[Token]) -> str:
    """What one of these clauses says that no budget was made for: “抚恤”（款）年初未安排预算，年中
    追加，决算86.44万元."""
    rest = list(tokens)
    while rest:
        clause = last_clause(rest)
        text = "".join(t.text for t in clause)
        without = terms().unbudgeted.search(text)
        if without is not None:
            ends = accumulate(len(t.text) for t in clause)  # asides are left out: no offsets
            named = [t for t, end in zip(clause, ends, strict=True) if end <= without.start()]
            return subject_of(named)
        rest = rest[: max(0, len(rest) - len(clause) - 1)]
    return ""


def spent_on(doc: Doc, near: Sequence[Token], end: int) -> str:
    """What an amount is spent on where that follows it, and nothing of it stands before:
    其中：260.00万元用于医疗救助，48.50万元用于专项检查; or what became of what was left: 因验收
    推迟，A万元结转下年."""
    left = terms().left_over.match(doc.user_data["text"], end)
    if left and all(_is_punctuation(t) for t in near):
        return left[0]
    if not all(t.tag_ == "parts" or _is_punctuation(t) for t in near):
        return ""
    after = terms().spent_on.match(doc.user_data["text"], end)
    return after["words"] if after else ""


def counted_words(doc: Doc, token: Token, own: str) -> str:
    """What a count counts: the clause's words, and the noun that follows (下属5家预算单位)."""
    noun = terms().counted.match(doc.user_data["text"], token.idx + len(token.text))
    return own + noun[0] if noun and not own.endswith(noun[0]) else own


def _ends_subject(token: Token, cue: Token | None) -> bool:
    if cue is not None and cue.tag_ == "share":
        return token.tag_ == "share"
    return token is cue and token.tag_ in CHANGES | {"completion", "of_budget", "reached"}


def subject_of(tokens: Sequence[Token] | Any) -> str:
    """The words from the first to the last that say something of their own."""
    items = list(tokens)
    dates = [i for i, t in enumerate(items) if t.tag_ == "date"]
    if dates and any(t.tag_ not in EMPTY for t in items[dates[-1] + 1 :]):
        before = "".join(t.text for t in items[: dates[-1]])
        if _BODY_NAME.search(before):  # (某局)2024年度收入总计: the body's name aside
            items = items[dates[-1] + 1 :]
        items = [t for t in items if t.tag_ != "date"]
    while items and (items[0].tag_ in EMPTY - {"actual"} or _is_punctuation(items[0])):
        items.pop(0)
    while items and (items[-1].tag_ in EMPTY or _is_punctuation(items[-1])):
        items.pop()
    text = re.sub(
        r"^[（(]?[一二三四五六七八九十]{1,3}([)）、]|是)|^(主要)?用于|[为是达]$|^实?得$",
        "",
        "".join(t.text for t in items).strip("、，："),
    )
    text = _APPROVED.sub("", text)
    if not re.search("[一-龥A-Za-z]", text):
        return ""
    if text.count("“") > text.count("”"):
        text = text.removeprefix("“")
    elif text.count("”") > text.count("“"):  # its first one was left out: “抚恤”（款）
        text = text.replace("”", "", 1)
    return text


def _is_punctuation(token: Token) -> bool:
    return bool(re.fullmatch(r"[、，,。；：:“”‘’·\-—/（(]+", token.text))


def whole_of(near: Sequence[Token], cue: Token | None) -> str:
    """The words that a share is out of: 占本年支出的比重为5%, 占年初预算4.2万元的85.71%."""
    shares = [t for t in near if t.tag_ == "share"]
    start = shares[0] if shares else cue
    if start is None or not near:
        return ""
    between = start.doc[start.i + 1 : near[-1].i + 1]
    words = "".join(t.text for t in between if t.tag_ not in ("figure", "respectively"))
    return re.sub(r"的?(所占)?(比重|比例|百分比)?[为达约到]*$", "", words)


def stated_year(near: Sequence[Token], left: Sequence[Token], role: Role) -> int | None:
    """The year a clause names for its figure; of a comparison's figure, the year compared with.
    A count keeps to its own clause."""
    if role is Role.PREVIOUS:
        compared = next((i for i, t in enumerate(near) if compares(t)), 0)
        near = near[compared:]
        if any(t.tag_ == "last_year" for t in near):
            return None
    return year_in(near) or (None if role is Role.COUNT else year_in(left))


def period_of(doc: Doc, token: Token) -> str:
    """The date a stock figure stands at (截至2023年8月31日), "" where none is named."""
    if "periods" not in doc.user_data:
        doc.user_data["periods"] = tuple(_periods(doc))
    return str(doc.user_data["periods"][token.i])


def _periods(doc: Doc) -> Iterator[str]:
    """For each token the date that its sentence has named before it."""
    period = before = ""
    for token in doc:
        yield period
        text = token.text
        if text in "。！？":
            period = ""
        elif text.endswith("日") and before in ("截至", "截止", "至"):
            match = _DAY.fullmatch(text)
            if match:
                period = f"{match[1]}-{int(match[2]):02d}-{int(match[3]):02d}"
        before = text
