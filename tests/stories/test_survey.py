"""Answers of a survey by keyboard alone: a new survey, a workbook with its code sheet, checks, taken in, taken back."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook

from bingo_planner.features.surveys.service_read import read_sheet, read_surveys
from tests.stories.hands import Planner

TOWNS = ("福山市", "三原市", "尾道市", "府中市", "竹原市", "世羅町", "神石高原町", "笠岡市", "井原市")
CODES = (
    ("問1", "居住地", "SA", tuple(enumerate(TOWNS, start=1)), ""),
    ("問2", "性別", "SA", ((1, "男性"), (2, "女性"), (9, "無回答")), ""),
    ("問3", "子どもの有無", "SA", ((1, "いる"), (2, "いない")), ""),
    ("問4", "病児保育の利用意向", "SA", ((1, "利用したい"), (2, "利用しない")), "問3=1"),
    (
        "問5",
        "連携に期待すること（2つまで）",
        "MA",
        ((1, "医療"), (2, "交通"), (3, "子育て"), (4, "雇用")),
        "",
    ),
    ("問6", "自由意見", "FA", (), ""),
)


def workbook(path: Path) -> Path:
    """Forty answers as an agency sends them: a title, codes, a telephone column, two cells that cannot be."""
    book = Workbook()
    page = book.worksheets[0]
    page.title = "回答"
    page.append(["令和6年度 子育て調査"])
    page.append(["整理番号", "電話番号", *(one[0] for one in CODES)])
    for at in range(40):
        child = at % 3 == 0
        row = [at + 1, f"084-000-{at:04}", at % 9 + 1, "１" if at % 2 else 2, 1 if child else 2]
        page.append(
            [*row, 1 if child else None, "①③" if at % 2 else "2、4", "バスがほしい" if at == 5 else None]
        )
    page["D9"] = 5
    page["G12"] = "1,2,3"
    codes = book.create_sheet("コード表")
    codes.append(["設問番号", "設問文", "回答形式", "コード", "選択肢", "回答条件"])
    for key, label, kind, options, condition in CODES:
        for at, (code, words) in enumerate(options or ((None, None),)):
            head = [key, label, kind] if at == 0 else [None, None, None]
            codes.append([*head, code, words, condition if at == 0 else None])
    book.save(path)
    return path


def test_answers_are_taken_in_by_keyboard(planner: Planner, tmp_path: Path) -> None:
    path = workbook(tmp_path / "子育て調査.xlsx")
    planner.go("surveys")
    planner.wait_for(lambda: planner.program.shell.current_page().page_id == "surveys", "the page")  # type: ignore[union-attr]
    planner.press("Ctrl+N")
    planner.press("Ctrl+R")
    planner.wait_for(lambda: "調査" in planner.focus().accessibleName(), "the field of the name")
    planner.press("Ctrl+A")
    planner.write("こそだて", "子育て調査")
    planner.press("Return")
    planner.press("Escape")
    found = next(one for one in read_surveys(planner.store) if one.survey.name == "子育て調査")
    assert len(found.strata) == 9

    planner.press("Ctrl+Tab")
    planner.answer_file(path)
    planner.press("Ctrl+I")
    planner.wait_for(lambda: planner.focus().objectName() == "surveyNext", "the file")
    planner.press("Return")  # columns: the telephone numbers are left without being asked
    planner.press("Return")  # questions: all from the code sheet
    planner.press("Return")
    planner.wait_for(lambda: planner.focus().accessibleName().startswith("扱い"), "the checks")
    planner.press("F8")
    planner.press("Escape")
    planner.press("Right")  # from 「まだ決めない」 to 「その欄を無効とする」
    planner.wait_for(lambda: _button(planner, "surveyTake"), "what leads on")
    planner.tab_to_button("取り込む")
    planner.press("Return")
    planner.wait_for(lambda: "40票を取り込みました。" in planner.messages(), "taken in")

    data = read_sheet(planner.store, found.id)
    assert data.sheet.size == 40
    assert data.facts.batch is not None
    assert (data.facts.batch.marked, data.facts.batch.dropped) == (2, "電話番号")
    assert data.design.counts.tolist() == [5, 5, 5, 5, 4, 4, 4, 4, 4]
    assert (data.sheet.single("q4").codes == -1).sum() == 26
    planner.press("Ctrl+Z")
    assert read_sheet(planner.store, found.id).sheet.size == 0, "a file is one step"
    planner.press("Ctrl+Y")
    assert read_sheet(planner.store, found.id).sheet.size == 40


def _button(planner: Planner, name: str) -> bool:
    from PySide6.QtWidgets import QPushButton

    found = planner.program.shell.findChild(QPushButton, name)
    return found is not None and found.isEnabled()
