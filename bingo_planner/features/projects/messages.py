"""The sentences for what this room refuses."""

from __future__ import annotations

from bingo_planner.kernel.messages import register_messages

register_messages(
    {
        "projects.year_locked": (
            "{year} is settled.",
            "To correct it, unlock the year and write the reason.",
        ),
        "projects.kind": ("Records of the kind “{kind}” are not kept here.", ""),
        "projects.code_taken": ("The number {code} already belongs to “{name}”.", "Choose another number."),
        "projects.dates_crossed": ("The end comes before the start.", "Check both days."),
        "projects.years_crossed": ("The last year comes before the first.", "Check both years."),
        "projects.after_itself": ("A step cannot wait for itself.", "Choose another step."),
        "projects.member_unnamed": ("There is neither a body nor a name.", "Choose a body or type a name."),
        "projects.member_twice": ("{name} already takes part in these years.", "Change the years there."),
        "projects.rule": (
            "“{text}” cannot be read as a rule.",
            "Type three falling limits such as 86,71,56.",
        ),
        "projects.nothing_to_copy": ("There is nothing in {year} to copy.", ""),
    }
)
