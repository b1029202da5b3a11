"""Cross tables: a question by towns, ages, any attributes; each cell with its error, its words and its picture."""
