"""Papers as Word files that can be edited: the same parts as the PDF, written as WordprocessingML.

Written here rather than by a library: whole papers are tables of tens of thousands of cells, each with Japanese faces,
repeated heads and rules that such libraries leave to raw markup anyway.
"""
