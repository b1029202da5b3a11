"""Cost shares as a workbook in which the formulas live: conditions and working of every item, no macros.

Of each item two sheets: `n条件` (money, ratios, unit) and `n算定` (bodies). Excel computes with 15 figures, so the
working also carries the program's own exact yen and a column that tells any difference.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from bingo_planner.exchange.sheet import Cell, Formula, Sheet, SheetColumn
from bingo_planner.exchange.xlsx import FIRST_ROW
from bingo_planner.features.costshare.model import Basis, ItemFacts
from bingo_planner.features.costshare.report import Worked, item_title
from bingo_planner.features.costshare.ruletext import name_of, rule_text, stage_words
from bingo_planner.features.costshare.sheet import Sheet as Worksheet
from bingo_planner.features.costshare.sheet import SheetLine
from bingo_planner.features.costshare.words import base_title, basis_name
from bingo_planner.kernel.dates import DateStyle
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.money import Rule

PLACES = 6
"""Decimals to which Excel's own binary fractions are rounded before they are cut or compared."""


def _t(text: str, **facts: object) -> str:
    return translate("costshare", text, **facts) if facts else translate("costshare", text)


def share_sheets(worked: Sequence[Worked], style: DateStyle = DateStyle.ERA) -> tuple[Sheet, ...]:
    """A summary, and conditions and working of every item."""
    found: list[Sheet] = []
    for number, (facts, sheet) in enumerate(worked, start=1):
        book = _Book(facts, sheet, number, style)
        found += [book.conditions(), book.working()]
    return (summary_sheet(worked, style), *found)


def summary_sheet(worked: Sequence[Worked], style: DateStyle = DateStyle.ERA) -> Sheet:
    """Every item with its amounts by body, in yen; sums at the foot."""
    bodies = _bodies(worked)
    columns = [
        SheetColumn("project", _t("Joint project"), width=30),
        SheetColumn("item", _t("Cost item"), width=30),
        SheetColumn("stage", _t("Stage"), width=12),
        SheetColumn("shared", _t("Shared"), "yen", _t("yen"), width=14),
        *(SheetColumn(key, name, "yen", _t("yen"), width=14) for key, name in bodies),
    ]
    rows: list[list[Cell]] = [
        [
            facts.project,
            facts.item.name,
            stage_words(facts.item),
            sheet.shared,
            *(sheet.amounts.get(key) for key, _name in bodies),
        ]
        for facts, sheet in worked
    ]
    last = FIRST_ROW + len(rows) - 1
    sums: list[Cell] = [_t("Sum"), None, None]
    for at in range(3, len(columns)):
        letter = letters(at)
        sums.append(Formula(f"SUM({letter}{FIRST_ROW}:{letter}{last})", _sum_of(rows, at)))
    return Sheet(
        _t("Summary"),
        _t("Cost shares"),
        tuple(columns),
        (*rows, sums),
        frozenset({len(rows)}),
        _t("Estimates, budgets and settlements stand side by side; the sum adds all rows."),
    )


def _bodies(worked: Sequence[Worked]) -> list[tuple[str, str]]:
    known = {line.body_id for _facts, sheet in worked for line in sheet.lines}
    facts = worked[0][0] if worked else None
    bodies = facts.bodies if facts else ()
    return [(body.id, name_of(facts, body.id)) for body in bodies if facts and body.id in known]


def letters(at: int) -> str:
    """The letters of a column of Excel, counted from 0."""
    found = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        found = chr(65 + rest) + found
    return found


