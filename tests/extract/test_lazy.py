"""A value that is worked out once and kept with its object."""

from __future__ import annotations

from dataclasses import dataclass, replace

from extract.lazy import lazy


@dataclass(frozen=True)
class Word:
    text: str

    @lazy
    def letters(self) -> list[str]:
        """Its letters."""
        return list(self.text)


def test_is_worked_out_once_for_each_object() -> None:
    one, other = Word("甲乙"), Word("丙")
    assert one.letters == ["甲", "乙"]
    assert one.letters is one.letters
    assert other.letters == ["丙"]


def test_is_no_part_of_what_the_object_is() -> None:
    asked, fresh = Word("甲"), Word("甲")
    assert asked.letters
    assert asked == fresh
    assert hash(asked) == hash(fresh)
    assert replace(asked, text="乙").letters == ["乙"]


def test_says_what_it_is() -> None:
    assert Word.letters.__doc__ == "Its letters."
