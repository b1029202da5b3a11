"""The sentences for what this room refuses, and for what it asks about."""

from __future__ import annotations

from bingo_planner.kernel.messages import register_messages

register_messages(
    {
        "usage.year_locked": ("{year} is settled.", "To correct it, unlock the year and write the reason."),
        "usage.kind": ("Records of the kind “{kind}” are not kept here.", ""),
        "usage.dates_crossed": ("The end comes before the start.", "Check both days."),
        "usage.weekdays": ("“{text}” cannot be read as weekdays.", "Type seven signs 0 or 1, Monday first."),
        "usage.name_taken": ("“{name}” is there already.", "Choose another name."),
        "usage.other_service": ("“{name}” belongs to another service.", "Choose one of this service."),
        "usage.no_links": (
            "No KPI takes a figure from this year.",
            "Set up under Set-up which KPI takes which.",
        ),
        "usage.no_base": (
            "There is no use by home body in this year.",
            "Choose a measure that is counted by home body.",
        ),
        "usage.ratio": ("A ratio needs two measures.", "Choose the measure beneath the line."),
        "usage.no_service": ("There is no joint service yet.", "Set one up first."),
        "usage.in_use": ("“{name}” has figures in {count} months.", "Close it from a day on instead."),
        "usage.month_ahead": ("{month} has not begun yet.", "Enter months that have begun."),
        "usage.month_confirmed": ("{month} is confirmed.", "To correct it, write the reason."),
        "usage.month_open": ("{month} is not confirmed.", "Change its figures in the grid."),
        "usage.reason": ("The reason is missing.", "Write why the figure changes."),
        "usage.blanks": (
            "{count} figures of {month} are not entered ({names}).",
            "Enter them, or confirm with them as not yet counted.",
        ),
        "usage.negative": ("A count cannot be negative.", "Check the sign."),
        "usage.places": ("“{text}” has more than {decimals} decimals.", "Type it with fewer."),
        "usage.cell": ("No figure is kept there.", "Choose a cell of the grid."),
        "usage.not_member": ("{body} is not a member of {year}.", "Check the home body."),
        "usage.over_day": ("{value} are {days} a day on average; the capacity is {capacity}.", ""),
        "usage.over_level": ("{value} are more than the capacity of {capacity}.", ""),
        "usage.jump_up": ("{value} are {times} times the month before ({before}).", ""),
        "usage.jump_down": ("{value} are {percent} % of the month before ({before}).", ""),
        "usage.jump_new": ("{value} came in a month after none.", ""),
        "usage.not_counted": ("{name} is not yet counted.", ""),
        "import.nothing": ("No figures were found in {file}.", "Check that it is a usage report."),
        "import.no_month": ("The month is not said.", "Write it in the file or its name."),
        "import.no_year": (
            "“{text}” does not say the year.",
            "Write the fiscal year in the file or its name.",
        ),
        "import.no_facility": ("The facility is not said.", "Write it in the file or its name."),
        "import.unknown_facility": ("“{text}” is no facility of {service}.", "Add it, or its spelling."),
        "import.no_body": ("The home body is not said.", "Write it beside the figure."),
        "import.unknown_body": ("“{text}” is no body known here.", "Check the name."),
        "import.no_category": ("The class is not said.", "Write it beside the figure."),
        "import.unknown_word": ("“{text}” is not known here.", "Check the spelling."),
        "import.unknown_service": (
            "It is not said which service the figures belong to.",
            "Name the service.",
        ),
        "import.total": ("The total says {stated}; the figures add up to {sum}.", "Ask the sender."),
        "import.twice": ("This figure stands twice, as {value} and as {other}.", "Leave one of them out."),
        "import.bad_lines": (
            "{count} lines cannot be taken in. Nothing was changed.",
            "Correct the files, or take in the good lines only.",
        ),
        "import.stopped": ("Stopped; nothing was taken in.", ""),
    }
)
