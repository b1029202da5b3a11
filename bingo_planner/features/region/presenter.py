"""What the region page does, without a window: edits, drafts, the bin, settled years. See `looking` for reading."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from bingo_planner.features.region import drafts, service
from bingo_planner.features.region.drafts import FormState
from bingo_planner.features.region.looking import RegionLooker
from bingo_planner.features.region.model import RegionPage
from bingo_planner.features.region.state import RegionState, Tab
from bingo_planner.kernel.changes import Changes
from bingo_planner.kernel.dates import format_fiscal_year
from bingo_planner.kernel.desk import FollowUp
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.typed import Stored

__all__ = ["RegionPresenter", "RegionState", "Tab"]


class RegionPresenter(RegionLooker):
    """Takes intents, asks services, shows whole states."""

    # -- editing ---------------------------------------------------------------------------------
    def edited(self, key: str, value: Stored) -> None:
        """A finished edit in the side form."""
        form = self._state.form
        if form is None:
            return
        if (
            form.kind == "year_lock"
        ):  # a settled year is opened from here, so its reason can always be written
            self._emit(form=form.typed(key, value))
        elif self.desk.read_only:
            return
        elif form.is_draft:
            self._edited_draft(form, key, value)
        else:
            self._change(form, key, value)

    def edited_region(self, key: str, value: Stored) -> None:
        """A finished edit of the region's own facts."""
        form = self._state.region_form
        if form is None or self.desk.read_only:
            return

        def refused(error: PlanError) -> None:
            self._emit(region_form=form.refused(key, value, error))

        def done(_changes: Changes) -> None:
            self.opened()

        def work() -> Changes:
            if form.record_id:
                return service.do_set(self.store, "region", form.record_id, {key: value})
            return service.do_add(self.store, "region", {key: value})

        self._state = replace(self._state, region_form=form.typed(key, value))
        self.jobs.change(work, done, refused)

    def edited_item(self, item_id: str, key: str, text: str) -> None:
        """A cell of the schedule was typed into."""
        if not self.desk.read_only:
            self.jobs.change(
                lambda: service.do_set(self.store, "pact_item", item_id, {key: text}),
                self._changed,
                self.desk.problem,
            )

    def _change(self, form: FormState, key: str, value: Stored) -> None:
        def refused(error: PlanError) -> None:
            now = self._state.form
            if now is not None and now.record_id == form.record_id:
                self._emit(form=now.refused(key, value, error))
            else:
                self.desk.problem(error)

        page = self._state.page
        if page is not None:
            self._state = replace(self._state, form=form.typed(key, value))
            self.jobs.change(self._work(page, form, key, value), self._changed, refused)

    def _work(self, page: RegionPage, form: FormState, key: str, value: Stored) -> Callable[[], Changes]:
        body = page.facts.body(form.record_id)
        if key == "others":
            names = re.split(r"[、,，;；]", str(value or ""))
            return lambda: service.do_set_others(self.store, form.record_id, names)
        if key.startswith(drafts.TERM) and body is not None:
            name = key.removeprefix(drafts.TERM)
            if not body.terms:
                values = {"municipality_id": body.id, "role": "partner", name: value}
                return lambda: service.do_add(self.store, "membership", values)
            term = body.terms[-1].id
            return lambda: service.do_set(self.store, "membership", term, {name: value})
        return lambda: service.do_set(self.store, form.kind, form.record_id, {key: value})

    def _changed(self, _changes: Changes) -> None:
        self.opened()

    # -- adding and removing ---------------------------------------------------------------------
    def asked_to_add(self) -> None:
        """A new record of the tab's kind; it is kept as soon as its required fields are filled in."""
        page = self._state.page
        if page is None or self.desk.read_only:
            return
        if self._state.tab is Tab.PACTS:
            self._emit(form=drafts.new_pact(page))
        else:
            self._emit(tab=Tab.BODIES, form=drafts.new_body(page, self.desk.year.start))

    def asked_to_add_item(self) -> None:
        """A new item in the schedule of the chosen pact."""
        page = self._state.page
        if page is not None and self._state.pact_id and not self.desk.read_only:
            self._emit(tab=Tab.PACTS, form=drafts.new_item(page, self._state.pact_id))

    def _edited_draft(self, form: FormState, key: str, value: Stored) -> None:
        page = self._state.page
        if page is None:
            return
        form = drafts.completed(page, form.typed(key, value), key)
        if not form.is_complete:
            self._emit(form=form)
            return

        def refused(error: PlanError) -> None:
            self._emit(form=form.refused(key, value, error))

        def added(changes: Changes) -> None:
            new = sorted(changes.ids_of(form.kind))
            self._state = replace(self._state, form=None)
            self._wanted = (form.kind, new[0]) if new else None
            self._say_undo(translate("region", "Added."))
            self._reopen()

        self._state = replace(self._state, form=form)
        self.jobs.change(lambda: drafts.add(self.store, form), added, refused)

    def _reopen(self) -> None:
        """Read again and then show the record that is wanted."""
        wanted, self._wanted = self._wanted, None

        def done(page: RegionPage) -> None:
            self._wanted = wanted
            self._read(page)

        year = int(self.desk.year)
        self.jobs.query("region", lambda: service.read_page(self.store, year), done, self._failed)

    def asked_to_remove(self) -> None:
        """Put the record in the form into the bin."""
        form = self._state.form
        if form is None or form.is_draft or self.desk.read_only or form.kind == "year_lock":
            return

        def removed(_changes: Changes) -> None:
            self._state = replace(self._state, form=None)
            self._say_undo(translate("region", "“{name}” went to the bin.", name=form.title))
            self.opened()

        self.jobs.change(
            lambda: service.do_remove(self.store, form.kind, form.record_id), removed, self.desk.problem
        )

    def asked_to_copy_items(self) -> None:
        """Copy the schedule of the first pact that has one into the chosen pact."""
        page, target = self._state.page, self._state.pact_id
        if page is None or not target or self.desk.read_only:
            return
        source = next(
            (pact.id for pact in page.facts.pacts if pact.id != target and page.items_of(pact.id)), ""
        )
        if source:
            self.jobs.change(
                lambda: service.do_copy_items(self.store, source, target), self._changed, self.desk.problem
            )

    def _say_undo(self, text: str) -> None:
        def undo() -> None:
            self.jobs.change(self.store.undo, self._changed, self.desk.problem)

        self.desk.say(text, FollowUp(translate("region", "Undo"), undo))

    # -- years -----------------------------------------------------------------------------------
    def asked_to_lock(self, locked: bool) -> None:
        """Settle the year in the form or open it again; its reason must be written."""
        form = self._state.form
        if form is None or form.kind != "year_lock":
            return
        year, reason = int(form.record_id), str(form.values.get("reason") or "")

        def refused(error: PlanError) -> None:
            self._emit(form=form.refused("reason", reason, error))

        def done(_changes: Changes) -> None:
            words = "{year} is settled." if locked else "{year} is open again."
            name = format_fiscal_year(year, self.desk.style)
            self._state = replace(self._state, form=None)
            self._say_undo(translate("region", words, year=name))
            self.opened()

        self.jobs.change(lambda: service.do_lock_year(self.store, year, locked, reason), done, refused)
