"""The set-up of services through forms: edit, add, bin; a draft is kept as soon as it is whole."""

from __future__ import annotations

from dataclasses import replace

from bingo_planner.features.usage import drafts, service_setup
from bingo_planner.features.usage.fields import RECORDS
from bingo_planner.features.usage.state import Tab
from bingo_planner.features.usage.taking_in import TakingIn
from bingo_planner.kernel.changes import Changes
from bingo_planner.kernel.desk import FollowUp
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.typed import Stored


class SettingUp(TakingIn):
    """Intents of the set-up tab and its side form."""

    def chose_setup_kind(self, kind: str) -> None:
        """Which kind of record is listed, and added."""
        self._emit(setup_kind=kind, form=None)

    def chose_setup(self, kind: str, record_id: str) -> None:
        """Another row was selected: an open form follows."""
        form = self._state.form
        if form is not None and not form.is_draft and form.record_id != record_id:
            self.opened_setup(kind, record_id)

    def opened_setup(self, kind: str, record_id: str) -> None:
        """A row's form."""
        if kind == "usage_service" and record_id != self._state.service_id:
            self._wanted = (kind, record_id)
            self.chose_service(record_id)
            return
        form = drafts.form_of(self._state.services, self._links, kind, record_id)
        self._emit(form=form, trail=None)

    def asked_to_add(self) -> None:
        """A new record of the kind listed; a new service when there is none yet."""
        if self.desk.read_only:
            return
        kind = self._state.setup_kind if self._state.services else "usage_service"
        form = drafts.new_form(self._state.service, kind)
        self._state = replace(self._state, tab=Tab.SETUP, setup_kind=kind, form=form)
        self._emit()

    def edited(self, key: str, value: Stored) -> None:
        """A finished edit in the side form."""
        form = self._state.form
        if form is None or self.desk.read_only:
            return
        typed = form.typed(key, value)
        self._state = replace(self._state, form=typed)
        if typed.is_draft:
            self._keep_draft(typed, key, value)
            return
        self.jobs.change(
            lambda: service_setup.do_set(self.store, form.kind, form.record_id, {key: value}),
            self._changed,
            lambda error: self._refused(typed, key, value, error),
        )

    def _keep_draft(self, form: drafts.FormState, key: str, value: Stored) -> None:
        if not form.is_complete:
            self._emit()
            return
        values = {name: one for name, one in form.values.items() if one not in (None, "")}

        def added(changes: Changes) -> None:
            own = next((one for kind, one in sorted(changes.ids) if kind == form.kind), "")
            self._state = replace(self._state, form=replace(form, record_id=own) if own else None)
            if form.kind == "usage_service":
                self._wanted = (form.kind, own)
                self._state = replace(self._state, service_id=own)
            self.opened()

        self.jobs.change(
            lambda: service_setup.do_add(self.store, form.kind, values),
            added,
            lambda error: self._refused(form, key, value, error),
        )

    def _refused(self, form: drafts.FormState, key: str, value: Stored, error: PlanError) -> None:
        now = self._state.form
        if now is not None and (now.kind, now.record_id) == (form.kind, form.record_id):
            self._emit(form=now.refused(key, value, error))
        else:
            self.desk.problem(error)

    def _changed(self, _changes: Changes) -> None:
        self.opened()

    def asked_to_remove(self) -> None:
        """Put the record in the form into the bin."""
        form = self._state.form
        if form is None or form.is_draft or self.desk.read_only:
            return
        words = translate(
            "usage", "Moved “{title}” to the bin. It can come back for a year.", title=form.title
        )

        def removed(_changes: Changes) -> None:
            self._state = replace(self._state, form=None)
            self.opened()
            self.desk.say(words, FollowUp(translate("usage", "Undo"), self._undo))

        self.jobs.change(
            lambda: service_setup.do_remove(self.store, form.kind, form.record_id),
            removed,
            self.desk.problem,
        )

    def _undo(self) -> None:
        self.jobs.change(self.store.undo, self._changed, self.desk.problem)

    def kind_name(self) -> str:
        """The words of the kind listed."""
        return RECORDS[self._state.setup_kind].name()
