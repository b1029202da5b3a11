"""The report: figures as worked out by hand, honest sentences, small groups kept back, every chapter in its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import BytesIO

import pypdf
import pytest

from bingo_planner.features.surveys.report import charts
from bingo_planner.features.surveys.report.attributes import attribute_parts
from bingo_planner.features.surveys.report.building import report_data
from bingo_planner.features.surveys.report.cross import cross_paper
from bingo_planner.features.surveys.report.model import Frame, Layout, Piece, ReportData, Selection
from bingo_planner.features.surveys.report.outline import outline_parts, weights_table
from bingo_planner.features.surveys.report.paper import report_paper
from bingo_planner.features.surveys.report.portfolio import (
    found_priorities,
    portfolio_figure,
    portfolio_parts,
    portfolio_table,
    priorities_of,
)
from bingo_planner.features.surveys.report.reading import error_table, reading_parts
from bingo_planner.features.surveys.report.sentences import finding
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.i18n import speaking
from bingo_planner.reports.answercharts import Bands, Portfolio, Ranking
from bingo_planner.reports.document import build_bytes
from bingo_planner.reports.model import (
    Bullets,
    Cell,
    Chapter,
    Figure,
    Framed,
    Heading,
    KeepTogether,
    Part,
    Records,
    Row,
    RowKind,
    Table,
    Value,
)
from bingo_planner.reports.text import plain
from bingo_planner.reports.tones import Fill
from tests.support.polls import poll

from .printed_survey import report, survey_data


def words(value: Value) -> str:
    text = value.text if isinstance(value, Cell) else value
    return plain(text) if isinstance(text, tuple) else str(text)


def row(table: Table, name: str) -> list[str]:
    found = next(one for one in table.rows if words(one.cells[0]) == name)
    return [words(value) for value in found.cells]


def flat(parts: Sequence[Part]) -> Iterator[Part]:
    for part in parts:
        yield part
        if isinstance(part, Chapter | Framed | KeepTogether):
            yield from flat(part.parts)


def satisfaction(made: ReportData) -> Table:
    table = made.tables["q2_1"]
    return cross_paper(table, made.limits_of(table))


def test_a_cross_table_says_answers_above_and_per_cent_below() -> None:
    table = satisfaction(report())
    assert row(table, "全体") == [
        "全体", "104\n100.0", "35\n33.7", "21\n20.2", "22\n21.2", "17\n16.3", "9\n8.7", "0\n－", "\n53.8",
    ]  # fmt: skip
    assert row(table, "福山市")[1:4] == ["60\n100.0", "30\n50.0", "12\n20.0"]
    assert [column.head for column in table.columns][-1] == "満足計"
    assert table.rows[0].kind is RowKind.TOTAL
    assert table.rows[1] == Row(("居住地",), RowKind.GROUP)


def test_the_good_side_carries_the_marks_of_what_differs() -> None:
    table = satisfaction(report())
    assert row(table, "福山市")[-1] == "\n▲ 70.0"
    plain_table = satisfaction(report(Selection(has_marks=False)))
    assert row(plain_table, "福山市")[-1] == "\n70.0"


def test_too_few_answers_are_kept_back_and_so_is_what_would_give_them_away() -> None:
    table = satisfaction(report())
    assert row(table, "笠岡市") == ["笠岡市", "10未満", "回答者数が10未満のため表示しない"]
    assert row(table, "世羅町") == ["世羅町", "40", "少数の区分が逆算されないよう表示しない"]
    hidden = next(one for one in table.rows if words(one.cells[0]) == "笠岡市").cells[2]
    assert isinstance(hidden, Cell)
    assert hidden.span == len(table.columns) - 2


def test_limits_can_be_chosen() -> None:
    table = satisfaction(report(Selection(star_below=50, hide_below=3)))
    assert row(table, "世羅町")[1] == "*40\n100.0"
    assert row(table, "笠岡市")[1:4] == ["*4\n100.0", "1\n25.0", "1\n25.0"]


def test_per_cent_alone_is_one_line() -> None:
    table = satisfaction(report(Selection(layout=Layout.PERCENT)))
    assert row(table, "福山市") == ["福山市", "60", "50.0", "20.0", "15.0", "10.0", "5.0", "－", "▲ 70.0"]


def test_weighted_tables_say_both_numbers() -> None:
    table = satisfaction(report(Selection(hide_below=3), weighted=True))
    # 60 + 40 · ½ + 4 = 84; 満足 30 + 4 · ½ + 1 = 33, of 84 = 39.28… %
    assert row(table, "全体")[:4] == ["全体", "104\n100.0", "84\n100.0", "33\n39.3"]
    unweighted = satisfaction(report(Selection(is_weighted=False), weighted=True))
    assert row(unweighted, "全体")[:3] == ["全体", "104\n100.0", "35\n33.7"]


def test_several_answers_go_over_100_and_say_so() -> None:
    made = report()
    table = made.tables["q3"]
    paper = cross_paper(table, made.limits_of(table))
    # 52 + 52 + 13 + 26 = 143 answers of 104 people = 137.5 %
    assert row(paper, "全体") == [
        "全体", "104\n100.0", "52\n50.0", "52\n50.0", "13\n12.5", "26\n25.0", "143\n137.5",
    ]  # fmt: skip


def test_a_number_has_its_mean_and_those_asked_as_base() -> None:
    made = report()
    table = made.tables["q4"]
    paper = cross_paper(table, made.limits_of(table))
    assert row(paper, "全体") == ["全体", "35", "3.0", "0.00", "3.0", "3.0", "3.0"]


def test_only_what_is_significant_is_called_higher_or_lower() -> None:
    made = report(Selection(hide_below=3, star_below=10))
    with speaking("ja"):
        said = finding(made.tables["q2_1"], made.limits_of(made.tables["q2_1"]))
    assert said == (
        "全体では、「満足」と「やや満足」を合わせて53.8％である。"
        "居住地別では、全体に比べて福山市（70.0％）が高く、世羅町（30.0％）が低い。"
    )


def test_chance_is_seldom_called_a_difference() -> None:
    """Answers without any connection: of 60 axes about one in twenty may stand out, not one in three."""
    claims = 0
    for seed in range(20):
        made = report_data(poll(seed, scale=0.2, weighted=False), Selection(questions=("q4", "q8")), Frame())
        with speaking("ja"):
            for table in made.tables.values():
                claims += finding(table, made.limits_of(table)).count("全体に比べて")
    assert claims <= 12, "of 120 looks"


def test_answers_the_sample_cannot_tell_apart_are_not_put_in_order() -> None:
    made = report()
    with speaking("ja"):
        said = finding(made.tables["q3"], made.limits_of(made.tables["q3"]))
    assert "「車」（50.0％）と「バス」（50.0％）が多い（この二つの差は標本誤差の範囲内）。" in said


def test_the_design_comes_first_with_its_rates() -> None:
    parts = list(outline_parts(report()))
    records = next(one for one in parts if isinstance(one, Records))
    facts = {label: plain(text) for label, text in records.rows}
    assert list(facts)[:4] == ["調査の目的", "調査地域", "調査対象", "標本数"]
    assert facts["標本数"] == "300人"
    assert facts["抽出方法"] == "層化無作為抽出（住民基本台帳）"
    assert facts["調査期間"] == "令和6年6月1日～令和6年6月30日"
    assert facts["回収数"] == "107人（35.7％）"
    assert facts["有効回収数"] == "104人（34.7％）"
    table = next(one for one in parts if isinstance(one, Table))
    assert row(table, "世羅町") == ["世羅町", "1000", "100", "100", "41", "41.0", "40", "40.0"]


def test_weights_say_what_they_cost() -> None:
    table = weights_table(report(weighted=True))
    assert table is not None
    facts = {words(one.cells[0]): words(one.cells[1]) for one in table.rows}
    # Σw = 84, Σw² = 64 + 40/4 = 74: n_eff = 84²/74 = 95.35, deff = 104 · 74/84² = 1.0907
    assert facts["有効標本数"] == "95"
    assert facts["ウエイトによるデザイン効果（キッシュ）"] == "1.09"
    assert facts["最小のウエイト（平均＝1）"] == "0.62"


def test_errors_of_the_sample_follow_the_rule_chosen() -> None:
    simple = error_table(report(Selection(margin_rule="simple")))
    assert row(simple, "（参考）") == ["（参考）", "100", "5.9", "7.8", "9.0", "9.6", "9.8"]
    thousand = next(one for one in simple.rows if words(one.cells[1]) == "1,000")
    assert [words(value) for value in thousand.cells[2:]] == ["1.9", "2.5", "2.8", "3.0", "3.1"]
    two_stage = error_table(report(Selection(margin_rule="two_stage")))
    assert row(two_stage, "（参考）")[-1] == "14.1"
    assert row(simple, "全体")[1] == "104"


def test_notes_are_only_those_that_are_needed() -> None:
    def notes(made: ReportData) -> str:
        found = next(one for one in reading_parts(made) if isinstance(one, Bullets))
        return "".join(plain(item) for item in found.items)

    whole, narrow = notes(report()), notes(report(Selection(questions=("q2_1",))))
    assert "複数回答" in whole
    assert "限定設問" in whole
    assert "複数回答" not in narrow
    assert "補正前" not in whole
    assert "補正前" in notes(report(weighted=True))


def test_who_answered_is_one_table() -> None:
    table = next(one for one in attribute_parts(report(weighted=True)) if isinstance(one, Table))
    assert row(table, "世羅町") == ["世羅町", "40", "38.5", "20", "23.8"]


def test_bands_agree_with_the_table_and_hatch_the_bad_side() -> None:
    made = report()
    table = made.tables["q2_1"]
    bands = charts.question_chart(table, made.limits_of(table))
    assert isinstance(bands, Bands)
    fills = dict(bands.answers)
    assert fills["不満"] is Fill.HATCH
    assert fills["無回答"] is Fill.DIAGONAL
    assert bands.bands[0].shares == (33.7, 20.2, 21.2, 16.3, 8.7, 0.0)
    hidden = next(one for one in bands.bands if one.name == "笠岡市")
    assert not hidden.shares
    assert hidden.remark


def test_a_ranking_puts_no_answer_last() -> None:
    made = report()
    ranking = charts.question_chart(made.tables["q3"], made.limits)
    assert isinstance(ranking, Ranking)
    assert [one.name for one in ranking.rows] == ["車", "バス", "鉄道", "無回答"]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_whole_report_builds_without_a_warning(language: str) -> None:
    made = report(language="ja" if language == "ja" else "en", weighted=True)
    paper = report_paper(made)
    data, built = build_bytes(paper)
    assert not built.warnings
    assert not built.missing
    text = "\n".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(data)).pages)
    wanted = ("調査の概要", "報告書の見方", "標本誤差早見表", "問2-1", "問3", "設問とコード表")
    english = (
        "The survey",
        "How to read this report",
        "Errors of the sample",
        "Q2-1",
        "Q3",
        "Questions and codes",
    )
    for word in wanted if language == "ja" else english:
        assert word in text


def test_every_figure_says_what_it_shows_and_every_question_has_its_table() -> None:
    parts = list(flat(report_paper(report()).parts))
    assert all(one.alt for one in parts if isinstance(one, Figure))
    keys = {one.key for one in parts if isinstance(one, Table)}
    assert {"t:q2_1", "t:q3", "t:q4", "codebook", "errors", "returns", "attributes"} <= keys


def test_chapters_can_be_left_out() -> None:
    paper = report_paper(report(Selection(pieces=frozenset({Piece.RESULTS}))))
    titles = [one.title for one in paper.parts if isinstance(one, Chapter)]
    assert titles == ["調査の結果"]


def test_a_question_put_to_some_says_to_whom() -> None:
    headings = [one.text for one in flat(report_paper(report()).parts) if isinstance(one, Heading)]
    assert "問4　通院の回数（数量回答）【問2-1で「満足」と答えた人】" in headings


def test_a_survey_without_answers_is_refused() -> None:
    data = survey_data()
    empty = replace(data, sheet=replace(data.sheet, keys=(), answers={}))
    with pytest.raises(PlanError) as refused:
        report_data(empty, Selection(), Frame())
    assert refused.value.code == "survey.no_respondents"


def test_work_can_be_stopped() -> None:
    class Stopped:
        def cancelled(self) -> bool:
            return True

        def step(self, done: int, total: int, text: str) -> None:
            pass

    with pytest.raises(PlanError) as refused:
        report_data(survey_data(), Selection(), Frame(), Stopped())
    assert refused.value.code == "survey.cancelled"


def test_the_portfolio_is_a_chapter_with_its_twin_table() -> None:
    data = poll(scale=0.2)
    made = report_data(data, Selection(questions=("q8",)), Frame())
    found = found_priorities(made)
    assert found is not None
    with speaking("ja"):
        _said, figure, table = portfolio_parts(found)
    assert isinstance(figure, Figure)
    assert isinstance(table, Table)
    assert isinstance(figure.drawing, Portfolio)
    assert len(figure.drawing.spots) == len(table.rows) == 18
    assert figure.drawing.zones[0] == "重点改善"
    assert figure.drawing.shaded == 0
    strong = {spot.name for spot in figure.drawing.spots if spot.strong}
    zones = {words(one.cells[2]): words(one.cells[-1]) for one in table.rows}
    assert strong == {name for name, zone in zones.items() if zone == "重点改善"}
    assert "満足度と重要度" in [one.title for one in report_paper(made).parts if isinstance(one, Chapter)]


def test_axes_can_be_turned_and_the_first_zone_turns_with_them() -> None:
    data = poll(scale=0.2)
    survey = replace(data.survey, portfolio_across="importance", improvement="none")
    found = priorities_of(replace(data, facts=replace(data.facts, survey=survey)))
    assert found is not None
    figure = portfolio_figure(found)
    assert isinstance(figure.drawing, Portfolio)
    assert figure.drawing.shaded == 3
    assert figure.drawing.zones[3] == "重点改善"
    assert figure.drawing.across.name.startswith("重要度")
    assert "改善度" not in [column.head for column in portfolio_table(found).columns]


def test_a_survey_without_pairs_has_no_portfolio() -> None:
    assert found_priorities(report()) is None
