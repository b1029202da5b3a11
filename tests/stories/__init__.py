"""Journeys of a planner, from the first key to the paper."""
