"""Files of answers into a survey: checks by row, what becomes of bad cells, undo, replacing, nasty files."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from bingo_planner.exchange.reading import read_book
from bingo_planner.features.surveys import service_import as taking
from bingo_planner.features.surveys import tables as t
from bingo_planner.features.surveys.intake.findings import Severity
from bingo_planner.features.surveys.intake.importer import Acceptance, make_draft, open_source
from bingo_planner.features.surveys.intake.reviewing import Reading, read_draft
from bingo_planner.features.surveys.service import do_set
from bingo_planner.features.surveys.service_import import NewSurvey, do_import, read_import_facts
from bingo_planner.features.surveys.service_read import read_sheet, read_survey, read_surveys
from bingo_planner.features.surveys.stats.answers import BLANK, NOT_ASKED, MultipleAnswers
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.jobs import Progress
from bingo_planner.store.store import Store, live
from tests.unit.surveys.files import CODES, Rows, read, sheet, write_csv, write_xlsx

HEAD = ("ID", "Q1", "Q2", "Q3", "Q4", "電話番号")
GOOD: Rows = (
    HEAD,
    ("a1", "1", "1", "1,2", "2", "084-000-0001"),
    ("a2", "2", "２", "②", "", "084-000-0002"),
    ("a3", "3", "2", "", "", "084-000-0003"),
    ("a4", "1", "", "1、3", "", "084-000-0004"),
    ("a5", "", "", "", "", ""),
)
BAD: Rows = (
    *GOOD,
    ("a6", "4", "1", "1", "1", ""),  # no such town
    ("a7", "1", "7", "1", "", ""),  # no such option
    ("a8", "1", "1", "1;2;3", "1", ""),  # too many
    ("a9", "1", "2", "1", "1", ""),  # was not asked
    ("a1", "1", "1", "1", "1", ""),  # the key stands above
)


def opened(path: Path, store: Store, survey: str, codebook: Path | None = None) -> Reading:
    source = open_source(path, codebook)
    facts = read_import_facts(store, survey)
    draft, codes = make_draft(source, facts.bodies, known=facts.known)
    return read_draft(source, draft, codes)


@pytest.fixture
def good(towns: Store, survey: str, tmp_path: Path) -> Reading:
    return opened(write_xlsx(tmp_path / "回答.xlsx", {"回答": GOOD, "コード表": CODES}), towns, survey)


@pytest.fixture
def bad(towns: Store, survey: str, tmp_path: Path) -> Reading:
    codes = write_xlsx(tmp_path / "コード表.xlsx", {"コード表": CODES})
    return opened(write_csv(tmp_path / "回答.csv", BAD), towns, survey, codes)


def test_a_clean_file_is_taken_in_and_taken_back(towns: Store, survey: str, good: Reading) -> None:
    assert good.findings.is_clean
    before = read_survey(towns, survey)
    do_import(towns, survey, good)
    data = read_sheet(towns, survey)
    assert data.sheet.keys == ("a1", "a2", "a3", "a4"), "a blank form is not valid"
    assert data.sheet.single("q1").codes.tolist() == [0, 1, 2, 0]
    assert data.sheet.single("q2").codes.tolist() == [0, 1, 1, 2], "left blank counts as 無回答"
    assert data.sheet.single("q4").codes.tolist() == [1, NOT_ASKED, NOT_ASKED, NOT_ASKED]
    several = data.sheet.multiple("q3")
    assert several.chosen.sum(axis=1).tolist() == [2, 1, 1, 2]
    assert several.chosen[2].tolist() == [False, False, False, True]
    assert data.design.stratum.tolist() == [0, 1, 2, 0]
    batch = data.facts.batch
    assert batch is not None
    assert (batch.file_name, batch.rows_read, batch.valid, batch.blank) == ("回答.xlsx", 5, 4, 1)
    assert (batch.read_by, batch.dropped, len(batch.digest)) == ("福山市 見本 花子", "電話番号", 64)
    towns.undo()
    assert read_survey(towns, survey) == before
    towns.redo()
    assert read_sheet(towns, survey).sheet.keys == data.sheet.keys


def test_personal_columns_are_nowhere_in_the_file(towns: Store, survey: str, good: Reading) -> None:
    do_import(towns, survey, good)
    with towns.read() as session:
        values = session.connection().exec_driver_sql("SELECT val FROM sync_op").scalars().all()
        held = session.connection().exec_driver_sql("SELECT key FROM survey_question").scalars().all()
    assert not [value for value in values if "084-000" in str(value)]
    assert set(held) == {"q1", "q2", "q3", "q4"}


def test_what_is_wrong_is_listed_by_row(bad: Reading) -> None:
    found = [(one.code.removeprefix("survey_file."), one.cell, one.severity) for one in bad.findings.listed]
    cell, row = Severity.CELL, Severity.ROW
    assert found == [
        ("town", "B7", cell),
        ("range", "C8", cell),
        ("too_many", "D9", cell),
        ("not_asked", "E10", cell),
        ("key_twice", "A11", row),
    ]
    assert [one.sentence() for one in bad.findings.listed][:2] == [
        "「4」という市町はありません。 ファイルかコード表を直します。",
        "「7」は「性別」の選択肢にありません。 コードは 1, 2, 9 です。ファイルかコード表を直します。",
    ]


def test_nothing_half_in_until_somebody_decides(towns: Store, survey: str, bad: Reading) -> None:
    with pytest.raises(PlanError, match=r"survey_file\.bad"):
        do_import(towns, survey, bad)
    assert read_survey(towns, survey).questions == ()
    do_import(towns, survey, bad, Acceptance.GOOD)
    assert read_sheet(towns, survey).sheet.keys == ("a1", "a2", "a3", "a4")
    batch = read_survey(towns, survey).batch
    assert batch is not None
    assert (batch.left_out, batch.marked) == (5, 0)


def test_bad_cells_count_as_no_answer_when_that_is_chosen(towns: Store, survey: str, bad: Reading) -> None:
    do_import(towns, survey, bad, Acceptance.MARK)
    data = read_sheet(towns, survey)
    assert data.sheet.keys == ("a1", "a2", "a3", "a4", "a6", "a7", "a8", "a9")
    assert data.sheet.single("q1").codes[4] == BLANK
    assert data.design.stratum[4] == -1
    assert data.sheet.single("q2").codes[5] == 2
    assert data.sheet.multiple("q3").chosen[6].tolist() == [False, False, False, True]
    assert data.sheet.single("q4").codes[7] == NOT_ASKED
    batch = data.facts.batch
    assert batch is not None
    assert (batch.left_out, batch.marked) == (1, 4)


def test_answers_are_replaced_only_when_that_is_said(
    towns: Store, survey: str, good: Reading, bad: Reading
) -> None:
    do_import(towns, survey, good)
    question = read_survey(towns, survey).questions[1]
    do_set(towns, "survey_question", question.id, {"no_answer": "leave_out"})
    with pytest.raises(PlanError) as caught:
        do_import(towns, survey, bad, Acceptance.MARK)
    assert caught.value.code == "survey_file.has_answers"
    do_import(towns, survey, bad, Acceptance.MARK, replace=True)
    facts = read_survey(towns, survey)
    assert facts.valid == 8
    assert facts.questions[1].no_answer == "leave_out", "settings of a question stay"
    towns.undo()
    assert read_survey(towns, survey).valid == 4
    with pytest.raises(PlanError) as held:
        do_set(towns, "survey_question", question.id, {"options": "1=男性"})
    assert held.value.code == "survey.question_held"
    do_set(towns, "survey_question", question.id, {"options": "1=男|2=女|9=無回答"})


def test_a_survey_can_be_made_with_its_answers(towns: Store, good: Reading) -> None:
    before = len(read_surveys(towns))
    do_import(towns, NewSurvey("新しい調査", 2023), good)
    assert len(read_surveys(towns)) == before + 1
    towns.undo()
    assert len(read_surveys(towns)) == before


def test_more_than_one_transaction_holds_is_still_all_or_nothing(
    towns: Store, survey: str, good: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking, "PIECE", 40)
    monkeypatch.setattr(taking, "TOGETHER", 100)
    do_import(towns, survey, good)
    whole = read_sheet(towns, survey)
    assert whole.sheet.single("q1").codes.tolist() == [0, 1, 2, 0]
    with towns.read() as session:
        assert len(live(session, t.SurveyAnswers)) > 5
    towns.undo()
    assert read_sheet(towns, survey).sheet.size == 0
    towns.redo()
    assert read_sheet(towns, survey).sheet.keys == whole.sheet.keys


def test_the_same_file_twice_is_one_batch(towns: Store, survey: str, good: Reading) -> None:
    do_import(towns, survey, good)
    changes = do_import(towns, survey, good, replace=True)
    assert not changes.ids
    assert len(read_survey(towns, survey).batches) == 1


@pytest.mark.parametrize("encoding", ["cp932", "utf-8", "utf-8-sig", "utf-16", "euc_jp", "iso2022_jp"])
def test_a_csv_of_any_encoding(encoding: str, towns: Store, tmp_path: Path) -> None:
    rows = [
        ("整理番号", "お住まいの市町", "性別"),
        *((str(at), "世羅町", "女性") for at in range(6)),
        ("9", "福山市", "男性"),
    ]
    found = opened(write_csv(tmp_path / "a.csv", rows, encoding), towns, "")
    assert found.findings.is_clean
    assert found.draft.by_key["q1"].role == "town"


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.csv", b"ID,\x81\xff\xfe\x00,q2\n1,2,3\n", "exchange.encoding"),
        ("a.xlsx", b"PK\x03\x04 broken", "exchange.unreadable"),
        (
            "a.xlsx",
            b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
            "exchange.password",
        ),
        ("a.pdf", b"%PDF", "exchange.readable_kind"),
        ("a.csv", b"", "survey_file.empty"),
        ("a.csv", "ID,問1,問2\n".encode("cp932"), "survey_file.empty"),
        ("a.csv", b"1,2,3\n4,5,6\n", "survey_file.no_head"),
    ],
)
def test_files_that_cannot_be_taken(name: str, data: bytes, code: str, towns: Store, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(PlanError) as caught:
        opened(path, towns, "")
    assert caught.value.code == code


def test_a_question_with_forty_seven_options_in_one_column() -> None:
    rnd = random.Random(47)
    picked = [sorted(rnd.sample(range(1, 48), rnd.randint(1, 9))) for _ in range(200)]
    joints = (",", "；", "、", " ")
    rows = [
        ("No", "問1（いくつでも）"),
        *((str(at), joints[at % 4].join(map(str, one))) for at, one in enumerate(picked)),
    ]
    found = read(sheet(rows))
    answers = found.answers["q1"]
    assert isinstance(answers, MultipleAnswers)
    assert answers.chosen.shape == (200, 47)
    counts = Counter(code for one in picked for code in one)
    assert answers.chosen.sum(axis=0).tolist() == [counts[code] for code in range(1, 48)]


def test_rows_sent_twice_are_told() -> None:
    head = ("ID", *(f"問{at}" for at in range(1, 21)))
    rnd = random.Random(1)
    rows = [(str(row), *(str(rnd.randint(1, 4)) for _ in range(20))) for row in range(1, 20)]
    found = read(sheet([head, *rows, ("99", *rows[4][1:])]))
    assert [(one.code, one.row, one.facts["row"]) for one in found.findings.listed if one.row == 20] == [
        ("survey_file.row_twice", 20, 6)
    ]
    assert found.kept(Acceptance.MARK).sum() == len({row[1:] for row in rows})


def test_a_condition_on_a_question_that_is_not_there() -> None:
    codes = [*CODES[:-2], ("Q4", "利用した理由", "SA", "1", "近い", "Q8=1"), ("", "", "", "2", "安い", "")]
    found = read(sheet(GOOD), sheet(codes, name="コード表"))
    assert [one.code for one in found.findings.listed] == ["survey_file.condition"]
    with pytest.raises(PlanError, match="bad_sheet"):
        taking.refuse_bad(found.findings, Acceptance.MARK)


class Stopping:
    """The user stops at the second step."""

    def __init__(self) -> None:
        self.steps = 0

    def step(self, done: int, total: int, text: str) -> None:
        self.steps += 1

    def cancelled(self) -> bool:
        return self.steps > 1


def test_reading_can_be_stopped(towns: Store, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [("ID", "問1", "問2"), ("1", "2", "1"), ("2", "1", "1")])
    progress: Progress = Stopping()
    source = open_source(path, progress=progress)
    draft, codes = make_draft(source, ())
    with pytest.raises(PlanError, match="stopped"):
        read_draft(source, draft, codes, progress)


@pytest.mark.slow
def test_twenty_thousand_rows_of_two_hundred_columns() -> None:
    rnd = np.random.default_rng(20_000)
    codes = rnd.integers(1, 7, size=(20_000, 199)).astype(str)
    rows = [
        ("ID", *(f"問{at}" for at in range(1, 200))),
        *((str(at), *row) for at, row in enumerate(codes.tolist())),
    ]
    found = read(sheet(rows))
    assert found.findings.is_clean
    assert len(found.answers) == 199
    columns = taking.packed(found.sheet(Acceptance.ALL))
    assert sum(len(one.payload) for one in columns) < 8 * 1024 * 1024


def test_every_finding_is_counted_but_not_every_one_listed() -> None:
    rows = [
        ("ID", "問1 性別", "問2"),
        *((str(at), "1" if at % 2 else "2", "x" * (at % 40 + 1)) for at in range(4000)),
    ]
    codes = [CODES[0], ("問1", "性別", "SA", "1", "男性", ""), ("問2", "年齢", "NUM", "", "", "")]
    found = read(sheet(rows), sheet(codes, name="コード表"))
    assert found.findings.counts == {"survey_file.range": 2000, "survey_file.number": 4000}
    assert len(found.findings.listed) == 2000


def test_the_reader_of_files_keeps_numbers_as_they_were_typed(tmp_path: Path) -> None:
    book = read_book(write_xlsx(tmp_path / "n.xlsx", {"a": [("q1", "q2"), ("12", "x"), ("007", "y")]}))
    assert book.sheets[0].rows[1] == ("12", "x")
