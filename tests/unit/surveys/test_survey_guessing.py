"""What columns are taken for: keys, people's data, kinds of questions; code sheets go before guesses."""

from __future__ import annotations

import pytest

from bingo_planner.features.surveys.codetext import read_options, write_condition
from bingo_planner.features.surveys.intake.cells import OptionReader, number_of
from bingo_planner.features.surveys.intake.codesheet import is_codesheet, options_of, read_codesheet
from bingo_planner.features.surveys.intake.draft import Left, Use, with_texts, with_use
from bingo_planner.features.surveys.intake.personal import Personal, by_content, by_head, traces
from bingo_planner.features.surveys.model import Question, QuestionKind
from bingo_planner.kernel.errors import PlanError
from tests.unit.surveys.files import CODES, Rows, draft_of, sheet

FORMS: list[tuple[str, ...]] = [
    (
        *("タイムスタンプ", "お名前", "メールアドレス", "お住まいの市町", "あなたの年代"),
        *(
            "利用したことのある施設",
            "次の満足度 [救急医療]",
            "次の満足度 [公共交通]",
            "ご意見をご自由にお書きください",
        ),
    ),
    *(
        (
            f"2024/08/{at + 1:02} 10:00:00",
            f"見本 {'一二三四五六七八九十'[at % 10]}{'郎' if at < 10 else '子'}",
            f"mihon{at}@example.jp",
            ("福山市", "世羅町", "笠岡市")[at % 3],
            ("18～29歳", "30～39歳", "70歳以上")[at % 3],
            ("図書館, プール", "プール", "ホール, 図書館", "図書館")[at % 4],
            ("満足", "やや満足", "不満", "どちらともいえない")[at % 4],
            ("満足", "やや満足", "不満")[at % 3],
            "" if at % 2 else f"バスの本数を増やしてほしいと思います（{at}）",
        )
        for at in range(20)
    ),
]


def test_an_export_of_a_form_service() -> None:
    draft = draft_of(sheet(FORMS))
    left = {one.head: (one.left, one.personal) for one in draft.columns if one.use is Use.LEAVE}
    assert left == {
        "タイムスタンプ": (Left.TIME, None),
        "お名前": (Left.PERSONAL, Personal.NAME),
        "メールアドレス": (Left.PERSONAL, Personal.MAIL),
    }
    town, age, used, first, second, free = draft.used
    assert (town.role, [one.label for one in town.options]) == (
        "town",
        ["福山市", "世羅町", "笠岡市", "無回答"],
    )
    assert (age.role, [one.label for one in age.options]) == ("age", ["18～29歳", "30～39歳", "70歳以上"])
    assert used.kind is QuestionKind.MULTIPLE
    assert {one.label for one in used.options} == {"図書館", "プール", "ホール"}
    assert first.options == second.options, "items of one grid share their scale"
    assert [one.label for one in first.options] == ["満足", "やや満足", "どちらともいえない", "不満"]
    assert (first.group_key, first.group_label, first.label) == ("q4", "次の満足度", "救急医療")
    assert free.kind is QuestionKind.FREE


def test_codes_ticks_numbers_and_the_key() -> None:
    rows: Rows = [
        ("整理番号", "問1 性別", "問2_1", "問2_2", "問3 従業員数", "問4（3つまで）", "問5"),
        *(
            (str(at), "129"[at % 3], "○" if at % 2 else "", "", f"{at * 37}人", "①③", "ＡB"[at % 2])
            for at in range(1, 30)
        ),
    ]
    draft = draft_of(sheet(rows))
    assert draft.key_column is not None
    kinds = {one.key: one.kind.value for one in draft.used}
    assert kinds == {"q1": "SA", "q2": "MA", "q3": "NUM", "q4": "MA", "q5": "SA"}
    assert draft.by_key["q1"].options[-1].label == "無回答", "9 beyond 1 and 2"
    assert draft.by_key["q4"].max_choices == 3
    assert [one.option for one in draft.columns_of("q2")] == ["1", "2"]


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        ("氏名", Personal.NAME),
        ("お名前（フルネーム）", Personal.NAME),
        ("F3 電話番号", Personal.PHONE),
        ("E-mail", Personal.MAIL),
        ("ご住所", Personal.ADDRESS),
        ("問3 住所地の満足度", None),
        ("問8 電話での相談を利用しましたか", None),
        ("住みやすさ", None),
        ("名物として思いつくもの", None),
    ],
)
def test_heads_of_people_s_data(head: str, kind: Personal | None) -> None:
    assert by_head(head) is kind


@pytest.mark.parametrize(
    ("texts", "kind"),
    [
        (["084-921-0001", "０９０－１２３４－５６７８", "090 1111 2222"], Personal.PHONE),
        (["a@example.jp", "b.c@example.com", "d@example.org"], Personal.MAIL),
        (["720-8501", "〒722-8501", "729-3492"], Personal.ADDRESS),
        (["福山市東桜町3番5号", "広島県三原市港町3-5-1", "尾道市久保1丁目15番1号"], Personal.ADDRESS),
        (["見本 花子", "山田 太郎", "髙橋 次郎", "佐藤 一"], Personal.NAME),
        (["福山市", "三原市", "尾道市", "府中市"], None),
        (["1", "2", "3", "4"], None),
        (["満足", "やや満足", "不満"], None),
    ],
)
def test_contents_of_people_s_data(texts: list[str], kind: Personal | None) -> None:
    assert by_content(dict.fromkeys(texts, 1)) is kind


def test_traces_inside_a_comment() -> None:
    assert traces("バスを増やして。連絡は084-921-0001まで") == (Personal.PHONE,)
    assert traces("7119を2回使いました。10月10日です") == ()


