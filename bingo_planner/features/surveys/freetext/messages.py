"""The sentences for what is refused about free answers: rules of groups, word lists, quotes."""

from __future__ import annotations

from bingo_planner.kernel.messages import register_messages

_EXAMPLE = "Write it like バス かつ （少な または 減）."

register_messages(
    {
        "survey.no_dictionary": (
            "Words cannot be counted: the dictionary of Japanese words is not installed here.",
            "Run start.py text with a network. Searching, groups, rules and quotes work without it.",
        ),
        "survey.no_respondent": (
            "The answers of “{respondent}” are not held here.",
            "Take the file of answers in.",
        ),
        "survey.not_free": ("“{question}” is not a question with free text.", "Choose one that is."),
        "survey.group_taken": ("“{name}” is a group already.", "Choose another name."),
        "survey.same_as_what": ("“{text}” does not say what it is counted as.", "Write 本数＝便数."),
        "survey.no_groups_to_copy": (
            "There are no groups there that are not here already.",
            "Choose another question.",
        ),
        "survey.rule_empty": ("The rule holds no word.", _EXAMPLE),
        "survey.rule_open": ("“{text}” opens a bracket that is not closed.", "Close it with ）."),
        "survey.rule_close": ("“{text}” closes a bracket that was not opened.", "Take the ） away."),
        "survey.rule_quote": ("“{text}” begins a quote that does not end.", "End it with 」."),
        "survey.rule_joint": ("A word is missing beside “{text}”.", "Write a word on both sides of it."),
        "survey.rule_mixed": (
            "“かつ” and “または” stand side by side in “{text}”; it is not clear what belongs together.",
            "Put brackets round what belongs together: バス かつ （少な または 減）.",
        ),
        "survey.rule_only_not": (
            "“{text}” only says what is left out.",
            "Write before 除く what is looked for: バス 除く 観光バス.",
        ),
        "survey.rule_not_or": (
            "“除く” stands in “{text}” behind “または”.",
            "Put brackets round what belongs together: （バス または 電車） 除く 観光.",
        ),
        "survey.rule_glued": (
            "“{text}” holds “{joint}” without blanks, so it is looked for as it stands.",
            "Leave a blank on both sides of {joint}, or put the words in 「」.",
        ),
        "survey.rule_same": ("“{text}” is not followed by brackets.", "Write 同じ文（バス かつ 少な）."),
        "survey.rule_deep": ("“{text}” holds too many brackets within brackets.", "Split it into two rules."),
    }
)
