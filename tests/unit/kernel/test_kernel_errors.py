"""Refusals reach the reader as sentences, in both languages, whatever happens."""

import errno
import pickle
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bingo_planner.kernel import messages
from bingo_planner.kernel.errors import FieldProblem, Message, PlanError, describe
from bingo_planner.kernel.i18n import catalogue, speaking
from bingo_planner.kernel.messages import KERNEL_SENTENCES, message_for, register_messages, registered_codes


def test_words_in_both_languages() -> None:
    error = PlanError("date.unreadable", text="きのう")
    assert describe(error) == Message(
        "「きのう」は日付として読めません。", "R6.4.1、2024/4/1、20240401のように入力します。"
    )
    with speaking("en"):
        assert describe(error).text == "“きのう” cannot be read as a date."
        assert str(describe(PlanError("date.month"))) == "Months run from 1 to 12."


def test_a_field_problem_is_described_like_the_error() -> None:
    problem = PlanError("date.day", last=30).at("start")
    assert problem == FieldProblem("start", "date.day", {"last": 30})
    assert describe(problem).text == "この月の日は1〜30で入力します。"
    assert len({problem, FieldProblem("start", "date.day", {"last": 31})}) == 2


def test_a_form_is_refused_once_for_all_its_fields() -> None:
    first, second = FieldProblem("name", "profile.name"), FieldProblem("start", "date.day", {"last": 30})
    error = PlanError.in_fields(first, second)
    assert (error.code, error.problems) == ("profile.name", (first, second))


def test_errors_cross_processes() -> None:
    error = PlanError("date.day", problems=(FieldProblem("start", "date.day"),), last=30)
    copy = pickle.loads(pickle.dumps(error))
    assert (copy.code, copy.problems, copy.facts) == (error.code, error.problems, error.facts)
    assert str(copy) == "date.day (last=30)"
    assert str(PlanError("date.month")) == "date.month"


def test_unknown_codes_and_missing_facts_still_give_a_sentence() -> None:
    assert "nowhere.known" in describe(PlanError("nowhere.known")).text
    assert describe(PlanError("date.unreadable")).text == "「{text}」は日付として読めません。"


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (FileNotFoundError(errno.ENOENT, "gone", "a.pdf"), "os.not_found"),
        (IsADirectoryError(errno.EISDIR, "folder", "a"), "os.folder"),
        (OSError(errno.ENOSPC, "full"), "os.disk_full"),
        (PermissionError(errno.EACCES, "no", "a.pdf"), "os.read_only"),
        (OSError(errno.EROFS, "ro", "a.pdf"), "os.read_only"),
        (OSError(errno.EIO, "io", "a.pdf"), "os.other"),
        (ZeroDivisionError("x"), "program.fault"),
    ],
)
def test_faults_of_the_machine_become_sentences(fault: Exception, code: str) -> None:
    sentences = message_for(code)
    assert sentences is not None
    with speaking("en"):
        said = describe(fault)
    assert said.advice == sentences[1]
    file = "a" if code == "os.folder" else "a.pdf"
    assert said.text == sentences[0].format(file=file, reason="io", kind="ZeroDivisionError")


@given(st.dictionaries(st.sampled_from(["text", "last", "file"]), st.one_of(st.none(), st.text(max_size=5))))
def test_describe_never_fails(facts: dict[str, object]) -> None:
    for code in registered_codes():
        assert describe(FieldProblem("any", code, facts)).text


def test_a_code_has_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(messages, "_TABLE", {})
    register_messages({"a.b": ("One.", "")})
    register_messages({"a.b": ("One.", "")})
    assert registered_codes() == {"a.b"}
    with pytest.raises(ValueError, match=r"a\.b"):
        register_messages({"a.b": ("Two.", "")})


def test_every_sentence_has_its_japanese_with_the_same_facts() -> None:
    known = catalogue("errors")
    for code, sentences in KERNEL_SENTENCES.items():
        for english in filter(None, sentences):
            assert english in known, code
            assert set(re.findall(r"\{(\w+)\}", known[english])) <= set(re.findall(r"\{(\w+)\}", english)), (
                english
            )
