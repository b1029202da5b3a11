"""Copying cells (tab separated text for Excel, HTML with lines for Word) and pictures with their alternative text."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from html import escape
from pathlib import Path

from PySide6.QtCore import QByteArray, QMimeData, QUrl
from PySide6.QtGui import QGuiApplication, QPixmap

_TABLE = '<table border="1" cellspacing="0" cellpadding="4" style="border-collapse:collapse">'


def as_tsv(rows: Sequence[Sequence[str]]) -> str:
    """Rows as tab separated text; cells with tabs, quotes or line ends are quoted as Excel does."""
    return "\r\n".join("\t".join(_quoted(cell) for cell in row) for row in rows)


def _quoted(cell: str) -> str:
    if any(mark in cell for mark in '\t\r\n"'):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def as_html(head: Sequence[str], rows: Sequence[Sequence[str]], figures: frozenset[int] = frozenset()) -> str:
    """Rows as an HTML table whose lines Word keeps; `figures` are the columns set to the right."""
    lines = [_TABLE]
    if head:
        lines.append("<tr>" + "".join(f"<th>{escape(one)}</th>" for one in head) + "</tr>")
    for row in rows:
        cells = (
            f'<td align="right">{_lined(cell)}</td>' if place in figures else f"<td>{_lined(cell)}</td>"
            for place, cell in enumerate(row)
        )
        lines.append("<tr>" + "".join(cells) + "</tr>")
    lines.append("</table>")
    return "".join(lines)


def _lined(cell: str) -> str:
    return escape(cell).replace("\n", "<br>")


def to_clipboard(
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    figures: frozenset[int] = frozenset(),
    *,
    with_head: bool = False,
) -> None:
    """Put cells on the clipboard as text and as HTML."""
    data = QMimeData()
    data.setText(as_tsv([head, *rows] if with_head else rows))
    data.setHtml(as_html(head if with_head else (), rows, figures))
    QGuiApplication.clipboard().setMimeData(data)


def put_table(
    title: str,
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    figures: frozenset[int] = frozenset(),
    notes: Sequence[str] = (),
) -> None:
    """Put a whole table on the clipboard: its title over it and its notes beneath it."""
    data = QMimeData()
    data.setText("\r\n".join([_quoted(title), as_tsv([head, *rows]), *(_quoted(note) for note in notes)]))
    foot = "".join(f"<p>{escape(note)}</p>" for note in notes)
    data.setHtml(f"<p><b>{escape(title)}</b></p>{as_html(head, rows, figures)}{foot}")
    QGuiApplication.clipboard().setMimeData(data)


def put_picture(picture: QPixmap, words: str) -> None:
    """Put a picture on the clipboard with its alternative text."""
    # Word takes the alternative text only from HTML, and its picture only from a file.
    path = Path(tempfile.gettempdir()) / "bingo-planner-chart.png"
    data = QMimeData()
    data.setImageData(picture.toImage())
    if picture.save(str(path)):
        address = QUrl.fromLocalFile(str(path)).toString()
        data.setHtml(f'<img src="{escape(address)}" alt="{escape(words)}">')
    data.setData("text/x-alt", QByteArray(words.encode("utf-8")))
    QGuiApplication.clipboard().setMimeData(data)
