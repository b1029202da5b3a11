"""Who sits at this machine. Asked once at first start; there is no login."""

from typing import NamedTuple

from bingo_planner.kernel.errors import FieldProblem, PlanError
from bingo_planner.kernel.text import clean_line


class Profile(NamedTuple):
    """The user: name, post (課・職), and the municipality they work for."""

    name: str
    post: str
    body_code: str
    body_name: str

    def __str__(self) -> str:
        return " ".join(part for part in (self.body_name, self.post, self.name) if part)


def make_profile(name: str, post: str, body_code: str, body_name: str) -> Profile:
    """A checked profile from what was typed; raises `PlanError` with one problem per refused field."""
    profile = Profile(clean_line(name), clean_line(post), clean_line(body_code), clean_line(body_name))
    problems = []
    if not profile.name:
        problems.append(FieldProblem("name", "profile.name"))
    if not profile.body_code:
        problems.append(FieldProblem("body_code", "profile.body"))
    if problems:
        raise PlanError.in_fields(*problems)
    return profile
