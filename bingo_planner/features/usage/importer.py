"""From files as facilities send them to figures: what lands, what does not and why. Nothing is written here."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

from bingo_planner.exchange.reading import Book, RawSheet, cell_name, read_book
from bingo_planner.features.region.model import Body
from bingo_planner.features.usage.figures import read_figure
from bingo_planner.features.usage.layout import (
    Block,
    Column,
    Context,
    blocks,
    is_month,
    is_number,
    read_month,
    told,
)
from bingo_planner.features.usage.model import CellKey, Figure, Measure, Service
from bingo_planner.features.usage.names import Meaning, Names, Side
from bingo_planner.features.usage.rules import members_in
from bingo_planner.kernel.dates import FiscalYear, format_fiscal_year
from bingo_planner.kernel.errors import FieldProblem, PlanError, describe
from bingo_planner.kernel.jobs import Progress
from bingo_planner.kernel.numbers import Mark, format_number, parse_number


@dataclass(frozen=True, slots=True)
class Entry:
    """One figure read from a file."""

    service_id: str
    month: dt.date
    key: CellKey
    figure: Figure
    file: str
    sheet: str
    row: int
    column: int

    @property
    def place(self) -> str:
        """Sheet and cell: 7月!C5."""
        cell = cell_name(self.row - 1, self.column - 1)
        return f"{self.sheet}!{cell}" if self.sheet else cell


@dataclass(frozen=True, slots=True)
class LineProblem:
    """Why a line does not land. Row and column count from 1; 0: the whole file, sheet or row."""

    file: str
    sheet: str
    row: int
    column: int
    code: str
    facts: Mapping[str, object] = field(default_factory=dict, hash=False)

    @property
    def cell(self) -> str:
        """B7, or what is known of it."""
        if self.row and self.column:
            return cell_name(self.row - 1, self.column - 1)
        return str(self.row) if self.row else ""


@dataclass(frozen=True, slots=True)
class FileRead:
    """What one file holds."""

    name: str
    digest: str
    encoding: str
    service_id: str = ""
    entries: tuple[Entry, ...] = ()
    problems: tuple[LineProblem, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What taking files in would do. `changes` are new or different; `same` stand already as the files say."""

    files: tuple[FileRead, ...]
    changes: tuple[Entry, ...]
    new: int
    same: int
    corrections: int
    problems: tuple[LineProblem, ...]

    @property
    def replaced(self) -> int:
        """Figures that would take the place of others."""
        return len(self.changes) - self.new


@dataclass(frozen=True, slots=True)
class Hint:
    """What the person who takes files in has said already: the service, and the fiscal year of months without one."""

    service_id: str = ""
    year: int | None = None
    month: dt.date | None = None
    facility_id: str = ""


@dataclass(frozen=True)
class _Facts:
    book: Book
    names: Names
    bodies: Sequence[Body]
    members: dict[dt.date, frozenset[str]] = field(default_factory=dict)

    @property
    def service(self) -> Service:
        return self.names.service

    def is_member(self, body: str, month: dt.date) -> bool:
        if month not in self.members:
            self.members[month] = members_in(self.service, self.bodies, month)
        return body in self.members[month]


def read_files(
    paths: Sequence[Path],
    services: Sequence[Service],
    bodies: Sequence[Body],
    hint: Hint | None = None,
    progress: Progress | None = None,
) -> list[FileRead]:
    """Read every file; one that cannot be read at all is a problem of its own. PlanError `import.stopped`."""
    found = []
    names: Counter[str] = Counter()
    for at, path in enumerate(paths):
        names[path.name] += 1
        # Folders are not part of a name; files called alike must still be told apart in the trail.
        name = path.name if names[path.name] == 1 else f"{path.name} ({names[path.name]})"
        if progress is not None:
            if progress.cancelled():
                raise PlanError("import.stopped")
            progress.step(at, len(paths), path.name)
        try:
            book = replace(read_book(path), name=name)
            found.append(read_one(book, services, bodies, hint))
        except PlanError as error:
            facts = {**error.facts, "path": name}
            found.append(FileRead(name, "", "", "", (), (_whole(name, error.code, facts),)))
    if progress is not None:
        progress.step(len(paths), len(paths), "")
    return _without_twins(found)


