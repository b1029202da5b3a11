"""The collector: off while anybody needs quiet, and as before afterwards."""

from __future__ import annotations

import gc

from bingo_planner.kernel.collector import paused


def test_it_is_quiet_inside_and_as_before_afterwards() -> None:
    was_on = gc.isenabled()
    try:
        gc.enable()
        with paused():
            with paused():
                assert not gc.isenabled()
            assert not gc.isenabled(), "somebody else still needs quiet"
        assert gc.isenabled()
        gc.disable()
        with paused():
            pass
        assert not gc.isenabled(), "who had it off keeps it off"
    finally:
        (gc.enable if was_on else gc.disable)()
