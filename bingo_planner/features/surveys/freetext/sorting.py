"""Sorting opinions: keys put answers into groups, groups and their rules are made and changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from bingo_planner.features.surveys.freetext import service as service
from bingo_planner.features.surveys.freetext import service_sorting as sorting
from bingo_planner.features.surveys.freetext.build import rule_from
from bingo_planner.features.surveys.freetext.grouping import Group
from bingo_planner.features.surveys.freetext.opinions import Opinions
from bingo_planner.features.surveys.freetext.service_sorting import Marked
from bingo_planner.features.surveys.freetext.side import check_rules
from bingo_planner.features.surveys.freetext.state import Look
from bingo_planner.kernel.changes import Changes
from bingo_planner.kernel.desk import FollowUp
from bingo_planner.kernel.errors import PlanError, describe
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.numbers import format_number
from bingo_planner.kernel.typed import Stored

if TYPE_CHECKING:
    from bingo_planner.features.surveys.freetext.presenter import TextPresenter


def _t(text: str, **facts: object) -> str:
    return translate("survey_text", text, **facts)


class Sorting:
    """The part of the presenter that sorts."""

    def __init__(self, owner: TextPresenter) -> None:
        self._owner = owner
        self._pending: dict[tuple[str, str], list[str]] = {}

    # -- keys ------------------------------------------------------------------------------------------
    def pressed_digit(self, digit: int) -> None:
        """1 to 9: the chosen answers go into that group, or out when all of them are in."""
        opinions = self._owner.opinions
        if opinions is None:
            return
        if 1 <= digit <= len(opinions.grouping.groups):
            self.toggled(opinions.grouping.groups[digit - 1].id)
        else:
            self._owner.desk.warn(_t("No group has the key {digit}.", digit=digit))

    def toggled(self, group_id: str) -> None:
        """The chosen answers go into a group, or out when all of them are in."""
        opinions, chosen = self._owner.opinions, self._owner.chosen
        if opinions is None or not chosen or self._owner.read_only:
            return
        place = next((at for at, one in enumerate(opinions.grouping.groups) if one.id == group_id), -1)
        able = [at for at in chosen if opinions.grouping.wrote[at]]
        if place < 0 or not able:
            self._owner.desk.warn(_t("What says nothing in particular is not sorted."))
            return
        goes_in = not all(opinions.grouping.assigned[at, place] for at in able)
        self._mark(opinions, [(at, place, _mark_for(opinions, at, place, goes_in)) for at in able])

    def restored_rules(self) -> None:
        """What the hand decided about the chosen answers is forgotten; the rules hold again."""
        opinions = self._owner.opinions
        if opinions is None or self._owner.read_only:
            return
        hand = opinions.grouping.by_hand
        found = [(at, int(place), "") for at in self._owner.chosen for place in np.flatnonzero(hand[at])]
        if found:
            self._mark(opinions, found)

    def _mark(self, opinions: Opinions, wanted: Sequence[tuple[int, int, str]]) -> None:
        marks = [
            Marked(opinions.keys[at], opinions.texts[at], opinions.grouping.groups[place].id, mark)
            for at, place, mark in wanted
        ]
        for one in marks:
            self._pending.setdefault((one.respondent, one.group_id), []).append(one.mark)
        self._owner.show_opinions(self.overlaid(opinions))
        survey, question = self._owner.survey_id, opinions.question.id

        def settled(_changes: Changes) -> None:
            self._settle(marks)

        def refused(error: PlanError) -> None:
            self._settle(marks)
            self._owner.desk.problem(error)
            self._owner.read()

        self._owner.jobs.change(
            lambda: sorting.do_mark(self._owner.store, survey, question, marks), settled, refused
        )

    def _settle(self, marks: Sequence[Marked]) -> None:
        for one in marks:
            waiting = self._pending.get((one.respondent, one.group_id), [])
            del waiting[:1]
            if not waiting:
                self._pending.pop((one.respondent, one.group_id), None)

    def overlaid(self, opinions: Opinions) -> Opinions:
        """Answers with the keys pressed but not yet written, so that a reading in between takes nothing back."""
        if not self._pending:
            return opinions
        places = {one.id: at for at, one in enumerate(opinions.grouping.groups)}
        by_hand = opinions.grouping.by_hand.copy()
        for (respondent, group_id), waiting in self._pending.items():
            at, place = opinions.answered.place.get(respondent), places.get(group_id)
            if at is not None and place is not None:
                by_hand[at, place] = {"in": 1, "out": -1}.get(waiting[-1], 0)
        return replace(opinions, grouping=replace(opinions.grouping, by_hand=by_hand))

    # -- groups ----------------------------------------------------------------------------------------
    def asked_to_add(self, name: str = "", rules: Sequence[str] = ()) -> None:
        """A new group at the end, its name to be typed."""
        owner, opinions = self._owner, self._owner.opinions
        if opinions is None or owner.read_only:
            return
        taken = {one.name for one in opinions.grouping.groups}
        wanted = name or _t("(name of the group)")
        found, number = wanted, 2
        while found in taken:
            found, number = f"{wanted} {number}", number + 1
        last = opinions.grouping.groups[-1].field if opinions.grouping.groups else ""
        values: dict[str, Stored] = {
            "survey_id": owner.survey_id,
            "question_key": opinions.question.id,
            "name": found,
            "field": last,
        }

        def added(changes: Changes) -> None:
            group_id = next(iter(changes.ids_of("survey_group")), "")
            owner.look_at(Look("group", (group_id,)), "groups")
            owner.beside.open("group", group_id, focus="name")

        owner.jobs.change(lambda: sorting.do_add_group(owner.store, values, rules), added, owner.desk.problem)

    def asked_from_word(self, base: str) -> None:
        """A group of the answers that hold a word, with a rule that finds its spellings."""
        owner, opinions, words = self._owner, self._owner.opinions, self._owner.words
        if opinions is None or words is None:
            return
        place = words.place_of(base)
        label = words.vocabulary[place].label if place is not None else base
        self.asked_to_add(label, [rule_from(words, base, opinions.texts)])
        owner.emit()

    def asked_to_remove(self, group_id: str) -> None:
        """A group and its rules go to the bin, with a way back."""
        owner = self._owner
        name = self._name(group_id)
        if not name or owner.read_only:
            return

        def back() -> None:
            owner.change(lambda: service.do_restore(owner.store, "survey_group", group_id))

        def done(_changes: Changes) -> None:
            owner.look_at(Look())
            words = _t("Moved “{name}” to the bin. It can come back for a year.", name=name)
            owner.desk.say(words, FollowUp(_t("Bring back"), back))

        owner.change(lambda: service.do_remove(owner.store, "survey_group", group_id), done)

    def moved(self, group_id: str, step: int) -> None:
        """A group one place up (−1) or down (1), at the edge of its field the whole field; keys follow the order."""
        opinions = self._owner.opinions
        ids = [one.id for one in opinions.grouping.groups] if opinions is not None else []
        if group_id not in ids:
            return
        ordered = _moved(opinions.grouping.groups if opinions is not None else (), ids.index(group_id), step)
        if ordered != ids:
            self._owner.change(lambda: sorting.do_order_groups(self._owner.store, ordered))

    def asked_to_copy(self, survey_id: str, question: str) -> None:
        """Groups and rules of another question or survey."""
        owner, opinions = self._owner, self._owner.opinions
        if opinions is None:
            return
        key = opinions.question.id

        def done(changes: Changes) -> None:
            count = format_number(len(changes.ids_of("survey_group")))
            owner.desk.say(_t("Copied {count} groups with their rules.", count=count))

        owner.change(
            lambda: sorting.do_copy_groups(owner.store, owner.survey_id, key, survey_id, question), done
        )

    def edited(self, group_id: str, key: str, value: object) -> None:
        """A field of a group is finished; its rules are one a line."""
        owner = self._owner
        if key == "rules":
            try:
                rules = check_rules(str(value or ""))
            except PlanError as error:
                owner.beside.refused("rules", str(describe(error)), value)
                return
            owner.beside.write("rules", value, lambda: sorting.do_set_rules(owner.store, group_id, rules))
            return
        values: dict[str, Stored] = {key: str(value or "")}
        owner.beside.write(key, value, lambda: service.do_set(owner.store, "survey_group", group_id, values))

    def _name(self, group_id: str) -> str:
        opinions = self._owner.opinions
        groups = opinions.grouping.groups if opinions is not None else ()
        return next((one.name for one in groups if one.id == group_id), "")


def _moved(groups: Sequence[Group], at: int, step: int) -> list[str]:
    """The ids in their new order."""
    ids, to = [one.id for one in groups], at + step
    if not 0 <= to < len(ids):
        return ids
    if groups[to].field == groups[at].field:
        ids[at], ids[to] = ids[to], ids[at]
        return ids
    fields = list(dict.fromkeys(one.field for one in groups))
    own, other = fields.index(groups[at].field), fields.index(groups[to].field)
    fields[own], fields[other] = fields[other], fields[own]
    return [one.id for field in fields for one in groups if one.field == field]


def _mark_for(opinions: Opinions, at: int, place: int, goes_in: bool) -> str:
    """What has to be written so that an answer is in or out: nothing where the rules say so already."""
    if bool(opinions.grouping.by_rule[at, place]) == goes_in:
        return ""
    return "in" if goes_in else "out"
