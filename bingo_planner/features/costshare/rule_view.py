"""The rule as a form beside the sheet: money, parts, rounding, relief, terms of the chosen body, the notice."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bingo_planner.features.costshare.fields import RECORDS, word
from bingo_planner.features.costshare.model import BaseSet, Basis, CostItem, ItemFacts
from bingo_planner.features.costshare.ruletext import stage_words
from bingo_planner.features.costshare.state import SharesState
from bingo_planner.features.costshare.words import base_option
from bingo_planner.features.projects.parts_view import body_options
from bingo_planner.features.projects.words import body_name
from bingo_planner.kernel.dates import DateStyle, format_fiscal_year
from bingo_planner.kernel.i18n import translate
from bingo_planner.ui.fields import FormContext, FormField, Option
from bingo_planner.ui.form import FormSection, SideForm
from bingo_planner.ui.tags import Tag

_KINDS: Mapping[str, str] = {"long": "multiline", "decimal": "number", "ref": "choice"}
_MNEMONICS = {"cost_item.total": "T", "cost_item.rounding": "R", "cost_item.unit": "U", "cost_item.name": "N"}


def _t(text: str, **facts: object) -> str:
    return translate("costshare", text, **facts) if facts else translate("costshare", text)


def form_field(kind: str, key: str, record: str = "", label: str = "", hint: str = "") -> FormField:
    """A field record as the form wants it, its key led by kind and record."""
    item = RECORDS[kind].by_key[key]
    whole = f"{kind}.{record}.{key}" if record else f"{kind}.{key}"
    return FormField(
        whole,
        label or item.name(),
        _KINDS.get(item.kind, item.kind),
        _MNEMONICS.get(whole, ""),
        required=item.required and kind == "cost_item",
        hint=hint,
        choices=tuple(Option(one.value, item.choice_name(one.value)) for one in item.choices),
        unit=item.unit if item.unit == "%" else _t(item.unit) if item.unit else "",
        yen_unit=1,
        rows=2,
    )


def sections_of(facts: ItemFacts) -> list[FormSection]:
    """All fields of an item; parts and earmarked money as many as there are."""

    def item(*keys: str) -> list[FormField]:
        return [form_field("cost_item", key) for key in keys]

    offs = [field for off in facts.offs for field in _off_fields(off.id)]
    parts = [
        field
        for part in facts.parts
        for field in _part_fields(part.id, word("cost_part", "basis", part.basis), part.basis)
    ]
    body = [form_field("cost_body", key) for key in ("part", "weight", "fixed", "minimum", "maximum")]
    return [
        FormSection(item("name", "project_id", "stage", "total")),
        FormSection(offs, _t("Earmarked money")),
        FormSection(parts, _t("Parts of the rule"), _t("100 % together")),
        FormSection(item("rounding", "unit", "lead_id", "two_stage"), _t("Rounding")),
        FormSection(body, _t("Terms of the chosen body")),
        FormSection(item("relief_rise", "relief_fall", "before_id", "against_id"), _t("Relief")),
        FormSection(
            item("ground", "rule_date", "rule_by", "notice_no", "notice_on", "due_on", "instalments"),
            _t("Notice"),
        ),
        FormSection(item("payment", "settling", "note")),
    ]


def _off_fields(record: str) -> list[FormField]:
    return [
        form_field("cost_deduction", "name", record),
        form_field("cost_deduction", "amount", record, hint=_t("Empty takes the line away")),
    ]


def _part_fields(record: str, name: str, basis: str) -> list[FormField]:
    found = [
        form_field("cost_part", "basis", record),
        form_field("cost_part", "ratio", record, _t("Ratio: {name}", name=name)),
    ]
    if basis != Basis.EQUAL:
        found.append(form_field("cost_part", "base_set_id", record))
        if basis == Basis.FISCAL:
            found.append(form_field("cost_part", "is_inverse", record))
    return found


class RuleForm(SideForm):
    """The form of one item with its parts; made anew when there are other parts."""

    def __init__(self, facts: ItemFacts, context: FormContext, parent: QWidget | None = None) -> None:
        super().__init__(sections_of(facts), _t("Rule of a cost share"), parent, context=context)
        self.setObjectName("form_rule")
        self._shown = ""

    def show_rule(self, state: SharesState) -> None:
        """Show values, choices and problems of the chosen item and body."""
        line = state.line
        if line is None:
            return
        facts = line.facts
        self._set_choices(facts, state)
        tag = Tag(_t("Confirmed"), "ok", "stamp") if facts.item.is_fixed else None
        self.set_head(_t("The rule"), tag=tag)
        shown = f"{line.id}/{state.body_id}"
        self.set_values(dict(state.values), fresh=shown != self._shown)
        self._shown = shown
        keys = self.form.keys()
        for key in keys:
            self.form.set_problem(key, state.problems.get(key, ""))
        self.set_read_only(not state.editable)
        emptying = _t("Empty takes the line away") if state.editable else ""
        for key in keys:
            if key.startswith("cost_deduction.") and key.endswith(".amount"):
                self.form.set_hint(key, emptying)
        body = next((one for one in facts.bodies if one.id == state.body_id), None)
        hint = _t("Chosen in the table: {name}", name=body_name(body)) if body else ""
        self.form.set_hint("cost_body.part", hint)

    def _set_choices(self, facts: ItemFacts, state: SharesState) -> None:
        form = self.form
        keys = form.keys()
        if state.facts is not None:
            form.set_choices(
                "cost_item.project_id", [Option(key, name) for key, name in state.facts.projects.items()]
            )
        form.set_choices(
            "cost_item.lead_id", [Option("", _t("As in the project")), *body_options(facts.bodies)]
        )
        form.set_choices("cost_item.before_id", _item_options(facts, state, facts.before))
        form.set_choices("cost_item.against_id", _item_options(facts, state, facts.settles))
        for part in facts.parts:
            key = f"cost_part.{part.id}.base_set_id"
            if key in keys:
                form.set_choices(key, _base_options(part.basis, state.bases, state.style))


def _base_options(basis: str, bases: tuple[BaseSet, ...], style: DateStyle) -> list[Option]:
    found = [Option("", _t("(none)"))]
    return found + [Option(one.id, base_option(one, style)) for one in bases if one.kind == basis]


def _item_options(facts: ItemFacts, state: SharesState, held: CostItem | None) -> list[Option]:
    known = [one.facts.item for one in state.lines if one.id != facts.item.id]
    if held is not None and held.id not in {one.id for one in known}:
        known.insert(0, held)
    found = [Option("", _t("(none)"))]
    for one in known:
        year = format_fiscal_year(one.fiscal_year, state.style, "symbol")
        found.append(Option(one.id, f"{year} {one.name} {stage_words(one)}"))
    return found


class RulePanel(QWidget):
    """Holds the form of the item shown. `committed(key, value)`, `refused(key, words)`, `closed`, `history_asked`."""

    committed = Signal(str, object)
    refused = Signal(str, str)
    closed = Signal()
    history_asked = Signal()

    def __init__(self, context: FormContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.form: RuleForm | None = None
        self._signature: object = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def render_state(self, state: SharesState) -> None:
        """Show the chosen item; a form with other parts is made anew and the cursor goes where it was."""
        line = state.line
        if line is None:
            return
        signature = (line.id, [(p.id, p.basis) for p in line.facts.parts], [o.id for o in line.facts.offs])
        focus = state.focus if state.focus != "reason" else ""
        if signature != self._signature or self.form is None:
            focus = focus or self._focused()
            self._make(line.facts)
            self._signature = signature
        if self.form is not None:
            self.form.show_rule(state)
            keys = self.form.form.keys()
            if focus in keys:
                self.form.form.focus_field(focus)

    def _focused(self) -> str:
        form = self.form
        if form is None:
            return ""
        keys = form.form.keys()
        return next((key for key in keys if _has_focus(form.form.field(key))), "")

    def _make(self, facts: ItemFacts) -> None:
        if self.form is not None:
            self._column.removeWidget(self.form)
            self.form.setParent(None)
            self.form.deleteLater()
        self.form = RuleForm(facts, self._context, self)
        self.form.committed.connect(self.committed)
        self.form.refused.connect(self.refused)
        self.form.closed.connect(self.closed)
        self.form.history_asked.connect(self.history_asked)
        self._column.addWidget(self.form)


def _has_focus(widget: QWidget) -> bool:
    target = widget.focusWidget()
    return widget.hasFocus() or (target is not None and target.hasFocus())
