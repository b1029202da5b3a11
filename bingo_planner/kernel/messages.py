"""The sentences for refusal codes: what happened, and what to do next. Rooms above add their own at import."""

from collections.abc import Mapping

Sentences = tuple[str, str]

_TABLE: dict[str, Sentences] = {}


def register_messages(entries: Mapping[str, Sentences]) -> None:
    """Add `{code: (text, advice)}`, English literals with `{fact}` places; advice may be empty.

    The Japanese belongs in `resources/translations/ja/errors.json`. A code has one sentence in the whole program.
    """
    for code, sentences in entries.items():
        if _TABLE.get(code, sentences) != sentences:
            raise ValueError(f"two sentences for the refusal code {code}")
        _TABLE[code] = sentences


def message_for(code: str) -> Sentences | None:
    """The English templates of a code, or None when nobody registered it."""
    return _TABLE.get(code)


def registered_codes() -> frozenset[str]:
    """Every code that has a sentence; the house tests hold the translations against it."""
    return frozenset(_TABLE)


KERNEL_SENTENCES: Mapping[str, Sentences] = {
    "date.unreadable": (
        "“{text}” cannot be read as a date.",
        "Type it like R6.4.1, 2024/4/1 or 20240401.",
    ),
    "date.month": ("Months run from 1 to 12.", ""),
    "date.day": ("Days of this month run from 1 to {last}.", ""),
    "date.weekday": ("{date} is not the weekday written in “{text}”.", ""),
    "date.era_missing": ("“{text}” does not say which era or century.", "Type R6.4.1 or 2024/4/1."),
    "date.era_year": ("Years of an era start at 1 (元年).", ""),
    "date.year": ("Years run from {first} to {last}.", ""),
    "date.year_missing": ("“{text}” has no year.", "Type it like R6.4.1 or 2024/4/1."),
    "month.unreadable": ("“{text}” cannot be read as a month.", "Type it like R6.4 or 2024/4."),
    "fiscal_year.unreadable": ("“{text}” cannot be read as a fiscal year.", "Type it like R6 or 2024."),
    "number.unreadable": ("“{text}” cannot be read as a number.", "Type figures such as 1,234 or △56."),
    "number.mark": ("“{text}” cannot stand here.", "Type a number."),
    "number.empty": ("A number is needed here.", "Type a number."),
    "number.too_large": ("“{text}” has too many digits.", "Check the unit."),
    "number.whole": ("“{text}” is not a whole number.", "Type a whole number."),
    "number.whole_named": ("“{text}” cannot be read as {what}.", "Type a whole number."),
    "number.yen_fraction": ("“{text}” leaves a fraction of a yen.", "Check the unit."),
    "money.no_weights": (
        "There is nobody to share the amount.",
        "Name at least one with a share above 0.",
    ),
    "money.negative_weight": ("A share cannot be negative.", ""),
    "code.unreadable": (
        "“{text}” is not a municipality code.",
        "Type five digits, or six with the check digit.",
    ),
    "code.check_digit": ("The check digit of “{text}” is wrong.", "The code with it would be {right}."),
    "setting.unknown": ("There is no setting “{key}”.", ""),
    "setting.value": ("“{value}” cannot be used for this setting.", ""),
    "setting.range": ("Choose a number from {first} to {last}.", ""),
    "setting.least": ("Choose a number of at least {first}.", ""),
    "setting.most": ("Choose a number of at most {last}.", ""),
    "setting.not_saved": ("The settings could not be saved.", "They hold until the program ends."),
    "profile.name": ("The name is empty.", "Type your name."),
    "profile.body": ("The body is missing.", "Choose the body you work for."),
    "os.not_found": ("“{file}” is not there.", "Check the name and the folder."),
    "os.exists": ("“{file}” is there already and is no folder.", "Choose another name."),
    "os.folder": ("“{file}” is not a file that can be used here.", "Check the name and the folder."),
    "os.disk_full": ("The disk is full. Nothing was written.", "Make room or choose another folder."),
    "os.read_only": (
        "“{file}” cannot be written or read.",
        "Choose another folder, or ask for the right to it.",
    ),
    "os.other": ("“{file}” could not be used: {reason}", "Try again, or choose another folder."),
    "program.fault": (
        "Something went wrong inside the program ({kind}).",
        "Your data is as it was last saved.",
    ),
}

register_messages(KERNEL_SENTENCES)
