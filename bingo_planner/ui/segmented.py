"""A few words of which one is on, with icons where the words are not enough."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QPushButton, QWidget

from bingo_planner.ui.buttons import Choice, with_shortcut
from bingo_planner.ui.icons import set_icon


@dataclass(frozen=True)
class Segment:
    """One segment: its key, its words ("" with an icon alone), an icon, its name for tips."""

    key: str
    text: str
    icon: str = ""
    tip: str = ""
    shortcut: str = ""


class Segmented(Choice):
    """Segments with icons and tips. `chosen(key)` when the user switches."""

    def __init__(self, segments: Sequence[Segment], name: str, parent: QWidget | None = None) -> None:
        super().__init__([(one.key, one.text) for one in segments], name, parent)
        for made, one in zip(self.findChildren(QPushButton), segments, strict=True):
            words = one.tip or one.text
            made.setAccessibleName(f"{name} {words}".strip())
            if one.icon:
                set_icon(made, one.icon)
            if one.tip or one.shortcut:
                made.setToolTip(with_shortcut(words, one.shortcut))
        if segments:
            self.set_key(segments[0].key)
