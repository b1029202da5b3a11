"""Files as they come: the calculators of the command line and the way in read them alike, or both say what is wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, time
from pathlib import Path

import pytest
from openpyxl import Workbook

from bingo_planner.exchange.reading import cell_name
from bingo_planner.features.surveys.import_state import kind_words
from bingo_planner.features.surveys.intake.answerfile import read_answers
from bingo_planner.features.surveys.intake.codebook import read_codebook
from bingo_planner.features.surveys.intake.importer import Acceptance, make_draft, open_source
from bingo_planner.features.surveys.intake.parsing import CODES as CODES_OF_FAULTS
from bingo_planner.features.surveys.intake.reviewing import Reading, read_draft
from bingo_planner.features.surveys.intake.scoring import Asked, tabulate_files
from bingo_planner.features.surveys.stats.answers import AnswerSheet
from bingo_planner.kernel.errors import PlanError, describe

Value = str | int | float | bool | date | time | None
CODES = (
    "id,label,type,options,asked_if,max_choices\r\nq1,性別,SA,1=男性|2=女性|9=無回答,,\r\n"
    "q2,理由,MA,1=医療|2=道路|3=学校|10=店|9=無回答,,\r\nq3,年齢,NUM,999=無回答,,\r\n"
)
HEAD = ("id", "q1", "q2", "q3")
GOOD = (HEAD, ("a", "1", "1;2", "20"), ("b", "2", "3", "30"), ("c", "1", "10", "40"), ("d", "9", "", "50"))
COUNTS = {"q1": [2, 1, 1], "q2": [1, 1, 1, 1, 1], "q3": [20, 30, 40, 50]}


def test_every_fault_of_a_cell_has_short_words_of_its_own() -> None:
    words = [kind_words(code) for code in (*CODES_OF_FAULTS, "survey_file.row_long")]
    assert len(set(words)) == len(words)
    assert kind_words("survey.option_text") not in words


class Files:
    """A code sheet, and what the two ways in make of a file of answers."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.codes = folder / "codes.csv"
        self.codes.write_text(CODES, encoding="utf-8")

    def text(self, rows: Sequence[Sequence[str]], encoding: str = "utf-8", name: str = "a.csv") -> Path:
        text = "\r\n".join(",".join(row) for row in rows)
        (self.folder / name).write_bytes(text.encode(encoding))
        return self.folder / name

    def book(self, rows: Sequence[Sequence[Value]], merged: Sequence[str] = ()) -> Path:
        book = Workbook()
        page = book.active
        assert page is not None
        for row in rows:
            page.append(list(row))
        for area in merged:
            page.merge_cells(area)
        for line in page.iter_rows():
            for cell in line:
                if str(cell.value).startswith("#"):
                    cell.data_type = "e"
        book.save(self.folder / "a.xlsx")
        return self.folder / "a.xlsx"

    def told(self, path: Path) -> AnswerSheet:
        """As the calculators read it."""
        return read_answers(path, read_codebook(self.codes)).sheet

    def taken(self, path: Path) -> Reading:
        """As the window reads it."""
        source = open_source(path, self.codes)
        draft, codes = make_draft(source, ())
        return read_draft(source, draft, codes)

    def both(self, path: Path) -> dict[str, list[float]]:
        """What both make of it, which must be one thing."""
        told = _counts(self.told(path))
        reading = self.taken(path)
        assert reading.findings.is_clean, [one.sentence() for one in reading.findings.listed]
        assert _counts(AnswerSheet(reading.keys, reading.answers)) == told
        return told

    def refused(self, path: Path) -> list[tuple[str, str]]:
        """Cells and codes of what both refuse."""
        with pytest.raises(PlanError) as refused:
            self.told(path)
        told = sorted((one.field, one.code) for one in refused.value.problems)
        found = sorted((one.cell, one.code) for one in self.taken(path).findings.listed)
        assert found == told
        return told


