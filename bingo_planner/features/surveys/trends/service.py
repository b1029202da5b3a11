"""Use cases of trends: link questions to earlier ones, correct how options match, take links apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from bingo_planner.features.surveys import tables as t
from bingo_planner.features.surveys.room import SurveyData, SurveyFacts
from bingo_planner.features.surveys.service import refuse_locked
from bingo_planner.features.surveys.service_read import survey_data, surveys
from bingo_planner.features.surveys.trends.linking import (
    Suggestion,
    check_link,
    matched_by_words,
    matches_text,
    read_matches,
)
from bingo_planner.kernel.changes import Changes
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.ids import stable_id
from bingo_planner.store.store import Store, Unit, live


@dataclass(frozen=True, slots=True)
class LinkEdit:
    """A link as it is to be. `options` None: by the words of the options; `note` None: as it was."""

    key: str
    earlier_id: str
    earlier_key: str
    options: str | None = None
    note: str | None = None


def read_editions(store: Store, survey_id: str) -> Mapping[str, SurveyData]:
    """The survey and every earlier one it is linked to, with answers; those that are gone are left out."""
    with store.read() as session:
        newest = survey_data(session, survey_id)
        found = {survey_id: newest}
        for earlier_id in dict.fromkeys(link.earlier_id or "" for link in newest.facts.links):
            try:
                found[earlier_id] = survey_data(session, earlier_id)
            except PlanError as error:
                if error.code != "record.gone":
                    raise
        return found


def do_link(
    store: Store, survey_id: str, edits: Sequence[LinkEdit], unlinked: Sequence[tuple[str, str]] = ()
) -> Changes:
    """Link questions, change links or take them apart (question and earlier survey), in one step.

    PlanError as `linking.check_link`, `survey.link_later`.
    """
    count = len(edits) or len(unlinked)
    text = "Link {n} questions to an earlier survey" if edits else "Take {n} links apart"
    with store.change(translate("surveys", text, n=count)) as unit:
        _refuse_locked(unit.session, survey_id)
        for key, earlier_id in unlinked:
            row = _held(unit.session, survey_id, key, earlier_id)
            if row is not None:
                unit.remove(t.SurveyLink, row.id)
        put_links(unit, survey_id, edits)
    return unit.changes


def put_links(unit: Unit, survey_id: str, edits: Sequence[LinkEdit]) -> None:
    """Put links inside a change that somebody else holds."""
    unit.session.flush()
    held = {one.id: one for one in surveys(unit.session)}
    for edit in edits:
        newest, earlier = held.get(survey_id), held.get(edit.earlier_id)
        if newest is None or earlier is None:
            gone = survey_id if newest is None else edit.earlier_id
            raise PlanError("record.gone", kind="survey", id=gone)
        _put(unit, newest, earlier, edit)


def do_link_suggested(
    store: Store, survey_id: str, earlier_id: str, suggested: Sequence[Suggestion]
) -> Changes:
    """Take over every suggestion about one earlier survey."""
    edits = [LinkEdit(one.key, earlier_id, one.earlier_key, one.options) for one in suggested]
    return do_link(store, survey_id, edits)


def _put(unit: Unit, newest: SurveyFacts, earlier: SurveyFacts, edit: LinkEdit) -> None:
    if (earlier.survey.fiscal_year or 0) > (newest.survey.fiscal_year or 0) or earlier.id == newest.id:
        raise PlanError("survey.link_later", name=earlier.survey.name)
    row = next((one for one in newest.questions if one.key == edit.key), None)
    other = next((one for one in earlier.questions if one.key == edit.earlier_key), None)
    if row is None or other is None:
        raise PlanError("survey.no_question", question=edit.key if row is None else edit.earlier_key)
    matches = (
        matched_by_words(row.question, other.question) if edit.options is None else read_matches(edit.options)
    )
    check_link(row, other, matches)
    values = {"earlier_key": edit.earlier_key, "options": matches_text(matches)}
    if edit.note is not None:
        values["note"] = edit.note
    held = _held(unit.session, newest.id, edit.key, edit.earlier_id)
    if held is not None:
        unit.set(t.SurveyLink, held.id, **values)
        return
    # The id follows from what is linked, so two copies that link the same questions make one row.
    own = stable_id("survey_link", f"{newest.id} {edit.key} {edit.earlier_id}")
    binned = unit.session.get(t.SurveyLink, own)
    if binned is not None:
        unit.restore(t.SurveyLink, own)
        unit.set(t.SurveyLink, own, **values)
        return
    unit.add(t.SurveyLink(id=own, survey_id=newest.id, key=edit.key, earlier_id=edit.earlier_id, **values))


def _held(session: Session, survey_id: str, key: str, earlier_id: str) -> t.SurveyLink | None:
    where = (
        t.SurveyLink.survey_id == survey_id,
        t.SurveyLink.key == key,
        t.SurveyLink.earlier_id == earlier_id,
    )
    return next(iter(live(session, t.SurveyLink, *where)), None)


def _refuse_locked(session: Session, survey_id: str) -> None:
    row = session.get(t.Survey, survey_id)
    if row is None:
        raise PlanError("record.gone", kind="survey", id=survey_id)
    refuse_locked(session, row)
