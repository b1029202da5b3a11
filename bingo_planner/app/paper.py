"""A finished paper in a window of its own: pages, zoom, print, save under a name."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bingo_planner.kernel.desk import FileAsk
from bingo_planner.kernel.errors import PlanError, describe
from bingo_planner.kernel.files import atomic_path
from bingo_planner.kernel.i18n import translate
from bingo_planner.reports.raster import page_count, page_picture, page_size
from bingo_planner.ui.dialogs import HouseDialog
from bingo_planner.ui.preview import PagePreview

if TYPE_CHECKING:
    from bingo_planner.app.program import Program


class PaperWindow(HouseDialog):
    """The pages of one PDF file, which is read into memory: the file may go away."""

    def __init__(self, program: Program, title: str, pdf: Path) -> None:
        super().__init__(program.shell, title, (84, 50))
        self._program = program
        self._title = title
        self._data = pdf.read_bytes()
        self.preview = PagePreview(self)
        self.preview.save_asked.connect(self._ask_where)
        self.preview.printed.connect(self._printed)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(self.preview)
        sizes = [page_size(self._data, page) for page in range(page_count(self._data))]
        self.preview.set_document(sizes, self._draw)
        self.note.set_words(pdf.name)
        self.add_close()

    def _draw(self, page: int, scale: float) -> tuple[bytes, int, int]:
        picture = page_picture(self._data, page, scale)
        return picture.data, picture.width, picture.height

    def _ask_where(self) -> None:
        kinds = (("PDF", "*.pdf"),)
        ask = FileAsk(translate("app", "Save the paper"), f"{self._title}.pdf", kinds)
        self._program.desk.ask_file(ask, self._save)

    def _save(self, path: Path) -> None:
        try:
            with atomic_path(path) as temporary:
                temporary.write_bytes(self._data)
        except OSError as error:
            self.note.set_words(describe(error).text)
            return
        self.note.set_words(translate("app", "Saved as {file}.", file=path.name))

    def _printed(self, pages: int) -> None:
        self.note.set_words(translate("app", "{n} pages were sent to the printer.", n=pages))

    def done(self, result: int) -> None:
        """Stop drawing before the window goes."""
        self.preview.shut_down()
        super().done(result)


def show_paper(program: Program, title: str, pdf: Path) -> None:
    """Open the paper, or say why it cannot be shown."""
    try:
        PaperWindow(program, title, pdf).present()
    except PlanError as error:
        program.shell.problem(error)
