"""A letter from one office to another, in the order of official correspondence."""

from collections.abc import Sequence
from dataclasses import replace

from bingo_planner.kernel.i18n import translate
from bingo_planner.reports.blocks import Block, Drawn, Labelled, TextBlock, draw_lines, text_block
from bingo_planner.reports.grid import GREY, INK, B
from bingo_planner.reports.maker import Maker
from bingo_planner.reports.model import Ink, Notice, NoticeItem, Table
from bingo_planner.reports.paragraph import Line, set_lines, set_one
from bingo_planner.reports.pen import Pen
from bingo_planner.reports.styles import BODY, PLAIN, RECORD, Style


def notice(part: Notice, maker: Maker, key: str) -> list[Block]:
    """A letter in the order of official correspondence."""
    right = replace(PLAIN, name="notice-right", align="right", justify=False)
    sender = replace(right, name="notice-sender")
    form = replace(PLAIN, name="notice-form", size=9, justify=False)
    blocks: list[Block] = [_text(maker, part.form, form)] if part.form else []
    blocks += [_text(maker, text, right) for text in (part.number, part.date) if text]
    addressee = replace(
        PLAIN, name="notice-to", size=12, leading=20, indent=10.5, before=1.0 * B, justify=False
    )
    blocks.append(_text(maker, part.addressee, addressee))
    for i, line in enumerate(part.sender):
        style = replace(sender, name=f"notice-sender-{i == 0}", before=B if i == 0 else 0.0)
        blocks.append(text_block(maker.words((Ink(line),)), style, maker.width - 42))
    if part.seal_omitted:
        seal = replace(sender, name="notice-seal", size=9, colour=GREY)
        omitted = translate("reports", "(official seal omitted)")
        blocks.append(text_block((Ink(omitted),), seal, maker.width - 42))
    subject = replace(
        PLAIN,
        name="notice-subject",
        size=13,
        leading=22,
        align="center",
        before=2 * B,
        after=0.5 * B,
        justify=False,
    )
    blocks.append(_text(maker, part.subject, subject, "H1"))
    blocks.extend(text_block(maker.words(text), BODY, maker.width) for text in part.body)
    if part.items:
        centred = replace(
            PLAIN, name="notice-ki", align="center", before=0.75 * B, after=0.5 * B, justify=False
        )
        blocks.append(_text(maker, translate("reports", "Details"), centred))
        for number, item in enumerate(part.items, 1):
            blocks.extend(_notice_item(maker, item, number))
        end = replace(right, name="notice-end", before=0.75 * B)
        blocks.append(_text(maker, translate("reports", "End"), end))
    blocks[0].key = key
    if part.contact:
        blocks.append(_contact(maker, part.contact))
    return blocks


def _text(maker: Maker, text: str, style: Style, role: str = "P") -> TextBlock:
    return text_block(maker.words((Ink(text),)), style, maker.width, role)


def _notice_item(maker: Maker, item: NoticeItem, number: int) -> list[Block]:
    label = set_lines(maker.words((Ink(f"{number}　{item.label}"),)), replace(PLAIN, name="notice-label"), 98)
    if isinstance(item.content, Table):
        heading = TextBlock(label, replace(PLAIN, name="notice-table", before=5), keep=True)
        table = maker.table(item.content)
        table.before = 4.0
        return [heading, table]
    if item.amount:
        return [_amount(maker, item, label)]
    lines = set_lines(maker.words(item.content), replace(PLAIN, name="notice-content"), maker.width - 101)
    return [Labelled(label, lines, PLAIN, (0.0, 101.0), pad=5.0, label_colour=INK)]


def _amount(maker: Maker, item: NoticeItem, label: Sequence[Line]) -> Block:
    amount = "".join(
        piece.text for piece in maker.words(item.content if not isinstance(item.content, Table) else "")
    )

    def paint(pen: Pen, x: float, top: float) -> None:
        with pen.marked("P"):
            draw_lines(pen, label, x, top - 6, PLAIN.size, PLAIN.leading, INK)
            sign = translate("reports", "Amount")
            draw_lines(pen, (set_one(sign, "M"),), x + 105, top - 5, 12.5, 17, INK)
            pen.text(x + 334, top - 18.5, amount, "PBT", 15, INK, "right")
        with pen.marked(""):
            pen.rule(x + 102, top - 27, 236, 0.5)

    return Drawn(36.0, paint)


def _contact(maker: Maker, contact: str) -> Block:
    lines = set_lines(maker.words((Ink(contact),)), RECORD, maker.width - 7)
    height = len(lines) * RECORD.leading + 8

    def paint(pen: Pen, x: float, top: float) -> None:
        with pen.marked(""):
            pen.rule(x, top, maker.width, 0.8)
            pen.rule(x, top - height, maker.width, 0.5)
        with pen.marked("P"):
            draw_lines(pen, lines, x + 3.5, top - 4, RECORD.size, RECORD.leading, INK)

    return Drawn(height, paint, before=1.25 * B)
