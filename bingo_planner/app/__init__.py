"""Wires everything once: the only place that knows every room."""
