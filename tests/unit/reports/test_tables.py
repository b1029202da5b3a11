"""Tables: measured columns, breaks over pages, figures that never wrap, four kinds of empty."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bingo_planner.kernel.numbers import Mark
from bingo_planner.reports.columns import column_widths
from bingo_planner.reports.document import build_bytes
from bingo_planner.reports.model import Cell, Column, Paper, Row, RowKind, Table
from bingo_planner.reports.table import TableBlock, lay_table
from bingo_planner.reports.tablecells import words_of

COLUMNS = (Column("市町"), Column("人口（人）", align="right"), Column("増減（人）", align="right"))


def long_table(rows: int) -> Table:
    made = []
    for i in range(rows):
        if i % 10 == 0:
            made.append(Row((f"区分{i}",), RowKind.GROUP))
        made.append(Row((f"行{i}", 1000 + i, -i)))
    return Table(COLUMNS, tuple(made), "長い表", "注。")


def pages_of(table: Table) -> list[str]:
    data, _ = build_bytes(Paper("表", (table,), date=date(2024, 4, 1)))
    return [page.extract_text() for page in pypdf.PdfReader(BytesIO(data)).pages]


def laid(table: Table) -> tuple[TableBlock, list[str]]:
    warnings: list[str] = []
    return lay_table(table, 462.0, (), (), lambda sentence: warnings.append(sentence())), warnings


def test_a_long_table_repeats_its_head_and_says_that_it_goes_on() -> None:
    pages = pages_of(long_table(120))
    assert len(pages) >= 3
    assert all("人口（人）" in text for text in pages)
    assert "（つづき）" not in pages[0]
    assert all("（つづき）" in text for text in pages[1:])
    assert [text.count("注。") for text in pages] == [0] * (len(pages) - 1) + [1]


def test_every_row_of_a_long_table_is_printed_once() -> None:
    words = "\n".join(pages_of(long_table(120))).split()
    assert [word for word in words if word.startswith("行")] == [f"行{i}" for i in range(120)]


@given(st.integers(2, 60), st.floats(20, 700))
def test_a_split_leaves_two_rows_on_both_sides_and_no_group_alone(rows: int, room: float) -> None:
    block, _ = laid(long_table(rows))
    parts = block.split(room)
    if parts is not None:
        upper, lower = parts
        assert [*upper.rows, *lower.rows] == block.rows
        assert upper.height() <= room + 0.1
        assert min(len(upper.rows), len(lower.rows)) >= (2 if len(block.rows) > 3 else 1)
        assert upper.rows[-1].kind is not RowKind.GROUP


def test_the_last_rows_of_a_group_take_the_whole_group_with_them() -> None:
    block, _ = laid(long_table(30))
    parts = block.split(block.height() - 40)
    assert parts is not None
    assert parts[1].rows[0].kind is RowKind.GROUP
    assert len(parts[1].rows) == 11


@given(
    st.lists(
        st.tuples(st.floats(0, 90), st.integers(0, 10**9), st.text("漢字かな", max_size=40)),
        min_size=1,
        max_size=8,
    )
)
def test_columns_add_up_to_the_width(drawn: list[tuple[float, int, str]]) -> None:
    columns = tuple(Column(f"列{i}", width if width > 20 else 0.0) for i, (width, _, _) in enumerate(drawn))
    rows = (Row(tuple(text or number for _, number, text in drawn)),)
    assert sum(
        column_widths(Table((*columns, Column("余")), (Row((*rows[0].cells, "")),)), 700.0, 3.5)
    ) == pytest.approx(700)


def test_a_total_decides_the_width_of_its_column() -> None:
    rows = (Row(("福山市", 1, 2)), Row(("計", 123456789, 3), RowKind.TOTAL))
    block, warnings = laid(Table(COLUMNS, rows, "合計"))
    assert not warnings
    assert all(cell.size == 8.5 for row in block.rows for cell in row.cells)


def test_a_figure_shrinks_a_little_before_it_is_reported() -> None:
    narrow = (Column("名"), Column("額", width=58, align="right"))
    fitting, quiet = laid(Table(narrow, (Row(("a", 12345678)),), "収まる"))
    assert not quiet
    assert 8.5 * 0.85 <= fitting.rows[0].cells[1].size < 8.5
    wide, warnings = laid(Table(narrow, (Row(("甲の行", 1234567890123)),), "収まらない"))
    assert wide.rows[0].cells[1].size == pytest.approx(8.5 * 0.85, abs=0.01)
    assert len(warnings) == 1
    assert "甲の行" in warnings[0]
    assert "1,234,567,890,123" in warnings[0]


def test_the_four_kinds_of_empty_are_four_different_things() -> None:
    words = [words_of(value) for value in (Mark.BLANK, 0, Mark.NONE, Mark.PENDING)]
    assert words == ["", "0", "－", "未集計"]


def test_numbers_are_written_as_officials_do() -> None:
    assert words_of(-1200) == "△1,200"
    assert words_of(Decimal("27.0")) == "27.0"


def test_a_row_with_too_many_cells_is_refused() -> None:
    with pytest.raises(ValueError, match="more cells"):
        laid(Table(COLUMNS, (Row(("a", 1, 2, 3)),), "表"))


def test_a_row_taller_than_a_page_goes_on_between_its_lines() -> None:
    text = "\n".join(f"{i}行目の説明" for i in range(150))
    pages = pages_of(
        Table(
            (Column("名", width=60), Column("説明")),
            (Row(("長い", Cell(text))), Row(("短い", "終わり"))),
            "表",
        )
    )
    words = "".join(pages)
    assert len(pages) >= 3
    assert all(f"{i}行目の説明" in words for i in range(150))
