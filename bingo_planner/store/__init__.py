"""The store: opens a region file, records every change, undoes, backs up and migrates it."""

from bingo_planner.store import messages as messages
