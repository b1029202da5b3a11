"""The fields of this room's records: one table for forms, the command line and the history's wording."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bingo_planner.features.costshare.model import Basis, CostStage, ItemState, Taking
from bingo_planner.kernel.fields import Choice, Field, FieldKind, RecordKind
from bingo_planner.kernel.money import Rule

CONTEXT: Final = "costshare"

STAGES: Final = (
    Choice(CostStage.ESTIMATE, "Estimate"),
    Choice(CostStage.BUDGET, "Original budget"),
    Choice(CostStage.SUPPLEMENTARY, "Supplemented"),
    Choice(CostStage.SETTLED, "Settlement"),
)
BASES: Final = (
    Choice(Basis.EQUAL, "Equal part"),
    Choice(Basis.POPULATION, "Population part"),
    Choice(Basis.USE, "Use part"),
    Choice(Basis.FISCAL, "Fiscal capacity part"),
    Choice(Basis.AREA, "Area part"),
    Choice(Basis.STAFF, "Staff part"),
    Choice(Basis.PERCENT, "Fixed percentages"),
    Choice(Basis.GRANT, "Ceiling of grant part"),
    Choice(Basis.OTHER, "Other figures"),
)
ROUNDINGS: Final = (
    Choice(Rule.LARGEST_REMAINDER.value, "Largest remainder"),
    Choice(Rule.FLOOR_TO_LEAD.value, "Cut down, remainder to the lead"),
    Choice(Rule.ROUND_ADJUST_LARGEST.value, "Round, adjust the largest"),
    Choice(Rule.WEBSTER.value, "Webster"),
)
STATES: Final = (Choice(ItemState.DRAFT, "Draft"), Choice(ItemState.FIXED, "Confirmed"))
TAKING: Final = (
    Choice(Taking.AS_PROJECT, "As in the project"),
    Choice(Taking.IN, "Takes part"),
    Choice(Taking.OUT, "Left out"),
)


def _field(key: str, label: str, kind: FieldKind = "text", **more: object) -> Field:
    return Field(key, label, kind, context=CONTEXT, **more)  # type: ignore[arg-type]  # named fields of Field


def _item(required: bool = True) -> Field:
    return _field("cost_item_id", "Cost item", "ref", refers_to="cost_item", required=required)


COST_ITEM: Final = RecordKind(
    "cost_item",
    "Cost item",
    CONTEXT,
    (
        _field("name", "Name", required=True, section="Item"),
        _field("project_id", "Joint project", "ref", refers_to="project", required=True, section="Item"),
        _field("fiscal_year", "Fiscal year", "fiscal_year", required=True, section="Item"),
        _field("stage", "Stage", "choice", choices=STAGES, required=True, section="Item"),
        _field("total", "Total cost", "yen", unit="yen", minimum=0, section="Item"),
        _field("rounding", "Rounding", "choice", choices=ROUNDINGS, required=True, section="Rounding"),
        _field("unit", "Unit of rounding", "integer", unit="yen", minimum=1, section="Rounding"),
        _field("two_stage", "Split by part first", "bool", section="Rounding"),
        _field("lead_id", "Remainder to", "body", refers_to="municipality", section="Rounding"),
        _field("relief_rise", "Relief: rises by at most", "decimal", unit="%", section="Relief"),
        _field("relief_fall", "Relief: falls by at most", "decimal", unit="%", section="Relief"),
        _field("before_id", "Last year's item", "ref", refers_to="cost_item", section="Relief"),
        _field("against_id", "Settles", "ref", refers_to="cost_item", section="Relief"),
        _field("ground", "Ground", section="Notice"),
        _field("rule_date", "Rule agreed on", "date", section="Notice"),
        _field("rule_by", "Rule agreed by", section="Notice"),
        _field("due_on", "Pay by", "date", section="Notice"),
        _field("instalments", "Instalments", "integer", minimum=1, maximum=12, section="Notice"),
        _field("notice_no", "Number of the notice", section="Notice"),
        _field("notice_on", "Date of the notice", "date", section="Notice"),
        _field("payment", "How to pay", section="Notice"),
        _field("settling", "On settlement", section="Notice"),
        _field("note", "Note", "long", section="Notice"),
        _field("sort", "Place", "integer", minimum=0, section="Notice"),
        _field("state", "State", "choice", choices=STATES, required=True, section="State"),
        _field("reason", "Reason for a new version", section="State"),
    ),
)
COST_PART: Final = RecordKind(
    "cost_part",
    "Part of a rule",
    CONTEXT,
    (
        _item(),
        _field("basis", "Basis", "choice", choices=BASES, required=True),
        _field("ratio", "Ratio", "decimal", unit="%", required=True),
        _field("base_set_id", "Base figures", "ref", refers_to="base_set"),
        _field("is_inverse", "Turned round", "bool"),
        _field("sort", "Place", "integer", minimum=0),
    ),
)
COST_DEDUCTION: Final = RecordKind(
    "cost_deduction",
    "Earmarked money",
    CONTEXT,
    (
        _item(),
        _field("name", "Name", required=True),
        _field("amount", "Amount", "yen", unit="yen", minimum=0, required=True),
        _field("sort", "Place", "integer", minimum=0),
    ),
)
COST_BODY: Final = RecordKind(
    "cost_body",
    "Terms of a body",
    CONTEXT,
    (
        _item(),
        _field("municipality_id", "Body", "body", refers_to="municipality", required=True),
        _field("part", "Taking part", "choice", choices=TAKING),
        _field("weight", "Weight in the equal part", "decimal"),
        _field("fixed", "Fixed amount", "yen", unit="yen", minimum=0),
        _field("minimum", "Least", "yen", unit="yen", minimum=0),
        _field("maximum", "Most", "yen", unit="yen", minimum=0),
    ),
)
BASE_SET: Final = RecordKind(
    "base_set",
    "Base figures",
    CONTEXT,
    (
        _field("name", "Name", required=True),
        _field("kind", "Basis", "choice", choices=BASES[1:], required=True),
        _field("unit", "Unit"),
        _field("as_of", "As of", "date"),
        _field("fiscal_year", "Fiscal year", "fiscal_year"),
        _field("source", "Source"),
        _field("provenance", "Where the figures come from", "long"),
        _field("sort", "Place", "integer", minimum=0),
    ),
)
BASE_FIGURE: Final = RecordKind(
    "base_figure",
    "Base figure of a body",
    CONTEXT,
    (
        _field("base_set_id", "Base figures", "ref", refers_to="base_set", required=True),
        _field("municipality_id", "Body", "body", refers_to="municipality", required=True),
        _field("value", "Figure", "decimal", required=True),
    ),
)
COST_VERSION: Final = RecordKind(
    "cost_version",
    "Confirmed version",
    CONTEXT,
    (
        _item(),
        _field("number", "Version", "integer"),
        _field("fixed_on", "Confirmed on", "date"),
        _field("fixed_by", "Confirmed by"),
        _field("reason", "Reason"),
        _field("rule_text", "Rule in words", "long"),
    ),
)

RECORDS: Final[Mapping[str, RecordKind]] = {
    one.kind: one
    for one in (COST_ITEM, COST_PART, COST_DEDUCTION, COST_BODY, BASE_SET, BASE_FIGURE, COST_VERSION)
}


def word(kind: str, key: str, value: str) -> str:
    """A stored word in the language in force."""
    return RECORDS[kind].by_key[key].choice_name(value)
