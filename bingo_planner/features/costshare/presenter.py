"""What the page of cost shares does with what the user wants: list, sheet, rule, alternatives, versions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bingo_planner.features.costshare import service, service_items
from bingo_planner.features.costshare.looking import ShareLooker
from bingo_planner.features.costshare.model import CostStage, ItemFacts
from bingo_planner.features.costshare.papers import CostPapers
from bingo_planner.features.costshare.record import is_given_up, place_of, stored
from bingo_planner.features.costshare.service import Values
from bingo_planner.features.costshare.state import SharesState, Tab
from bingo_planner.features.costshare.tries import Wish, carried_out
from bingo_planner.kernel.changes import Changes
from bingo_planner.kernel.desk import Desk, FollowUp
from bingo_planner.kernel.errors import PlanError, describe
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.jobs import JobRunner
from bingo_planner.store.store import Store


def _t(text: str, **facts: object) -> str:
    return translate("costshare", text, **facts) if facts else translate("costshare", text)


class SharesPresenter(ShareLooker):
    """The intents that write, print and compare; those that only look are the looker's."""

    def __init__(
        self, store: Store, jobs: JobRunner, desk: Desk, show: Callable[[SharesState], None]
    ) -> None:
        super().__init__(store, jobs, desk, show)
        self.papers = CostPapers(store, jobs, desk)

    # --- the rule's form ------------------------------------------------------------------------
    def edited(self, key: str, value: object) -> None:
        """A field of the form is finished."""
        line = self.state.line
        if line is None or self.desk.read_only:
            return
        kind, record, _name = place_of(key, line.id)
        self._problems.pop(key, None)
        if is_given_up(key, value):
            self._change(lambda: service.do_remove(self.store, kind, record))
            return
        values, item, body = stored(key, value), line.id, self.state.body_id

        def work() -> Changes:
            if kind == "cost_body":
                return service_items.do_set_body(self.store, item, body, values)
            return service.do_set(self.store, kind, record, values)

        self.jobs.change(work, lambda _changes: self._typed_away(key), lambda e: self._refused(key, e, value))

    def refused(self, key: str, words: str) -> None:
        """A field could not read what was typed."""
        self._problems[key] = words
        self._emit()

    def _typed_away(self, key: str) -> None:
        self._typed.pop(key, None)
        self.opened()

    def _refused(self, key: str, error: PlanError, value: object) -> None:
        if not error.problems and error.code.startswith("projects.year"):
            self.desk.problem(error)
        own = next((one for one in error.problems if key.endswith(f".{one.field}")), None)
        self._problems[key] = str(describe(own or error))
        self._typed[key] = value
        self._emit()

    # --- items ----------------------------------------------------------------------------------
    def asked_to_add(self) -> None:
        """A new item of the project chosen in the list, else of the first one."""
        facts, line = self.state.facts, self.state.line
        project = line.facts.item.project_id if line else next(iter(facts.projects), "") if facts else ""
        if not project:
            self.desk.problem(PlanError("share.no_project"))
            return
        name, year = _t("(name of the share)"), int(self.desk.year)
        self._change(
            lambda: service_items.do_new_item(self.store, project, name, year), self._added("cost_item.name")
        )

    def asked_to_copy_last_year(self) -> None:
        """Last year's items for this year, in one step."""
        year = int(self.desk.year)
        self._change(lambda: service_items.do_copy_year(self.store, year - 1, year), self._copied)

    def _copied(self, changes: Changes) -> None:
        self.desk.say(_t("{n} items were copied from last year.", n=len(changes.ids_of("cost_item"))))

    def asked_for_stage(self) -> None:
        """The chosen item at the next stage: after the supplementary budget, or settled."""
        line = self.state.line
        if line is None:
            return
        stage = next_stage(line.facts, [one.facts for one in self.state.lines])
        self._change(
            lambda: service_items.do_copy_item(self.store, line.id, line.facts.item.fiscal_year, stage),
            self._added("cost_item.total"),
        )

    def _added(self, focus: str) -> Callable[[Changes], None]:
        def done(changes: Changes) -> None:
            self._forget()
            self._awaited = next(iter(changes.ids_of("cost_item")), "")
            self._state = replace(self._state, chosen=self._awaited, is_open=True, tab=Tab.SHEET)
            self._focus = focus
            self.opened()

        return done

    def asked_to_remove(self) -> None:
        """The chosen item goes into the bin, with a way back in the message."""
        line = self.state.line
        if line is None:
            return
        item, name = line.id, line.facts.item.name

        def back() -> None:
            self._change(lambda: service.do_restore(self.store, "cost_item", item))

        def done(_changes: Changes) -> None:
            self.desk.say(
                _t("“{name}” went to the bin. It can come back for a year.", name=name),
                FollowUp(_t("Bring back"), back),
            )
            self.left()

        self._change(lambda: service.do_remove(self.store, "cost_item", item), done)

    def asked_to_add_part(self) -> None:
        """One more component of the rule."""
        self._add_row("cost_part", {"basis": "use", "ratio": 0, "sort": 900}, "ratio")

    def asked_to_add_deduction(self) -> None:
        """One more line of earmarked money."""
        self._add_row("cost_deduction", {"name": _t("Subsidy"), "amount": 0, "sort": 900}, "amount")

    def _add_row(self, kind: str, values: Values, focus: str) -> None:
        line = self.state.line
        if line is None:
            return

        def done(changes: Changes) -> None:
            self._focus = f"{kind}.{next(iter(changes.ids_of(kind)), '')}.{focus}"

        owner = {"cost_item_id": line.id, **values}
        self._change(lambda: service.do_add(self.store, kind, owner), done)

    # --- confirming -----------------------------------------------------------------------------
    def asked_to_fix(self) -> None:
        """Confirm: the figures stand from now on."""
        line = self.state.line
        if line is None:
            return
        item, name = line.id, line.facts.item.name

        def confirmed() -> None:
            self._change(
                lambda: service.do_fix(self.store, item),
                lambda _c: self.desk.say(_t("“{name}” is confirmed.", name=name)),
            )

        self.desk.confirm(
            _t("Confirm “{name}”?", name=name),
            _t("Rule, base figures and amounts are kept as a version and no longer change."),
            _t("Confirm"),
            confirmed,
        )

    def reason_typed(self, text: str) -> None:
        """Why a confirmed item is opened again."""
        self._state = replace(self._state, reason=text)
        self._emit()

    def asked_to_reopen(self) -> None:
        """Open a confirmed item again; the reason goes into its next version."""
        line, reason = self.state.line, self.state.reason
        if line is None:
            return
        if not reason.strip():
            self._state = replace(self._state, tab=Tab.VERSIONS)
            self._focus = "reason"
            self.desk.problem(PlanError("share.reason"))
            self._emit()
            return

        def done(_changes: Changes) -> None:
            self._state = replace(self._state, reason="")

        self._change(lambda: service.do_reopen(self.store, line.id, reason), done)

    # --- base figures ---------------------------------------------------------------------------
    def asked_to_take(self, key: str) -> None:
        """Take a population of the region as a base: `series:year`."""
        series, _colon, year = key.rpartition(":")
        at, here = int(year), int(self.desk.year)
        self._change(
            lambda: service_items.do_take_population(self.store, series, at, here),
            lambda changes: self.desk.say(changes.label),
        )

    def figure_typed(self, base_id: str, body_id: str, value: object) -> None:
        """A figure of a base set."""
        self.figures_typed([(base_id, body_id, value)])

    def figures_typed(self, edits: list[tuple[str, str, object]]) -> None:
        """Several figures at once (a pasted block is one step)."""
        self._change(lambda: service_items.do_set_figures(self.store, edits))

    def asked_to_add_base(self) -> None:
        """An empty set of figures of use, to be typed or pasted."""
        values = {"name": _t("Use in {year}", year=int(self.desk.year) - 1), "kind": "use"}
        self._change(lambda: service.do_add(self.store, "base_set", values))

    # --- alternatives ---------------------------------------------------------------------------
    def wished(self, wish: Wish) -> None:
        """Other conditions for the next alternative."""
        self._state = replace(self._state, wish=wish)
        self._emit()

    def asked_to_try(self) -> None:
        """Compute what is wished and put it beside."""
        line, wish = self.state.line, self.state.wish
        if line is None or wish == Wish():
            self.desk.problem(PlanError("share.no_wish"))
            return
        self._count += 1
        made = carried_out(str(self._count), line.facts, wish, {one.id: one for one in self.state.bases})
        self._wishes[line.id] = (*self._wishes.get(line.id, ()), (made.key, wish))
        if made.problem is not None:
            self.desk.problem(made.problem)
        self._state = replace(self._state, wish=Wish(), adopted=made.key)
        self._emit()

    def chose_try(self, key: str) -> None:
        """The alternative that adopting and dropping mean."""
        self._state = replace(self._state, adopted=key)
        self._emit()

    def asked_to_drop_try(self) -> None:
        """Take the chosen alternative away."""
        line, key = self.state.line, self.state.adopted
        if line is not None:
            kept = tuple(one for one in self._wishes.get(line.id, ()) if one[0] != key)
            self._wishes[line.id] = kept
            self._state = replace(self._state, adopted=kept[-1][0] if kept else "")
            self._emit()

    def asked_to_adopt(self) -> None:
        """Write the chosen alternative into the item."""
        found = next((one for one in self.state.tries if one.key == self.state.adopted), None)
        line = self.state.line
        if found is None or line is None or found.problem is not None:
            self.desk.problem(
                found.problem if found and found.problem else PlanError("share.nothing_adopted")
            )
            return
        facts = found.facts

        def done(_changes: Changes) -> None:
            self._wishes[line.id] = ()
            self._state = replace(self._state, tab=Tab.SHEET, adopted="")

        self._change(lambda: service_items.do_adopt(self.store, facts), done)

    # --- papers ---------------------------------------------------------------------------------
    def asked_for_sheet(self) -> None:
        """The chosen item's sheet on A4; in the list the sheets of all items."""
        self.papers.make_sheets(self._printed())

    def asked_for_notices(self) -> None:
        """Notices to all bodies of the item, or of all items."""
        self.papers.make_notices(self._printed())

    def asked_for_own_notice(self) -> None:
        """The notice to the body chosen in the sheet."""
        self.papers.make_notices(self._printed(), self.state.body_id)

    def asked_to_export(self) -> None:
        """A workbook in which the formulas live."""
        self.papers.export(self._printed())

    def asked_for_history(self) -> None:
        """Who changed the item."""
        if self.state.line is not None:
            self.desk.show_history("cost_item", self.state.line.id)

    def _printed(self) -> str:
        return self.state.chosen if self.state.is_open else ""

    def _change(self, work: Callable[[], Changes], done: Callable[[Changes], None] | None = None) -> None:
        if self.desk.read_only:
            return

        def after(changes: Changes) -> None:
            if done is not None:
                done(changes)
            self.opened()

        self.jobs.change(work, after, self.desk.problem)


def next_stage(facts: ItemFacts, every: list[ItemFacts]) -> str:
    """Supplementary after the budget when there is none yet, else the settlement."""
    item = facts.item
    there = {
        one.item.stage
        for one in every
        if one.item.project_id == item.project_id and one.item.name == item.name
    }
    if item.stage == CostStage.ESTIMATE and CostStage.BUDGET not in there:
        return CostStage.BUDGET.value
    if item.stage == CostStage.BUDGET and CostStage.SUPPLEMENTARY not in there:
        return CostStage.SUPPLEMENTARY.value
    return CostStage.SETTLED.value