def read_one(
    book: Book, services: Sequence[Service], bodies: Sequence[Body], hint: Hint | None = None
) -> FileRead:
    """What a file holds, read for the service it speaks of."""
    hint = hint or Hint()
    names = _names_for(book, services, bodies, hint)
    if names is None:
        problem = _whole(book.name, "import.unknown_service", {})
        return FileRead(book.name, book.digest, book.encoding, "", (), (problem,))
    facts = _Facts(book, names, bodies)
    start = told(Path(book.name).stem, names, Context(hint.month, hint.year, hint.facility_id))
    entries: list[Entry] = []
    problems: list[LineProblem] = []
    for sheet in book.sheets:
        for block in blocks(sheet, names, start):
            good, bad = _read_block(facts, sheet, block)
            entries += good
            problems += bad
    if not entries and not problems:
        problems.append(_whole(book.name, "import.nothing", {"file": book.name}))
    return FileRead(book.name, book.digest, book.encoding, names.service.id, tuple(entries), tuple(problems))


def _names_for(book: Book, services: Sequence[Service], bodies: Sequence[Body], hint: Hint) -> Names | None:
    """The vocabulary of the service the file speaks of most; None when that is not clear."""
    known = [Names.of(one, bodies) for one in services if hint.service_id in ("", one.id)]
    if len(known) == 1:
        return known[0]
    texts = [book.name, *(sheet.name for sheet in book.sheets)]
    texts += [cell for sheet in book.sheets for row in sheet.rows[:60] for cell in row if cell]
    scored = sorted(((one.weight(texts), at) for at, one in enumerate(known)), reverse=True)
    if not scored or scored[0][0] == 0 or (len(scored) > 1 and scored[0][0] == scored[1][0]):
        return None
    return known[scored[0][1]]


def _whole(file: str, code: str, facts: Mapping[str, object]) -> LineProblem:
    return LineProblem(file, "", 0, 0, code, facts)


def sentence(problem: LineProblem) -> str:
    """Why a line does not land, in words."""
    return describe(FieldProblem("", problem.code, problem.facts)).text


# -- one table ----------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class _Line:
    """A row of figures: what its labels say, and its figures as they stand."""

    at: int
    month: dt.date | None
    meanings: tuple[Meaning, ...]
    month_text: str
    is_total: bool
    is_average: bool
    unknown: tuple[tuple[int, str], ...]


def _read_block(facts: _Facts, sheet: RawSheet, block: Block) -> tuple[list[Entry], list[LineProblem]]:
    entries: list[Entry] = []
    problems = _head_problems(facts, sheet, block)
    lines = [_line(facts, sheet, block, at) for at in block.rows]
    for line in lines:
        if line.is_average:
            continue
        if line.is_total:
            problems += _total_row(facts, sheet, block, line, lines)
            continue
        good, bad = _read_line(facts, sheet, block, line)
        problems += bad
        if not bad:
            entries += good
    return entries, problems


def _head_problems(facts: _Facts, sheet: RawSheet, block: Block) -> list[LineProblem]:
    """Columns that hold figures under a word nobody knows."""
    found = []
    for place, column in enumerate(block.columns):
        known = facts.names.meaning(column.text)
        if column.side is not Side.OTHER or not column.text or known is not None or column.is_label:
            continue
        if any(is_number(sheet.rows[at][place]) for at in block.rows):
            is_body = any(_has(one.meanings, Side.BODY) for one in block.columns)
            code = "import.unknown_body" if is_body else "import.unknown_word"
            where = (facts.book.name, sheet.name, block.head + 1, place + 1)
            found.append(LineProblem(*where, code, {"text": column.text}))
    return found


def _line(facts: _Facts, sheet: RawSheet, block: Block, at: int) -> _Line:
    meanings: list[Meaning] = []
    unknown: list[tuple[int, str]] = []
    month, month_text = None, ""
    for place, column in enumerate(block.columns):
        text = sheet.filled[at][place]
        if not column.is_label or not text:
            continue
        found = facts.names.meaning(text)
        if found is not None:
            meanings.append(found)
        elif column.side is Side.MONTH or is_month(text):
            month_text = text
            month = read_month(text, block.context.year, bare=column.side is Side.MONTH)
            unknown += [(place, text)] if month is None else []
        elif column.side is not Side.OTHER:
            unknown.append((place, text))
    is_total = any(one.side is Side.TOTAL for one in meanings)
    is_average = any(one.side is Side.OTHER and one.is_head for one in meanings)
    named = tuple(one for one in meanings if not one.is_head)
    return _Line(at, month, named, month_text, is_total, is_average, tuple(unknown))