EXPECTED = Question(
    "q", "", QuestionKind.MULTIPLE, read_options("1=買い物|2=通院|3=通勤・通学|10=文化、スポーツ|99=無回答")
)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("1,2", (0, 1)),
        ("1;2;", (0, 1)),
        ("1、2", (0, 1)),
        ("1 2", (0, 1)),
        ("１，１０", (0, 3)),
        ("①②", (0, 1)),
        ("③⑩", (2, 3)),
        ("01 / 2.0", (0, 1)),
        ("1.買い物", (0,)),
        ("買い物, 通勤・通学", (0, 2)),
        ("買い物;通院;", (0, 1)),
        ("文化、スポーツ、買い物", (0, 3)),
        ("99", (4,)),
        ("1,4", None),
        ("買い物, 散歩", None),
        ("12", None),
    ],
)
def test_cells_of_several_answers(text: str, places: tuple[int, ...] | None) -> None:
    assert OptionReader(EXPECTED).several(text) == places


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("１", 0),
        ("①", 0),
        ("1.買い物", 0),
        ("2：買い物", None),
        ("買い物", 0),
        ("1.5", None),
        ("0", None),
        ("010", 3),
    ],
)
def test_cells_of_one_answer(text: str, place: int | None) -> None:
    assert OptionReader(EXPECTED).one(text) == place


def test_words_that_are_no_option_are_other_where_a_form_says_so() -> None:
    asked = Question("q", "", QuestionKind.MULTIPLE, read_options("1=バス|2=鉄道|3=その他"))
    reader = OptionReader(asked, 2)
    assert (reader.one("船"), reader.one("4")) == (2, None)
    assert reader.several("バス, 船") == (0, 2)


@pytest.mark.parametrize(
    ("text", "number"), [("３５歳", "35"), ("1,200", "1200"), ("△5", "-5"), ("12.5%", "12.5")]
)
def test_numbers_with_units(text: str, number: str) -> None:
    assert str(number_of(text)) == number


@pytest.mark.parametrize("text", ["約30", "", "三十", "nan", "1e400x"])
def test_no_numbers(text: str) -> None:
    assert number_of(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "1=男性|2=女性|9=無回答",
        "1.男性 2.女性 9.無回答",
        "１：男性、２：女性、９：無回答",
        "1) 男性\n2) 女性\n9) 無回答",
    ],
)
def test_options_as_code_sheets_write_them(text: str) -> None:
    assert [(one.code, one.label) for one in options_of(text)] == [
        ("1", "男性"),
        ("2", "女性"),
        ("9", "無回答"),
    ]


WIDE: Rows = (
    ("問番号", "設問", "形式", "1", "2", "3"),
    ("問1", "居住地", "単数", "福山市", "世羅町", "笠岡市"),
    ("問2", "性別", "単数", "1.男性", "2.女性", "9.無回答"),
    ("問3", "連携に期待すること", "複数（2つまで）", "医療", "交通", "子育て"),
    ("問4", "自由意見", "自由記述", "", "", ""),
)
PLAIN: Rows = (
    ("id", "label", "type", "options", "asked_if", "max_choices"),
    ("q1", "居住地", "SA", "1=福山市|2=世羅町|3=笠岡市", "", ""),
    ("q2", "性別", "SA", "1=男性|2=女性|9=無回答", "", ""),
    ("q3", "連携に期待すること", "MA", "1=医療|2=交通|3=子育て", "問2が1", "2"),
    ("q4", "自由意見", "FA", "", "", ""),
)


@pytest.mark.parametrize("rows", [WIDE, PLAIN])
def test_code_sheets_of_one_row_a_question(rows: Rows) -> None:
    found = read_codesheet(sheet(rows))
    assert not found.findings
    assert [(one.key, one.kind.value) for one in found.questions] == [
        ("q1", "SA"),
        ("q2", "SA"),
        ("q3", "MA"),
        ("q4", "FA"),
    ]
    assert found.questions[1].options[-1].is_no_answer
    assert found.questions[2].max_choices == 2


def test_a_code_sheet_of_one_row_an_option() -> None:
    found = read_codesheet(sheet(CODES))
    assert [len(one.options) for one in found.questions] == [3, 3, 4, 2]
    assert write_condition(found.questions[3].asked_if) == "q2=1"
    assert not is_codesheet(sheet(FORMS))


def test_what_a_code_sheet_says_wrongly_is_told_by_row() -> None:
    rows = [*PLAIN, ("q2", "もう一度", "SA", "1=a", "", ""), ("q9", "条件", "SA", "1=a", "いつか", "")]
    found = read_codesheet(sheet(rows), "コード表.xlsx")
    assert [(one.code, one.row) for one in found.findings] == [
        ("survey.key_taken", 5),
        ("survey.condition_text", 6),
    ]


def test_a_draft_is_changed_by_hand() -> None:
    draft = draft_of(sheet(FORMS))
    name = next(one for one in draft.columns if one.head == "お名前")
    kept = with_use(draft, name.place, Use.KEY)
    assert kept.key_column is not None
    assert not with_use(kept, name.place, Use.LEAVE).key_column
    changed = with_texts(
        draft, "q3", {"key": "q30", "options": "1=図書館|2=プール|3=ホール|9=無回答", "max_choices": "2"}
    )
    assert changed.by_key["q30"].max_choices == 2
    assert [one.head for one in changed.columns_of("q30")] == ["利用したことのある施設"]
    with pytest.raises(PlanError) as caught:
        with_texts(draft, "q3", {"options": "図書館", "asked_if": "x", "key": ""})
    assert {one.field for one in caught.value.problems} == {"options", "asked_if", "key"}
    with pytest.raises(PlanError, match="key_taken"):
        with_texts(draft, "q3", {"key": "q1"})
