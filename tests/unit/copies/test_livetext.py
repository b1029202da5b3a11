"""Long texts in the inbox: live fields as figures, what stayed cut to what stands by a change."""

from __future__ import annotations

from bingo_planner.features.copies.diff import ADDED, REMOVED, SAME
from bingo_planner.features.copies.livetext import GAP, readable, shortened


def test_a_live_field_is_read_as_its_figure() -> None:
    text = "総生産額は{{kpi:e419:actual:2019}}、人口は{{population:region:census:2020}}である。"
    assert readable(text, {"kpi:e419:actual:2019": "34,120億円"}) == (
        "総生産額は34,120億円、人口は［2020］である。"
    )


def test_only_what_stands_by_a_change_is_left_of_what_stayed() -> None:
    before, between, after = "あ" * 200 + "。", "い" * 300 + "。", "う" * 200 + "。"
    pieces = [
        (SAME, before),
        (REMOVED, "旧。"),
        (ADDED, "新。"),
        (SAME, between),
        (ADDED, "加。"),
        (SAME, after),
    ]
    found = shortened(pieces)
    assert [kind for kind, _ in found] == [kind for kind, _ in pieces]
    assert found[0][1].startswith(GAP)
    assert found[0][1].endswith("あ。")
    assert GAP in found[3][1]
    assert len(found[3][1]) < 200
    assert found[5][1].endswith(GAP)
    assert [words for kind, words in found if kind != SAME] == ["旧。", "新。", "加。"]


def test_short_texts_and_texts_without_a_change_stay_whole() -> None:
    assert shortened([(SAME, "短い。"), (ADDED, "新。")]) == ((SAME, "短い。"), (ADDED, "新。"))
    assert shortened([(SAME, "あ" * 500)]) == ((SAME, "あ" * 500),)
