"""Surveys in the vision: shares and counts as live fields, a question's bands and table, the portfolio."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from bingo_planner.features.surveys.service_read import read_sheet, read_surveys
from bingo_planner.features.vision import service
from bingo_planner.features.vision.blocks import BlockData, make_block
from bingo_planner.features.vision.facts import FigureFacts, QuestionFact, SurveyFact
from bingo_planner.features.vision.figures import resolve
from bingo_planner.features.vision.frozen import freeze, thaw
from bingo_planner.features.vision.model import FigureProblem
from bingo_planner.features.vision.service_build import read_paper
from bingo_planner.kernel.i18n import set_language
from bingo_planner.reports.answercharts import Bands, Portfolio
from bingo_planner.reports.model import Figure, Framed, Paper, Paragraph, Table
from bingo_planner.store.store import Store

FACTS = FigureFacts(
    None, (), {}, {}, {}, {}, {}, {}, 0,
    surveys={
        "s": SurveyFact(
            "s", "令和6年度 住民調査", False, 3402, 8000, (QuestionFact("q1", "問1 満足度", (("1", "満足"),)),)
        ),
        "b": SurveyFact("b", "事業所調査", True, 600, None),
    },
)  # fmt: skip


@pytest.fixture
def residents(sample_store: Store) -> str:
    return next(one.id for one in read_surveys(sample_store) if one.survey.kind == "resident")


def data_of(store: Store) -> BlockData:
    view = service.read_vision(store)
    assert view.vision is not None
    assert view.edition is not None
    return BlockData(
        region=None,  # type: ignore[arg-type]  # blocks of surveys need nothing of the region
        details=(),
        kpis=(),
        budgets=(),
        vision=view.vision,
        edition=view.edition,
        year=2024,
        survey=lambda own: read_sheet(store, own),
    )


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("survey:s:n", "3,402人", Decimal(3402)),
        ("survey:s:mailed", "8,000人", Decimal(8000)),
        ("survey:s:rate", "42.5%", Decimal("42.5")),
        ("survey:b:n", "600事業所", Decimal(600)),
    ],
)
def test_counts_and_rates_of_a_survey(key: str, text: str, value: Decimal) -> None:
    found = resolve(key, FACTS)
    assert (found.text, found.value) == (text, value)
    assert (found.source_kind, found.problem) == ("survey", None)


@pytest.mark.parametrize(
    ("key", "problem"),
    [
        ("survey:gone:n", FigureProblem.GONE),
        ("survey:b:rate", FigureProblem.BLANK),
        ("survey:s:share:q1:1", FigureProblem.BLANK),
        ("survey:s:share:q1:7", FigureProblem.GONE),
        ("survey:s:share:q9:1", FigureProblem.GONE),
        ("survey:s:weather", FigureProblem.UNKNOWN),
        ("survey:s:share:q1", FigureProblem.UNKNOWN),
    ],
)
def test_a_figure_that_is_not_there_says_why(key: str, problem: FigureProblem) -> None:
    assert resolve(key, FACTS).problem is problem


def test_english_words_of_counts() -> None:
    set_language("en")
    assert resolve("survey:s:n", FACTS).text == "3,402 people"


def test_the_catalogue_offers_shares_of_the_questions_named(sample_store: Store, residents: str) -> None:
    found = service.read_catalogue(sample_store, "住みやすさ 住みやすい").entries
    shares = [one for one in found if one.markup.startswith(f"{{{{survey:{residents}:share:")]
    assert shares
    assert all(one.text.endswith("%") for one in shares)
    plain = service.read_catalogue(sample_store, "有効回収率").entries
    assert any(one.text == "42.5%" for one in plain)
    blocks = service.read_catalogue(sample_store, "公共交通 帯グラフ").entries
    assert any(one.markup.startswith(f"[[survey-bands:{residents}:q5_5") for one in blocks)


def test_a_field_in_the_text_is_read_with_only_what_it_needs(sample_store: Store, residents: str) -> None:
    view = service.read_vision(sample_store)
    text = f"満足の割合は{{{{survey:{residents}:share:q5_5:good}}}}である。"
    service.do_write_section(sample_store, view.outline[1].id, text)
    figure = service.read_vision(sample_store).figures[f"survey:{residents}:share:q5_5:good"]
    assert figure.figure.problem is None
    assert figure.text.endswith("%")


def test_bands_table_and_portfolio_are_those_of_the_report(sample_store: Store, residents: str) -> None:
    data = data_of(sample_store)
    (bands,) = make_block(f"survey-bands:{residents}:q5_5", data)
    assert isinstance(bands, Figure)
    assert isinstance(bands.drawing, Bands)
    assert len(bands.drawing.bands) == 10, "everybody and nine towns"
    assert "3,402" in "".join(piece.text for piece in bands.note if not isinstance(piece, str))
    (table,) = make_block(f"survey-table:{residents}:q5_5", data)
    assert isinstance(table, Table | Framed)
    figure, twin = make_block(f"survey-portfolio:{residents}", data)
    assert isinstance(figure, Figure)
    assert isinstance(figure.drawing, Portfolio)
    assert isinstance(twin, Table)
    assert len(twin.rows) == len(figure.drawing.spots) == 18


def test_a_block_of_nothing_says_so(sample_store: Store) -> None:
    data = data_of(sample_store)
    business = next(one.id for one in read_surveys(sample_store) if one.survey.kind == "business")
    for block in (f"survey-portfolio:{business}", f"survey-bands:{business}:q99"):
        (part,) = make_block(block, data)
        assert isinstance(part, Paragraph)
    gone = replace(data, survey=lambda _own: None)
    assert isinstance(make_block("survey-table:gone:q1", gone)[0], Paragraph)


def test_a_paper_with_figures_of_surveys_is_kept_exactly(sample_store: Store, residents: str) -> None:
    data = data_of(sample_store)
    parts = tuple(
        part
        for block in (
            f"survey-bands:{residents}:q5_5",
            f"survey-table:{residents}:q11",
            f"survey-portfolio:{residents}",
        )
        for part in make_block(block, data)
    )
    paper = Paper("紙", parts)
    assert thaw(freeze(paper)) == paper


def test_the_printed_vision_holds_the_block(sample_store: Store, residents: str) -> None:
    view = service.read_vision(sample_store)
    service.do_write_section(
        sample_store, view.outline[1].id, f"意識調査の結果。\n[[survey-bands:{residents}:q5_5]]\n"
    )
    paper = read_paper(sample_store)
    assert "公共交通" in repr(paper)
    assert "Bands(" in repr(paper)
