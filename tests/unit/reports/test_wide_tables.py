"""Tables of answers: figures above each other, wide ones turned or parted by columns with the stub in every part."""

from io import BytesIO

import pypdf
from hypothesis import given
from hypothesis import strategies as st

from bingo_planner.reports.document import build_bytes
from bingo_planner.reports.grid import Frame
from bingo_planner.reports.model import Cell, Column, Framed, Paper, Paragraph, Row, RowKind, Table
from bingo_planner.reports.table import lay_table
from bingo_planner.reports.wide import parts_of, turned


def cross_table(choices: int, rows: int = 9) -> Table:
    columns = (
        Column(""),
        Column("回答者数", align="right"),
        *(Column(f"選択肢{at}：公共交通や買い物", align="right") for at in range(choices)),
    )
    body = [
        Row((f"町{row}", "1,936\n100.0", *(f"{row * 100 + at}\n{row}.{at}" for at in range(choices))))
        for row in range(rows)
    ]
    body.insert(1, Row(("居住市町",), RowKind.GROUP))
    return Table(columns, tuple(body), "交通", "注。", key="cross", stub=2, pad=0.9, leading=9.4)


def test_a_narrow_table_stays_upright_and_a_wide_one_is_turned() -> None:
    narrow = cross_table(5)
    assert turned(narrow) is narrow
    wide = turned(cross_table(12))
    assert isinstance(wide, Framed)
    assert wide.frame is Frame.LAND
    assert len(parts_of(cross_table(12), Frame.LAND.size.width)) == 1


def test_forty_seven_choices_are_parted_evenly_and_nothing_is_lost() -> None:
    table = cross_table(47)
    parts = parts_of(table, Frame.LAND.size.width)
    assert len(parts) > 2
    assert [column for part in parts for column in part.columns[2:]] == list(table.columns[2:])
    assert all(part.columns[:2] == table.columns[:2] for part in parts)
    counts = [len(part.columns) for part in parts]
    assert max(counts) - min(counts) <= max(counts) // 3
    assert all(part.rows[1] == table.rows[1] for part in parts)


def test_the_parts_have_one_number_and_say_which_of_how_many() -> None:
    paper = Paper("紙", (Framed(Frame.LAND, (cross_table(47),)), Paragraph("[#cross]を参照。")))
    data, built = build_bytes(paper)
    text = "\n".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(data)).pages)
    count = len(parts_of(cross_table(47), Frame.LAND.size.width))
    assert not built.warnings
    assert all(f"（{at}／{count}）" in text for at in range(1, count + 1))
    assert "表2" not in text
    assert "表1を参照。" in text
    assert text.count("注。") == 1
    assert all(f"8{at:02}" in text.split() for at in range(47))


@given(st.integers(1, 60), st.floats(200, 760))
def test_parts_hold_every_column_in_order(choices: int, width: float) -> None:
    table = cross_table(choices, 2)
    parts = parts_of(table, width)
    assert [column for part in parts for column in part.columns[2:]] == list(table.columns[2:])


def test_a_cell_across_columns_is_parted_with_them() -> None:
    columns = (Column(""), *(Column(f"長い見出しの列{at}", align="right") for at in range(20)))
    table = Table(columns, (Row(("小さな町", Cell("表示しない", span=20))),), stub=1)
    parts = parts_of(table, 300.0)
    spans = [cell.span for part in parts for cell in part.rows[0].cells if isinstance(cell, Cell)]
    assert len(spans) == len(parts) > 1
    assert sum(spans) == 20


def test_figures_above_each_other_have_one_size_and_are_never_broken() -> None:
    table = Table(
        (Column("名"), Column("数", width=40, align="right")),
        (Row(("甲", "12,345,678\n100.0")),),
        leading=9.4,
    )
    warnings: list[str] = []
    block = lay_table(table, 462.0, (), (), lambda sentence: warnings.append(sentence()))
    cell = block.rows[0].cells[1]
    assert [line.text for line in cell.lines] == ["12,345,678", "100.0"]
    assert 8.5 * 0.84 < cell.size < 8.5
    assert block.rows[0].height == 2 * 9.4 + 2 * 1.5
