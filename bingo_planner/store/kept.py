"""What was read stays right until a row of its kinds changes, so pages share it instead of reading it again.

    @kept("municipality", "membership")
    def bodies(session: Session) -> tuple[Body, ...]: ...

Inside `store.read()` the second call is answered from memory; inside `store.change()` it always reads, since what is
being written is not there yet. What is kept is given to many: it must never be changed by who gets it.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy.orm import Session

P = ParamSpec("P")
T = TypeVar("T")

MOST = 48
"""Results kept at a time; the one not asked for longest goes first."""
_INFO = "kept"


@dataclass
class Kept:
    """What was read of one open file, by question; each with the kinds it rests on."""

    _found: OrderedDict[Hashable, tuple[frozenset[str], Any]] = field(default_factory=OrderedDict)

    def answer(self, question: Hashable, kinds: frozenset[str], read: Callable[[], T]) -> T:
        """What is kept, else what is read now."""
        if question in self._found:
            self._found.move_to_end(question)
        else:
            self._found[question] = (kinds, read())
            if len(self._found) > MOST:
                self._found.popitem(last=False)
        answer: T = self._found[question][1]
        return answer

    def forget(self, changed: Collection[str] | None = None) -> None:
        """Rows of these kinds have changed (None: any may have)."""
        if changed is None:
            self._found.clear()
            return
        for question in [one for one, (kinds, _) in self._found.items() if not kinds.isdisjoint(changed)]:
            del self._found[question]

    def into(self) -> dict[str, object]:
        """What a session carries so that its reads find this."""
        return {_INFO: self}


def kept(
    *kinds: str,
) -> Callable[[Callable[Concatenate[Session, P], T]], Callable[Concatenate[Session, P], T]]:
    """For functions that read rows of these kinds (names of tables) and nothing else that can change."""
    rests_on = frozenset(kinds)

    def keeping(read: Callable[Concatenate[Session, P], T]) -> Callable[Concatenate[Session, P], T]:
        @wraps(read)
        def asked(session: Session, /, *args: P.args, **named: P.kwargs) -> T:
            held = session.info.get(_INFO)
            if not isinstance(held, Kept):
                return read(session, *args, **named)
            question = (read, args, tuple(sorted(named.items())))
            return held.answer(question, rests_on, lambda: read(session, *args, **named))

        asked.rests_on = rests_on  # type: ignore[attr-defined]  # for the test that holds it against the statements
        return asked

    return keeping
