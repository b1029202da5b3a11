"""The promises I1 to I12 over whole worlds of copies: a hundred seeds here, ten thousand where there is time.

A world has 27 computers: nine bodies with three each. A few small worlds beside them collide more often.

`BINGO_PLANNER_LONG=1` runs 10,000 seeds of 500 steps (and the long form of every other test of this folder);
`BINGO_PLANNER_LONG=1 BINGO_PLANNER_SEEDS=1000-1399` a part of them; `BINGO_PLANNER_SEED=n` one seed alone.
"""

from __future__ import annotations

import os

import pytest

from tests.sync.simulation import World

LONG = bool(os.environ.get("BINGO_PLANNER_LONG"))
SEEDS, STEPS, PART = (range(10_000), 500, 20) if LONG else (range(100), 300, 4)
SMALL = 400 if LONG else 8
BODIES, EACH = 9, 3
if part := os.environ.get("BINGO_PLANNER_SEEDS"):
    begin, end = part.split("-")
    SEEDS = range(int(begin), int(end) + 1)
if alone := os.environ.get("BINGO_PLANNER_SEED"):
    SEEDS = range(int(alone), int(alone) + 1)


def play(seed: int, steps: int, copies: int = BODIES * EACH) -> None:
    """One world; a broken promise names the seed and what happened last."""
    world = World(seed, copies)
    try:
        world.run(steps)
    except BaseException as fault:
        fault.add_note(
            f"seed {seed}, {steps} steps, {copies or 'a few'} copies, last: {', '.join(world.log[-8:])}"
        )
        raise
    finally:
        world.close()


@pytest.mark.parametrize("seeds", [SEEDS[at : at + PART] for at in range(0, len(SEEDS), PART)], ids=str)
def test_no_promise_breaks(seeds: range) -> None:
    for seed in seeds:
        play(seed, STEPS)


@pytest.mark.parametrize("first", range(0, SMALL, 8))
def test_no_promise_breaks_among_a_few(first: int) -> None:
    for seed in range(first, first + 8):
        play(seed, STEPS, copies=0)


def test_a_seed_can_be_played_again() -> None:
    logs = []
    for _ in range(2):
        world = World(3)
        world.run(60)
        logs.append((world.log, world.bodies[0].copy.engine.vector()))
        world.close()
    assert logs[0] == logs[1]
