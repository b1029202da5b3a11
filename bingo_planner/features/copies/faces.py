"""What stands on the cards of a decision, and what the button that takes it is called."""

from __future__ import annotations

from bingo_planner.features.copies.model import AnyCase, Card, Case, DeleteCase, NoticeCase
from bingo_planner.features.copies.words import long_moment
from bingo_planner.kernel.i18n import translate
from bingo_planner.sync.model import Version


def _t(text: str, **facts: object) -> str:
    return translate("copies", text, **facts) if facts else translate("copies", text)


def who_words(version: Version) -> str:
    """Body and name."""
    author = version.author
    return " ".join(part for part in (author.body, author.name) if part) or _t("(no name)")


def card_title(card: Card, case: Case) -> str:
    """こちらの値, 届いた値, and a name where there are more."""
    if card.key == "mine":
        return _t("Value here")
    if card.key == "theirs" and len(case.choices) <= 2:
        return _t("Value that came")
    return _t("Value of {name}", name=card.version.author.name or who_words(card.version))


def choice_words(case: AnyCase | None, choice: str) -> str:
    """The button names the choice."""
    if isinstance(case, NoticeCase):
        return _t("I have seen to it")
    fixed = {
        "keep": _t("Keep the record"),
        "bin": _t("Into the bin"),
        "other": _t("Decide for the other value"),
        "both": _t("Keep both"),
        "both2": _t("Keep both"),
        "mine": _t("Decide for the value here"),
    }
    if choice in fixed:
        return fixed[choice]
    card = case.card(choice) if isinstance(case, Case) else None
    if card is None or not isinstance(case, Case):
        return _t("Decide")
    if card.key == "theirs" and len(case.choices) <= 2:
        return _t("Decide for the value that came")
    return _t("Decide for the value of {name}", name=card.version.author.name)


def when_words(version: Version) -> str:
    """Day and time of typing."""
    return long_moment(version.at)


def other_person(case: AnyCase | None) -> str:
    """Whom a note would reach: whoever wrote another value."""
    versions: tuple[Version, ...] = ()
    if isinstance(case, Case):
        versions = tuple(card.version for card in case.choices if not card.is_own)
    elif isinstance(case, DeleteCase):
        found = (*case.conflict.deleted, *(one.version for one in case.edits))
        versions = tuple(one for one in found if not one.is_own)
    return who_words(versions[0]) if versions else ""


def tag_words(case: AnyCase | None) -> str:
    """What is the matter, for the tag beside the title."""
    if isinstance(case, DeleteCase):
        return _t("Binned by one, edited by another")
    if isinstance(case, Case):
        people = {(card.version.author.name, card.version.author.body) for card in case.choices}
        if len(people) > 2:
            return _t("{n} people changed the same field", n=len(people))
        return _t("2 people changed the same field") if len(people) == 2 else _t("Changed in two places")
    return ""
