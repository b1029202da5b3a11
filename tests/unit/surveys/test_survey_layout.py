"""Sheets as offices keep them: titles, merged heads, two lines of heads, totals, notes, empty columns."""

from __future__ import annotations

import pytest

from bingo_planner.exchange.reading import Area
from bingo_planner.features.surveys.intake.heads import said
from bingo_planner.features.surveys.intake.layout import Head, lay_out
from tests.unit.surveys.files import sheet

ANSWERS = [
    (str(at), "福山市", str(at % 2 + 1), "1" if at % 3 else "", "", "1", str(20 + at)) for at in range(1, 9)
]


def test_one_line_of_heads_and_nothing_else() -> None:
    found = lay_out(sheet([("No", "q1", "q2", "a", "", "b", "c"), *ANSWERS]))
    assert (found.head_rows, len(found.rows)) == ((0,), 8)
    assert [head.text for head in found.heads] == ["No", "q1", "q2", "a", "b", "c"], "an empty column is none"


def test_a_title_merged_heads_a_total_and_a_note() -> None:
    rows = [
        ("住民意識調査　集計表", "", "", "", "", "", ""),
        ("", "", "", "", "", "", ""),
        ("整理番号", "問1 居住地", "問2 性別", "問3 利用した施設", "", "", "問4"),
        ("", "", "", "1.図書館", "2.プール", "3.ホール", "年齢"),
        *ANSWERS,
        ("合 計", "", "8", "5", "0", "8", ""),
        ("※無効票を除く", "", "", "", "", "", ""),
    ]
    merged = [Area(0, 0, 0, 6), Area(2, 0, 3, 0), Area(2, 1, 3, 1), Area(2, 2, 3, 2), Area(2, 3, 2, 5)]
    for areas in (merged, []):  # also as a CSV would carry it
        found = lay_out(sheet(rows, areas))
        assert found.title == "住民意識調査　集計表"
        assert found.head_rows == (2, 3)
        assert (found.rows[0], found.rows[-1]) == (4, 11)
        assert len(found.foot) == 2
        assert found.heads[4].lines == ("問3 利用した施設", "2.プール")


def test_numbers_above_words() -> None:
    rows = [
        ("No", "q1", "q2", "q3_1", "q3_2", "q3_3", "q4"),
        ("", "居住地", "性別", "図書館", "プール", "ホール", "年齢"),
    ]
    found = lay_out(sheet([*rows, *[(a, "1", *rest) for a, _b, *rest in ANSWERS]]))
    assert found.head_rows == (0, 1)
    assert found.heads[3].lines == ("q3_1", "図書館")


def test_answers_in_words_are_no_second_line_of_heads() -> None:
    rows = [
        ("タイムスタンプ", "市町", "年代"),
        ("2024/8/1", "福山市", "18～29歳"),
        ("2024/8/2", "世羅町", "70歳以上"),
    ]
    assert lay_out(sheet(rows)).head_rows == (0,)


@pytest.mark.parametrize("rows", [[], [("", "")], [("1", "2"), ("2", "1")]])
def test_no_heads(rows: list[tuple[str, ...]]) -> None:
    assert lay_out(sheet(rows)).heads == ()


@pytest.mark.parametrize(
    ("lines", "key", "words", "item"),
    [
        (("問5-1　公共交通の満足度",), "q5_1", "公共交通の満足度", "公共交通の満足度"),
        (("問５（１）公共交通",), "q5_1", "公共交通", "公共交通"),
        (("Q5_12",), "q5_12", "", ""),
        (("問5 利用施設", "１．図書館"), "q5", "利用施設", "図書館"),
        (("問6", "年齢"), "q6", "年齢", "年齢"),
        (("次の満足度 [救急医療]",), "", "次の満足度", "救急医療"),
        (("1. あなたの性別（1～3）",), "q1", "あなたの性別（1～3）", ""),
        (("問10SQ1 理由",), "q10_sq1", "理由", ""),
        (("整理番号",), "", "整理番号", ""),
    ],
)
def test_heads_say_number_words_and_item(lines: tuple[str, ...], key: str, words: str, item: str) -> None:
    found = said(Head(0, lines))
    assert (found.key, found.words, found.item) == (key, words, item)
