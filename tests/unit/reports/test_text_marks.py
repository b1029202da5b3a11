"""Marks in running text."""

from bingo_planner.reports.model import Ink, verbatim
from bingo_planner.reports.text import plain, read_marks, resolve


def test_marks_become_pieces() -> None:
    assert read_marks("前**強**と__旧__と++新++は[#t1]。") == (
        Ink("前"),
        Ink("強", bold=True),
        Ink("と"),
        Ink("旧", underline=True),
        Ink("と"),
        Ink("新", underline=True, wash=True),
        Ink("は"),
        Ink(ref="t1", bold=True),
        Ink("。"),
    )


def test_text_without_marks_is_one_piece() -> None:
    assert read_marks("2 * 3 = 6、[注]") == (Ink("2 * 3 = 6、[注]"),)


def test_verbatim_text_is_not_read() -> None:
    assert plain(verbatim("**x**")) == "**x**"


def test_references_are_filled_in() -> None:
    filled = resolve("（[#a]）", {"a": "図2-1"}.__getitem__)
    assert "".join(piece.text for piece in filled) == "（図2-1）"
    assert filled[1].ref == "a"
