"""Where lines of Japanese and Latin text may end: kinsoku, glued numbers and units, and the choice of each line's end.

Pure arithmetic on widths in thousandths of an em; it knows neither fonts nor pages.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, chain
from operator import add
from typing import Final

NO_START: Final = frozenset(
    "、。，．・：；？！」』）】〕〉》｝］”’ーァィゥェォッャュョヮヵヶぁぃぅぇぉっゃゅょゎゕゖ々ゝゞヽヾ〜～…‥%％℃‰"
    ")]},.;:!?｡､｣ｰ"
)
NO_END: Final = frozenset("「『（【〔〈《｛［“‘￥＄£＃＠([{#¥$第約△▲№")
CLOSERS: Final = frozenset("、。，．」』）】〕〉》｝］")
OPENERS: Final = frozenset("「『（【〔〈《｛［")
HANGING: Final = frozenset("、。，．")
_SQUEEZED: Final = frozenset("「」『』（）【】〔〕〈〉《》")
_MOST_PUSHED: Final = 1000.0  # an em: more would leave a line full of half-width marks
_TWINS: Final = re.compile(r"([…‥―—─])\1+")
_URL: Final = re.compile(r"(?:https?://|www\.)[!-~]+")
_AFTER_IN_URL: Final = frozenset("/?&=_")
_UNIT: Final = (
    "年度|年間|年|か年|か月間|か月|月|日間|日|時間|時|分間|分|秒|週間|週|人|名|件|円|千|万|億|兆|％|%|ポイント|か所|箇所|市町村|市町|市|町|事業|割|倍|回|号|"
    "項|条|章|歳|代|世帯|台|本|校|施設|団体|機関|か国|kg|km|ha|㎡|㎞|℃|位|期|点|つ|者|戸|床|便|泊"
)
_GLUED: Final = re.compile(
    rf"[△▲－+±]?[0-9０-９](?:[0-9０-９]|[,.，．:：/](?=[0-9０-９]))*(?:[千百十万億兆]*(?:{_UNIT}))?"
)


@dataclass(frozen=True, slots=True)
class Cut:
    """One line: characters `start` to `end` (spaces at its end left out), and what was done to make it fit.

    `squeezed` are characters drawn in their half-width form, `hung` says the last one hangs beyond the edge.
    """

    start: int
    end: int
    squeezed: tuple[int, ...] = ()
    hung: bool = False
    last: bool = False


def is_latin(char: str) -> bool:
    """Latin letters, digits and their signs: what stays together as a word."""
    return "!" <= char < "\u0250" or "\u2010" <= char <= "\u2019"


class _Kinds(dict[int, str]):
    """Code point → kind: J free, S no start, E no end; l, s, e the same of Latin; a blank."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        kind = " " if char == " " else "S" if char in NO_START else "E" if char in NO_END else "J"
        self[code] = {"S": "s", "E": "e", "J": "l"}.get(kind, kind) if is_latin(char) else kind
        return self[code]


def _may_part(before: str, after: str) -> bool:
    if after in "Ss " or before in "Ee":
        return False
    return before == " " or not (before.islower() and after.islower())


_KINDS: Final = _Kinds()
_ALL_KINDS: Final = "JSElse "
_PARTING: Final = {a + b: _may_part(a, b) for a in _ALL_KINDS for b in _ALL_KINDS}
_LOOSE: Final = str.maketrans("JSElse ", "1110000")


def looseness(text: str) -> str:
    """“1” for every character beside which a justified line may be spread, “0” for Latin and blanks."""
    return text.translate(_KINDS).translate(_LOOSE)


def allowed_breaks(text: str) -> bytearray:
    """One byte a character: 1 where a line may begin with it (never at 0)."""
    kinds = text.translate(_KINDS)
    allowed = bytearray(1)
    allowed.extend([_PARTING[pair] for pair in map(add, kinds, kinds[1:])])
    allowed[len(text) :] = b"\x01"
    for found in chain(_TWINS.finditer(text), _GLUED.finditer(text)):
        inner = found.end() - found.start() - 1
        allowed[found.start() + 1 : found.end()] = bytes(inner)
    for found in _URL.finditer(text):
        for i in range(found.start() + 9, found.end()):  # never within https://
            if text[i - 1] in _AFTER_IN_URL and text[i] not in _AFTER_IN_URL and text[i] not in NO_START:
                allowed[i] = 1
    return allowed


@dataclass(frozen=True, slots=True)
class Measured:
    """Text ready to be broken: advances and the extra gap *before* each character, in any one unit.

    `narrow` holds the half-width advance of marks that have one and are still full width.
    """

    text: str
    advances: Sequence[float]
    gaps: Sequence[float]
    narrow: dict[int, float]


