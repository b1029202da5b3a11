"""What the lines of an axis are called, whose mark they carry, and the order they are printed in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bingo_planner.features.region.model import Body
from bingo_planner.features.surveys.crosstab.model import Axis, Line
from bingo_planner.features.surveys.model import Option
from bingo_planner.features.surveys.room import Role, SurveyData
from bingo_planner.features.surveys.stats.crosstable import CrossTable
from bingo_planner.features.surveys.towns import town_of

_Key = tuple[int, ...]


def read_axes(text: str, known: Sequence[str]) -> tuple[Axis, ...]:
    """Axes as a survey stores them (`q1|q2*q3`); those whose questions are gone are left out."""
    found = [
        Axis(tuple(key.strip() for key in piece.split("*"))) for piece in text.split("|") if piece.strip()
    ]
    return tuple(dict.fromkeys(axis for axis in found if all(key in known for key in axis.keys)))


def axes_text(axes: Sequence[Axis]) -> str:
    """The inverse of `read_axes`."""
    return "|".join(axis.text for axis in axes)


def named(
    data: SurveyData, axis: Axis, table: CrossTable, lines: Sequence[Line]
) -> tuple[str, tuple[Line, ...]]:
    """The title of an axis and its lines by name: towns in official order, no answer last, if anybody gave none."""
    questions = [data.codebook.question(key) for key in axis.keys]
    title = " × ".join(one.label for one in questions)
    order = {body.id: at for at, body in enumerate(data.bodies)}
    per_key = [_options(data, key, order) for key in axis.keys]
    found = []
    for at, line in enumerate(lines):
        places = _places(at, [len(one) for one in per_key])
        parts = [per_key[step][place] for step, place in enumerate(places)]
        blank = any(option.is_no_answer for option, _body, _key in parts)
        if blank and not line.n:
            continue
        body = next((body for _option, body, _key in reversed(parts) if body is not None), None)
        key = tuple(step for _option, _body, keys in parts for step in keys)
        labels = [option.label for option, _body, _key in parts]
        named_line = replace(
            line,
            key=f"{axis.text}={table.lines[at].code}",
            label=labels[-1],
            outer=" × ".join(labels[:-1]),
            body=body,
            is_blank=blank,
        )
        found.append((key, named_line))
    return title, tuple(line for _key, line in sorted(found, key=lambda pair: pair[0]))


def _places(at: int, sizes: Sequence[int]) -> list[int]:
    """Which option of each question a line of the nested axis stands for; the last question runs fastest."""
    found = []
    for size in reversed(sizes):
        at, place = divmod(at, size)
        found.append(place)
    return found[::-1]


def _options(data: SurveyData, key: str, order: Mapping[str, int]) -> list[tuple[Option, Body | None, _Key]]:
    """The options of a question with the town each is and its place in print."""
    row = data.facts.with_role(Role.TOWN)
    is_town = row is not None and row.key == key
    found: list[tuple[Option, Body | None, _Key]] = []
    for at, option in enumerate(data.codebook.question(key).options):
        body = _town(option, data.bodies) if is_town and not option.is_no_answer else None
        place = (2, at) if option.is_no_answer else (1, at) if body is None else (0, order[body.id])
        found.append((option, body, place))
    return found


def _town(option: Option, bodies: Sequence[Body]) -> Body | None:
    return town_of(option.label, bodies) or town_of(option.code, bodies)
