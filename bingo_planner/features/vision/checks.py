"""What is looked at before an edition is fixed: changed and missing figures, empty sections, loose ends of projects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bingo_planner.features.vision import markup
from bingo_planner.features.vision.blocknames import known
from bingo_planner.features.vision.model import Check, CheckKind, LiveFigure, OutlineItem, SectionState
from bingo_planner.kernel.i18n import translate

MUST = frozenset({CheckKind.MISSING, CheckKind.UNKNOWN_BLOCK, CheckKind.GLYPH})
"""What would print wrong: an edition with any of these cannot be fixed."""


def check_text(items: Sequence[OutlineItem], figures: Mapping[str, LiveFigure]) -> tuple[Check, ...]:
    """Findings in the text, in reading order."""
    found: list[Check] = []
    parents = {item.section.parent_id for item in items}
    for item in items:
        row = item.section
        if row.state is SectionState.EMPTY and row.id not in parents:
            found.append(Check(CheckKind.EMPTY, f"{item.number} {row.title}", "vision_section", row.id))
        for key in markup.fields(row.body):
            found += _figure(figures.get(key), row.id)
        found += [
            Check(CheckKind.UNKNOWN_BLOCK, f"[[{block}]]", "vision_section", row.id)
            for block in markup.blocks(row.body)
            if not known(block)
        ]
    return tuple(found)


def check_projects(without_pact: Mapping[str, str], without_target: Mapping[str, str]) -> tuple[Check, ...]:
    """Findings outside the text: names by id of projects without a pact item and of KPIs without a target."""
    return (
        *(Check(CheckKind.NO_PACT, name, "project", key) for key, name in without_pact.items()),
        *(Check(CheckKind.NO_TARGET, name, "kpi", key) for key, name in without_target.items()),
    )


def glyph_checks(missing: Sequence[str]) -> tuple[Check, ...]:
    """Characters no face of print has."""
    return tuple(Check(CheckKind.GLYPH, f"{char} (U+{ord(char):04X})", "", "") for char in missing)


def kind_name(kind: CheckKind) -> str:
    """The words for a kind of finding."""
    words = {
        CheckKind.CHANGED: "Changed figures",
        CheckKind.MISSING: "Missing figures",
        CheckKind.EMPTY: "Empty sections",
        CheckKind.UNKNOWN_BLOCK: "Unknown blocks",
        CheckKind.GLYPH: "Unprintable characters",
        CheckKind.NO_PACT: "Projects without a pact",
        CheckKind.NO_TARGET: "KPIs without a target",
    }
    return translate("vision", words[kind])


def _figure(figure: LiveFigure | None, section_id: str) -> list[Check]:
    if figure is None:
        return []
    label = figure.figure.label
    if figure.missing:
        return [Check(CheckKind.MISSING, label, "vision_section", section_id)]
    if figure.changed:
        text = translate("vision", "{label}: {old} → {new}", label=label, old=figure.shown, new=figure.text)
        return [Check(CheckKind.CHANGED, text, "vision_section", section_id)]
    return []
