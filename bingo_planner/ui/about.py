"""What program this is, which version, and the licences of everything it carries."""

from __future__ import annotations

from importlib import metadata
from pathlib import Path

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QTextEdit, QVBoxLayout, QWidget

from bingo_planner import __version__
from bingo_planner.kernel.files import resource
from bingo_planner.kernel.i18n import translate
from bingo_planner.ui.dialogs import HouseDialog
from bingo_planner.ui.labels import Label, loosen
from bingo_planner.ui.theme import current

PACKAGES = (
    "PySide6-Essentials", "SQLAlchemy", "alembic", "pyqtgraph", "numpy", "reportlab", "pypdfium2", "openpyxl",
    "python-calamine", "platformdirs", "zstandard", "jaconv", "jpholiday", "PyNaCl", "psycopg", "psycopg-binary",
    "keyring",
    "SudachiPy", "SudachiDict-small",
)  # fmt: skip
NAMES = ("LICENSE*", "LICENCE*", "OFL*", "*LICENSE.txt", "COPYING*")


def licences() -> list[tuple[str, str]]:
    """(part, text) for the bundled assets and the libraries that are here, in that order."""
    return [*_bundled(), *(part for part in map(_library, PACKAGES) if part[1])]


def _bundled() -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for folder in sorted(path for path in resource().iterdir() if path.is_dir()):
        files = sorted({path for pattern in NAMES for path in folder.glob(pattern)})
        found += [(f"{path.stem} ({folder.name})", path.read_text(encoding="utf-8")) for path in files]
    return found


def _library(name: str) -> tuple[str, str]:
    try:
        part = metadata.distribution(name)
    except metadata.PackageNotFoundError:
        return name, ""
    texts = [
        Path(str(path.locate())).read_text(encoding="utf-8", errors="replace")
        for path in part.files or ()
        if _is_licence(Path(str(path)))
    ]
    return f"{name} {part.version}", "\n\n".join([*_stated(part), *texts])


def _is_licence(path: Path) -> bool:
    inside = ".dist-info" in path.as_posix()
    return inside and path.name.upper().startswith(("LICEN", "COPYING", "NOTICE")) and path.suffix != ".py"


def _stated(part: metadata.Distribution) -> list[str]:
    fields = ("License-Expression", "License")
    return [str(part.metadata[field]) for field in fields if field in part.metadata][:1]


class _Sign(QWidget):
    """The program's mark."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        side = current().px(4)
        self.setFixedSize(side, side)
        self._drawing = QSvgRenderer(str(resource("icons", "mark.svg")), self)

    def paintEvent(self, event: QPaintEvent) -> None:
        self._drawing.render(QPainter(self), QRectF(self.rect()))


class AboutBox(HouseDialog):
    """Mark, name, version; parts left, their licence right."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent, translate("ui", "About Bingo Planner"), (56, 36))
        row = QHBoxLayout()
        row.addWidget(_Sign(self))
        words = QVBoxLayout()
        words.addWidget(Label(translate("ui", "Bingo Planner"), "title", parent=self))
        version = translate("ui", "Version {version}", version=__version__)
        words.addWidget(Label(version, "body", "text2", parent=self))
        about = translate(
            "ui", "A planner for core-city areas: staff, joint projects, KPIs, budgets and the vision."
        )
        words.addWidget(Label(about, "body", "text2", wrap=True, parent=self))
        row.addLayout(words, 1)
        self.body.addLayout(row)
        self.body.addWidget(Label(translate("ui", "Licences of the parts"), "section", parent=self))
        self._texts = licences()
        self.parts = QListWidget(self)
        self.parts.setAccessibleName(translate("ui", "Licences of the parts"))
        self.parts.addItems([name for name, _text in self._texts])
        self.parts.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.parts.setFixedWidth(current().px(17))
        self.text = QTextEdit(self)
        self.text.setReadOnly(True)
        self.text.setAccessibleName(translate("ui", "Licence"))
        self.parts.currentRowChanged.connect(self._show)
        parts = QHBoxLayout()
        parts.addWidget(self.parts)
        parts.addWidget(self.text, 1)
        self.body.addLayout(parts, 1)
        self.add_close()
        self.parts.setCurrentRow(0)

    def _show(self, row: int) -> None:
        if 0 <= row < len(self._texts):
            self.text.setPlainText(self._texts[row][1])
            loosen(self.text.document())

    @classmethod
    def show_over(cls, parent: QWidget | None) -> AboutBox:
        """Open it."""
        dialog = cls(parent)
        dialog.present()
        return dialog