def _read_line(
    facts: _Facts, sheet: RawSheet, block: Block, line: _Line
) -> tuple[list[Entry], list[LineProblem]]:
    """The figures of a row; any problem keeps the whole row out."""
    if not any(sheet.filled[line.at][place] for place, _ in _value_columns(block)):
        return [], []
    problems = [_unknown(facts, sheet, line, place, text) for place, text in line.unknown]
    entries: list[Entry] = []
    for place, column in _value_columns(block):
        text = sheet.rows[line.at][place] or _mark_text(sheet.filled[line.at][place])
        if not text or (problems and line.unknown):
            continue
        try:
            entry = _entry(facts, block, line, column, text)
        except PlanError as error:
            problems.append(_problem(facts, sheet, line.at, place, error))
            continue
        if entry is not None:
            month, key, figure = entry
            file, own = facts.book.name, facts.service.id
            entries.append(Entry(own, month, key, figure, file, sheet.name, line.at + 1, place + 1))
    problems += _total_column(facts, sheet, block, line)
    return entries, problems


def _value_columns(block: Block) -> Iterator[tuple[int, Column]]:
    return ((place, one) for place, one in enumerate(block.columns) if one.side is Side.VALUE)


def _unknown(facts: _Facts, sheet: RawSheet, line: _Line, place: int, text: str) -> LineProblem:
    where = (facts.book.name, sheet.name, line.at + 1, place + 1)
    if text == line.month_text:
        return LineProblem(*where, "import.no_year", {"text": text})
    sides = {one.side for one in line.meanings}
    measures = facts.service.measures
    if Side.PLACE not in sides and any(one.by_place for one in measures) and Side.BODY in sides:
        return LineProblem(*where, "import.unknown_facility", {"text": text, "service": facts.service.name})
    code = "import.unknown_body" if Side.PLACE in sides else "import.unknown_word"
    if not sides and any(one.by_place for one in measures):
        return LineProblem(*where, "import.unknown_facility", {"text": text, "service": facts.service.name})
    return LineProblem(*where, code, {"text": text})


def _entry(
    facts: _Facts, block: Block, line: _Line, column: Column, text: str
) -> tuple[dt.date, CellKey, Figure] | None:
    """Month, cell and figure; None for nothing worth keeping (a body outside that had none)."""
    meanings = (*line.meanings, *column.meanings)
    month = column.month or line.month or block.context.month
    if month is None:
        raise (
            PlanError("import.no_year", text=column.text)
            if is_month(column.text)
            else PlanError("import.no_month")
        )
    measure = _measure(facts.service, meanings, block)
    key = _key(facts.service, measure, meanings, block.context)
    figure = read_figure(measure, text)
    if key.body and not facts.is_member(key.body, month):
        if isinstance(figure, Decimal) and figure:
            year = format_fiscal_year(FiscalYear.of(month))
            name = next((one.label for one in facts.bodies if one.id == key.body), "")
            raise PlanError("usage.not_member", body=name, year=year)
        return None
    return None if figure is Mark.BLANK else (month, key, figure)


def _measure(service: Service, meanings: Sequence[Meaning], block: Block) -> Measure:
    """The measure that is named, else the first that is split the way the figures are."""
    named = next((one.ids[0] for one in meanings if one.side is Side.MEASURE), block.context.measure)
    has_body = _has(meanings, Side.BODY)
    classes = [one.ids for one in meanings if one.side is Side.CATEGORY]
    has_place = _has(meanings, Side.PLACE) or bool(block.context.place)
    fitting = [
        one
        for one in service.measures
        if one.by_body == has_body
        and (one.by_place <= has_place)
        and bool(one.breakdown_id) == bool(classes)
        and all(_class_in(service, one.breakdown_id, ids) for ids in classes)
    ]
    by_name = service.measure(named) if named else None
    if by_name is not None and (by_name in fitting or not fitting or not classes):
        return by_name
    if not fitting:
        if not has_place and any(one.by_place for one in service.measures):
            raise PlanError("import.no_facility")
        raise PlanError("import.no_body")
    return fitting[0]


def _class_in(service: Service, breakdown: str, ids: Sequence[str]) -> str:
    """The one of the classes a word may mean that belongs to the breakdown; "" for none."""
    return next((one.id for one in service.categories(breakdown) if one.id in ids), "")


def _key(service: Service, measure: Measure, meanings: Sequence[Meaning], context: Context) -> CellKey:
    place = _first(meanings, Side.PLACE) or context.place
    body = _first(meanings, Side.BODY)
    classes = [one.ids for one in meanings if one.side is Side.CATEGORY]
    category = _class_in(service, measure.breakdown_id, classes[0]) if classes else ""
    if measure.by_place and not place:
        raise PlanError("import.no_facility")
    if measure.by_body and not body:
        raise PlanError("import.no_body")
    if measure.breakdown_id and not category:
        raise PlanError("import.no_category")
    return CellKey(
        measure.id,
        place if measure.by_place else "",
        body if measure.by_body else "",
        category if measure.breakdown_id else "",
    )