@dataclass
class _Book:
    """The two sheets of one item; knows where every cell stands."""

    facts: ItemFacts
    sheet: Worksheet
    number: int
    style: DateStyle
    columns: list[SheetColumn] = field(default_factory=list)
    cells: list[list[Cell]] = field(default_factory=list)

    # --- conditions -----------------------------------------------------------------------------
    @property
    def conditions_name(self) -> str:
        """The name of the sheet of conditions."""
        return f"{self.number}{_t('conditions')}"

    def condition(self, row: int, column: str = "B") -> str:
        """A cell of the conditions, seen from the working."""
        return f"'{self.conditions_name}'!${column}${FIRST_ROW + row}"

    def conditions(self) -> Sheet:
        """Money, ratios, unit and lead; what is shared is worked out."""
        sheet, offs = self.sheet, len(self.sheet.offs)
        rows: list[list[Cell]] = [[_t("Total cost"), sheet.total, None]]
        rows += [[_t("Earmarked: {name}", name=name), amount, None] for name, amount in sheet.offs]
        taken = f"-SUM(B{FIRST_ROW + 1}:B{FIRST_ROW + offs})" if offs else ""
        rows.append([_t("Shared"), Formula(f"B{FIRST_ROW}{taken}", sheet.shared), None])
        rows.append([_t("Unit of rounding"), sheet.unit, None])
        rows += [
            [basis_name(column.basis), _budget(sheet, at), column.ratio]
            for at, column in enumerate(sheet.columns)
        ]
        if self._divisor is not None:
            rows.append([_t("Webster's divisor"), None, self._divisor])
        return Sheet(
            self.conditions_name,
            _t("{title}: conditions", title=item_title(self.facts.item, self.style)),
            (
                SheetColumn("name", _t("Item"), width=30),
                SheetColumn("yen", _t("Amount"), "yen", _t("yen"), width=16),
                SheetColumn("ratio", _t("Ratio"), "number", "%", decimals=4, width=12),
            ),
            tuple(rows),
            note=rule_text(self.facts, sheet).replace("\n", " "),
        )

    @property
    def _shared(self) -> str:
        return self.condition(1 + len(self.sheet.offs))

    @property
    def _unit(self) -> str:
        return self.condition(2 + len(self.sheet.offs))

    def _part(self, at: int, column: str) -> str:
        return self.condition(3 + len(self.sheet.offs) + at, column)

    @property
    def _divisor(self) -> Decimal | None:
        return _webster_divisor(self.sheet) if self.sheet.rounding == Rule.WEBSTER.value else None

    # --- working --------------------------------------------------------------------------------
    def working(self) -> Sheet:
        """Bodies down; figures, parts, sum, cut, remainder and amount across, all worked out by Excel."""
        lines = self.sheet.lines
        self.columns, self.cells = [], [[] for _line in lines]
        self._values("body", _t("Body"), [name_of(self.facts, line.body_id) for line in lines], "text", 14)
        special = self._special()
        parts = [self._component(at, special) for at in range(len(self.sheet.columns))]
        exact = self._exact(parts, special)
        amount = (
            self._staged(parts)
            if self._two
            else self._rounded(exact, special, [line.exact for line in lines])
        )
        self._values("program", _t("By the program"), [line.amount for line in lines])
        own = letters(len(self.columns) - 1)
        self._formulas(
            "difference", _t("Difference"), [f"{amount}{r}-{own}{r}" for r in self._rows], [0] * len(lines)
        )
        totals = self._totals()
        return Sheet(
            f"{self.number}{_t('working')}",
            _t("{title}: working", title=item_title(self.facts.item, self.style)),
            tuple(self.columns),
            (*self.cells, totals),
            frozenset({len(lines)}),
            _t("Other totals, ratios or figures may be typed; everything else follows.")
            + (_t(" ") + self._frozen_words() if self._frozen_words() else ""),
        )

    def _frozen_words(self) -> str:
        if self.sheet.rounding == Rule.WEBSTER.value:
            return _t("Webster's divisor belongs to these figures; other ones need another divisor.")
        if self._held:
            return _t("Amounts at a limit are those of these figures.")
        return ""

    @property
    def _two(self) -> bool:
        return self.sheet.two_stage and not self._held

    @property
    def _held(self) -> set[str]:
        return set(self.sheet.held)

    @property
    def _rows(self) -> range:
        return range(FIRST_ROW, FIRST_ROW + len(self.sheet.lines))

    def _range(self, letter: str) -> str:
        return f"{letter}${FIRST_ROW}:{letter}${FIRST_ROW + len(self.sheet.lines) - 1}"

    def _values(
        self, name: str, title: str, values: Sequence[Cell], kind: str = "yen", width: int = 14
    ) -> str:
        unit = _t("yen") if kind == "yen" else ""
        decimals = _decimals(values) if kind == "number" else 0
        self.columns.append(SheetColumn(name, title, kind, unit, decimals, width))  # type: ignore[arg-type]  # one of the kinds
        for row, value in zip(self.cells, values, strict=True):
            row.append(value)
        return letters(len(self.columns) - 1)

    def _formulas(
        self,
        name: str,
        title: str,
        texts: Sequence[str],
        values: Sequence[Fraction | int] | None,
        decimals: int = 0,
    ) -> str:
        """A column of formulas; `values` are what they give where the program knows it itself."""
        self.columns.append(SheetColumn(name, title, "number", _t("yen"), decimals, 15))
        known = [None] * len(texts) if values is None else [_plain(value, decimals) for value in values]
        for row, text, value in zip(self.cells, texts, known, strict=True):
            row.append(Formula(text, value))
        return letters(len(self.columns) - 1)

    def _special(self) -> str:
        """The column of fixed amounts and of amounts at a limit; "" when there are none."""
        lines = self.sheet.lines
        if not self._held and not any(line.is_fixed for line in lines):
            return ""
        values = [line.amount if line.is_fixed or line.body_id in self._held else None for line in lines]
        return self._values("special", _t("Fixed or at a limit"), values)

    def _component(self, at: int, special: str) -> str:
        """Figures (or weights) and the exact part of one component."""
        column, lines = self.sheet.columns[at], self.sheet.lines
        counted = self._counted(at)
        title = base_title(column) if column.base else _t("Weight")
        base = self._values(f"base{at}", f"{title} {_circled(at)}", counted, "number")
        whole = f"SUM({self._range(base)})"
        fixed = self._fixed_sum(special)
        money = self._part(at, "B") if self._two else f"({self._shared}{fixed})*{self._part(at, 'C')}/100"
        texts = [f"{money}*{base}{r}/{whole}" for r in self._rows]
        values = [line.parts[at] if not line.is_fixed else 0 for line in lines]
        return self._formulas(f"part{at}", f"{basis_name(column.basis)} {_circled(at)}", texts, values, 2)

    def _counted(self, at: int) -> list[Cell]:
        """What a body counts for: its figure, 1 or its weight; nothing when it pays a fixed amount."""
        column, lines = self.sheet.columns[at], self.sheet.lines
        if column.basis != Basis.EQUAL:
            figures = [line.figures[at] for line in lines]
            if not column.is_inverse:
                return list(figures)
            return [None if f is None else Decimal(1) / f for f in figures]
        most = max((line.parts[at] for line in lines if not line.is_fixed), default=Fraction(0))
        return [None if line.is_fixed else _weight(line.parts[at] / most) if most else 1 for line in lines]

    def _fixed_sum(self, special: str) -> str:
        fixed = [FIRST_ROW + at for at, line in enumerate(self.sheet.lines) if line.is_fixed]
        return "".join(f"-${special}${row}" for row in fixed)

    def _exact(self, parts: Sequence[str], special: str) -> str:
        sums = ["+".join(f"{part}{r}" for part in parts) or "0" for r in self._rows]
        lines = self.sheet.lines
        before = [sum(line.parts[: len(self.sheet.columns)], Fraction(0)) for line in lines]
        if not self._held:
            return self._formulas("exact", _t("Sum"), sums, before, 2)
        plain = self._formulas("plain", _t("Sum before limits"), sums, before, 2)
        free = [
            f"{plain}{FIRST_ROW + at}"
            for at, line in enumerate(lines)
            if line.body_id not in self._held and not line.is_fixed
        ]
        rest = f"({self._shared}-SUM({self._range(special)}))"
        texts = [
            f'IF({special}{r}="",{rest}*{plain}{r}/({"+".join(free) or "1"}),{special}{r})'
            for r in self._rows
        ]
        return self._formulas("exact", _t("Sum"), texts, [line.exact for line in lines], 2)

    # --- rounding -------------------------------------------------------------------------------
    def _staged(self, parts: Sequence[str]) -> str:
        """Two stages: every part rounded by itself, the amounts added."""
        made = []
        for at, part in enumerate(parts):
            exact = [line.parts[at] for line in self.sheet.lines]
            made.append(self._rounded(part, "", exact, f"{at}", self._part(at, "B")))
        texts = ["+".join(f"{letter}{r}" for letter in made) for r in self._rows]
        return self._formulas("amount", _t("Amount due"), texts, [line.amount for line in self.sheet.lines])

    def _rounded(
        self, exact: str, special: str, values: Sequence[Fraction], key: str = "", money: str = ""
    ) -> str:
        """Cut down, and what is left by the rule."""
        unit, whole = self._unit, money or self._shared
        units = [f"ROUND({exact}{r}/{unit},{PLACES})" for r in self._rows]
        size = self.sheet.unit
        floors = [(value / size).__floor__() * size for value in values]
        cut = self._formulas(
            f"cut{key}",
            _t("Cut down"),
            [self._kept(f"INT({u})*{unit}", special, r) for u, r in zip(units, self._rows, strict=True)],
            floors,
        )
        left = f"({whole}-SUM({self._range(cut)}))"
        rule = self.sheet.rounding
        amounts = None if key else [line.amount for line in self.sheet.lines]
        title = _t("Amount due") if not key else _t("Rounded")
        if rule == Rule.FLOOR_TO_LEAD.value:
            takers = set(self.sheet.carriers) or {self.sheet.lead_id or ""}
            texts = [
                f"{cut}{r}+{left}" if line.body_id in takers else f"{cut}{r}"
                for r, line in zip(self._rows, self.sheet.lines, strict=True)
            ]
        elif rule == Rule.ROUND_ADJUST_LARGEST.value:
            texts = self._adjusted(exact, special, key, whole)
        elif rule == Rule.WEBSTER.value and not key:
            texts = self._webster(exact, special, whole)
        else:
            texts = self._largest(exact, special, key, cut, left)
        return self._formulas(f"amount{key}", title, texts, amounts)

    def _kept(self, text: str, special: str, row: int) -> str:
        return f'IF({special}{row}="",{text},{special}{row})' if special else text

    def _largest(self, exact: str, special: str, key: str, cut: str, left: str) -> list[str]:
        """Fractions, their rank (ties: larger share, then the order of the list), and who gets a unit."""
        unit = self._unit
        fractions = self._formulas(
            f"fraction{key}",
            _t("Fraction"),
            [
                self._fraction(
                    f"ROUND(ROUND({exact}{r}/{unit},{PLACES})-{cut}{r}/{unit},{PLACES})", special, r
                )
                for r in self._rows
            ],
            None,
            PLACES,
        )
        same, more = self._range(fractions), self._range(exact)
        ranks = self._formulas(
            f"rank{key}",
            _t("Rank"),
            [
                f"RANK({fractions}{r},{same})+SUMPRODUCT(({same}={fractions}{r})*({more}>{exact}{r}))"
                f"+SUMPRODUCT(({same}={fractions}{r})*({more}={exact}{r})*(ROW({same})<ROW({fractions}{r})))"
                for r in self._rows
            ],
            None,
        )
        return [
            f"{cut}{r}+IF({ranks}{r}<=INT({left}/{unit}),{unit},0)"
            f"+IF({ranks}{r}=INT({left}/{unit})+1,MOD({left},{unit}),0)"
            for r in self._rows
        ]

    def _fraction(self, text: str, special: str, row: int) -> str:
        return f'IF({special}{row}="",{text},-1)' if special else text

    def _adjusted(self, exact: str, special: str, key: str, whole: str) -> list[str]:
        unit = self._unit
        rounded = self._formulas(
            f"rounded{key}",
            _t("Rounded half up"),
            [
                self._kept(f"INT(ROUND({exact}{r}/{unit},{PLACES})+0.5)*{unit}", special, r)
                for r in self._rows
            ],
            None,
        )
        most = f"MATCH(MAX({self._range(exact)}),{self._range(exact)},0)"
        first = FIRST_ROW - 1
        return [
            f"{rounded}{r}+IF(ROW({rounded}{r})-{first}={most},{whole}-SUM({self._range(rounded)}),0)"
            for r in self._rows
        ]

    def _webster(self, exact: str, special: str, whole: str) -> list[str]:
        """Rounded at the divisor; what lies below a unit goes to the body that is next in the row."""
        divisor = self.condition(3 + len(self.sheet.offs) + len(self.sheet.columns), "C")
        unit = self._unit
        texts = []
        for r, line in zip(self._rows, self.sheet.lines, strict=True):
            text = f"INT(ROUND({exact}{r}/{unit}/{divisor},{PLACES})+0.5)*{unit}"
            if line.amount % self.sheet.unit and not line.is_fixed:
                text += f"+MOD({whole},{unit})"
            texts.append(self._kept(text, special, r))
        return texts

    def _totals(self) -> list[Cell]:
        sums: list[Cell] = [_t("Sum")]
        for at, column in enumerate(self.columns[1:], start=1):
            letter = letters(at)
            if column.name.startswith(("fraction", "rank")):
                sums.append(None)
            else:
                sums.append(Formula(f"SUM({self._range(letter)})", _sum_of(self.cells, at)))
        return sums


