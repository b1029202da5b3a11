"""Satisfaction × importance: every item's two scores, the four zones and what comes first."""
