"""Numbers of chapters, headings, figures and tables in both languages."""

from bingo_planner.kernel.i18n import speaking
from bingo_planner.reports.charts import Bars, BarSeries, Fill
from bingo_planner.reports.grid import Frame
from bingo_planner.reports.model import Chapter, Column, Figure, Framed, Heading, Paper, Row, Sheet, Table
from bingo_planner.reports.numbering import outline_of

BARS = Bars(("a",), (BarSeries("x", (1.0,), Fill.R3),))


def paper() -> Paper:
    table = Table((Column("名"),), (Row(("a",)),), "表の題", key="t")
    return Paper(
        "文書",
        (
            Chapter(
                "一", (Heading("い"), Heading("ろ", 2), Heading("は", 3), Heading("に", 4), Heading("ほ", 2))
            ),
            Chapter(
                "二", (Figure(BARS, "図の題", "説明。", key="f"), Framed(Frame.LAND, (table,)), Heading("へ"))
            ),
            Chapter(
                "資料",
                (
                    Table((Column("名"),), (), "付表"),
                    Sheet("個票", (), code="1-A"),
                ),
                numbered=False,
            ),
        ),
    )


def numbers(language: str) -> list[str]:
    with speaking("en" if language == "en" else "ja"):
        return [entry.number for entry in outline_of(paper()).entries]


def test_japanese_numbers() -> None:
    assert numbers("ja") == [
        "第1章",
        "1",
        "（1）",
        "ア",
        "（ア）",
        "（2）",
        "第2章",
        "図2-1",
        "表2-1",
        "1",
        "",
        "表1",
        "1-A",
    ]


def test_english_numbers() -> None:
    assert numbers("en") == [
        "Chapter 1", "1", "(1)", "a", "(a)", "(2)", "Chapter 2", "Figure 2-1", "Table 2-1", "1", "", "Table 1", "1-A",
    ]  # fmt: skip


def test_keys_are_known_before_layout() -> None:
    labels = outline_of(paper()).labels
    assert (labels["f"], labels["t"]) == ("図2-1", "表2-1")
