"""Ids, clocks, changes, profile and municipality codes."""

import threading
import time
import uuid
from datetime import UTC, date, datetime

import pytest

from bingo_planner.kernel.changes import NOTHING, Changes
from bingo_planner.kernel.clock import AsOfClock, FixedClock, SystemClock
from bingo_planner.kernel.codes import check_digit, parse_body_code
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.ids import new_id, stable_id
from bingo_planner.kernel.profile import Profile, make_profile


def test_new_ids_are_version_7_ordered_and_of_now() -> None:
    before = time.time_ns() // 1_000_000
    ids = [new_id() for _ in range(5000)]
    assert ids == sorted(set(ids))
    first = uuid.UUID(ids[0])
    assert (first.version, first.variant, first.hex) == (7, uuid.RFC_4122, ids[0])
    assert before <= first.int >> 80 <= before + 60_000


def test_new_ids_differ_between_threads() -> None:
    made: list[str] = []
    threads = [threading.Thread(target=lambda: made.extend(new_id() for _ in range(500))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(made)) == 2000


def test_stable_ids_are_the_same_everywhere() -> None:
    assert stable_id("body", "34207") == "47a52a144f7f59cc89b8c14ddd6c3542"
    assert stable_id("body", "34207") != stable_id("pact", "34207")
    assert stable_id("a", "bc") != stable_id("ab", "c")


def test_clocks() -> None:
    moment = datetime(2024, 8, 26, 10, 32, tzinfo=UTC)
    fixed = FixedClock(moment)
    assert (fixed.now(), fixed.today()) == (moment, date(2024, 8, 26))
    naive = datetime(2024, 8, 26, 10, 32)  # noqa: DTZ001 - a clock set by hand says local time
    assert FixedClock(naive).now().tzinfo is not None
    assert FixedClock(naive).today() == date(2024, 8, 26)
    played = AsOfClock(fixed, date(2030, 1, 1))
    assert (played.now(), played.today()) == (moment, date(2030, 1, 1))
    assert SystemClock().now().tzinfo is not None
    assert abs(SystemClock().now().timestamp() - time.time()) < 60
    assert isinstance(SystemClock().today(), date)


def test_changes_say_what_they_touch() -> None:
    changes = Changes.of(("kpi", "1"), ("kpi", "2"), ("project", "9"), label="Actual", why="undo")
    assert changes.touches("kpi")
    assert changes.touches("staff", "project")
    assert not changes.touches("staff")
    assert changes.ids_of("kpi") == {"1", "2"}
    assert (changes.label, changes.why) == ("Actual", "undo")
    assert not NOTHING.touches("kpi")


def test_changes_add_up() -> None:
    first = Changes.of(("kpi", "1"), label="First")
    second = Changes.of(("staff", "2"), label="Second", why="redo")
    both = first | second
    assert both.kinds == {"kpi", "staff"}
    assert (both.label, both.why) == ("First", "edit")
    assert (NOTHING | second) == second
    assert (first | NOTHING) == first
    assert not NOTHING
    assert first


def test_a_profile_needs_a_name_and_a_body() -> None:
    profile = make_profile(" 見本　花子 ", "企画政策課", "34207", "福山市")
    assert profile == Profile("見本　花子", "企画政策課", "34207", "福山市")
    assert str(profile) == "福山市 企画政策課 見本　花子"
    with pytest.raises(PlanError) as refused:
        make_profile(" ", "", "", "")
    assert [problem.field for problem in refused.value.problems] == ["name", "body_code"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("34207", "34207"),
        ("342076", "34207"),
        ("３４２０７６", "34207"),
        ("01100", "01100"),
        ("011002", "01100"),
    ],
)
def test_codes_of_municipalities(text: str, code: str) -> None:
    assert parse_body_code(text) == code


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("3420", "code.unreadable"),
        ("34207a", "code.unreadable"),
        ("", "code.unreadable"),
        ("342075", "code.check_digit"),
    ],
)
def test_codes_refused(text: str, refusal: str) -> None:
    with pytest.raises(PlanError) as refused:
        parse_body_code(text)
    assert refused.value.code == refusal


def test_check_digits_of_real_codes() -> None:
    real = ["011002", "131016", "342041", "342050", "342076", "342084", "332054", "332071"]
    assert [f"{code[:5]}{check_digit(code[:5])}" for code in real] == real
