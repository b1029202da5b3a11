"""Moves recorded changes between copies and merges them; knows rows and columns, not features."""
