"""Axes in codes: what each line is called and the order lines are printed in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bingo_planner.features.region.model import Body
from bingo_planner.features.surveys import coding as code
from bingo_planner.features.surveys.coding import Coded
from bingo_planner.features.surveys.crosstab.model import Axis, Line
from bingo_planner.features.surveys.room import Role, SurveyData
from bingo_planner.features.surveys.towns import town_of
from bingo_planner.kernel.errors import PlanError


@dataclass(frozen=True, eq=False)
class Broken:
    """An axis in codes; of a pair also its outer part. Lines are every inner option within every outer one."""

    axis: Axis
    title: str
    coded: Coded
    outer: Coded | None
    inner: Coded


def broken(data: SurveyData, axis: Axis) -> Broken:
    questions = [data.codebook.question(key) for key in axis.keys]
    coded = [code.code_question(one, data.sheet) for one in questions]
    title = " × ".join(one.label for one in questions)
    if len(coded) == 1:
        return Broken(axis, title, coded[0], None, coded[0])
    if len(coded) != 2:
        raise PlanError("survey.nested_many")
    return Broken(axis, title, code.nested(*coded), coded[0], coded[1])


def names_of(one: Broken, at: int) -> tuple[str, str]:
    """Key and label of a line; a nested one carries the inner label, the outer one comes with `_ordered`."""
    option = one.coded.options[at]
    inner = one.inner.options[at % len(one.inner.options)]
    return f"{one.axis.text}={option.code}", inner.label


def ordered(data: SurveyData, one: Broken, lines: Sequence[Line]) -> tuple[Line, ...]:
    """Lines as they are printed: towns in official order with their marks; no answer last, if anybody gave none."""
    bodies = {body.id: body for body in data.bodies}
    order = {body.id: at for at, body in enumerate(data.bodies)}
    inner_town = _is_town(data, one.axis.keys[-1])
    outer_town = one.outer is not None and _is_town(data, one.axis.keys[0])
    found: list[tuple[tuple[int, ...], Line]] = []
    size = len(one.inner.options)
    for at, line in enumerate(lines):
        inner = one.inner.options[at % size]
        body = _town(inner.label, inner.code, data.bodies) if inner_town else None
        outer_key, outer_label, outer_blank, outer_body = (0, 0), "", False, None
        if one.outer is not None:
            outer = one.outer.options[at // size]
            outer_label, outer_blank = outer.label, outer.is_no_answer
            outer_body = _town(outer.label, outer.code, data.bodies) if outer_town else None
            outer_key = _place(outer_body, order, at // size, outer_blank)
        blank = inner.is_no_answer or outer_blank
        if blank and not line.n:
            continue
        shown = body or outer_body
        key = (*outer_key, *_place(body, order, at % size, inner.is_no_answer))
        named = replace(
            line, label_outer=outer_label, body=bodies.get(shown.id) if shown else None, is_blank=blank
        )
        found.append((key, named))
    return tuple(line for _key, line in sorted(found, key=lambda pair: pair[0]))


def _place(body: Body | None, order: Mapping[str, int], at: int, blank: bool) -> tuple[int, int]:
    if blank:
        return (2, at)
    return (0, order[body.id]) if body is not None else (1, at)


def _is_town(data: SurveyData, key: str) -> bool:
    row = data.facts.with_role(Role.TOWN)
    return row is not None and row.key == key


def _town(label: str, code_: str, bodies: Sequence[Body]) -> Body | None:
    return town_of(label, bodies) or town_of(code_, bodies)
