"""What the tab of free answers does, without a window: lists, words, sorting with keys, groups, quotes."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from bingo_planner.features.region.tables import YearLock
from bingo_planner.features.surveys.frame import FrameState
from bingo_planner.features.surveys.freetext import dictionary
from bingo_planner.features.surveys.freetext.dictionary import Cut, Morpheme
from bingo_planner.features.surveys.freetext.presenter import TextPresenter
from bingo_planner.features.surveys.freetext.service import read_text
from bingo_planner.features.surveys.freetext.state import TextState
from bingo_planner.features.surveys.service_read import read_frame, read_sheet
from bingo_planner.kernel.changes import Changes
from bingo_planner.kernel.dates import FiscalYear
from bingo_planner.kernel.errors import PlanError
from bingo_planner.store.store import Store
from tests.support.doubles import NowJobs, PlainDesk
from tests.ui.surveys.text_region import TEXTS, add_answers, add_groups, blanks


class Tab:
    """The presenter with the page round it: after every change the surveys are read again."""

    def __init__(self, store: Store, survey: str, desk: PlainDesk) -> None:
        self.store, self.survey, self.desk = store, survey, desk
        self.shown: list[TextState] = []
        self.does = TextPresenter(store, Rereading(self), desk, self.shown.append)
        self.frame()

    def frame(self) -> None:
        data = read_frame(self.store)
        year = FiscalYear(2024)
        self.does.framed(
            FrameState(
                year, loading=False, data=data, survey_id=self.survey, page_read_only=self.desk.read_only
            )
        )

    @property
    def state(self) -> TextState:
        return self.shown[-1]

    def listed(self) -> list[str]:
        return [line.text for line in self.state.lines]

    def open_kind(self) -> str:
        side = self.state.side
        return side.kind if side is not None else ""

    def sums(self) -> list[int]:
        return [line.opinions for line in self.state.groups]


class Rereading(NowJobs):
    """Jobs at once; the page reads again after a change, as the shell makes it."""

    def __init__(self, tab: Tab) -> None:
        super().__init__()
        self._tab = tab

    def change(self, work, done=None, failed=None):  # type: ignore[no-untyped-def]  # the protocol's own
        def after(changes: Changes) -> None:
            if done is not None:
                done(changes)
            self._tab.frame()

        super().change(work, after, failed)


@pytest.fixture
def tab(towns: Store, survey: str, desk: PlainDesk, monkeypatch: pytest.MonkeyPatch) -> Tab:
    """The tab on ten answers and two groups."""
    monkeypatch.setattr(dictionary, "available", lambda: True)
    monkeypatch.setattr(dictionary, "load", blanks)
    add_answers(towns, survey)
    add_groups(towns, survey)
    return Tab(towns, survey, desk)


def test_no_free_answers(towns: Store, survey: str, desk: PlainDesk) -> None:
    tab = Tab(towns, survey, desk)
    assert tab.shown[0].loading
    assert tab.state.is_empty


def test_the_list_leaves_out_those_who_wrote_nothing(tab: Tab) -> None:
    assert tab.listed() == [text for text in TEXTS if text]
    assert (tab.state.totals.wrote, tab.state.totals.nothing, tab.state.totals.listed) == (8, 1, 9)
    first = tab.state.lines[0]
    assert (first.key, first.who) == ("r0", "福山市")
    assert first.town is not None
    assert [chip.name for chip in first.chips] == ["バス"]


def test_filter_finds_words_and_attributes_whatever_their_width(tab: Tab) -> None:
    tab.does.filtered("ﾊﾞｽ 福山")
    assert tab.listed() == ["バス が 少ない", "電車 と バス が 減った"]
    assert tab.state.lines[0].hits == ((0, 2),)
    assert tab.does.cleared()
    assert not tab.does.cleared()


def test_groups_with_opinions_and_people(tab: Tab) -> None:
    lines = tab.state.groups
    assert [(one.name, one.digit, one.opinions, one.by_hand) for one in lines[:2]] == [
        ("バス", "1", 5, 0),
        ("医療費", "2", 1, 0),
    ]
    assert [one.kind for one in lines[2:]] == ["unsorted", "nothing"]
    assert [one.opinions for one in lines[2:]] == [2, 1]
    assert lines[0].share == pytest.approx(62.5)
    assert [(one.name, one.opinions, one.people) for one in tab.state.fields] == [
        ("交通", 5, 5),
        ("医療", 1, 1),
    ]
    tab.does.looked_at("unsorted")
    assert tab.listed() == ["道 が 狭い", "医療 が 遠い"]
    tab.does.looked_at("nothing")
    assert tab.listed() == ["とくになし"]
    tab.does.looked_at("field", "医療")
    assert tab.listed() == ["田中さん の 医療 と 医療費"]


def test_groups_held_against_another_question(tab: Tab) -> None:
    tab.does.picked("break", "q1")
    assert tab.state.broken.categories == ("福山市", "世羅町", "笠岡市")
    assert tab.state.broken.bases == (4, 2, 2)
    assert tab.state.groups[0].shares == pytest.approx((50.0, 50.0, 100.0))


def test_digits_put_in_and_take_out_and_undo_takes_back(tab: Tab) -> None:
    tab.does.chose((3, 6))
    tab.does.sorting.pressed_digit(2)
    assert tab.sums()[:3] == [5, 3, 0]
    assert tab.state.groups[1].by_hand == 2
    chips = {line.at: line.chips for line in tab.state.lines}
    assert chips[3][0].by == "hand"
    tab.store.undo()
    tab.frame()
    assert tab.sums()[:3] == [5, 1, 2]
    tab.does.chose((0,))
    tab.does.sorting.pressed_digit(1)
    assert tab.sums()[0] == 4
    assert tab.state.lines[0].chips[0].by == "out"
    tab.does.sorting.pressed_digit(1)
    assert tab.sums()[0] == 5
    marks = read_text(tab.store, tab.survey).facts.codings
    assert [one.mark for one in marks if one.respondent == "r0"] == [""], "back to what the rules say"


def test_several_answers_go_in_together_unless_all_are_in(tab: Tab) -> None:
    tab.does.chose((0, 3))
    tab.does.sorting.pressed_digit(1)
    assert tab.sums()[0] == 6
    tab.does.sorting.pressed_digit(1)
    assert tab.sums()[0] == 4


def test_zero_goes_back_to_the_rules(tab: Tab) -> None:
    tab.does.chose((3,))
    tab.does.sorting.pressed_digit(1)
    tab.does.sorting.pressed_digit(2)
    tab.does.sorting.restored_rules()
    assert tab.sums()[:3] == [5, 1, 2]


def test_a_key_without_a_group_and_an_answer_without_an_opinion_say_so(tab: Tab, desk: PlainDesk) -> None:
    tab.does.chose((3,))
    tab.does.sorting.pressed_digit(7)
    tab.does.looked_at("nothing")
    tab.does.chose((2,))
    tab.does.sorting.pressed_digit(1)
    assert len(desk.warned) == 2
    assert read_text(tab.store, tab.survey).facts.codings == ()


def test_what_was_just_sorted_stays_in_sight_until_the_eye_moves_on(tab: Tab) -> None:
    tab.does.looked_at("unsorted")
    tab.does.chose((3,))
    tab.does.sorting.pressed_digit(1)
    assert tab.listed() == ["道 が 狭い", "医療 が 遠い"]
    tab.does.chose((6,))
    assert tab.listed() == ["道 が 狭い", "医療 が 遠い"], "a list never jumps under a choice"
    tab.does.looked_at("all")
    tab.does.looked_at("unsorted")
    assert tab.listed() == ["医療 が 遠い"]


def test_next_unsorted_goes_round(tab: Tab, desk: PlainDesk) -> None:
    tab.does.asked_for_next_unsorted()
    assert tab.state.chosen == (3,)
    tab.does.asked_for_next_unsorted()
    assert tab.state.chosen == (6,)
    tab.does.asked_for_next_unsorted()
    assert tab.state.chosen == (3,)
    tab.does.chose((3, 6))
    tab.does.sorting.pressed_digit(1)
    tab.does.asked_for_next_unsorted()
    assert desk.said


def test_a_group_is_made_named_and_ruled(tab: Tab) -> None:
    tab.does.sorting.asked_to_add()
    side = tab.state.side
    assert side is not None
    assert (side.kind, side.focus) == ("group", "name")
    tab.does.beside.edited("name", "道路")
    tab.does.beside.edited("rules", "道\n狭い")
    assert tab.state.groups[2].opinions == 2
    side = tab.state.side
    assert side is not None
    assert side.warnings["rules"] == "ルールに合う意見は2件です。"
    tab.does.beside.edited("rules", "道 かつ 狭い または 広い")
    side = tab.state.side
    assert side is not None
    assert "かっこ" in side.problems["rules"]
    assert side.values["rules"] == "道 かつ 狭い または 広い", "what was typed stays"
    assert tab.state.groups[2].opinions == 2
    tab.does.beside.edited("rules", "道")
    assert tab.state.side is not None
    assert not tab.state.side.problems


def test_a_name_that_is_taken_is_told_beside_its_field(tab: Tab) -> None:
    tab.does.sorting.asked_to_add()
    tab.does.beside.edited("field", "交通")
    tab.does.beside.edited("name", "バス")
    assert tab.state.side is not None
    assert "すでにあります" in tab.state.side.problems["name"]


def test_groups_move_and_their_keys_with_them(tab: Tab) -> None:
    first = tab.state.groups[0].id
    tab.does.sorting.moved(first, 1)
    assert [(one.name, one.digit) for one in tab.state.groups[:2]] == [("医療費", "1"), ("バス", "2")]
    tab.does.sorting.moved(first, 1)
    assert [one.name for one in tab.state.groups[:2]] == ["医療費", "バス"]


def test_a_group_goes_to_the_bin(tab: Tab, desk: PlainDesk) -> None:
    tab.does.looked_at("group", tab.state.groups[0].id)
    tab.does.sorting.asked_to_remove(tab.state.groups[0].id)
    assert [one.name for one in tab.state.groups[:1]] == ["医療費"]
    assert tab.state.look.kind == "all"
    assert desk.said


def test_words_are_counted_when_they_are_looked_at(tab: Tab) -> None:
    assert tab.state.words is None
    tab.does.viewed("words")
    assert [(one.label, one.answers) for one in tab.state.word_lines] == [("バス", 5), ("医療", 3), ("道", 2)]
    tab.does.picked("break", "q1")
    assert tab.state.word_lines[0].shares == pytest.approx((50.0, 50.0, 100.0))
    tab.does.looked_at("pair", "バス", "医療")
    assert tab.listed() == ["バス と 医療"]
    tab.does.turned(True)
    assert [one.line.hit for one in tab.state.contexts] == ["医療", "バス"], "ordered by what follows"


def test_a_word_makes_a_group_with_a_rule(tab: Tab) -> None:
    tab.does.viewed("words")
    tab.does.sorting.asked_from_word("道")
    assert tab.state.view == "groups"
    assert [(one.name, one.rules, one.opinions) for one in tab.state.groups[2:3]] == [("道", "道", 2)]


def test_the_lists_change_what_is_counted(tab: Tab, desk: PlainDesk) -> None:
    tab.does.viewed("words")
    tab.does.quoting.asked_to_stop("バス")
    assert [one.label for one in tab.state.word_lines] == ["医療", "道"]
    assert desk.said
    tab.does.beside.open("lists")
    tab.does.beside.edited("same", "道＝道路\n狭い")
    assert tab.state.side is not None
    assert "same" in tab.state.side.problems
    tab.does.beside.edited("same", "道＝道路")
    assert [one.label for one in tab.state.word_lines] == ["医療", "道路"]
    tab.store.undo()
    tab.frame()
    assert [one.label for one in tab.state.word_lines] == ["医療", "道"]


def test_without_the_dictionary_all_else_works(tab: Tab, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dictionary, "available", lambda: False)
    tab.does.viewed("words")
    assert not tab.state.has_dictionary
    assert tab.state.words is None
    tab.does.filtered("医療")
    assert len(tab.state.lines) == 3


def test_a_count_that_fails_can_be_tried_again(tab: Tab, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise PlanError("survey.no_dictionary")

    monkeypatch.setattr(dictionary, "load", broken)
    tab.does.viewed("network")
    assert tab.state.words_problem is not None
    assert not tab.state.counting
    monkeypatch.setattr(dictionary, "load", blanks)
    tab.does.counting.again()
    assert tab.state.network is not None
    assert "2" in tab.state.network_words or tab.state.network_words


def test_a_quote_loses_what_identifies_and_warns_of_the_rest(tab: Tab, desk: PlainDesk) -> None:
    tab.does.chose((5,))
    tab.does.quoting.asked_to_quote()
    tab.does.viewed("quotes")
    quote = tab.state.quotes[0]
    assert quote.text == "〔氏名〕さん の 医療 と 医療費"
    assert (quote.group, quote.is_checked, quote.at) == ("医療費", False, 5)
    assert quote.who == "", "four people of a town are too few to print it"
    assert TEXTS[5] in tab.listed(), "the answer itself is as it was"
    tab.does.chose((8,))
    tab.does.quoting.asked_to_quote()
    assert len(desk.warned) == 1
    tab.does.quoting.entered(tab.state.quotes[1].id)
    side = tab.state.side
    assert side is not None
    assert side.doubts == (("92歳", "正確な年齢"),)
    assert side.original == TEXTS[8]
    tab.does.beside.edited("checked", True)
    assert [one.is_checked for one in tab.state.quotes] == [False, True]
    tab.does.beside.edited("text", "母 の バス")
    assert [one.is_checked for one in tab.state.quotes] == [False, False], "other words have to be read again"
    tab.does.beside.edited("town", True)
    assert tab.state.side is not None
    assert "3人" in tab.state.side.warnings["age"]
    assert tab.state.quotes[1].who == "笠岡市"
    tab.does.quoting.asked_to_remove(tab.state.quotes[1].id)
    assert (len(tab.state.quotes), tab.open_kind()) == (1, "")


def test_a_second_quote_of_an_answer_opens_the_first(tab: Tab) -> None:
    tab.does.chose((5,))
    tab.does.quoting.asked_to_quote()
    tab.does.quoting.asked_to_quote()
    assert len(tab.state.quotes) == 1
    assert tab.open_kind() == "quote"


def test_all_answers_of_a_respondent(tab: Tab) -> None:
    tab.does.beside.entered_answer(1)
    side = tab.state.side
    assert side is not None
    assert side.answers[0] == ("居住地", "福山市")
    assert ("ご意見（分類）", "バス") in side.answers
    tab.does.beside.close()
    assert tab.open_kind() == ""


def test_groups_are_copied_to_another_question(tab: Tab, desk: PlainDesk) -> None:
    tab.does.picked("question", "q10")
    assert tab.state.groups[0].kind == "unsorted"
    assert [(one[1]) for one in tab.does.sources()] == ["q9"]
    tab.does.sorting.asked_to_copy(tab.survey, "q9")
    assert [one.name for one in tab.state.groups[:2]] == ["バス", "医療費"]
    assert desk.said


def test_a_settled_year_can_only_be_read(tab: Tab) -> None:
    with tab.store.change("settle") as unit:
        unit.add(YearLock(fiscal_year=2024, reason="確定"))
    tab.frame()
    assert tab.state.read_only
    tab.does.chose((3,))
    tab.does.sorting.pressed_digit(1)
    tab.does.sorting.asked_to_add()
    tab.does.quoting.asked_to_quote()
    facts = read_text(tab.store, tab.survey).facts
    assert (len(facts.groups), facts.codings, facts.quotes) == (2, (), ())


def test_a_refused_key_is_taken_back_on_the_screen(tab: Tab, desk: PlainDesk) -> None:
    with tab.store.change("settle") as unit:
        unit.add(YearLock(fiscal_year=2024, reason="確定"))
    tab.does.chose((3,))
    tab.does.sorting.pressed_digit(1)
    assert desk.problems
    assert tab.sums()[:3] == [5, 1, 2]


def test_choosing_a_line_builds_no_list_anew(tab: Tab) -> None:
    before = tab.state.lines
    tab.does.chose((3,))
    assert tab.state.lines is before
    assert tab.state.groups is tab.shown[-2].groups


def test_groups_made_here_are_a_question_for_every_table(tab: Tab) -> None:
    tab.does.chose((3,))
    tab.does.sorting.pressed_digit(2)
    chosen = read_sheet(tab.store, tab.survey).sheet.multiple("q9_kind").chosen
    assert chosen.sum(axis=0).tolist() == [5, 2, 1]


def test_groups_of_a_field_stand_together_and_move_together_at_its_edge(tab: Tab) -> None:
    tab.does.sorting.asked_to_add()
    tab.does.beside.edited("field", "交通")
    assert [(one.field, one.digit) for one in tab.state.groups[:3]] == [
        ("交通", "1"),
        ("交通", "2"),
        ("医療", "3"),
    ]
    last = tab.state.groups[1].id
    tab.does.sorting.moved(last, 1)
    assert [one.field for one in tab.state.groups[:3]] == ["医療", "交通", "交通"]
    tab.does.sorting.moved(last, -1)
    assert [one.field for one in tab.state.groups[:3]] == ["医療", "交通", "交通"]
    assert tab.state.groups[1].id == last


def test_names_no_title_follows_are_shown_beside_the_quote(tab: Tab, monkeypatch: pytest.MonkeyPatch) -> None:
    def names() -> Cut:
        def cut(text: str) -> Iterable[Morpheme]:
            at = text.find("医療")
            if at >= 0:
                yield Morpheme(at, at + 2, "医療", "医療", ("名詞", "固有名詞", "人名", "姓"))

        return cut

    monkeypatch.setattr(dictionary, "load", names)
    tab.does.chose((6,))
    tab.does.quoting.asked_to_quote()
    tab.does.viewed("quotes")
    tab.does.quoting.entered(tab.state.quotes[0].id)
    side = tab.state.side
    assert side is not None
    assert side.doubts == (("医療", "名前かもしれません"),)
