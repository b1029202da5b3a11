"""The sentences for what placements refuse."""

from __future__ import annotations

from bingo_planner.kernel.messages import register_messages

register_messages(
    {
        "placement.not_now": ("{number} is at “{state}”; “{step}” is not next.", "Next: {next}."),
        "placement.closed_case": (
            "{number} is at “{state}”; nothing follows.",
            "Take the last step back first.",
        ),
        "placement.no_contract": ("{facility} is public and needs no contract.", "Note the begin of use."),
        "placement.contract_first": (
            "{facility} is private; the contract comes before use.",
            "Note the contract.",
        ),
        "placement.ownership": (
            "It is not said whether {facility} is public or private.",
            "Say so among the facilities.",
        ),
        "placement.no_wish": ("{number} names no further nursery.", "Name a second wish first."),
        "placement.first_step": ("{number} has only been applied for.", "There is no step to take back."),
        "placement.day_before": ("{day} comes before {before}.", "Check both days."),
        "placement.beyond_year": (
            "A placement ends with its fiscal year, on {day} at the latest.",
            "Apply again for the next year.",
        ),
        "placement.home_is_host": ("{facility} lies in {body} itself.", "Choose a nursery of another body."),
        "placement.closed": ("{facility} is not open on {day}.", "Choose another nursery or day."),
        "placement.fixed": (
            "“{label}” stands in the consultation paper that was sent.",
            "Take the step back first.",
        ),
        "placement.number_taken": ("“{number}” is there already.", "Choose another number."),
        "placement.again": ("{number} was applied for again as {other}.", "Open that case."),
        "placement.not_running": ("{number} is not in use.", "Only what is in use goes on next year."),
        "placement.no_service": ("There is no service with nurseries yet.", "Set one up first."),
        "placement.no_paper": ("{number} has not come so far.", "Note the step first."),
        "placement.nothing": ("No placement of {year} has come so far.", "Note the step first."),
    }
)
