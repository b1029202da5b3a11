"""What the clipboard holds, as rows of cells: Excel's tab separated text, or the table of a web page or Word."""

from __future__ import annotations

from html.parser import HTMLParser


def parse_clipboard(text: str) -> list[list[str]]:
    """Tab separated text as rows. Cells in quotes may hold tabs, quotes and line ends; nothing is lost."""
    rows: list[list[str]] = []
    row: list[str] = []
    place, text = 0, text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\0")
    while place <= len(text):
        cell, place = _quoted(text, place) or _bare(text, place)
        row.append(cell)
        if place >= len(text):
            break
        if text[place] == "\n":
            rows.append(row)
            row = []
            if place == len(text) - 1:
                return rows
        place += 1
    rows.append(row)
    return rows if text else []


def _bare(text: str, start: int) -> tuple[str, int]:
    ends = [end for end in (text.find("\t", start), text.find("\n", start)) if end >= 0]
    end = min(ends, default=len(text))
    return text[start:end], end


def _quoted(text: str, start: int) -> tuple[str, int] | None:
    """A cell in quotes and where it ends; None when the quote is just a character of the cell."""
    if not text.startswith('"', start):
        return None
    place = start + 1
    while True:
        end = text.find('"', place)
        if end < 0:
            return None
        if text.startswith('""', end):
            place = end + 2
            continue
        if end + 1 == len(text) or text[end + 1] in "\t\n":
            return text[start + 1 : end].replace('""', '"'), end + 1
        return None


class _Tables(HTMLParser):
    """Collects the cells of the first table."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[str]] = []
        self._cell: list[str] | None = None
        self._span = 1
        self._done = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._done:
            return
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self._finish_cell()
            self._cell = []
            wide = dict(attrs).get("colspan") or "1"
            self._span = min(int(wide), 200) if wide.isdecimal() else 1
        elif tag in ("br", "p", "div") and self._cell:
            self._cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr"):
            self._finish_cell()
        elif tag == "table" and self.rows:
            self._finish_cell()
            self._done = True

    def handle_data(self, data: str) -> None:
        if self._cell is not None and not self._done:
            self._cell.append(" ".join(data.split()) if data.strip() else "")

    def _finish_cell(self) -> None:
        if self._cell is None:
            return
        if not self.rows:
            self.rows.append([])
        self.rows[-1].extend(["".join(self._cell).strip(), *([""] * (self._span - 1))])
        self._cell = None


def parse_html_table(html: str) -> list[list[str]]:
    """The first table of an HTML page as rows; empty when there is none."""
    reader = _Tables()
    reader.feed(html)
    reader.close()
    return [row for row in reader.rows if row]


def block_of(text: str, html: str = "") -> list[list[str]]:
    """The block on the clipboard: the text when it has cells, else the table of the HTML."""
    rows = parse_clipboard(text)
    single = len(rows) <= 1 and len(rows[0] if rows else []) <= 1
    if single and html:
        return parse_html_table(html) or rows
    return rows
