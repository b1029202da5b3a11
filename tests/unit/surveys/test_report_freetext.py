"""The chapter of free opinions: counts of opinions and people, who brings up what, quotes that somebody has read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from bingo_planner.features.surveys.freetext.opinions import TextData
from bingo_planner.features.surveys.freetext.printed import printed_opinions
from bingo_planner.features.surveys.freetext.room import GroupRow, QuoteRow, RuleRow, TextFacts, digest
from bingo_planner.features.surveys.freetext.service_groups import add_groups, with_derived_rows
from bingo_planner.features.surveys.report.building import report_data
from bingo_planner.features.surveys.report.freetext import freetext_parts, reading, told_apart
from bingo_planner.features.surveys.report.model import Frame, Piece, ReportData, Selection
from bingo_planner.features.surveys.report.paper import report_paper
from bingo_planner.features.surveys.report.workbook import report_book
from bingo_planner.features.surveys.stats.answers import FreeAnswers
from bingo_planner.kernel.i18n import Language, speaking
from bingo_planner.kernel.numbers import Mark
from bingo_planner.reports.answercharts import Ranking
from bingo_planner.reports.document import build_bytes
from bingo_planner.reports.model import (
    Bullets,
    Chapter,
    Figure,
    Framed,
    Heading,
    KeepTogether,
    Paragraph,
    Part,
    RowKind,
    Table,
)
from bingo_planner.reports.text import plain

from .printed_survey import survey_data

# 66 of 104 wrote an opinion: 50 of buses, 30 of doctors, 20 of them of both, 6 of something else; 4 had none
TEXTS = (
    ("バスが少ない。",) * 30
    + ("バスと医療。",) * 20
    + ("医療が遠い。",) * 10
    + ("特になし",) * 4
    + ("ごみが多い。",) * 6
    + ("",) * 34
)
GROUPS = (("g1", "交通", "バス"), ("g2", "医療", "医療"))


def opinions(
    selection: Selection | None = None,
    groups: Sequence[tuple[str, str, str]] = GROUPS,
    language: Language = "ja",
) -> ReportData:
    """The report of the small survey with free answers, groups and three quotes."""
    data = survey_data()
    rows = tuple(
        GroupRow(key, "q5", field, name, at + 1, "便数・路線" if key == "g1" else "", at)
        for at, (key, field, name) in enumerate(groups)
    )
    rules = tuple(RuleRow(f"r{one.id}", one.id, one.name) for one in rows)
    quotes = (
        QuoteRow("c1", "q5", "g1", "0", digest(TEXTS[0]), "バスが**少ない**。\n困る。", "town", True),
        QuoteRow("c2", "q5", "g1", "1", digest(TEXTS[1]), "まだ誰も読んでいない。", "town", False),
        QuoteRow("c3", "q5", "gone", "64", digest(TEXTS[64]), "ごみが多い。", "", True),
    )
    facts = TextFacts("s1", rows, rules, (), quotes)
    sheet = replace(data.sheet, answers={**data.sheet.answers, "q5": FreeAnswers(TEXTS)})
    with speaking(language):
        codebook, sheet = add_groups(facts, data.codebook, sheet)
        held = TextData(data.facts, codebook, sheet, facts, data.bodies)
        whole = replace(data.facts, questions=with_derived_rows(data.facts.questions, codebook))
        data = replace(data, facts=whole, codebook=codebook, sheet=sheet)
        frame = Frame("備後圏域", language=language)
        return report_data(data, selection or Selection(), frame, opinions=printed_opinions(held))


def flat(parts: Iterator[Part]) -> list[Part]:
    found: list[Part] = []
    for part in parts:
        inner = part.parts if isinstance(part, KeepTogether | Framed) else (part,)
        found += inner
    return found


def chapters(report: ReportData) -> dict[str, Chapter]:
    return {part.title: part for part in report_paper(report).parts if isinstance(part, Chapter)}


def test_what_was_written_is_told_in_numbers() -> None:
    (told,) = opinions().opinions
    with speaking("ja"):
        assert reading(told) == (
            "回答者104人のうち66人（63.5％）が意見を書いた。ほかに4人が「特になし」などと書いた。"
            "内容で分けると、60人の80件になる。どの分類にも入らない意見は6件である。"
            "多いのは「バス」（50件）と「医療」（30件）である。"
        )


def test_opinions_and_people_are_counted_apart() -> None:
    report = opinions()
    with speaking("ja"):
        parts = flat(freetext_parts(report))
    table = next(one for one in parts if isinstance(one, Table))
    assert [row.cells for row in table.rows] == [
        ("交通", 50, 50, Decimal("75.8"), ""),
        ("バス", 50, 50, Decimal("75.8"), "便数・路線"),
        ("医療", 30, 30, Decimal("45.5"), ""),
        ("医療", 30, 30, Decimal("45.5"), ""),
        ("未分類", 6, 6, Decimal("9.1"), ""),
        ("計", 86, 66, Decimal("100.0"), ""),
    ]
    assert [row.kind for row in table.rows][::5] == [RowKind.SUBTOTAL, RowKind.TOTAL]
    figure = next(one for one in parts if isinstance(one, Figure))
    assert isinstance(figure.drawing, Ranking)
    assert [(row.name, row.labels) for row in figure.drawing.rows] == [("バス", ("50",)), ("医療", ("30",))]
    assert figure.alt == "自由意見：バス 50、医療 30。"


def test_a_kind_nobody_wrote_about_is_a_dash() -> None:
    report = opinions(groups=(*GROUPS, ("g3", "安全", "防災")))
    with speaking("ja"):
        table = next(one for one in flat(freetext_parts(report)) if isinstance(one, Table))
    assert table.rows[5].cells[:4] == ("防災", Mark.NONE, Mark.NONE, Mark.NONE)


def test_who_brings_up_what_stands_here_and_not_among_the_results() -> None:
    report = opinions()
    assert told_apart(report) == {"q5_kind", "q5_field"}
    with speaking("ja"):
        tables = [one for one in flat(freetext_parts(report)) if isinstance(one, Table)]
    assert [one.key for one in tables] == ["ft:q5", "t:q5_kind", "t:q5_field"]
    whole = tables[1].rows[0]
    assert whole.cells[:4] == ("全体", "66\n100.0", "50\n75.8", "30\n45.5"), "of those who wrote"
    assert "nは意見を書いた人。" in plain(tables[1].note)
    found = chapters(report)
    results = [one.key for one in found["調査の結果"].parts if isinstance(one, Table)]
    assert not [key for key in results if "q5" in key]
    assert "自由意見" in found


def test_without_the_chapter_groups_are_ordinary_questions() -> None:
    report = opinions(Selection(pieces=frozenset({Piece.RESULTS})))
    found = chapters(report)
    assert list(found) == ["調査の結果"]
    keys = [one.key for one in flat(iter(found["調査の結果"].parts)) if isinstance(one, Table)]
    assert {"t:q5_kind", "t:q5_field"} <= set(keys)
    assert "自由意見" not in chapters(report_data(report.data, Selection(), report.frame))


def test_only_read_quotes_are_printed_as_they_stand() -> None:
    report = opinions()
    with speaking("ja"):
        parts = flat(freetext_parts(report))
    said = [plain(item) for one in parts if isinstance(one, Bullets) for item in one.items]
    assert said == ["バスが**少ない**。 困る。（福山市）", "ごみが多い。"]
    heads = [one.text for one in parts if isinstance(one, Heading)]
    assert heads == ["問5　自由意見（自由記述）", "主な意見", "交通　バス", "その他"]


def test_annex_and_workbook_know_what_was_asked_and_what_was_made_of_it() -> None:
    report = opinions()
    annex = next(one for one in chapters(report)["資料"].parts if isinstance(one, Table))
    numbers = [row.cells[0] for row in annex.rows if len(row.cells) > 1]
    assert numbers == ["問1", "問2-1", "問3", "問4", "問5"]
    book = report_book(report)
    assert [sheet.name for sheet in book.sheets][-3:] == ["問5", "問5", "自由意見"]
    lines = [line.cells for line in book.sheets[-1].lines]
    assert ("バス", 50, 50, Decimal("75.8"), "便数・路線") in lines
    assert ("・ごみが多い。",) in lines


def test_the_chapter_in_english_on_paper() -> None:
    report = opinions(language="en")
    with speaking("en"):
        (told,) = report.opinions
        assert reading(told).startswith("Of 104 respondents 66 (63.5%) wrote an opinion. 4 more wrote")
        said = [one for one in flat(freetext_parts(report)) if isinstance(one, Paragraph)]
    assert len(said) == 4, "what was written, two tables, what the quotes are"
    pdf, built = build_bytes(report_paper(report))
    assert pdf.startswith(b"%PDF")
    assert not built.warnings
