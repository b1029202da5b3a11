"""Doubles that tests of every room share."""
