"""The figures of surveys: weights, shares, errors and tests, on numpy only; no file, no store, no words of a page."""
