"""The sentences for what this room refuses."""

from __future__ import annotations

from bingo_planner.kernel.messages import register_messages

register_messages(
    {
        "vision.fixed": (
            "“{name}” is fixed and can only be read.",
            "To revise it, make a new edition from it.",
        ),
        "vision.none": ("There is no vision in this file yet.", "Start a vision, then add its chapters."),
        "vision.edition_gone": ("This edition is not there any more.", "Choose another edition."),
        "vision.title_missing": ("The heading is empty.", "Type a heading."),
        "vision.name_missing": ("The name of the edition is empty.", "Type a name such as 素案."),
        "vision.too_deep": ("Headings go no deeper than four levels.", "Use a subheading inside the text."),
        "vision.cannot_move": ("The section cannot be moved further.", ""),
        "vision.open_fields": (
            "{n} places in the text have no figure or no table to print.",
            "Open the list “Before fixing” and put them right.",
        ),
        "vision.years": ("The last year of the term comes before the first.", "Check both years."),
        "vision.state": ("An edition cannot go from “{old}” to “{new}”.", ""),
    }
)
