"""Which bodies of a list a text names."""

from __future__ import annotations

from corpus.published.bodies import Body
from corpus.published.names import Mentions, Names
from corpus.units import full_names


def body(name: str, parent: str = "") -> Body:
    return Body(name, "", parent, (2024,), ("final",))


def test_the_longest_name_around_counts() -> None:
    bureau, archive = body("云溪市财政局"), body("云溪市财政局国库中心")
    mentions = Mentions([bureau, archive], Names([bureau, archive], []))
    assert list(mentions.of("年报/云溪市财政局2024决算")) == [bureau]
    assert list(mentions.of("云溪市财政局国库中心")) == [archive]
    assert set(mentions.of("云溪市财政局国库中心/云溪市财政局")) == {archive}
    assert list(mentions.of("云溪市教育局")) == []


def test_a_body_is_named_with_its_parent_or_without() -> None:
    centre = body("国库中心", parent="云溪市财政局")
    mentions = Mentions([centre, body("")], Names([centre], ["云溪市财政局国库中心"]))
    assert list(mentions.of("云溪市财政局国库中心")) == [centre]
    assert list(mentions.of("国库中心")) == [centre]


def test_full_names_of_many() -> None:
    names = ["上海市普陀区财政局", "普陀区财政局", "财政局", "上海市金山区财政局", "山区财政局"]
    full = full_names(names)
    assert full["普陀区财政局"] == "上海市普陀区财政局"
    assert full["财政局"] == "财政局"
    assert full["山区财政局"] == "上海市金山区财政局"
