"""The report's sentences for refused work."""

from bingo_planner.kernel.messages import register_messages

register_messages(
    {
        "survey.none_answered": ("There is no survey with answers yet.", "Take a file of answers in first."),
    }
)
