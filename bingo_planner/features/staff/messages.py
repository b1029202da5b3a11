"""The sentences for what this room refuses."""

from __future__ import annotations

from bingo_planner.kernel.messages import register_messages

register_messages(
    {
        "staff.dates_crossed": ("The end comes before the start.", "Check both days."),
        "staff.same_person": ("Nobody can be their own successor.", "Choose another person."),
        "staff.kind": ("Records of the kind “{kind}” are not kept here.", ""),
        "staff.nobody": ("There is no secondee to hand over from.", "Add a secondee first."),
        "staff.mail": ("“{text}” is not a mail address.", "Type it like name@example.jp."),
    }
)
