"""Joint services run month by month: what is counted, the monthly figures, their checks and where they came from."""
