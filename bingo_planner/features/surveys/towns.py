"""Which town a text means: name, short name, reading, code of five or six digits, with or without its prefecture."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from bingo_planner.features.region.model import Body
from bingo_planner.kernel.codes import check_digit
from bingo_planner.kernel.text import fold

_NUMBER = re.compile(r"^[\d.、．:：)）\s]+(?=\D)")


def town_of(text: str, bodies: Sequence[Body]) -> Body | None:
    """The town of a text such as 福山市, 福山, 広島県福山市, 34207 or 1.福山市; None for none."""
    known = _names(tuple(bodies))
    for form in (fold(text), fold(_NUMBER.sub("", text.strip()))):
        found = known.get(form)
        if found is not None:
            return found
    return None


@lru_cache(maxsize=16)
def _names(bodies: tuple[Body, ...]) -> Mapping[str, Body]:
    found: dict[str, Body] = {}
    for body in bodies:
        for name in _spellings(body):
            found.setdefault(fold(name), body)
    found.pop("", None)
    return found


def _spellings(body: Body) -> tuple[str, ...]:
    code = body.code
    long_code = f"{code}{check_digit(code)}" if len(code) == 5 and code.isdecimal() else ""
    bare = body.name[:-1] if len(body.name) > 2 else ""
    # Only whole names: that 府中 is a town here does not make 府中町 one.
    return (
        body.name,
        f"{body.prefecture}{body.name}",
        body.short_name,
        bare,
        body.name_en,
        body.brief,
        body.kana,
        code,
        long_code,
    )
