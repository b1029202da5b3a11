"""The bar above the weights: what they are made to, from which population, within which limits."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bingo_planner.features.surveys.fields import WEIGHTINGS
from bingo_planner.features.surveys.room import Role
from bingo_planner.features.surveys.weight_presenter import WeightState
from bingo_planner.features.surveys.weighting import MARGINS, TRIMS, Method
from bingo_planner.kernel.i18n import translate
from bingo_planner.ui.fields import Option
from bingo_planner.ui.filterbar import ValuePicker
from bingo_planner.ui.theme import current

_ROLES = ((Role.TOWN, "Town"), (Role.SEX, "Sex"), (Role.AGE, "Age"))


def _t(text: str, **facts: object) -> str:
    return translate("surveys", text, **facts)


def _margin_options() -> list[Option]:
    words = {
        "town|sex|age": _t("town, sex, age"),
        "town|sex*age": _t("town, sex × age"),
        "town*sex|town*age": _t("town × sex, town × age"),
        "town|age": _t("town, age"),
        "town|sex": _t("town, sex"),
    }
    return [Option(key, words[key]) for key in MARGINS]


def _trim_options() -> list[Option]:
    found = [Option("", _t("as they come out"))]
    for key, bounds in TRIMS.items():
        if bounds is not None:
            low, high = bounds
            found.append(Option(key, _t("{low} to {high} × the mean", low=f"{low:g}", high=f"{high:g}")))
    return found


class WishBar(QWidget):
    """What is asked for: method, margins, trimming, source; and which questions tell town, sex and age."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        methods = [Option(one.value, translate("surveys", one.label)) for one in WEIGHTINGS]
        self.method = ValuePicker("method", _t("Method"), methods, self)
        self.margins = ValuePicker("margins", _t("Meets"), _margin_options(), self)
        self.trim = ValuePicker("trim", _t("Weights"), _trim_options(), self)
        self.census = ValuePicker("census", _t("Population from"), [], self)
        self.roles = {role: ValuePicker(role.value, _t(words), [], self) for role, words in _ROLES}
        edge = current().px(1.54)
        column = QVBoxLayout(self)
        column.setContentsMargins(edge, current().px(0.6), edge, current().px(0.2))
        column.setSpacing(current().px(0.45))
        for parts in ((self.method, self.margins, self.trim), (self.census, *self.roles.values())):
            row = QHBoxLayout()
            row.setSpacing(current().px(0.62))
            for part in parts:
                row.addWidget(part)
            row.addStretch(1)
            column.addLayout(row)

    def render_state(self, state: WeightState) -> None:
        """What is chosen."""
        wish = state.wish
        self.method.set_value(wish.method.value)
        self.margins.setVisible(wish.method is Method.RAKING)
        self.margins.set_value(wish.margins)
        self.trim.set_value(wish.trim)
        self._show_census(state)
        for role, picker in self.roles.items():
            options = [Option(one.id, f"{one.key} {one.label}") for one in state.coded()]
            picker.set_options([Option("", _t("none")), *options])
            found = next((one.id for one in state.coded() if one.role == role), "")
            picker.set_value(found)
            picker.setEnabled(not state.frame.read_only)

    def _show_census(self, state: WeightState) -> None:
        names = {one.series: one.label for one in state.frame.data.series}
        censuses = state.facts.censuses if state.facts is not None else ()
        options = [
            Option(f"{one.series}:{one.year}", f"{names.get(one.series, one.series)} {one.year}")
            for one in censuses
        ]
        row = state.survey.survey if state.survey is not None else None
        chosen = f"{row.population_series}:{row.population_year}" if row and row.population_series else ""
        if chosen and chosen not in {one.key for one in options}:
            options.append(Option(chosen, chosen.replace(":", " ")))
        self.census.set_options([Option("", _t("none")), *options])
        self.census.set_value(chosen)
        self.census.setEnabled(not state.frame.read_only)
