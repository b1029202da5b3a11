"""Kinsoku, glued numbers and whole words, for any text at any width."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bingo_planner.reports.breaker import NO_END, NO_START, allowed_breaks
from bingo_planner.reports.model import Ink
from bingo_planner.reports.paragraph import Line, set_lines
from bingo_planner.reports.styles import BODY, LEAD, SHEET, Style

WORDS = (
    "備後圏域",
    "センターの",
    "ヴィジョン",
    "ちょっと",
    "人々が",
    "「連携」",
    "（見本）。",
    "『三つの役割』、",
    "である。",
    "しかし、",
    "1,234人",
    "△27.0%",
    "第3期",
    "約8割",
    "令和6年4月1日",
    "852,168人",
    "#7119",
    "KPI",
    "on time",
    "www.example.jp/plan?x=1&y=2",
    "ー……",
    "・",
    "【改訂】",
    "24時間",
    "①②",
    "？！",
    "髙﨑𠮷",
)
STYLES = (BODY, SHEET, LEAD)
texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=60).map("".join)


def laid(text: str, style: Style, width: float) -> tuple[Line, ...]:
    return set_lines((Ink(text),), style, width)


@given(texts, st.sampled_from(STYLES), st.integers(200, 560))
def test_no_line_starts_or_ends_where_it_must_not(text: str, style: Style, width: int) -> None:
    lines = laid(text, style, float(width))
    for above, below in pairwise(lines):
        assert below.text[0] not in NO_START
        assert above.text[-1] not in NO_END


@given(texts, st.sampled_from(STYLES), st.integers(200, 560))
def test_nothing_is_lost_and_nothing_sticks_out(text: str, style: Style, width: int) -> None:
    lines = laid(text, style, float(width))
    assert "".join(line.text for line in lines).replace(" ", "") == text.replace(" ", "")
    for line in lines:
        assert (line.width + line.indent) * style.size / 1000 <= width + 0.1


@given(texts, st.sampled_from(STYLES), st.integers(200, 560))
def test_numbers_and_words_are_never_cut(text: str, style: Style, width: int) -> None:
    for above, below in pairwise(laid(text, style, float(width))):
        last, first = above.text[-1], below.text[0]
        if last.isascii() and first.isascii():
            assert last in "/?&=_" or f"{last} {first}" in text
        assert not (last.isdigit() and first in "年月日人件円千万億%時")


@given(st.text(alphabet="あ漢、。「」Aa1 ー\n", max_size=80), st.integers(12, 300))
def test_any_text_is_set_at_any_width(text: str, width: int) -> None:
    lines = laid(text, BODY, float(width))
    kept = "".join(line.text for line in lines)
    assert kept.replace(" ", "") == text.replace(" ", "").replace("\n", "")


@given(texts, st.integers(200, 560))
def test_a_last_line_is_not_one_lonely_character(text: str, width: int) -> None:
    lines = laid(text + "連携する地域", BODY, float(width))
    if len(lines) > 2:
        assert len(lines[-1].text) > 1


def test_units_stay_with_their_number() -> None:
    text = "合計1,234千円と24時間"
    allowed = allowed_breaks(text)
    assert not any(allowed[text.index("1") + 1 : text.index("円") + 1])
    assert not any(allowed[text.index("2", 9) + 1 : len(text)])


def test_addresses_break_only_after_their_signs() -> None:
    text = "https://www.example.jp/plan?x=1"
    places = [i for i, free in enumerate(allowed_breaks(text)[:-1]) if free]
    assert [text[i - 1] for i in places] == ["/", "?", "="]


def test_a_word_longer_than_the_line_is_cut_rather_than_lost() -> None:
    lines = laid("x" * 200, BODY, 100.0)
    assert len(lines) > 5
    assert sum(len(line.text) for line in lines) == 200


def test_neighbouring_marks_lose_a_half_by_the_narrow_glyph() -> None:
    (line,) = laid("人（図）。減", BODY, 400.0)
    faces = {char: segment.face for segment in line.segments for char in segment.text}
    assert faces["）"] == "PM"
    assert faces["。"] == "M"


def test_latin_gets_a_thin_gap_in_mincho_and_none_in_gothic() -> None:
    (mincho,) = laid("平成27年", BODY, 400.0)
    (gothic,) = laid("平成27年", LEAD, 400.0)
    assert [segment.kern for segment in mincho.segments] == [0.0, 90.0, 90.0]
    assert all(segment.kern == 0.0 for segment in gothic.segments)


def test_the_same_text_is_laid_out_once() -> None:
    assert laid("同じ文", BODY, 300.0) is laid("同じ文", BODY, 300.0)
