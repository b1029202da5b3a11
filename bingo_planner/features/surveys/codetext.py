"""Options and conditions as the text of code sheets: `1=男性|2=女性|9=無回答`, `q3=1|2&q4=1`."""

from __future__ import annotations

import re
import unicodedata

from bingo_planner.features.surveys.model import Clause, Condition, Option
from bingo_planner.kernel.errors import PlanError

_PIECES = re.compile(r"[|｜\n]")
_JOINTS = re.compile(r"[&＆]")
_EQUAL = re.compile(r"[=＝]")


def plain_code(text: str) -> str:
    """A code as it is compared: half width, ① as 1, no blanks around; 01 and 1 stay two codes."""
    return unicodedata.normalize("NFKC", text).strip()


def read_options(text: str) -> tuple[Option, ...]:
    """The options of a text in their order; PlanError `survey.option_text` or `survey.option_twice`."""
    found: list[Option] = []
    for piece in _PIECES.split(text):
        if not piece.strip():
            continue
        code, equal, label = _parts(piece)
        if not equal or not code:
            raise PlanError("survey.option_text", text=piece.strip())
        if any(one.code == code for one in found):
            raise PlanError("survey.option_twice", code=code)
        found.append(Option(code, label or code))
    return tuple(found)


def write_options(options: tuple[Option, ...]) -> str:
    """The text `read_options` reads back."""
    return "|".join(f"{one.code}={one.label}" for one in options)


def read_condition(text: str) -> Condition | None:
    """The condition of a text, None for an empty one; PlanError `survey.condition_text`."""
    clauses = []
    for piece in _JOINTS.split(text):
        if not piece.strip():
            continue
        question, equal, codes = _parts(piece)
        wanted = tuple(dict.fromkeys(plain_code(one) for one in _PIECES.split(codes) if one.strip()))
        if not equal or not question or not wanted:
            raise PlanError("survey.condition_text", text=piece.strip())
        clauses.append(Clause(question, wanted))
    return Condition(tuple(clauses)) if clauses else None


def write_condition(condition: Condition | None) -> str:
    """The text `read_condition` reads back."""
    if condition is None:
        return ""
    return "&".join(f"{one.question}={'|'.join(one.codes)}" for one in condition.clauses)


def _parts(piece: str) -> tuple[str, bool, str]:
    """What stands before and behind the first equals sign, and whether there is one."""
    found = _EQUAL.split(piece, maxsplit=1)
    return plain_code(found[0]), len(found) == 2, found[-1].strip() if len(found) == 2 else ""
