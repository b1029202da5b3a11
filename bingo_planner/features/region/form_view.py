"""Side forms of this room out of its field records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from PySide6.QtWidgets import QWidget

from bingo_planner.features.region.drafts import TERM, FormState
from bingo_planner.features.region.fields import RECORDS, field_of
from bingo_planner.features.region.mark_view import body_mark, wide
from bingo_planner.kernel.fields import Field
from bingo_planner.kernel.i18n import translate
from bingo_planner.ui.fields import FormContext, FormField, Option
from bingo_planner.ui.form import FormSection, SideForm
from bingo_planner.ui.tags import Tag

__all__ = ["RecordForm", "body_mark", "form_field", "sections_for", "sections_of", "wide"]

_KINDS: Mapping[str, str] = {
    "long": "multiline",
    "decimal": "number",
    "tel": "text",
    "ref": "choice",
}
_KANA: Mapping[str, str] = {"kana": "name"}


def form_field(item: Field, key: str = "") -> FormField:
    """A field record as the form wants it; `key` when the form calls it otherwise."""
    return FormField(
        key or item.key,
        item.name(),
        _KINDS.get(item.kind, item.kind),
        required=item.required,
        hint=translate(item.context, item.hint) if item.hint else "",
        choices=tuple(Option(choice.value, item.choice_name(choice.value)) for choice in item.choices),
        unit=item.unit,
        rows=3,
        kana_of=_KANA.get(item.key, "") if item.kind == "kana" else "",
    )


def sections_of(kind: str, leave: Sequence[str] = ()) -> list[FormSection]:
    """The fields of a kind under the titles of their sections."""
    fields = [item for item in RECORDS[kind].fields if item.key not in leave]
    return [
        FormSection([form_field(item) for item in held], translate("region", title) if title else "")
        for title, held in groupby(fields, key=lambda item: item.section)
    ]


def body_sections() -> list[FormSection]:
    """A municipality with its newest membership and the other regions it belongs to."""
    own = sections_of("municipality")
    term = [
        form_field(field_of("membership", key), TERM + key)
        for key in ("role", "joined_on", "left_on", "basis")
    ]
    hint = translate("region", "Several with 、 between them")
    others = FormField("others", translate("region", "Also belongs to"), hint=hint)
    earlier = FormField("earlier", translate("region", "Earlier memberships"), "display")
    return [own[0], FormSection([*term, others, earlier], translate("region", "Membership")), *own[1:]]


def year_sections() -> list[FormSection]:
    """Whether a year is settled, why, and the reason for the next step."""
    return [
        FormSection(
            [
                FormField("state", translate("region", "State"), "display"),
                FormField("kept", translate("region", "Reason given"), "multiline", read_only=True, rows=2),
                FormField(
                    "reason",
                    translate("region", "Reason"),
                    "multiline",
                    required=True,
                    hint=translate("region", "Written before settling or unlocking; it stays in the history"),
                    rows=3,
                ),
            ]
        )
    ]


def sections_for(kind: str) -> list[FormSection]:
    """The fields of a side form."""
    if kind == "municipality":
        return body_sections()
    if kind == "year_lock":
        return year_sections()
    return sections_of(kind, ("pact_id",))


class RecordForm(SideForm):
    """A side form that shows a `FormState`; what is being typed is kept while the record stays the same."""

    def __init__(
        self, kind: str, sections: Sequence[FormSection], context: FormContext, parent: QWidget | None = None
    ) -> None:
        super().__init__(sections, RECORDS[kind].name(), parent, context=context)
        self.kind = kind
        self.setObjectName(f"form_{kind}")
        self._shown = ""
        self._read_only: bool | None = None

    def show_form(self, state: FormState, *, read_only: bool) -> None:
        """Show a record and its problems."""
        fresh = self._shown != (state.record_id or "new") + state.title * state.is_draft
        self._shown = (state.record_id or "new") + state.title * state.is_draft
        tag = None if state.member or state.is_draft else Tag(translate("region", "not a member"), "plain")
        if state.locked:
            tag = Tag(translate("region", "Settled"), "plain", "lock")
        self.set_head(state.title, mark=body_mark(state.body), tag=tag)
        keys = self.form.keys()
        self.set_values({key: state.values.get(key) for key in keys}, fresh=fresh)
        for key in keys:
            self.set_problem(key, state.problems.get(key, ""))
        if read_only != self._read_only:
            self._read_only = read_only
            self.set_read_only(read_only)
        self.set_foot(_foot(state))


def _foot(state: FormState) -> str:
    if state.is_draft:
        return translate("region", "Kept as soon as the required fields are filled in.")
    lines = [state.foot] if state.foot else []
    if state.projects:
        names = "、".join(name for _key, name in state.projects)
        lines.insert(0, translate("region", "Joint projects resting on it: {names}", names=names))
    return "\n".join(lines)
