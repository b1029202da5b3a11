"""What the usage page does, without a window: figures typed and pasted, months confirmed and corrected."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bingo_planner.features.usage import service
from bingo_planner.features.usage.model import CellKey, Edit, Figure, Finding, FindingKind
from bingo_planner.features.usage.rules import blank_places
from bingo_planner.features.usage.setting_up import SettingUp
from bingo_planner.features.usage.sheets import key_of
from bingo_planner.features.usage.state import Refusal, Tab, UsageState, View
from bingo_planner.kernel.changes import Changes
from bingo_planner.kernel.dates import format_date, format_month
from bingo_planner.kernel.errors import PlanError, describe
from bingo_planner.kernel.i18n import translate

__all__ = ["Typed", "UsagePresenter", "UsageState"]


@dataclass(frozen=True, slots=True)
class Typed:
    """A finished entry of the sheet: its row and column, and the figure it was read as."""

    row: str
    column: str
    figure: Figure
    text: str = ""


class UsagePresenter(SettingUp):
    """Takes intents, asks services, shows whole states."""

    # -- figures -----------------------------------------------------------------------------------
    def entered(self, typed: Sequence[Typed], words: str = "") -> None:
        """Cells were typed into, or a block was pasted (`words` say what became of it)."""
        state = self._state
        found = [self._edit(one) for one in typed]
        edits = [edit for edit in found if edit is not None]
        gone = {(one.row, one.column) for one in typed}
        kept = tuple(one for one in state.refusals if (one.row, one.column) not in gone)
        self._state = replace(state, refusals=kept)
        if words:
            self.desk.say(words)
        if edits and state.is_open:
            self.jobs.change(self._work(edits), self._changed, lambda error: self._not_taken(typed, error))
        elif kept != state.refusals:
            self._emit()

    def _edit(self, typed: Typed) -> Edit | None:
        sheet = self._state.sheet
        key = key_of(sheet, typed.row, typed.column) if sheet is not None else None
        return Edit(self._state.month, key, typed.figure) if key is not None else None

    def _work(self, edits: Sequence[Edit]) -> Callable[[], Changes]:
        own, reason = self._state.service_id, self._state.reason
        if self._state.is_confirmed:
            return lambda: service.do_correct(self.store, own, edits, reason)
        return lambda: service.do_set_figures(self.store, own, edits)

    def _not_taken(self, typed: Sequence[Typed], error: PlanError) -> None:
        """A rule refused what could be read: it stays in its cell when it is one, else the bar says why."""
        if len(typed) == 1:
            one = typed[0]
            self.refused(one.row, one.column, one.text, str(describe(error)))
        else:
            self.desk.problem(error)
            self._emit()

    def refused(self, row: str, column: str, text: str, reason: str) -> None:
        """A text that cannot be read; it is kept and listed until it is put right."""
        others = tuple(one for one in self._state.refusals if (one.row, one.column) != (row, column))
        self._emit(refusals=(*others, Refusal(row, column, text, reason)))

    def restored(self, refusal: Refusal) -> None:
        """The text that could not be taken goes; the figure before it stands."""
        kept = tuple(one for one in self._state.refusals if one != refusal)
        self._emit(refusals=kept)

    def typed_days(self, row: str, days: int | None) -> None:
        """On how many days a place was open."""
        state = self._state
        if not self._writable() or state.is_confirmed:
            return
        self.jobs.change(
            lambda: service.do_set_open_days(self.store, state.service_id, state.month, row, days),
            self._changed,
            self._problem,
        )

    # -- what is asked -------------------------------------------------------------------------------
    def looked_at(self, finding: Finding) -> None:
        """The figure is right as it stands (確認した)."""
        state = self._state
        keys = self._asked_keys(finding)
        if not keys or not self._writable():
            return
        self.jobs.change(
            lambda: service.do_mark_seen(self.store, state.service_id, state.month, keys),
            self._changed,
            self._problem,
        )

    def _asked_keys(self, finding: Finding) -> list[CellKey]:
        """The figures a finding is about: the cell, or every figure of a row that is over its capacity."""
        data = self._state.data
        if data is None or finding.kind is FindingKind.PENDING:
            return []
        if finding.kind is not FindingKind.OVER:
            return [finding.key]
        held = data.month(self._state.month).figures
        same = (finding.key.measure, finding.key.facility)
        return [key for key in held if (key.measure, key.facility) == same]

    def looked_at_cell(self, row: str, column: str) -> None:
        """What is asked about the cell the cursor is on is right."""
        sheet = self._state.sheet
        key = key_of(sheet, row, column) if sheet is not None else None
        found = [
            one
            for one in self._state.findings
            if one.key == key or (key is not None and one.key == CellKey(key.measure, key.facility))
        ]
        for one in found[:1]:
            self.looked_at(one)

    def toggled_pending(self, row: str) -> None:
        """The figures of a place will come later (未集計), or are expected no more."""
        state = self._state
        data = state.data
        if data is None or not self._writable() or data.service.facility(row) is None:
            return
        report = data.month(state.month).reports.get(row)
        pending = report is None or not report.is_pending
        self.jobs.change(
            lambda: service.do_set_pending(self.store, state.service_id, state.month, [row], pending),
            self._changed,
            self._problem,
        )

    # -- the month -----------------------------------------------------------------------------------
    def asked_to_confirm(self) -> None:
        """Confirm the month: asked once, with what stays 未集計."""
        state = self._state
        data = state.data
        if data is None or not self._writable() or state.is_confirmed:
            return
        if state.refusals:
            self.desk.warn(translate("usage", "{n} texts could not be read.", n=len(state.refusals)))
            self.went_to_refusal(state.refusals[0])
            return
        month = format_month(state.month, self.desk.style)
        late = self._late_names()
        question = translate("usage", "Confirm {month}?", month=month)
        if late:
            names = translate("usage", ", ").join(late)
            consequence = translate(
                "usage", "{names}: not yet counted. What comes later is treated as a difference.", names=names
            )
            verb = translate("usage", "Confirm with them not yet counted")
        else:
            consequence = translate("usage", "From now on figures change only with a reason.")
            verb = translate("usage", "Confirm")
        self.desk.confirm(question, consequence, verb, lambda: self._confirm(bool(late)))

    def _late_names(self) -> list[str]:
        """Places of which something is blank or 未集計."""
        data = self._state.data
        if data is None:
            return []
        month = data.month(self._state.month)
        blanks = blank_places(data, month)
        late = [
            one.name
            for one in data.service.facilities
            if one.id in blanks or ((report := month.reports.get(one.id)) and report.is_pending)
        ]
        return late or ([data.service.name] if blanks else [])

    def _confirm(self, accept: bool) -> None:
        state = self._state
        month = format_month(state.month, self.desk.style)

        def done(changes: Changes) -> None:
            self._changed(changes)
            self.desk.say(translate("usage", "Confirmed {month}.", month=month))

        self.jobs.change(
            lambda: service.do_confirm(self.store, state.service_id, state.month, accept_blanks=accept),
            done,
            self._problem,
        )

    def asked_to_correct(self) -> None:
        """Correct figures of a confirmed month: first the reason, then the cells; again: done."""
        if self._state.is_confirmed and self._writable():
            self._emit(
                correcting=not self._state.correcting,
                reason="",
                reason_problem="",
                view=View.FIGURES,
                tab=Tab.ENTRY,
            )

    def typed_reason(self, text: str) -> None:
        """Why figures of a confirmed month change, or files are taken into one."""
        if text != self._state.reason:
            self._emit(reason=text, reason_problem="")

    def asked_to_reopen(self) -> None:
        """Open a month that was confirmed by mistake; the reason that was typed stays with it."""
        state = self._state
        if not state.is_confirmed or not self._writable():
            return

        def done(changes: Changes) -> None:
            self._state = replace(self._state, correcting=False, reason="")
            self._changed(changes)

        def refused(error: PlanError) -> None:
            if error.code == "usage.reason":
                self._emit(correcting=True, reason_problem=str(describe(error)))
            else:
                self._problem(error)

        self.jobs.change(
            lambda: service.do_reopen(self.store, state.service_id, state.month, state.reason), done, refused
        )

    # -- the ways out ----------------------------------------------------------------------------------
    def month_state_words(self) -> str:
        """確定 8月20日 福山市 見本 花子, when the month is."""
        data = self._state.data
        if data is None or not self._state.is_confirmed:
            return ""
        month = data.month(self._state.month)
        day = format_date(month.confirmed_on, self.desk.style) if month.confirmed_on else ""
        return " ".join(part for part in (day, month.confirmed_by) if part)

    def _writable(self) -> bool:
        return not self.desk.read_only and self._state.data is not None

    def _problem(self, error: PlanError) -> None:
        self.desk.problem(error)
