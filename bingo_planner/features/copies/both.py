"""Keeping both, where a field allows it: texts one after the other, a confirmed figure beside the prompt one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bingo_planner.features.copies.model import Both, Card
from bingo_planner.kernel.i18n import translate


@dataclass(frozen=True)
class PromptFields:
    """The fields of a record that say whether a figure is a prompt one (速報), and where it comes from.

    `only`: a field and what must stand in it; a target is never a prompt one.
    """

    prompt: str
    evidence: str
    only: tuple[str, str]


PROMPT: Mapping[tuple[str, str], PromptFields] = {
    ("kpi_value", "value"): PromptFields("is_prompt", "evidence", ("kind", "actual")),
}
"""Figures of which an early one and the confirmed one may both be right."""


def texts(choices: Sequence[Card]) -> tuple[Both, ...]:
    """One text after the other."""
    whole = "\n".join(str(one.version.value or "").rstrip("\n") for one in choices)
    words = translate("copies", "The texts are written one after the other.")
    return (Both("both", whole, translate("copies", "Keep both"), words),)


def figures(fields: PromptFields, choices: Sequence[Card]) -> tuple[Both, ...]:
    """Either of two figures confirmed, the other one kept in words as the prompt figure it was."""
    if len(choices) != 2 or not all(one.text for one in choices):
        return ()
    first, second = choices
    return (
        _confirmed("both", fields, first, second),
        _confirmed("both2", fields, second, first),
    )


def _confirmed(key: str, fields: PromptFields, final: Card, prompt: Card) -> Both:
    author = prompt.version.author
    who = " ".join(part for part in (author.body, author.name) if part)
    source = translate("copies", ", ").join((who, *prompt.evidence))
    told = translate("copies", "prompt figure {value} ({source})", value=prompt.text, source=source)
    evidence = translate("copies", "; ").join((*final.evidence, told))
    return Both(
        key,
        final.version.value,
        translate("copies", "Keep both: {value} confirmed", value=final.text),
        translate(
            "copies", "{value} stays as the prompt figure, in words under “Evidence”.", value=prompt.text
        ),
        {fields.prompt: 0, fields.evidence: evidence},
        frozenset((*final.evidence, *prompt.evidence)),
    )
