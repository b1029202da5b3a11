"""The actions of the tab of tables as records."""

from __future__ import annotations

from collections.abc import Callable

from bingo_planner.features.surveys.crosstab.presenter import CrossPresenter
from bingo_planner.kernel.i18n import translate
from bingo_planner.ui.actions import Action


def _t(text: str, **facts: object) -> str:
    return translate("crosstab", text, **facts)


def cross_actions(
    does: CrossPresenter,
    copy_table: Callable[[], None],
    copy_picture: Callable[[], None],
    open_axes: Callable[[], None],
    open_good: Callable[[], None],
) -> list[Action]:
    """What can be done with the sheet in front."""

    def shown() -> bool:
        return does.state.printed is not None

    def can_drop() -> bool:
        return shown() and does.state.can_drop and not does.state.read_only

    def can_sum() -> bool:
        return shown() and does.state.can_sum and not does.state.read_only

    return [
        Action("cross.axes", _t("Choose the axes"), open_axes, "Ctrl+Shift+X", "rows-3", shown, "view"),
        Action(
            "cross.next",
            _t("Next question"),
            lambda: does.stepped(1),
            "Alt+PgDown",
            "arrow-down",
            shown,
            "go",
        ),
        Action(
            "cross.last",
            _t("Question before"),
            lambda: does.stepped(-1),
            "Alt+PgUp",
            "arrow-up",
            shown,
            "go",
        ),
        Action(
            "cross.turn",
            _t("Picture or table"),
            does.turned,
            "Ctrl+T",
            "chart-column",
            shown,
            "view",
        ),
        Action(
            "cross.no_answer",
            _t("Leave no answer out of the base"),
            does.asked_to_drop_no_answer,
            "Ctrl+Shift+B",
            "circle-minus",
            can_drop,
            "view",
            checked=lambda: does.state.drops_no_answer,
        ),
        Action(
            "cross.good",
            _t("Options summed up"),
            open_good,
            "Ctrl+Shift+G",
            "sigma",
            can_sum,
            "view",
            tip=_t("Which options make the sum of the good side"),
        ),
        Action(
            "cross.tests",
            _t("Tests of independence"),
            lambda: does.toggled("tests"),
            "Ctrl+Shift+T",
            "calculator",
            shown,
            "view",
            checked=lambda: does.state.look.tests,
        ),
        Action(
            "cross.letters",
            _t("Letters between lines"),
            lambda: does.toggled("letters"),
            "Ctrl+Shift+A",
            "type",
            shown,
            "view",
            checked=lambda: does.state.look.letters,
        ),
        Action(
            "cross.published",
            _t("For publication"),
            lambda: does.toggled("published"),
            "Ctrl+Shift+H",
            "eye-off",
            shown,
            "view",
            tip=_t("Hides lines of few answers and what would give them away"),
            checked=lambda: does.state.look.published,
        ),
        Action(
            "cross.picture",
            _t("Copy as a picture"),
            copy_picture,
            "Ctrl+Alt+C",
            "image",
            shown,
            "edit",
            tip=_t("With its sentence as alternative text"),
        ),
        Action(
            "cross.copy",
            _t("Copy the table"),
            copy_table,
            "Ctrl+Shift+C",
            "copy",
            shown,
            "edit",
            tip=_t("For Word with lines, for Excel as cells"),
            primary=True,
        ),
    ]
