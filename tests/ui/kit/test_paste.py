"""What comes from Excel, Word and web pages arrives as rows, whole."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bingo_planner.ui.paste import block_of, parse_clipboard, parse_html_table
from bingo_planner.ui.table_copy import as_html, as_tsv

CELL = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\r\0"), max_size=12)
BLOCK = st.lists(st.lists(CELL, min_size=2, max_size=5), min_size=1, max_size=6).map(
    lambda rows: [row[: min(len(one) for one in rows)] for row in rows]
)


@given(BLOCK)
def test_what_we_copy_we_can_paste(rows: list[list[str]]) -> None:
    assert parse_clipboard(as_tsv(rows)) == rows


def test_excel_text_with_quotes_line_ends_and_a_closing_line_end() -> None:
    text = '福山市\t"二行の\r\n文"\t1,234\r\n三原市\t"「""引用""」"\t△1,200千円\r\n'
    assert parse_clipboard(text) == [
        ["福山市", "二行の\n文", "1,234"],
        ["三原市", '「"引用"」', "△1,200千円"],
    ]


def test_a_quote_that_is_just_a_character_stays() -> None:
    assert parse_clipboard('5" 管\t"半分') == [['5" 管', '"半分']]
    assert parse_clipboard('"a"b\tc') == [['"a"b', "c"]]


def test_empty_cells_and_lines_keep_their_places() -> None:
    assert parse_clipboard("1\t\t3\n\n4\n") == [["1", "", "3"], [""], ["4"]]
    assert parse_clipboard("") == []
    assert parse_clipboard("7") == [["7"]]


def test_the_table_of_a_web_page() -> None:
    html = (
        "<p>前書き</p><table><tr><th colspan=2>区分</th><th>計</th></tr>"
        "<tr><td>国<br>庫</td><td>&#9651;5</td><td> 1,000 </td></tr></table><table><tr><td>x</td></tr></table>"
    )
    assert parse_html_table(html) == [["区分", "", "計"], ["国\n庫", "△5", "1,000"]]
    assert block_of("計", html) == parse_html_table(html)
    assert block_of("1\t2", html) == [["1", "2"]]
    assert parse_html_table("<p>表なし</p>") == []


def test_html_for_word_has_lines_and_is_escaped() -> None:
    html = as_html(["A&B"], [["<x>", "1"]], frozenset({1}))
    assert 'border="1"' in html
    assert "A&amp;B" in html
    assert "&lt;x&gt;" in html
    assert '<td align="right">1</td>' in html
