"""Sections of a Word paper: paper size and margins of each frame, running head, folio."""

from dataclasses import dataclass, field

from bingo_planner.reports.grid import GREY, Frame
from bingo_planner.reports.model import Paper
from bingo_planner.reports.word.markup import Look, paragraph, run, twips
from bingo_planner.reports.word.markup import field as word_field
from bingo_planner.reports.word.package import Package
from bingo_planner.reports.word.stylesheet import HEAD

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)


@dataclass(slots=True)
class Sections:
    """Heads and feet of the frames in use, made when the first section of a frame ends."""

    package: Package
    paper: Paper
    _made: dict[Frame, str] = field(default_factory=dict)

    def properties(self, frame: Frame) -> str:
        """The section properties of a frame: they stand at the end of a section."""
        size = frame.size
        wide, high = size.paper
        turned = ' w:orient="landscape"' if wide > high else ""
        right = wide - size.left - size.width
        above = high - size.top
        references = self._made.get(frame)
        if references is None:
            references = self._made[frame] = self._furniture(frame)
        return (
            f'<w:sectPr>{references}<w:type w:val="nextPage"/>'
            f'<w:pgSz w:w="{twips(wide)}" w:h="{twips(high)}"{turned}/>'
            f'<w:pgMar w:top="{twips(above)}" w:right="{twips(right)}" w:bottom="{twips(size.bottom)}" '
            f'w:left="{twips(size.left)}" w:header="{twips(size.head - 8)}" w:footer="{twips(size.folio - 8)}" '
            'w:gutter="0"/></w:sectPr>'
        )

    def _furniture(self, frame: Frame) -> str:
        name = frame.value
        if frame is Frame.BARE:
            head, foot = paragraph("Footer", ""), paragraph("Footer", "")
        else:
            head, foot = self._head(frame), self._foot(frame)
        upper = self.package.add(f"header-{name}.xml", "header", f"{HEAD}<w:hdr {NAMESPACES}>{head}</w:hdr>")
        lower = self.package.add(f"footer-{name}.xml", "footer", f"{HEAD}<w:ftr {NAMESPACES}>{foot}</w:ftr>")
        return (
            f'<w:headerReference w:type="default" r:id="{upper}"/>'
            f'<w:footerReference w:type="default" r:id="{lower}"/>'
        )

    def _head(self, frame: Frame) -> str:
        title = run(self.paper.running_title or self.paper.title)
        # STYLEREF 1 is the heading of the first level that stands on the page: the chapter
        right = run(self.paper.right_head) if self.paper.right_head else word_field("STYLEREF 1")
        return paragraph("Header", f"{title}{run(chr(9))}{right}", _stop(frame))

    def _foot(self, frame: Frame) -> str:
        page = word_field("PAGE", "1")
        total = word_field("NUMPAGES", "1")
        between = run(" / ", Look(colour=GREY))
        return paragraph(
            "Footer", f"{run(self.paper.foot_mark)}{run(chr(9))}{page}{between}{total}", _stop(frame)
        )


def _stop(frame: Frame) -> str:
    return f'<w:tabs><w:tab w:val="right" w:pos="{twips(frame.size.width)}"/></w:tabs>'
