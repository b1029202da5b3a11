"""Parts of papers that are more than text and tables: covers, sheets, notices, boxes, records, comparisons."""

from collections.abc import Callable, Sequence

from bingo_planner.kernel.i18n import translate
from bingo_planner.reports.charts import Drawing, Schedule
from bingo_planner.reports.grid import DEEP, GREY, WASH
from bingo_planner.reports.model import (
    Box,
    Bullets,
    Cell,
    Column,
    Comparison,
    Cover,
    Dated,
    Ink,
    Members,
    Notice,
    NoticeItem,
    Paragraph,
    Records,
    Row,
    Sheet,
    SheetContent,
    Table,
    Text,
    verbatim,
)
from bingo_planner.reports.text import pieces
from bingo_planner.reports.word.markup import Look, Words, hexa, paragraph, run, twips
from bingo_planner.reports.word.tables import edge, table_xml

Pictured = Callable[[Drawing, float, str], str]
"""A chart in a width with its words: the paragraph that holds its picture."""


def cover(part: Cover) -> list[str]:
    """The cover as lines that can be written over."""
    side = '<w:jc w:val="left"/>'
    found = [
        paragraph("Plain", run(part.scheme, Look(colour=DEEP, size=11)), '<w:spacing w:before="1400"/>'),
        paragraph("Plain", run(part.edition, Look(colour=DEEP, size=26)), '<w:spacing w:before="900"/>'),
        paragraph("Plain", run(part.title, Look(colour=DEEP, size=36)), side),
    ]
    stamp = f"［{part.stamp}］　" if part.stamp else ""
    found.append(
        paragraph("Plain", run(f"{stamp}{part.term}", Look(size=10.5)), '<w:spacing w:before="600"/>')
    )
    found.append(paragraph("Plain", run(part.date, Look(size=10.5)), '<w:spacing w:before="5200"/>'))
    found.append(paragraph("Plain", run(part.council, Look(bold=True, size=10.5))))
    found.append(paragraph("Small", run("　".join(part.members), Look(colour=GREY))))
    found.append(paragraph("Note", run(part.note)))
    return [one for one in found if "<w:t " in one]


def records(part: Records, words: Words, width: float) -> str:
    """Labelled lines as a table without a head."""
    columns = (Column(width=part.label_width + 7), Column())
    rows = tuple(Row((Cell(label, bold=True), Cell(pieces(text)))) for label, text in part.rows)
    table = Table(columns, rows, open_style=True, headless=True, size=9, pad=2.5)
    return table_xml(table, width, words)


def box(part: Box, words: Words) -> list[str]:
    """Points on a pale ground behind a strong edge."""
    ground = (
        f'<w:pBdr><w:left w:val="single" w:sz="18" w:space="8" w:color="{hexa(DEEP)}"/></w:pBdr>'
        f'<w:shd w:val="clear" w:color="auto" w:fill="{hexa(WASH)}"/>'
        f'<w:spacing w:before="60" w:after="60"/><w:ind w:left="{twips(20 if part.numbered else 10)}"/>'
    )
    found = []
    for at, item in enumerate(part.items, start=1):
        number = run(f"{at}　", Look(bold=True, colour=DEEP)) if part.numbered else ""
        found.append(paragraph("Plain", number + words.runs(item), ground))
    return found


def comparison(part: Comparison, words: Words, width: float) -> list[str]:
    """Old and new wording side by side."""
    heads = (
        translate("reports", "Place"),
        part.old_head or translate("reports", "Old"),
        part.new_head or translate("reports", "New"),
        translate("reports", "Reason for the change"),
    )
    columns = tuple(Column(head, wide) for head, wide in zip(heads, (86.0, 232.0, 232.0, 182.0), strict=True))
    rows = tuple(
        Row(tuple(Cell(pieces(text)) for text in (row.place, row.old, row.new, row.reason)))
        for row in part.rows
    )
    found = [paragraph("Plain", words.runs(part.lead))] if part.lead else []
    found.append(table_xml(Table(columns, rows, size=9, pad=4.5), width, words, part.title))
    if part.note:
        found.append(paragraph("Note", words.runs(part.note)))
    return found


def notice(part: Notice, words: Words, width: float) -> list[str]:
    """A letter in the order of official correspondence."""
    right, centre = '<w:jc w:val="right"/>', '<w:jc w:val="center"/>'
    found = [paragraph("Plain", run(part.form))] if part.form else []
    found += [paragraph("Plain", run(text), right) for text in (part.number, part.date) if text]
    found.append(
        paragraph("Plain", run(part.addressee, Look(size=12)), '<w:spacing w:before="340" w:after="340"/>')
    )
    found += [paragraph("Plain", run(line), right) for line in part.sender]
    if part.seal_omitted:
        found.append(
            paragraph("Plain", run(translate("reports", "(official seal omitted)"), Look(size=9)), right)
        )
    subject = run(part.subject, Look(size=13))
    found.append(paragraph("Plain", subject, f'<w:spacing w:before="560" w:after="240"/>{centre}'))
    found += [paragraph("Body", words.runs(text)) for text in part.body]
    if part.items:
        found.append(
            paragraph("Plain", run(translate("reports", "Details")), f'<w:spacing w:before="240"/>{centre}')
        )
        for number, item in enumerate(part.items, start=1):
            found += _notice_item(item, number, words, width)
        found.append(paragraph("Plain", run(translate("reports", "End")), right))
    if part.contact:
        found.append(paragraph("Small", run(part.contact), '<w:spacing w:before="400"/>'))
    return found


