"""The reading of a name, taken from what the user types before the characters are converted."""

from __future__ import annotations

import re

from PySide6.QtCore import QObject

from bingo_planner.kernel.i18n import language
from bingo_planner.ui.fields import LineField

_KANA = re.compile(r"[ぁ-ゖゝゞァ-ヺーヽヾ・\s　]+")
_TAIL = re.compile(r"[a-zA-Zａ-ｚＡ-Ｚ]+$")
_KATAKANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)}


def hiragana(text: str) -> str:
    """Katakana as hiragana; everything else stays."""
    return text.translate(_KATAKANA)


class Reading:
    """Collects the kana of one name while it is being typed."""

    def __init__(self) -> None:
        self.text = ""
        self._pending = ""

    def compose(self, preedit: str) -> None:
        """What stands in the composition now; kana is remembered, converted text is not."""
        kana = _TAIL.sub("", preedit)
        if kana and _KANA.fullmatch(kana):
            self._pending = hiragana(kana)

    def commit(self, text: str) -> None:
        """The composition became `text`."""
        if _KANA.fullmatch(text):
            self.text += hiragana(text)
        elif self._pending:
            self.text += self._pending
        self._pending = ""

    def clear(self) -> None:
        """The name is empty again."""
        self.text = self._pending = ""


class KanaLink(QObject):
    """Fills a reading field from typing in a name field, until the reading is corrected by hand."""

    def __init__(self, name: LineField, reading: LineField) -> None:
        super().__init__(name)
        self._field = reading
        self._reading = Reading()
        self._own = False
        self._filled = ""
        name.line.composed.connect(self._composed)
        name.line.textEdited.connect(self._edited)
        name.committed.connect(self._finished)
        reading.line.textEdited.connect(self._corrected)

    def _composed(self, preedit: str, committed: str) -> None:
        if preedit:
            self._reading.compose(preedit)
        if committed:
            self._reading.commit(committed)
            self._fill()

    def _edited(self, text: str) -> None:
        if not text.strip():
            self._reading.clear()
            self._own, self._filled = False, self._field.line.text()
        elif text.endswith((" ", "　")) and self._reading.text and not self._reading.text.endswith(" "):
            self._reading.text += " "

    def _corrected(self, _text: str) -> None:
        self._own = True

    def _fill(self) -> None:
        line = self._field.line
        if not self._reading.text:
            # Pasted or confirmed without a composition: nothing is known about how it is read.
            return
        if language() == "ja" and not self._own and line.text() in ("", self._filled):
            self._filled = self._reading.text
            line.setText(self._filled)
            line.setModified(True)

    def _finished(self, _key: str, _value: object) -> None:
        if self._field.line.isModified() and not self._own:
            self._field.finish()
        self._reading.clear()