def _counts(sheet: AnswerSheet) -> dict[str, list[float]]:
    numbers = sheet.number("q3")
    return {
        "q1": [int((sheet.single("q1").codes == at).sum()) for at in range(3)],
        "q2": [int(one) for one in sheet.multiple("q2").chosen.sum(axis=0)],
        "q3": [float(one) for one in numbers.values[numbers.state == 0]],
    }


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path)


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "cp932", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "euc_jp", "iso2022_jp"],
)
def test_any_encoding(files: Files, encoding: str) -> None:
    rows = [(*HEAD, "自由意見"), *((*row, "道が狭くて困る、直して欲しい") for row in GOOD[1:])]
    assert files.both(files.text(rows, encoding)) == COUNTS


def test_any_way_to_write_a_code(files: Files) -> None:
    rows = [
        *(HEAD, ("a", "１", "１；１;２", "２０"), ("b", "2", "①②", "30歳"), ("c", "1.0", '"1,2"', "△5")),
        *(("d", "01", "1、2", '"1,234"'), ("e", "①", "1 2", "50人"), ("f", "2", "1/2", "12.5%")),
        *(
            ("g", "男性", "医療", "1e1"),
            ("h", "1.男性", "1.医療;2.道路", "999"),
            ("i", "２：女性", "医療、道路", "－"),
        ),
        *(("j", "無回答", "9", ""), ("k", "-", "未回答", "NA"), ("l", "非該当", "1;9", "*")),
    ]
    assert files.both(files.text(rows)) == {
        "q1": [6, 3, 3],
        "q2": [10, 8, 0, 0, 2],
        "q3": [20, 30, -5, 1234, 50, 12.5, 10],
    }


HEADS: Mapping[str, Sequence[Sequence[str]]] = {
    "title": [("市民調査", "", "", ""), HEAD],
    "ids over words": [HEAD, ("番号", "性別", "理由", "年齢")],
    "words over ids": [("番号", "性別", "理由", "年齢"), HEAD],
    "words alone": [("番号", "性別", "理由", "年齢")],
    "numbers": [("番号", "問1", "問2 理由", "問３")],
    "wide": [("ＩＤ", "Ｑ１", "Q2", " q3 ")],
}


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
def test_heads(files: Files, head: Sequence[Sequence[str]]) -> None:
    assert files.both(files.text([*head, *GOOD[1:]])) == COUNTS


def test_merged_heads_a_total_and_a_note(files: Files) -> None:
    rows: list[Sequence[Value]] = [
        ("市民調査",),
        ("番号", "属性", None, "理由"),
        ("id", "q1", "q3", "q2"),
        ("a", 1, 20, "1;2"),
        ("b", 2, 30, 3),
        ("c", 1, 40.0, 10),
        ("d", 9, 50, None),
        ("合計", 13, 140, None),
        ("※無効票を除く",),
    ]
    assert files.both(files.book(rows, ["A1:D1", "B2:C2"])) == COUNTS
    assert read_answers(files.folder / "a.xlsx", read_codebook(files.codes)).table.foot == [8, 9]


def test_totals_between_the_answers_are_no_respondents(files: Files) -> None:
    rows = [*GOOD[:3], ("小計", "3", "4", "50"), *GOOD[3:], ("合計", "13", "", "140")]
    path = files.text(rows)
    assert files.both(path) == COUNTS
    assert read_answers(path, read_codebook(files.codes)).table.foot == [4, 7]


def test_empty_rows_and_columns(files: Files) -> None:
    rows = [("", *HEAD[:2], "", *HEAD[2:], "")]
    for row in GOOD[1:]:
        rows += [("",) * 7, ("", *row[:2], "", *row[2:], "")]
    assert files.both(files.text([*rows, ("",) * 7])) == COUNTS


def test_the_first_respondent_is_no_head_though_nothing_was_answered(files: Files) -> None:
    rows = [HEAD, ("z", "NA", "NA", "NA"), *GOOD[1:]]
    path = files.text(rows)
    assert files.told(path).size == 5
    assert len(files.taken(path).keys) == 5
    path = files.text([HEAD, ("z", "女性", "医療", "NA"), *GOOD[1:]])
    assert files.both(path) == {**COUNTS, "q1": [2, 2, 1], "q2": [2, 1, 1, 1, 1]}


