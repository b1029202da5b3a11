"""Each rule of the engine broken once: a test that could not see it would be no test."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.sync import test_conflicts, test_engine, test_folder
from tests.sync.mutants import MUTANTS, broken
from tests.sync.simulation import World

SEEDS, STEPS = range(1000, 1014), 150


def _settling() -> None:
    test_conflicts.check_settling_back_and_forth(*test_conflicts.disagreeing())


def _heir() -> None:
    with TemporaryDirectory() as name:
        (Path(name) / "x").mkdir()
        test_folder.check_heir(test_folder.Office(Path(name) / "x"), Path(name))


def _three(check: Callable[..., None]) -> Callable[[], None]:
    def run() -> None:
        with test_engine.three() as copies:
            check(copies)

    return run


CASES: Mapping[str, Callable[[], None]] = {
    "undo_of_a_choice_forgets_the_others": _settling,
    "heir_stays_silent": _heir,
    "deletions_pooled": _three(test_engine.test_two_deletions_that_had_each_seen_half_hide_nothing),
    "restoring_is_no_sign_of_life": _three(
        test_engine.test_a_deletion_that_had_not_seen_a_restoring_hides_nothing
    ),
}
"""Rules a single case shows quicker than a world does."""


def _worlds() -> None:
    for seed in SEEDS:
        world = World(seed)
        try:
            world.run(STEPS)
        finally:
            world.close()


def _notices(check: Callable[[], None]) -> bool:
    """A broken rule may show itself as a wrong state or as a statement that fails on it."""
    try:
        check()
    except Exception:
        return True
    return False


@pytest.mark.parametrize("name", sorted(MUTANTS))
def test_a_broken_rule_is_noticed(name: str) -> None:
    with broken(name):
        assert _notices(CASES.get(name, _worlds))


@pytest.mark.parametrize("name", sorted(CASES))
def test_the_unbroken_case_holds(name: str) -> None:
    CASES[name]()