def break_lines(measured: Measured, width: float, first_width: float, *, hang: bool) -> list[Cut]:
    """Choose the lines. Characters are never lost; only spaces at a line's end are not part of it."""
    text = measured.text
    breaker = _Breaker(measured, hang)
    cuts: list[Cut] = []
    start, length = 0, len(text)
    while start < length:
        stop = text.find("\n", start)
        stop = length if stop < 0 else stop
        if stop == start:
            cuts.append(Cut(start, start, last=True))
        while start < stop:
            cut, start = breaker.line(start, stop, first_width if not cuts else width)
            cuts.append(cut)
        start += 1
    return _without_widow(breaker, cuts, width) if len(cuts) > 1 else cuts


class _Breaker:
    def __init__(self, measured: Measured, hang: bool) -> None:
        self.m = measured
        self.hang = hang
        self.allowed = allowed_breaks(measured.text)
        steps = [a + g for a, g in zip(measured.advances, measured.gaps, strict=True)]
        self.reach = list(accumulate(steps, initial=0.0))

    def line(self, start: int, stop: int, width: float) -> tuple[Cut, int]:
        """The line that begins at `start` and the start of the next one."""
        origin = self.reach[start] + self.m.gaps[start]
        over = bisect_right(self.reach, origin + width + 0.01, lo=start + 1) - 1
        if over >= stop:
            return Cut(start, stop, last=True), stop
        over = max(over, start)
        if over > start and (self.allowed[over] or self.m.text[over] == " "):
            return self._cut(start, over, stop)
        return (
            self._halved(start, over, stop, origin + width)
            or self._pushed_in(start, over, stop, origin + width)
            or self._hung(start, over, stop)
            or self._pushed_out(start, over, stop)
        )

    def _cut(
        self, start: int, end: int, stop: int, squeezed: tuple[int, ...] = (), hung: bool = False
    ) -> tuple[Cut, int]:
        following, text = end, self.m.text
        while end > start + 1 and text[end - 1] == " ":
            end -= 1
        while following < stop and text[following] == " ":
            following += 1
        return Cut(start, end, squeezed, hung, last=following >= stop), following

    def _halved(self, start: int, over: int, stop: int, edge: float) -> tuple[Cut, int] | None:
        narrow = self.m.narrow.get(over)
        if narrow is None or self.m.text[over] not in CLOSERS or not self._free(over + 1, stop):
            return None
        if self.reach[over] + self.m.gaps[over] + narrow > edge + 0.01:
            return None
        return self._cut(start, over + 1, stop, (over,))

    def _pushed_in(self, start: int, over: int, stop: int, edge: float) -> tuple[Cut, int] | None:
        end = over + 1
        while not self._free(end, stop):
            end += 1
            if end - over > 4:
                return None
        excess = self.reach[end] - edge
        if excess > _MOST_PUSHED:
            return None
        squeezed: list[int] = []
        for i in range(end - 1, start, -1):
            if excess <= 0.01:
                break
            if i in self.m.narrow and self.m.text[i] in _SQUEEZED:
                squeezed.append(i)
                excess -= self.m.advances[i] - self.m.narrow[i]
        return self._cut(start, end, stop, tuple(squeezed)) if excess <= 0.01 else None

    def _hung(self, start: int, over: int, stop: int) -> tuple[Cut, int] | None:
        if (
            not self.hang
            or over == start
            or self.m.text[over] not in HANGING
            or not self._free(over + 1, stop)
        ):
            return None
        return self._cut(start, over + 1, stop, hung=True)

    def _pushed_out(self, start: int, over: int, stop: int) -> tuple[Cut, int]:
        end = over
        while end > start and not self.allowed[end]:
            end -= 1
        if end == start:  # one word longer than the line: it is cut where it must
            end = max(over, start + 1)
        return self._cut(start, end, stop)

    def _free(self, place: int, stop: int) -> bool:
        return place >= stop or bool(self.allowed[place]) or self.m.text[place] == " "


def _without_widow(breaker: _Breaker, cuts: list[Cut], width: float) -> list[Cut]:
    """A last line of one character takes another one down from the line before."""
    last, before = cuts[-1], cuts[-2]
    text = breaker.m.text
    letters = sum(char not in CLOSERS for char in text[last.start : last.end])
    if letters != 1 or before.last or last.end - last.start > 3:
        return cuts
    end = before.end - 1
    while end > before.start and not breaker.allowed[end]:
        end -= 1
    moved = breaker.reach[before.end] - breaker.reach[end]
    if end <= before.start or moved > 4 * breaker.m.advances[end] or text[end - 1] == " ":
        return cuts
    rest, _ = breaker.line(end, last.end, width)
    if rest.end != last.end:
        return cuts
    squeezed = tuple(i for i in before.squeezed if i < end)
    return [*cuts[:-2], Cut(before.start, end, squeezed), rest]