def test_columns_that_share_a_name(files: Files) -> None:
    notes = [(row[0], "x", "y", *row[1:]) for row in GOOD[1:]]
    path = files.text([("id", "備考", "備考", *HEAD[1:]), *notes])
    assert files.both(path) == COUNTS, "nobody asks for them"
    assert [one.code for one in files.taken(path).findings.notes] == ["survey_file.head_twice"]
    path = files.text([("id", "q1", "q1", "q2", "q3"), *((row[0], row[1], *row[1:]) for row in GOOD[1:])])
    with pytest.raises(PlanError, match="column_twice"):
        files.told(path)
    assert [one.code for one in files.taken(path).findings.notes] == ["survey_file.head_twice"]


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        (("e", "7", "1;8", "abc"), {"B6": "range", "C6": "range", "D6": "number"}),
        (("e", "1;2", "1", "三十"), {"B6": "many", "D6": "number"}),
        (("e", "#N/A", "#DIV/0!", "#VALUE!"), {"B6": "formula", "C6": "formula", "D6": "formula"}),
        (("e", "1", "1", "300万円"), {"D6": "number"}),
        (("e", "1", "1", "△"), {"D6": "number"}),
        (("e", "1", "1", '"1,2"'), {"D6": "number"}),
        (("e", "1.5", "1.5", "1"), {"B6": "range", "C6": "range"}),
    ],
)
def test_cells_that_cannot_be_read(files: Files, row: Sequence[str], wrong: Mapping[str, str]) -> None:
    found = files.refused(files.text([*GOOD, row]))
    assert dict(found) == {cell: f"survey_file.{code}" for cell, code in wrong.items()}


def test_cells_of_workbooks_that_are_no_answers(files: Files) -> None:
    rows: list[Sequence[Value]] = [
        *(HEAD, ("a", True, 1.0, 20.5), ("b", 2, date(2024, 1, 2), time(1, 2)), ("c", 1, "1", "=1+2")),
        *(("d", "#N/A", 1, "#REF!"), ("e", 2, 1, date(2024, 5, 1))),
    ]
    assert dict(files.refused(files.book(rows))) == {
        "C3": "survey_file.day",
        "D3": "survey_file.number",
        "D4": "survey_file.formula",
        "B5": "survey_file.formula",
        "D5": "survey_file.formula",
        "D6": "survey_file.number",
    }


def test_a_comma_without_marks_is_told_by_its_row(files: Files) -> None:
    path = files.text([*GOOD, ("e", "1", "1,2", "20")])
    with pytest.raises(PlanError, match="row_long") as refused:
        files.told(path)
    assert refused.value.facts["row"] == 6
    found = files.taken(path)
    assert [(one.code, one.cell) for one in found.findings.listed] == [("survey_file.row_long", "E6")]
    assert found.kept(Acceptance.GOOD).tolist() == [True] * 4 + [False]


@pytest.mark.parametrize("ticked", [False, True])
def test_forty_seven_options(files: Files, ticked: bool) -> None:
    options = "|".join(f"{code}=県{code}" for code in range(1, 48))
    files.codes.write_text(f"id,label,type,options\nq1,都道府県,MA,{options}\n", encoding="utf-8")
    chosen = [[(row + code) % (2 + row % 5) == 0 for code in range(47)] for row in range(30)]
    if ticked:
        signs = ("10", "１０", "○×", "✓ ")
        rows = [[signs[at % 4][not one].replace(" ", "") for one in line] for at, line in enumerate(chosen)]
        path = files.text([[f"q1_{code}" for code in range(1, 48)], *rows])
    else:
        joints = (";", "；", "、", " ")
        codes = [[str(at) for at, one in enumerate(line, start=1) if one] for line in chosen]
        path = files.text([["q1"], *([joints[at % 4].join(one)] for at, one in enumerate(codes))])
    assert files.told(path).multiple("q1").chosen.tolist() == chosen
    found = files.taken(path).answers["q1"]
    assert getattr(found, "chosen", None) is not None
    assert AnswerSheet((), {"q1": found}).multiple("q1").chosen.tolist() == chosen
    assert files.taken(path).findings.is_clean, "rows of one question are alike by chance"


