"""Refusals: a code and facts where the fault is found, words only where a person reads them."""

import dataclasses
import errno
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.messages import message_for


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """Why the value of one field was refused; `field` is the name the form or the row uses."""

    field: str
    code: str
    facts: Mapping[str, object] = dataclasses.field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Message:
    """What happened, and what to do next (empty when the sentence says it all)."""

    text: str
    advice: str = ""

    def __str__(self) -> str:
        return f"{self.text} {self.advice}".strip()


class PlanError(Exception):
    """A refusal that a person can understand. Nothing was changed when it is raised.

    `PlanError("date.month", text="R6.13.1")`; `problems` carries one entry per refused field of a form.
    """

    def __init__(self, code: str, /, *, problems: tuple[FieldProblem, ...] = (), **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.problems = problems
        self.facts: dict[str, object] = facts

    def at(self, field_name: str) -> FieldProblem:
        """The same refusal, tied to the field where it belongs."""
        return FieldProblem(field_name, self.code, self.facts)

    def __str__(self) -> str:
        facts = ", ".join(f"{name}={value!r}" for name, value in self.facts.items())
        return f"{self.code} ({facts})" if facts else self.code

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (type(self), self.code, self.problems, self.facts)

    @classmethod
    def in_fields(cls, *problems: FieldProblem) -> Self:
        """One error for a whole form, its sentence being that of the first refused field."""
        first = problems[0]
        return cls(first.code, problems=problems, **first.facts)


def _rebuild(
    kind: type[PlanError], code: str, problems: tuple[FieldProblem, ...], facts: Mapping[str, object]
) -> PlanError:
    return kind(code, problems=problems, **facts)


def describe(error: BaseException | FieldProblem) -> Message:
    """The sentence for a person, in the language in force. Never raises, whatever it is given."""
    if isinstance(error, PlanError | FieldProblem):
        return _words(error.code, error.facts)
    if isinstance(error, OSError):
        return _words(_os_code(error), {"file": error.filename or "", "reason": error.strerror or str(error)})
    return _words("program.fault", {"kind": type(error).__name__, "reason": str(error)})


def _words(code: str, facts: Mapping[str, object]) -> Message:
    known = message_for(code)
    if known is None:
        return Message(translate("errors", "This was refused (code {code}).", code=code))
    text, advice = known
    return Message(_fill(text, facts), _fill(advice, facts) if advice else "")


QUOTED = 60
"""Characters of a refused text that its sentence quotes: a pasted page must not bury the reason."""


def _fill(template: str, facts: Mapping[str, object]) -> str:
    words = translate("errors", template)
    try:
        return words.format_map({name: _quoted(name, fact) for name, fact in facts.items()})
    except (LookupError, ValueError, TypeError, AttributeError):
        # A sentence with an open place is still better than a second fault while telling the first.
        return words


def _quoted(name: str, fact: object) -> object:
    """Only what was typed is shortened; a path or a list of choices is needed whole."""
    if name in ("text", "value") and isinstance(fact, str) and len(fact) > QUOTED:
        return f"{fact[:QUOTED]}…"
    return fact


def _os_code(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "os.not_found"
    if isinstance(error, FileExistsError):
        return "os.exists"
    if isinstance(error, IsADirectoryError | NotADirectoryError):
        return "os.folder"
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "os.disk_full"
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return "os.read_only"
    return "os.other"
