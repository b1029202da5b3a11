"""Quotes for the report without what identifies, and the lists that say what a word is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bingo_planner.features.surveys.freetext import dictionary
from bingo_planner.features.surveys.freetext import service as service
from bingo_planner.features.surveys.freetext import service_sorting as sorting
from bingo_planner.features.surveys.freetext.anonymise import Anonymous, Person, anonymise, people_of
from bingo_planner.features.surveys.freetext.room import digest
from bingo_planner.features.surveys.freetext.side import ROLES, entries
from bingo_planner.features.surveys.freetext.wordlists import PICK, STOP
from bingo_planner.kernel.changes import Changes
from bingo_planner.kernel.desk import FollowUp
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.jobs import Progress
from bingo_planner.kernel.numbers import format_number
from bingo_planner.kernel.typed import Stored

if TYPE_CHECKING:
    from bingo_planner.features.surveys.freetext.presenter import TextPresenter


def _t(text: str, **facts: object) -> str:
    return translate("survey_text", text, **facts)


class Quoting:
    """The part of the presenter that quotes, and that keeps the lists of words."""

    def __init__(self, owner: TextPresenter) -> None:
        self._owner = owner
        self._people: dict[str, tuple[Person, ...]] = {}

    # -- quotes ----------------------------------------------------------------------------------------
    def asked_to_quote(self) -> None:
        """The answer being read is marked for the report; what identifies is taken out of the quote."""
        owner, opinions = self._owner, self._owner.opinions
        if opinions is None or len(owner.chosen) != 1 or owner.read_only:
            return
        at = owner.chosen[0]
        if at in opinions.quoted:
            self.entered(opinions.quoted[at].id)
            return
        answer, key, question = opinions.texts[at], opinions.keys[at], opinions.question.id
        group = owner.look.keys[0] if owner.look.kind == "group" else _first_group(owner, at)
        roles = "|".join(opinions.safe_roles(at))

        def made(quote: Anonymous) -> None:
            values: dict[str, Stored] = {
                "survey_id": owner.survey_id,
                "question_key": question,
                "group_id": group or None,
                "respondent": key,
                "digest": digest(answer),
                "text": quote.text,
                "shown": roles,
            }
            owner.change(
                lambda: service.do_add(owner.store, "survey_quote", values),
                lambda changes: self._added(changes, quote),
            )

        owner.jobs.run(_t("Taking out what identifies"), lambda progress: _anonymous(answer, progress), made)

    def _added(self, changes: Changes, quote: Anonymous) -> None:
        quote_id = next(iter(changes.ids_of("survey_quote")), "")
        words = [_t("Marked for the report.")]
        if quote.removed:
            words.append(
                _t("{count} parts that identify were replaced.", count=format_number(len(quote.removed)))
            )
        look = FollowUp(_t("Read it"), lambda: self.entered(quote_id))
        if quote.doubts:
            count = format_number(len(quote.doubts))
            words.append(_t("{count} more may identify somebody; please read it.", count=count))
            self._owner.desk.warn(" ".join(words), look)
        else:
            self._owner.desk.say(" ".join(words), look)

    def entered(self, quote_id: str) -> None:
        """Open a quote beside the list."""
        self._owner.viewed("quotes")
        self._owner.beside.open("quote", quote_id)

    def look_for_names(self, text: str) -> None:
        """Names no title follows, by the dictionary and away from the window; they are shown when they are found."""
        if text in self._people or not dictionary.available():
            return
        self._people[text] = ()

        def found(people: tuple[Person, ...]) -> None:
            self._people[text] = people
            if people:
                self._owner.emit()

        self._owner.jobs.run(
            _t("Looking for names"), lambda _progress: tuple(people_of(dictionary.load())(text)), found
        )

    def people(self, text: str) -> tuple[Person, ...]:
        """The names found in a text so far."""
        return self._people.get(text, ())

    def edited(self, quote_id: str, key: str, value: object) -> None:
        """A field of a quote is finished."""
        owner, opinions = self._owner, self._owner.opinions
        row = next((one for one in opinions.quotes if one.id == quote_id), None) if opinions else None
        if row is None:
            return
        values: dict[str, Stored] = {key: bool(value) if key == "checked" else str(value or "")}
        if key in ROLES:
            shown = [role for role in ROLES if (bool(value) if role == key else role in row.roles)]
            values = {"shown": "|".join(shown)}
        elif key == "group_id":
            values = {key: str(value) if value else None}
        owner.beside.write(key, value, lambda: service.do_set(owner.store, "survey_quote", quote_id, values))

    def asked_to_remove(self, quote_id: str) -> None:
        """A quote goes to the bin, with a way back."""
        owner = self._owner
        if not quote_id or owner.read_only:
            return

        def back() -> None:
            owner.change(lambda: service.do_restore(owner.store, "survey_quote", quote_id))

        def done(_changes: Changes) -> None:
            owner.desk.say(
                _t("The quote went to the bin. The answer is as it was."), FollowUp(_t("Bring back"), back)
            )

        owner.beside.close()
        owner.change(lambda: service.do_remove(owner.store, "survey_quote", quote_id), done)

    # -- lists of words --------------------------------------------------------------------------------
    def asked_to_stop(self, base: str) -> None:
        """A word is left out of every count from now on."""
        words = self._owner.words
        place = words.place_of(base) if words is not None else None
        if words is None or place is None or self._owner.read_only:
            return
        self._add(STOP, words.vocabulary[place].label, _t("“{word}” is no longer counted."))

    def asked_to_pick(self, text: str) -> None:
        """Words that stand together are one word from now on."""
        self._add(PICK, text, _t("“{word}” is one word from now on."))

    def _add(self, kind: str, text: str, told: str) -> None:
        owner = self._owner
        values: dict[str, Stored] = {"kind": kind, "text": text}

        def done(changes: Changes) -> None:
            row = next(iter(changes.ids_of("survey_word")), "")
            back = FollowUp(
                _t("Take back"),
                lambda: owner.change(lambda: service.do_remove(owner.store, "survey_word", row)),
            )
            owner.desk.say(told.format(word=text), back)

        owner.change(lambda: service.do_add(owner.store, "survey_word", values), done)

    def edited_list(self, kind: str, value: object) -> None:
        """One of the lists was typed anew."""
        owner, lines = self._owner, entries(kind, str(value or ""))
        owner.beside.write(kind, value, lambda: sorting.do_set_words(owner.store, kind, lines))


def _anonymous(answer: str, progress: Progress) -> Anonymous:
    progress.step(0, 1, _t("Taking out what identifies"))
    return anonymise(answer, people_of(dictionary.load()) if dictionary.available() else None)


def _first_group(owner: TextPresenter, at: int) -> str:
    opinions = owner.opinions
    if opinions is None:
        return ""
    grouping = opinions.grouping
    return next((one.id for place, one in enumerate(grouping.groups) if grouping.assigned[at, place]), "")