def test_one_wrong_cell_leaves_a_column_its_option(files: Files) -> None:
    files.codes.write_text("id,label,type,options\nq1,問,MA,1=a|2=b|3=c\n", encoding="utf-8")
    rows = [["id", "q1_1", "q1_2", "q1_3"], *([f"r{at}", "1", "0", str(at % 2)] for at in range(9))]
    rows[4][2] = "？"
    found = files.taken(files.text(rows))
    assert [(one.code, one.cell) for one in found.findings.listed] == [("survey_file.tick", "C5")]
    with pytest.raises(PlanError) as refused:
        files.told(files.folder / "a.csv")
    assert [(one.code, one.field) for one in refused.value.problems] == [("survey_file.tick", "C5")]


def test_a_column_of_the_option_zero_is_ticked_by_one_alone(files: Files) -> None:
    files.codes.write_text("id,label,type,options\nq1,問,MA,0=なし|1=ある\n", encoding="utf-8")
    path = files.text([["id", "q1_0", "q1_1"], ["a", "0", "1"], ["b", "1", "0"], ["c", "0", "0"]])
    assert files.told(path).multiple("q1").chosen.tolist() == [[False, True], [True, False], [False, False]]


@pytest.mark.parametrize(
    ("codes", "cell"),
    [
        ("設問番号,設問文,回答形式,コード,選択肢\nQ1,性別,SA,1,男性\n,,,2,女性\n,,,9,無回答\n", ""),
        ("変数名,設問文,形式,選択肢一覧\nq1,性別,単数回答,1.男性 2.女性 9.無回答\n", ""),
        ("変数名,設問文,形式,選択肢一覧\nq1,性別,単数回答,男性と女性\n", "D2"),
        ("id,label,type,options\nq1,性別,SA,男性と女性\n", "D2"),
    ],
)
def test_code_sheets_as_offices_keep_them(files: Files, codes: str, cell: str) -> None:
    files.codes.write_text(codes, encoding="utf-8")
    if not cell:
        assert [one.label for one in read_codebook(files.codes).question("q1").options] == [
            "男性",
            "女性",
            "無回答",
        ]
        return
    with pytest.raises(PlanError) as refused:
        read_codebook(files.codes)
    assert [one.field for one in refused.value.problems] == [cell]
    assert "男性と女性" in str(describe(refused.value))


def test_conditions_carry_on_alike(files: Files) -> None:
    files.codes.write_text(
        "id,label,type,options,asked_if,max_choices\nq1,性別,SA,1=男性|2=女性|9=無回答,q3=20|30,\n"
        "q2,理由,MA,1=医療|2=道路|3=学校|9=無回答,q1=1|9,1\nq3,年齢,NUM,,,\n",
        encoding="utf-8",
    )
    path = files.text(
        [
            HEAD,
            ("a", "1", "1", "20"),
            ("b", "", "", "30"),
            ("c", "", "", "40"),
            ("d", "9", "9", "40"),
            ("e", "2", "", "20"),
        ]
    )
    assert files.both(path) == {"q1": [1, 1, 1], "q2": [1, 0, 0, 1], "q3": [20, 30, 40, 40, 20]}


def test_conditions_in_a_circle_are_told_not_thrown(files: Files) -> None:
    files.codes.write_text("id,type,options,asked_if\na,SA,1=x,b=1\nb,SA,1=x,a=1\n", encoding="utf-8")
    found = files.taken(files.text([["id", "a", "b"], ["r1", "1", "1"], ["r2", "1", "1"]]))
    assert [one.code for one in found.findings.listed] == ["survey.condition_circle"]


def test_the_sheet_that_has_the_questions_is_read(files: Files) -> None:
    book = Workbook()
    first = book.active
    assert first is not None
    first.append(["集計の方針"])
    first.append(["コンマ", "1"])
    page = book.create_sheet("回答")
    for row in GOOD:
        page.append(row)
    codes = book.create_sheet("コード表")
    for line in CODES.splitlines():
        codes.append(line.split(","))
    book.save(files.folder / "all.xlsx")
    path = files.folder / "all.xlsx"
    found = tabulate_files(Asked(path, path, by=(("q1",),)))
    assert [int(one) for one in found.tables[0].base.n] == [4]
    assert found.file.table.sheet == "回答"
    assert cell_name(0, found.file.table.place("q3")) == "D1"
