"""Numbers follow from where a section stands."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bingo_planner.features.vision.model import SectionRow, SectionState
from bingo_planner.features.vision.outline import descendants, number, outline
from bingo_planner.kernel.i18n import speaking


def row(key: str, parent: str = "", sort: int = 0) -> SectionRow:
    return SectionRow(key, parent, sort, key.upper(), "", SectionState.EMPTY)


def test_numbers_by_level() -> None:
    items = outline(
        [
            row("a", sort=1),
            row("b", sort=2),
            row("b1", "b", 1),
            row("b2", "b", 2),
            row("b2x", "b2"),
            row("b2xi", "b2x"),
        ]
    )
    assert [(item.id, item.level, item.number) for item in items] == [
        ("a", 0, "第1章"),
        ("b", 0, "第2章"),
        ("b1", 1, "1"),
        ("b2", 1, "2"),
        ("b2x", 2, "(1)"),
        ("b2xi", 3, "ア"),
    ]
    with speaking("en"):
        assert [number(level, 2) for level in range(4)] == ["Chapter 2", "2", "(2)", "b"]


def test_first_and_last_say_what_can_be_moved() -> None:
    a, b = outline([row("a", sort=1), row("b", sort=2)])
    assert (a.first, a.last, b.first, b.last) == (True, False, False, True)


def test_a_section_whose_parent_is_gone_is_not_hidden() -> None:
    assert [item.id for item in outline([row("a", "gone")])] == ["a"]


KEYS = st.sampled_from("abcdef")


@given(st.dictionaries(KEYS, st.tuples(KEYS | st.just(""), st.integers(0, 3)), max_size=6))
def test_every_section_stands_exactly_once_whatever_the_parents(parents: dict[str, tuple[str, int]]) -> None:
    rows = [row(key, parent, sort) for key, (parent, sort) in parents.items()]
    assert sorted(item.id for item in outline(rows)) == sorted(parents)


def test_descendants() -> None:
    rows = [row("a"), row("b", "a"), row("c", "b"), row("d")]
    assert set(descendants(rows, "a")) == {"a", "b", "c"}
