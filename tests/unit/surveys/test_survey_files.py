"""Code sheets, files of answers and targets as they come: what is read, and what is refused with its place."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from openpyxl import Workbook

from bingo_planner.features.surveys.codetext import read_options
from bingo_planner.features.surveys.intake.answerfile import AnswerFile, number_column, read_answers
from bingo_planner.features.surveys.intake.cells import OptionReader, is_blank, number_of
from bingo_planner.features.surveys.intake.codebook import read_codebook
from bingo_planner.features.surveys.intake.filetable import read_table
from bingo_planner.features.surveys.intake.targetfile import Untargeted, read_targets
from bingo_planner.features.surveys.model import Question, QuestionKind
from bingo_planner.features.surveys.stats.answers import BLANK, NOT_ASKED
from bingo_planner.kernel.errors import PlanError, describe

CODES = """id,label,type,options,asked_if,max_choices
q1,性別,SA,1=男性|2=女性|9=無回答,,
q2,理由,ma,1=医療|2=道路|3=学校|10=店|9=無回答,q1=1,2
q3,年齢,NUM,999=無回答,,
q4,自由,FA,,,
"""


def _write(folder: Path, answers: str, codes: str = CODES) -> AnswerFile:
    (folder / "codes.csv").write_bytes(codes.encode("cp932"))
    (folder / "answers.csv").write_text(answers, encoding="utf-8-sig")
    return read_answers(folder / "answers.csv", read_codebook(folder / "codes.csv"))


def _refused(folder: Path, answers: str, codes: str = CODES) -> PlanError:
    with pytest.raises(PlanError) as refused:
        _write(folder, answers, codes)
    return refused.value


def test_codes_are_read_however_they_were_typed(tmp_path: Path) -> None:
    file = _write(
        tmp_path,
        'q1,q2,q3,q4\n1,1;2,20,\n１,②③,３５,よい\n1.0,"1、10",△3,\n01,１０,999,\n2,,NA,\n,3,1e2,\n9,NA,－,\n①,,40.5,\n',
    )
    assert file.sheet.single("q1").codes.tolist() == [0, 0, 0, 0, 1, 2, 2, 0]
    answers = file.sheet.multiple("q2")
    ticked = [np.flatnonzero(row).tolist() for row in answers.chosen]
    assert ticked == [[0, 1], [1, 2], [0, 3], [3], [], [], [], [4]]
    assert answers.state.tolist() == [0, 0, 0, 0, NOT_ASKED, NOT_ASKED, NOT_ASKED, 0]
    assert file.settled.uncalled == {"q2": (5,)}
    numbers = file.sheet.number("q3")
    np.testing.assert_array_equal(numbers.values, [20, 35, -3, np.nan, np.nan, 100, np.nan, 40.5])
    assert numbers.state.tolist() == [0, 0, 0, BLANK, BLANK, 0, BLANK, 0]
    assert file.sheet.keys == ("2", "3", "4", "5", "6", "7", "8", "9")


def test_answers_of_many_semicolons_are_still_parted_by_the_commas_of_the_head(tmp_path: Path) -> None:
    file = _write(tmp_path, "q2,q1\n" + "1;2;3;10,1\n" * 20, CODES.replace("q3,年齢,NUM,999=無回答,,\n", ""))
    assert file.sheet.multiple("q2").chosen.sum() == 80
    assert file.settled.too_many == {"q2": tuple(range(20))}


def test_a_column_an_option(tmp_path: Path) -> None:
    codes = "id,label,type,options\nq5,施設,MA,1=病院|2=図書館|9=無回答\n"
    file = _write(tmp_path, "q5_1,q5_2\n1,0\n0,2\n0,0\n,\n○,TRUE\n", codes)
    ticked = [np.flatnonzero(row).tolist() for row in file.sheet.multiple("q5").chosen]
    assert ticked == [[0], [1], [2], [0, 1]]  # a row of nothing is no respondent
    refused = _refused(tmp_path, "q5_1,q5_9\n1,0\n", codes)
    assert refused.code == "survey.no_column"
    assert refused.facts["column"] == "q5_2"
    assert _refused(tmp_path, "q5_1,q5_2\n1,7\n", codes).problems[0].code == "survey_file.tick"


def test_blank_multiple_answers_without_such_an_option_are_outside_the_base(tmp_path: Path) -> None:
    file = _write(tmp_path, "q,k\n1,1\n,2\n", "id,label,type,options\nq,問,MA,1=a|2=b\n")
    assert file.sheet.multiple("q").state.tolist() == [0, BLANK]


def test_written_zeros_are_none_of_these_and_stay_in_the_base(tmp_path: Path) -> None:
    book = "id,label,type,options\nq,問,MA,1=a|2=b\n"
    file = _write(tmp_path, "q_1,q_2,k\n1,0,1\n0,0,2\n,,3\n", book)
    assert file.sheet.multiple("q").state.tolist() == [0, 0, BLANK]
    assert file.sheet.multiple("q").chosen.tolist() == [[True, False], [False, False], [False, False]]


def test_every_cell_that_cannot_be_read_is_told_with_its_place(tmp_path: Path) -> None:
    refused = _refused(tmp_path, 'q1,q2,q3,q4\n1,1,20,\n7,"1;8",abc,\n"1,2",,5,\n')
    assert refused.code == "survey.at_many"
    assert [(one.field, one.code) for one in refused.problems] == [
        ("A3", "survey_file.range"),
        ("A4", "survey_file.many"),
        ("B3", "survey_file.range"),
        ("C3", "survey_file.number"),
    ]
    words = str(describe(refused))
    assert "answers.csv 3行目「q1」" in words
    assert "「7」は" in words
    assert "ほか3件" in words


def test_a_missing_column_is_told_with_those_there_are(tmp_path: Path) -> None:
    refused = _refused(tmp_path, "q1,q3\n1,5\n")
    assert refused.code == "survey.no_column"
    assert refused.facts["column"] == "q2"
    assert _refused(tmp_path, "q1,q2,q3\n").code == "survey.no_respondents"
    assert _refused(tmp_path, "\n").code == "survey.file_empty"
    assert _refused(tmp_path, "q1,Ｑ1,q1\n1,2,1\n").code == "survey.column_twice"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (",問,SA,1=a,,", "survey.id_missing"),
        ("q9,問,XX,1=a,,", "survey.type"),
        ("q9,問,SA,,,", "survey.no_options"),
        ("q9,問,SA,男|女,,", "survey.option_text"),
        ("q9,問,MA,1=a|1=b,,", "survey.option_twice"),
        ("q1,問,SA,1=a,,", "survey.question_twice"),
        ("q9,問,SA,1=a,q8=1,", "survey.no_question"),
        ("q9,問,SA,1=a,q1=7,", "survey.condition_code"),
        ("q9,問,SA,1=a,q4=1,", "survey.condition_free"),
        ("q9,問,SA,1=a,q1,", "survey.condition_text"),
        ("q9,問,MA,1=a,,x", "number.whole"),
    ],
)
def test_what_is_wrong_in_a_code_sheet(tmp_path: Path, line: str, code: str) -> None:
    refused = _refused(tmp_path, "q1,q2,q3\n1,1,1\n", f"{CODES}{line}\n")
    assert refused.code == "survey.at"
    assert refused.problems[0].code == code


def test_conditions_may_not_lead_in_a_circle(tmp_path: Path) -> None:
    codes = "id,type,options,asked_if\na,SA,1=x,b=1\nb,SA,1=x,a=1\n"
    assert _refused(tmp_path, "a,b\n1,1\n", codes).code == "survey.condition_circle"


def test_conditions_of_conditions(tmp_path: Path) -> None:
    codes = "id,type,options,asked_if\nc,SA,1=x|9=無回答,b=1&n=3\nb,SA,1=x|2=y,a=1|2\na,MA,1=x|2=y|3=z,\nn,NUM,,\n"
    file = _write(tmp_path, "a,b,c,n\n1;3,1,,3\n3,1,1,3\n2,2,,3\n2,1,1,4\n", codes)
    assert file.sheet.single("b").codes.tolist() == [0, NOT_ASKED, 1, 0]
    assert file.sheet.single("c").codes.tolist() == [1, NOT_ASKED, NOT_ASKED, NOT_ASKED]
    assert file.settled.uncalled == {"b": (1,), "c": (1, 3)}


def test_a_workbook_is_read_like_a_text(tmp_path: Path) -> None:
    book = Workbook()
    assert book.active is not None
    book.active.append([])
    page = book.create_sheet("回答")
    page.append(["q1", "q2", "q3", "重み"])
    page.append([1, "1;2", 20, 1.25])
    page.append([2, None, 33.5, "２"])
    book.save(tmp_path / "a.xlsx")
    (tmp_path / "codes.csv").write_text(CODES, encoding="utf-8")
    codebook = read_codebook(tmp_path / "codes.csv")
    assert [one.kind for one in codebook.questions][1] is QuestionKind.MULTIPLE
    file = read_answers(tmp_path / "a.xlsx", codebook)
    assert file.table.sheet == "回答"
    assert file.sheet.single("q1").codes.tolist() == [0, 1]
    assert number_column(file.table, "重み").tolist() == [1.25, 2]


def test_columns_of_the_design_have_no_holes(tmp_path: Path) -> None:
    file = _write(tmp_path, "q1,q2,q3,w\n1,1,1,1.5\n1,1,1,\n1,1,1,-2\n1,1,1,x\n")
    with pytest.raises(PlanError) as refused:
        number_column(file.table, "w")
    assert [one.code for one in refused.value.problems] == [
        "survey.number_missing",
        "survey.number_small",
        "survey_file.number",
    ]


def _targets(folder: Path, text: str, untargeted: Untargeted = Untargeted.REFUSE) -> list[tuple[int, ...]]:
    (folder / "t.csv").write_text(text, encoding="utf-8")
    (folder / "a.csv").write_text("sex,age\n1,01\n2,1.0\n,2\n1,2\n", encoding="utf-8")
    found = read_targets(folder / "t.csv", read_table(folder / "a.csv"), untargeted)
    return [tuple(one.codes.tolist()) for one in found]


def test_targets_find_their_respondents(tmp_path: Path) -> None:
    both = "question,code,total\nage,1,10\nage,２,20\nsex*age,1*1,5\nsex*age,1*2,5\nsex*age,2*1,20\n"
    assert _targets(tmp_path, both, Untargeted.KEEP) == [(0, 0, 1, 1), (0, 2, -1, 1)]
    with pytest.raises(PlanError) as refused:
        _targets(tmp_path, both)
    assert refused.value.code == "survey.untargeted"
    assert refused.value.facts["row"] == 4
    for text, code in (
        ("age,1,10\nage,1,5\n", "survey.at"),
        ("job,1,10\n", "survey.no_column"),
        ("", "survey.no_margin"),
        ("age,1,10\nage,2,20\nage,計,40\n", "survey.at"),
    ):
        with pytest.raises(PlanError) as refused:
            _targets(tmp_path, f"question,code,total\n{text}")
        assert refused.value.code == code


def test_numbers_and_blanks() -> None:
    texts = (
        "１，２３４",
        "1e-05",
        ".5",
        "12.5％",
        "８００人",
        "1_000",
        "1e999",
        "1,2",
        "abc",
        "300万円",
        "(3)",
    )
    assert [None if (found := number_of(text)) is None else float(found) for text in texts] == [
        *(1234.0, 1e-05, 0.5, 12.5, 800.0),
        *(None,) * 6,
    ]
    assert all(map(is_blank, (" ", "nan", "－", "ーー", "非該当", "未回答")))
    assert not any(map(is_blank, ("0", "#N/A", "-1", "ない")))
    reader = OptionReader(Question("q", "q", QuestionKind.MULTIPLE, read_options("1=a|01=b|A-1=c|3=d|⑤=e")))
    assert [reader.one(text) for text in ("1", "01", "a-1", "3.0", "1.0", "05")] == [0, 1, None, 3, 0, 4]
    assert reader.several("A-1 3") == (2, 3)
    assert reader.several("❸") == (3,)
    assert reader.several(";") is None