def _sum_of(cells: Sequence[Sequence[Cell]], at: int) -> Decimal:
    values = [row[at].value if isinstance(row[at], Formula) else row[at] for row in cells]  # type: ignore[union-attr]  # narrowed
    return sum((Decimal(v) for v in values if isinstance(v, (int, Decimal))), Decimal(0))


def _budget(sheet: Worksheet, at: int) -> Cell:
    """The part of the money of a component; a figure where it was split in two stages, else nothing to type."""
    budget = sheet.columns[at].budget
    return int(budget) if sheet.two_stage and budget.denominator == 1 else None


def _weight(share: Fraction) -> Cell:
    return int(share) if share.denominator == 1 else Decimal(share.numerator) / share.denominator


def _decimals(values: Sequence[Cell]) -> int:
    found = 0
    for value in values:
        if isinstance(value, Decimal):
            exponent = value.as_tuple().exponent
            found = max(found, -exponent if isinstance(exponent, int) else 0)
    return min(found, 8)


def _plain(value: Fraction | int, decimals: int) -> Decimal | int:
    if isinstance(value, int):
        return value
    scale = 10**decimals
    whole = (abs(value) * scale + Fraction(1, 2)).__floor__()
    return Decimal(whole if value >= 0 else -whole) / scale if decimals else int(value)


def _circled(at: int) -> str:
    return chr(ord("①") + at)


def _webster_divisor(sheet: Worksheet) -> Decimal:
    """A divisor between the last body served and the next one, so that rounding gives just these amounts."""
    unit = sheet.unit
    free: list[SheetLine] = [
        line for line in sheet.lines if not line.is_fixed and line.body_id not in sheet.held and line.exact
    ]
    held = [(line.exact / unit, line.amount // unit) for line in free]
    low = max((q / (a + Fraction(1, 2)) for q, a in held), default=Fraction(1))
    high = min((q / (a - Fraction(1, 2)) for q, a in held if a), default=low + 1)
    middle = (low + high) / 2
    return Decimal(middle.numerator) / Decimal(middle.denominator)
