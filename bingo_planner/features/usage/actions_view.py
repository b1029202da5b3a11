"""What can be done on the usage page, by tab: words, keys and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bingo_planner.features.usage import papers
from bingo_planner.features.usage.state import Tab
from bingo_planner.kernel.dates import format_month
from bingo_planner.kernel.i18n import translate
from bingo_planner.ui.actions import Action

if TYPE_CHECKING:
    from bingo_planner.features.usage.page import UsagePage


def _t(text: str, **facts: object) -> str:
    return translate("usage", text, **facts)


def actions_of(page: UsagePage) -> list[Action]:
    """The actions of the tab shown, the most used last."""
    state = page.presenter.state
    if state.tab is Tab.SETUP or state.data is None:
        return _setup(page)
    found = _papers(page)
    if state.tab is Tab.ENTRY and state.plan is None:
        return [*_month(page), *found, _import(page), *_confirm(page)]
    return [*found, _import(page)]


def _import(page: UsagePage) -> Action:
    def can() -> bool:
        state = page.presenter.state
        return not state.read_only and state.plan is None

    return Action(
        "usage.import",
        _t("Take files in"),
        page.presenter.asked_for_files,
        "Ctrl+I",
        "upload",
        can,
        tip=_t("Take monthly reports in from files; they may also be dropped on the page"),
    )


def _confirm(page: UsagePage) -> list[Action]:
    does, state = page.presenter, page.presenter.state
    if state.is_confirmed:
        return [
            Action(
                "usage.reopen",
                _t("Open the month again"),
                does.asked_to_reopen,
                "Ctrl+Shift+L",
                "lock-open",
                lambda: not page.presenter.state.read_only,
            )
        ]
    month = format_month(state.month, state.style)

    def can() -> bool:
        now = page.presenter.state
        return not now.read_only and now.data is not None and now.month <= now.data.today

    return [
        Action(
            "usage.confirm",
            _t("Confirm {month}", month=month),
            does.asked_to_confirm,
            "Ctrl+L",
            "lock",
            can,
            primary=True,
        )
    ]


def _month(page: UsagePage) -> list[Action]:
    does = page.presenter

    def open_() -> bool:
        return does.state.is_open

    found = [
        Action("usage.before", _t("Previous month"), lambda: does.stepped(-1), "Alt+PgUp", "chevron-left"),
        Action("usage.after", _t("Next month"), lambda: does.stepped(1), "Alt+PgDown", "chevron-right"),
        Action(
            "usage.trail",
            _t("Where the figure came from"),
            lambda: does.asked_trail(*page.cell()),
            "Ctrl+J",
            "history",
        ),
        Action(
            "usage.seen",
            _t("Checked"),
            lambda: does.looked_at_cell(*page.cell()),
            "Ctrl+H",
            "check",
            open_,
        ),
        Action(
            "usage.pending",
            _t("Not yet counted, or no longer"),
            lambda: does.toggled_pending(page.cell()[0]),
            "Ctrl+M",
            "circle-dashed",
            open_,
            tip=_t("The figures of this facility will come later"),
        ),
    ]
    if does.state.is_confirmed:
        found.append(
            Action(
                "usage.correct",
                _t("Correct…"),
                page._correct,
                "Ctrl+R",
                "pencil",
                lambda: not does.state.read_only,
            )
        )
    return found


def _papers(page: UsagePage) -> list[Action]:
    does = page.presenter
    found = [
        Action(
            "usage.export",
            _t("Write the figures for Excel"),
            lambda: papers.asked_to_export(does),
            "",
            "table-2",
            reason_without_shortcut=_t("Rarely needed; the export of the whole file has a key"),
        )
    ]
    if does.state.tab is Tab.YEAR:
        found += [
            Action(
                "usage.kpis",
                _t("Hand to KPIs"),
                lambda: papers.asked_to_hand_to_kpis(does),
                "Ctrl+Shift+I",
                "target",
                lambda: not does.state.read_only,
                tip=_t("The year's figures become actual figures of the KPIs that take them from here"),
            ),
            Action(
                "usage.base",
                _t("Hand to cost shares"),
                lambda: papers.asked_to_hand_base(does),
                "Ctrl+Shift+B",
                "coins",
                tip=_t("The year's use by home body becomes a base of cost shares"),
            ),
        ]
    if does.state.tab in (Tab.ENTRY, Tab.MONTHS, Tab.YEAR):
        words = _t("Print the year") if does.state.tab is Tab.YEAR else _t("Print the month")
        found.append(Action("usage.print", words, lambda: papers.asked_to_print(does), "Ctrl+P", "printer"))
    return found


def _setup(page: UsagePage) -> list[Action]:
    does = page.presenter
    form = does.state.form
    found = []
    if form is not None and not form.is_draft:
        found.append(
            Action(
                "usage.remove",
                _t("Move to the bin"),
                does.asked_to_remove,
                "Ctrl+Delete",
                "trash-2",
                lambda: not does.state.read_only,
            )
        )
    name = does.kind_name()
    within = name[:1].lower() + name[1:]
    words = _t("Add {kind}", kind=within) if does.state.services else _t("Set up a joint service")
    found.append(
        Action(
            "usage.add",
            words,
            page.add,
            "Ctrl+N",
            "plus",
            lambda: not does.state.read_only,
            primary=True,
        )
    )
    return found
