"""The promises I1 to I12 over whole worlds of copies: a hundred seeds here, ten thousand where there is time.

`BINGO_PLANNER_LONG=1` runs 10,000 seeds of 500 steps; `BINGO_PLANNER_SEED=n` one seed alone.
"""

from __future__ import annotations

import os

import pytest

from tests.sync.simulation import World

LONG = bool(os.environ.get("BINGO_PLANNER_LONG"))
SEEDS, STEPS, PART = (10_000, 500, 100) if LONG else (100, 300, 10)


def play(seed: int, steps: int) -> None:
    """One world; a broken promise names the seed and what happened last."""
    world = World(seed)
    try:
        world.run(steps)
    except BaseException as fault:
        fault.add_note(f"seed {seed}, {steps} steps, last: {', '.join(world.log[-8:])}")
        raise
    finally:
        world.close()


@pytest.mark.parametrize("first", range(0, SEEDS, PART))
def test_no_promise_breaks(first: int) -> None:
    alone = os.environ.get("BINGO_PLANNER_SEED")
    for seed in [int(alone)] if alone else range(first, first + PART):
        play(seed, STEPS)


def test_a_seed_can_be_played_again() -> None:
    logs = []
    for _ in range(2):
        world = World(3)
        world.run(60)
        logs.append((world.log, world.bodies[0].copy.engine.vector()))
        world.close()
    assert logs[0] == logs[1]
