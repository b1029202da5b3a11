"""Surveys of residents and businesses: what was asked, answers, weights, tables with their errors, reports."""
