"""The settings of a sheet as a menu: no answer, publication, tests, letters, the good side, the margins' formula."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from bingo_planner.features.surveys.crosstab.model import Side
from bingo_planner.features.surveys.crosstab.presenter import CrossPresenter
from bingo_planner.features.surveys.fields import MARGIN_RULES, field_of
from bingo_planner.kernel.i18n import translate


def _t(text: str, **facts: object) -> str:
    return translate("crosstab", text, **facts)


def options_menu(does: CrossPresenter, parent: QWidget) -> QMenu:
    """A menu of what is set, made anew each time it opens."""
    state, menu = does.state, QMenu(_t("Settings of the table"), parent)
    changeable = not state.read_only
    _switch(
        menu,
        _t("Leave no answer out of the base"),
        state.drops_no_answer,
        does.asked_to_drop_no_answer,
        enabled=state.can_drop and changeable,
    )
    _switch(menu, _t("For publication"), state.look.published, lambda: does.toggled("published"))
    _switch(menu, _t("Tests of independence"), state.look.tests, lambda: does.toggled("tests"))
    _switch(menu, _t("Letters between lines"), state.look.letters, lambda: does.toggled("letters"))
    menu.addSeparator()
    good = good_menu(does, menu)
    good.setEnabled(state.can_sum and changeable)
    menu.addMenu(good)
    formulas = menu.addMenu(field_of("survey", "margin_rule").name())
    formulas.setEnabled(changeable)
    group = QActionGroup(formulas)
    for choice in MARGIN_RULES:
        made = QAction(field_of("survey", "margin_rule").choice_name(choice.value), formulas)
        made.setCheckable(True)
        made.setChecked(choice.value == state.margin_rule)
        made.setData(choice.value)
        group.addAction(made)
        formulas.addAction(made)
    formulas.triggered.connect(lambda action: does.chose_margins(str(action.data())))
    return menu


def good_menu(does: CrossPresenter, parent: QWidget) -> QMenu:
    """Which options are summed as the good side; the last line guesses again."""
    state, menu = does.state, QMenu(_t("Options summed up"), parent)
    columns = [one for one in state.sheet.columns if one.side is not Side.BLANK] if state.sheet else []
    chosen = [one.code for one in columns if state.sheet is not None and one.code in state.sheet.good]
    for column in columns:
        made = QAction(column.label.replace("&", "&&"), menu)
        made.setCheckable(True)
        made.setChecked(column.code in chosen)
        made.triggered.connect(_chooser(does, [one.code for one in columns], chosen, column.code))
        menu.addAction(made)
    menu.addSeparator()
    guess = QAction(_t("From the words of the scale"), menu)
    guess.triggered.connect(lambda: does.chose_good(None))
    menu.addAction(guess)
    return menu


def _chooser(
    does: CrossPresenter, codes: Sequence[str], chosen: Sequence[str], code: str
) -> Callable[[], None]:
    wanted = set(chosen) ^ {code}

    def choose() -> None:
        does.chose_good([one for one in codes if one in wanted])

    return choose


def _switch(menu: QMenu, text: str, is_on: bool, run: Callable[[], None], *, enabled: bool = True) -> None:
    made = QAction(text, menu)
    made.setCheckable(True)
    made.setChecked(is_on)
    made.setEnabled(enabled)
    made.triggered.connect(lambda _checked=False: run())
    menu.addAction(made)