def _first(meanings: Sequence[Meaning], side: Side) -> str:
    return next((one.ids[0] for one in meanings if one.side is side and one.ids), "")


def _has(meanings: Sequence[Meaning], side: Side) -> bool:
    return any(one.side is side and one.ids for one in meanings)


def _mark_text(text: str) -> str:
    """未集計 written once over merged cells holds for each of them; a merged number does not."""
    return text if text and not is_number(text) else ""


def _problem(facts: _Facts, sheet: RawSheet, at: int, place: int, error: PlanError) -> LineProblem:
    return LineProblem(facts.book.name, sheet.name, at + 1, place + 1, error.code, error.facts)


# -- totals -------------------------------------------------------------------------------------------
def _number(facts: _Facts, text: str) -> Decimal | None:
    """The number in a cell, with or without a unit; None for words, marks and nothing."""
    for unit in ("", *{one.unit for one in facts.service.measures}):
        try:
            value = parse_number(text, unit=unit)
        except PlanError:
            continue
        return None if isinstance(value, Mark) else value
    return None


def _total_column(facts: _Facts, sheet: RawSheet, block: Block, line: _Line) -> list[LineProblem]:
    """Sums of a row that say something else than its figures: of all before them, or since the last sum."""
    found = []
    row = sheet.rows[line.at]
    whole = since = Decimal(0)
    for place, column in enumerate(block.columns):
        number = _number(facts, row[place])
        if column.side is Side.TOTAL:
            if number is not None and number not in (whole, since):
                found.append(_wrong_total(facts, sheet, line.at, place, number, whole))
            since = Decimal(0)
        elif number is not None and not column.is_label and (column.text or column.side is Side.VALUE):
            whole, since = whole + number, since + number
    return found


def _total_row(
    facts: _Facts, sheet: RawSheet, block: Block, line: _Line, lines: Sequence[_Line]
) -> list[LineProblem]:
    """Sums beneath the figures that say something else than they do."""
    found = []
    own = [one.at for one in lines if one.at < line.at and not one.is_total and not one.is_average]
    for place, column in enumerate(block.columns):
        stated = _number(facts, sheet.rows[line.at][place])
        if stated is None or column.is_label or column.side not in (Side.VALUE, Side.TOTAL):
            continue
        numbers = [_number(facts, sheet.rows[at][place]) for at in own]
        sum_ = sum((one for one in numbers if one is not None), Decimal(0))
        if stated != sum_:
            found.append(_wrong_total(facts, sheet, line.at, place, stated, sum_))
    return found


def _wrong_total(
    facts: _Facts, sheet: RawSheet, at: int, place: int, stated: Decimal, sum_: Decimal
) -> LineProblem:
    told_ = {"stated": format_number(stated), "sum": format_number(sum_)}
    return LineProblem(facts.book.name, sheet.name, at + 1, place + 1, "import.total", told_)


# -- the set of files ---------------------------------------------------------------------------------
def _without_twins(files: Sequence[FileRead]) -> list[FileRead]:
    """A figure that stands twice and differently lands in neither way."""
    seen: dict[_Own, Entry] = {}
    twins: dict[_Own, tuple[Entry, Entry]] = {}
    for file in files:
        for entry in file.entries:
            first = seen.setdefault(_own(entry), entry)
            if first.figure != entry.figure:
                twins[_own(entry)] = (first, entry)
    return [_cut(file, twins) for file in files] if twins else list(files)


_Own = tuple[str, dt.date, CellKey]


def _own(entry: Entry) -> _Own:
    return entry.service_id, entry.month, entry.key


def _cut(file: FileRead, twins: Mapping[_Own, tuple[Entry, Entry]]) -> FileRead:
    good, problems = [], list(file.problems)
    for entry in file.entries:
        pair = twins.get(_own(entry))
        if pair is None:
            good.append(entry)
            continue
        other = pair[1] if entry is pair[0] else pair[0]
        facts = {
            "value": format_number(entry.figure),
            "other": f"{format_number(other.figure)} ({other.file} {other.place})",
        }
        where = (entry.file, entry.sheet, entry.row, entry.column)
        problems.append(LineProblem(*where, "import.twice", facts))
    return FileRead(file.name, file.digest, file.encoding, file.service_id, tuple(good), tuple(problems))