def _notice_item(item: NoticeItem, number: int, words: Words, width: float) -> list[str]:
    label = run(f"{number}　{item.label}　")
    if isinstance(item.content, Table):
        return [paragraph("Plain", label), table_xml(item.content, width, words, item.content.caption)]
    if item.amount:
        sign = run(f"{translate('reports', 'Amount')}　")
        amount = words.runs(item.content, Look(bold=True, size=15))
        return [paragraph("Plain", f"{label}{sign}{amount}")]
    named = run(f"{number}　{item.label}\t")
    return [paragraph("Plain", named + words.runs(item.content), _hanging(101.0))]


def sheet(part: Sheet, words: Words, width: float, pictured: Pictured) -> list[str]:
    """A sheet of labelled rows: its head, then a table of labels and contents."""
    above = "　".join(text for text in (part.area, part.field) if text)
    behind = "　".join(text for text in (part.term, part.status) if text)
    stop = f'<w:tabs><w:tab w:val="right" w:pos="{twips(width)}"/></w:tabs>'
    title = run(f"{part.code}　{part.title}" if part.code else part.title)
    found = [
        paragraph("Small", run(above, Look(bold=True, colour=DEEP))),
        paragraph("Heading2", f"{title}{run(chr(9))}{run(behind, Look(size=8.5))}", stop),
    ]
    label_wide = 76.0
    inner = width - label_wide
    rows = []
    for row in part.rows:
        label = paragraph("Small", run(row.label, Look(bold=True, colour=DEEP)))
        if row.sub:
            label += paragraph("Note", run(row.sub))
        rows.append(
            _pair(label, "".join(_content(row.content, words, inner - 8, pictured)), label_wide, inner)
        )
    grid = f'<w:gridCol w:w="{twips(label_wide)}"/><w:gridCol w:w="{twips(inner)}"/>'
    frame = (
        f'<w:tblPr><w:tblW w:w="{twips(width)}" w:type="dxa"/><w:tblInd w:w="0" w:type="dxa"/><w:tblBorders>'
        f"{edge('top', 1.2, DEEP)}{edge('bottom', 0.8)}{edge('insideH', 0.25)}</w:tblBorders>"
        '<w:tblLayout w:type="fixed"/></w:tblPr>'
    )
    found.append(f"<w:tbl>{frame}<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>")
    return found


def _pair(label: str, content: str, left: float, right: float) -> str:
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{twips(wide)}" w:type="dxa"/></w:tcPr>{inner}</w:tc>'
        for wide, inner in ((left, label), (right, content))
    )
    return f"<w:tr>{cells}</w:tr>"


def _content(content: SheetContent, words: Words, width: float, pictured: Pictured) -> Sequence[str]:
    match content:
        case Paragraph():
            return [paragraph("Plain", words.runs(content.text, Look(size=9.6)))]
        case Bullets():
            marks = [f"{at}　" if content.numbered else "・" for at in range(1, len(content.items) + 1)]
            return [
                paragraph("Plain", run(mark, Look(size=9.6)) + words.runs(item, Look(size=9.6)))
                for mark, item in zip(marks, content.items, strict=True)
            ]
        case Table():
            return [table_xml(content, width, words, content.caption), paragraph("Tiny", "")]
        case Schedule():
            return [pictured(content, width, "、".join(row.label for row in content.rows))]
        case Members():
            text = "　".join(f"{name} {mark}" for name, mark in content.bodies)
            return [paragraph("Small", run(text))]
        case Dated():
            return [_dated(when, text, words) for when, text in content.lines] or [paragraph("Small", "")]
        case _:
            return [paragraph("Plain", words.runs(content, Look(size=9.6)))]


def _dated(when: str, text: Text, words: Words) -> str:
    return paragraph("Small", run(f"{when}\t") + words.runs(text), _hanging(62.0))


def _hanging(indent: float) -> str:
    """A label, a tab, and text that stands to the right of it in every line."""
    stop = twips(indent)
    return f'<w:tabs><w:tab w:val="left" w:pos="{stop}"/></w:tabs><w:ind w:left="{stop}" w:hanging="{stop}"/>'


def number_and_title(number: str, title: str) -> tuple[Ink, ...]:
    """A caption: its number bold, then its words as they stand."""
    gap = "　" if number and title else ""
    return (Ink(number, bold=True), *verbatim(f"{gap}{title}"))
