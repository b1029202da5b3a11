"""The sentences for what this room refuses."""

from __future__ import annotations

from bingo_planner.kernel.messages import register_messages

register_messages(
    {
        "survey.no_question": ("There is no question “{question}”.", "Choose one of the code sheet."),
        "survey.no_answers": ("There are no answers to “{question}” of the kind that is asked for.", ""),
        "survey.option_text": ("“{text}” is not CODE=WORDS.", "Write options like 1=男性|2=女性|9=無回答."),
        "survey.option_twice": ("The code {code} stands for two options.", "Give each option its own code."),
        "survey.condition_text": ("“{text}” is not QUESTION=CODE.", "Write conditions like q3=1|2."),
    }
)
