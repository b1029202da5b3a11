"""Reads and writes CSV and Excel of any Japanese encoding and width, into and from plain rows."""

from bingo_planner.exchange import messages as messages
