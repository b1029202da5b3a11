"""Words everybody shares: ids, clock, fiscal years, numbers, money, text, errors, changes, words in two languages.

Standard library only. Each module is imported by its own name (`from bingo_planner.kernel.dates import FiscalYear`).
"""
