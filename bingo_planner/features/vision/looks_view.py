"""How live fields and blocks stand in the text being written."""

from __future__ import annotations

from bingo_planner.features.vision.blocknames import NAMES, known, split
from bingo_planner.features.vision.model import VisionView
from bingo_planner.features.vision.text_view import FieldLook, PlateLook
from bingo_planner.kernel.i18n import translate


def field_look(view: VisionView | None, key: str) -> FieldLook:
    """How a live field stands in the text."""
    live = view.figures.get(key) if view else None
    if live is None:
        return FieldLook("…")
    tip = f"{live.figure.label}\n{live.text}"
    return FieldLook(live.text, live.changed, live.missing, tip)


def plate_look(view: VisionView | None, block: str) -> PlateLook:
    """How a block stands in the text."""
    found = NAMES.get(split(block)[0])
    if found is None or not known(block):
        return PlateLook("circle-alert", translate("vision", "Unknown block"), f"[[{block}]]", False)
    context = view.block_names.get(block, "") if view else ""
    return PlateLook(found.icon, translate("vision", found.label), context)
