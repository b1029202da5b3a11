"""National holidays, month by month."""

from __future__ import annotations

from datetime import date

from bingo_planner.features.usage.holidays import NATIONAL, holidays_in


def test_holidays_and_those_that_stand_in_for_others() -> None:
    assert holidays_in(2024, 8) == {date(2024, 8, 11), date(2024, 8, 12)}, "the 11th is a Sunday"
    assert date(2024, 7, 15) in NATIONAL
    assert date(2024, 7, 16) not in NATIONAL
    assert "2024-07-15" not in NATIONAL
    assert not holidays_in(2024, 6)
