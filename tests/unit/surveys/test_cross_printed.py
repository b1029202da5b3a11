"""A sheet in words: rounding, -, 0.0, stars, what is not published, bases, notes and tests."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bingo_planner.features.surveys.codetext import read_condition
from bingo_planner.features.surveys.crosstab import words
from bingo_planner.features.surveys.crosstab.bars import bars_of
from bingo_planner.features.surveys.crosstab.fills import fills_of
from bingo_planner.features.surveys.crosstab.hiding import hidden_lines
from bingo_planner.features.surveys.crosstab.model import Axis, Column, CrossSheet, Figure, Side, Wish
from bingo_planner.features.surveys.crosstab.printed import HIDDEN, Look, Measure, Printed, printed
from bingo_planner.features.surveys.crosstab.sample import sample_design
from bingo_planner.features.surveys.crosstab.tabulation import cross_sheet
from bingo_planner.features.surveys.room import SurveyData
from bingo_planner.features.surveys.stats.crosstable import CrossOptions, ErrorFormula
from bingo_planner.kernel.i18n import set_language
from tests.support.polls import poll

AXES = (Axis(("q1",)), Axis(("q2",)))


@pytest.fixture(scope="module")
def data() -> SurveyData:
    return poll(scale=0.2)


def sheet_of(data: SurveyData, key: str, options: CrossOptions | None = None) -> CrossSheet:
    return cross_sheet(data, sample_design(data, data.weights), Wish(key, AXES), options)


def shown(data: SurveyData, key: str, look: Look, options: CrossOptions | None = None) -> Printed:
    chosen = options or CrossOptions()
    return printed(sheet_of(data, key, chosen), key, data.codebook, look, chosen)


def test_figures_follow_the_conventions_of_reports() -> None:
    assert words.percent(Figure(0, 0.0, 0.0, 0.0, 0.0)) == "-"
    assert words.percent(Figure(1, 0.1, 0.0004, 0.0, 0.0)) == "0.0"
    assert words.percent(Figure(49, 49.0, 0.1225, 0.0, 0.0)) == "12.3"
    assert words.count_words(Figure(3, 2.5, 0.1, 0.0, 0.0), weighted=True) == "3"
    assert words.margin_words(Figure(3, 2.5, 0.1, 0.0, 0.0885)) == "±8.9"


def test_the_sheet_has_heads_lines_bands_and_notes(data: SurveyData) -> None:
    made = shown(data, "q5_5", Look())
    assert [head.title for head in made.heads] == [
        *(
            "n",
            "重み付きn",
            "満足",
            "やや満足",
            "どちらともいえない",
            "やや不満",
            "不満",
            "無回答",
            "満足計",
            "",
        )
    ]
    assert [row.title for row in made.rows[:4]] == ["圏域計", "居住地", "福山市", "三原市"]
    assert made.rows[0].kind == "total"
    assert sum(part.share for part in made.rows[0].band) == pytest.approx(1)
    assert made.rows[2].body is not None
    assert made.base == "母数：全員"
    assert made.notes[0].startswith("四捨五入")
    assert any("重み付け前" in note for note in made.notes)
    assert any(note.startswith("標本誤差（95 %、標本設計による）は圏域計 ±") for note in made.notes)
    assert made.summary.startswith("q5_5：圏域計で満足計は")


def test_stars_and_what_is_not_published(data: SurveyData) -> None:
    made = shown(data, "q5_5", Look(published=True))
    last = next(row for row in made.rows if row.title == "不明")
    assert last.starred
    assert {cell.text for cell in last.cells[2:]} == {HIDDEN}
    assert not last.band
    assert any("x は公表しない" in note for note in made.notes)
    assert not any(one in made.summary for one in ("不明", "神石高原町"))
    assert HIDDEN not in {cell.text for row in shown(data, "q5_5", Look()).rows for cell in row.cells}


def test_a_single_hidden_line_takes_the_next_smallest_along(data: SurveyData) -> None:
    sheet = sheet_of(data, "q5_5")
    block = sheet.blocks[0]
    assert sum(line.n < 10 for line in block.lines) == 1
    hidden = hidden_lines(sheet)
    labels = {line.label for line in block.lines if line.key in hidden}
    assert labels == {"無回答", "神石高原町"}
    open_sides = replace(sheet, blocks=(replace(block, covers=False),))
    assert len(hidden_lines(open_sides)) == 1


def test_counts_and_both_print_two_lines(data: SurveyData) -> None:
    both = shown(data, "q5_5", Look(Measure.BOTH))
    assert both.two_lines
    total = both.rows[0].cells[2]
    assert float(total.lower) == pytest.approx(
        100 * float(total.text.replace(",", "")) / float(both.rows[0].cells[1].text.replace(",", "")), abs=0.3
    )
    counted = shown(data, "q5_5", Look(Measure.COUNT))
    assert not counted.two_lines
    assert counted.rows[0].cells[2].text == total.text


def test_several_answers_say_so_and_sum_up(data: SurveyData) -> None:
    made = shown(data, "q4", Look())
    place = [head.title for head in made.heads].index("M.T.")
    assert float(made.rows[0].cells[place].text) > 100
    assert made.notes[0].startswith("複数回答のため")
    assert not made.rows[0].band


def test_a_number_has_means_and_a_base_in_words(data: SurveyData) -> None:
    made = shown(data, "q9", Look())
    assert [head.title for head in made.heads][2:4] == ["平均", "標準誤差"]
    assert made.base == "母数：問8で「はい」と答えた人のうち回答した人"
    question = replace(data.codebook.question("q5_1"), asked_if=read_condition("q8=1&q1=1|2"))
    assert words.base_words(question, data.codebook, True) == (
        "母数：問8で「はい」、問1で「福山市」「三原市」と答えた人（無回答を除く）"
    )


def test_tests_letters_and_formulas(data: SurveyData) -> None:
    made = shown(data, "q5_5", Look(tests=True, letters=True), CrossOptions(formula=ErrorFormula.TWO_STAGE))
    assert len(made.tests) == 2
    assert made.tests[0].startswith("居住地：χ²(")
    assert "Rao–Scott F(" in made.tests[0]
    assert made.rows[2].note == "(a)"
    plain = shown(data, "q5_5", Look())
    assert sum(head.width for head in made.heads) >= sum(head.width for head in plain.heads)
    assert any("二段抽出の式" in note for note in made.notes)
    assert any("ボンフェローニ" in note for note in made.notes)


def test_titles_and_lines_speak_english_too(data: SurveyData) -> None:
    set_language("en")
    row = next(one for one in data.facts.questions if one.key == "q5_5")
    assert words.title_of(row) == "Q5-5 公共交通 (生活の満足度)"
    assert shown(data, "q5_5", Look()).rows[0].title == "Whole region"
    assert words.number_of("age") == "age"


def test_fills_tell_sides_apart() -> None:
    def columns(*sides: Side) -> list[Column]:
        return [Column(str(at), str(at), side) for at, side in enumerate(sides)]

    good, middle, bad, blank, none = Side.GOOD, Side.MIDDLE, Side.BAD, Side.BLANK, Side.NONE
    scale = fills_of(columns(good, good, middle, bad, bad, blank))
    assert scale == ("ramp6", "ramp4", "ramp1", "bad", "worst", "blank")
    assert fills_of(columns(bad, bad, middle, good, good)) == ("worst", "bad", "ramp1", "ramp4", "ramp6")
    plain = fills_of(columns(*[none] * 8))
    assert len(set(plain)) == 8


def test_bars_stand_by_size_where_several_answers_were_given(data: SurveyData) -> None:
    made = bars_of(sheet_of(data, "q4"), "t", panels=False, published=False)
    assert made is not None
    shares = [bar.share or 0 for bar in made.panels[0].bars[:-1]]
    assert shares == sorted(shares, reverse=True)
    assert made.labels[-1] == "無回答"
    assert made.panels[0].bars[0].margin > 0
    assert made.reference == ()


def test_small_bars_carry_everybodys_share_and_hide_what_is_not_published(data: SurveyData) -> None:
    made = bars_of(sheet_of(data, "q5_5"), "t", panels=True, published=True)
    assert made is not None
    assert [one.title for one in made.panels][:2] == ["福山市", "三原市"]
    assert made.labels == ("満足", "やや満足", "どちらともいえない", "やや不満", "不満", "無回答")
    assert made.reference[0] == sheet_of(data, "q5_5").total.figures[0].share
    assert {bar.words for bar in made.panels[-1].bars} == {HIDDEN}
    assert made.panels[-1].note == "＊n 4"
    assert bars_of(sheet_of(data, "q9"), "t", panels=True, published=False) is None
