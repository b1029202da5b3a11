"""The same services as the window's, for people at a terminal, scripts and checks."""
