"""Which lines a published table keeps to itself: those of few answers, and what would give them away."""

from __future__ import annotations

from bingo_planner.features.surveys.crosstab.model import Block, CrossSheet
from bingo_planner.features.surveys.stats.crosstable import Few


def hidden_lines(sheet: CrossSheet) -> frozenset[str]:
    """Keys of the lines whose figures are not published ("" is everybody).

    Where a single line of an axis that covers everybody is hidden, it could be had as the total less the others: then
    the next smallest goes too (complementary suppression).
    """
    found: set[str] = set()
    if sheet.total.few is Few.HIDDEN:
        return frozenset({"", *(line.key for line in sheet.lines)})
    for block in sheet.blocks:
        found |= _of_block(block)
    return frozenset(found)


def _of_block(block: Block) -> set[str]:
    few = [line for line in block.lines if line.few is Few.HIDDEN]
    rest = [line for line in block.lines if line.few is not Few.HIDDEN and line.n]
    if len(few) == 1 and few[0].n and block.covers and rest:
        few.append(min(rest, key=lambda line: line.n))
    return {line.key for line in few}
