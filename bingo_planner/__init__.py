"""Bingo Planner: the desktop planner of a metropolitan area of municipalities."""

__version__ = "0.1.0"
