"""What stands in the side form of the tab: a respondent, a group, a quote, the lists of words."""

from __future__ import annotations

from collections.abc import Sequence

from bingo_planner.features.surveys.freetext.anonymise import FindPeople, doubts_in
from bingo_planner.features.surveys.freetext.build import count_found
from bingo_planner.features.surveys.freetext.coderule import read_rule
from bingo_planner.features.surveys.freetext.identifying import Doubt
from bingo_planner.features.surveys.freetext.opinions import FEW, Opinions, TextData
from bingo_planner.features.surveys.freetext.room import by_kind
from bingo_planner.features.surveys.freetext.state import Side
from bingo_planner.features.surveys.freetext.wordlists import PICK, SAME, STOP, USE
from bingo_planner.features.surveys.model import Question
from bingo_planner.features.surveys.room import Role
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.numbers import format_number

ROLES = (Role.TOWN, Role.SEX, Role.AGE)
_EQUALS = "＝"


def _t(text: str, **facts: object) -> str:
    return translate("survey_text", text, **facts)


def respondent_side(key: str, who: str, answers: Sequence[tuple[Question, str]]) -> Side:
    """Every answer of one respondent."""
    title = _t("Respondent {key}", key=key)
    told = tuple((question.label, answer or "－") for question, answer in answers)
    return Side("respondent", key, f"{title}　{who}".strip(), answers=told)


def group_side(data: TextData, opinions: Opinions, group_id: str) -> Side | None:
    """A group with its rules, and how many opinions they find."""
    row = next((one for one in data.facts.groups if one.id == group_id), None)
    if row is None:
        return None
    rules = [one.text for one in data.facts.rules_of(group_id)]
    values = {"field": row.field, "name": row.name, "rules": "\n".join(rules), "note": row.note}
    group = next((one for one in opinions.grouping.groups if one.id == group_id), None)
    hint = {}
    if group is not None and group.rules:
        count = format_number(count_found(group.rules, opinions))
        hint["rules"] = _t("The rules find {count} opinions.", count=count)
    return Side("group", group_id, row.name, values, warnings=hint)


def quote_side(opinions: Opinions, quote_id: str, people: FindPeople | None = None) -> Side | None:
    """A quote with what may still identify somebody in it and in what is printed beside it."""
    row = next((one for one in opinions.quotes if one.id == quote_id), None)
    if row is None:
        return None
    at = opinions.place_of(row)
    values: dict[str, object] = {
        "text": row.text,
        "group_id": row.group_id or "",
        "checked": row.checked,
        **{role: role in row.roles for role in ROLES},
    }
    doubts = tuple(
        (row.text[one.start : one.end], doubt_words(one.kind)) for one in doubts_in(row.text, people)
    )
    warnings = {}
    if at is None:
        warnings["text"] = _t("The answer reads differently now, or is not held here.")
    else:
        few = opinions.alike(at, row.roles) if row.roles else FEW
        if few < FEW:
            who = opinions.answered.who(at, row.roles)
            count = format_number(few)
            warnings[Role.AGE] = _t(
                "“{who}” are {count} respondents; print less of it.", who=who, count=count
            )
    original = opinions.texts[at] if at is not None else ""
    title = _t("Quote") if at is None else _t("Quote of {key}", key=opinions.keys[at])
    return Side("quote", quote_id, title, values, warnings=warnings, doubts=doubts, original=original)


def lists_side(data: TextData, candidates: tuple[tuple[str, int], ...]) -> Side:
    """The lists of words as they can be typed, and nouns that often stand together."""
    kinds = by_kind(data.facts.words)
    values = {kind: "\n".join(one.text for one in kinds.get(kind, ())) for kind in (STOP, PICK, USE)}
    values[SAME] = "\n".join(f"{one.text}{_EQUALS}{one.means}" for one in kinds.get(SAME, ()))
    return Side("lists", "", _t("Lists of words"), values, candidates=candidates)


def entries(kind: str, text: str) -> list[tuple[str, str]]:
    """The lines of a list as (word, what it is counted as)."""
    found = []
    for line in text.splitlines():
        word, _equal, means = (
            line.replace("=", _EQUALS).partition(_EQUALS) if kind == SAME else (line, "", "")
        )
        if word.strip():
            found.append((word.strip(), means.strip()))
    return found


def doubt_words(kind: Doubt) -> str:
    """Why a part may identify somebody."""
    return {
        Doubt.NAME: _t("may be a name"),
        Doubt.INSTITUTION: _t("one institution"),
        Doubt.AGE: _t("an exact age"),
        Doubt.HEALTH: _t("health or benefits"),
        Doubt.FAMILY: _t("family"),
        Doubt.OFFICE: _t("an office one person holds"),
        Doubt.DATE: _t("an exact day"),
        Doubt.PLACE: _t("a small place"),
    }[kind]


def check_rules(text: str) -> list[str]:
    """The rules of a text, one a line; PlanError for the first that cannot be read."""
    rules = [line.strip() for line in text.splitlines() if line.strip()]
    for one in rules:
        read_rule(one)
    return rules
