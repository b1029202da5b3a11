"""The forms beside the list, made from the field records: one for secondees, one for contacts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bingo_planner.features.region.mark_view import body_mark
from bingo_planner.features.staff.fields import field_of
from bingo_planner.features.staff.model import StaffFacts
from bingo_planner.features.staff.record import SPAN
from bingo_planner.kernel.fields import Field
from bingo_planner.kernel.i18n import language, translate
from bingo_planner.ui.fields import FormField, Option
from bingo_planner.ui.form import FormSection

_KINDS: Final = {"long": "multiline", "decimal": "number", "tel": "text", "ref": "choice"}
_MNEMONICS: Final = {
    "person.name": ("N", "N"),
    "person.kana": ("K", "R"),
    "person.body_id": ("M", "B"),
    "person.duty": ("D", "I"),
    "person.tel": ("Y", "L"),
    "secondment.sender_id": ("M", "S"),
    "secondment.span": ("P", "M"),
    "secondment.successor": ("S", "C"),
    "secondment.ground": ("L", "U"),
    "secondment.paid_by_id": ("W", "P"),
}
"""Letters reached with Alt: beside a Japanese label, inside an English one."""
_TERM: Final = ("sender_id", SPAN, "successor", "successor_id", "state", "seat")
_STATUS: Final = (
    "ground",
    "post_home",
    "post_host",
    "dual_post",
    "working_days",
    "host_id",
    "paid_by_id",
    "borne_by_id",
    "allowances",
    "retirement",
    "is_settled",
    "settlement",
    "agreement_no",
    "agreement_on",
    "note",
)
_REACH: Final = ("section", "post", "duty", "tel", "mail", "is_contact", "note")
DUTY_KEYS: Final = ("title", "share", "project_id", SPAN, "detail")
TASK_KEYS: Final = ("title", "kind", "due_on", "project_id", "body_id", "detail")


def _t(text: str) -> str:
    return translate("staff", text)


def _mnemonic(key: str) -> str:
    japanese, english = _MNEMONICS.get(key, ("", ""))
    return english if language() == "en" else japanese


def form_field(kind: str, key: str) -> FormField:
    """One field of a form; its key is led by the kind of record."""
    whole = f"{kind}.{key}"
    if key == SPAN:
        label = _t("Term") if kind == "secondment" else _t("Days")
        return FormField(whole, label, "span", _mnemonic(whole))
    item: Field = field_of(kind, key)
    return FormField(
        whole,
        item.name(),
        _KINDS.get(item.kind, item.kind),
        _mnemonic(whole),
        required=item.required,
        hint=translate(item.context, item.hint) if item.hint else "",
        choices=tuple(Option(choice.value, item.choice_name(choice.value)) for choice in item.choices),
        unit=item.unit,
        rows=3,
        kana_of="person.name" if whole == "person.kana" else "",
    )


def fields_of(kind: str, keys: Sequence[str]) -> list[FormField]:
    """Some fields of a kind in this order."""
    return [form_field(kind, key) for key in keys]


def secondee_sections() -> list[FormSection]:
    """A person with the term shown: who and when, status and pay, how to reach them."""
    return [
        FormSection([*fields_of("person", ("name", "kana")), *fields_of("secondment", _TERM)]),
        FormSection(fields_of("secondment", _STATUS), _t("Status and pay")),
        FormSection(fields_of("person", _REACH), _t("Contact")),
    ]


def contact_sections() -> list[FormSection]:
    """Somebody of a member body."""
    return [FormSection(fields_of("person", ("name", "kana", "body_id", *_REACH)))]


def choices_of(facts: StaffFacts, key: str) -> list[Option] | None:
    """What a field of choice offers from the facts; None where the records give the choices."""
    kind, _, name = key.partition(".")
    if name == SPAN:
        return None
    item = field_of(kind, name)
    if item.kind == "body":
        return [Option(body.id, body.label, body_mark(body)) for body in facts.bodies]
    if item.refers_to == "project":
        return [Option(one, title) for one, title in facts.projects.items()]
    if item.refers_to == "person":
        return [Option(one.id, one.name) for one in facts.people]
    return None
