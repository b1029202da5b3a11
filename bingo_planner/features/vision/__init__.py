"""The area vision: editions, an outline of sections, live figures, the PDF."""
