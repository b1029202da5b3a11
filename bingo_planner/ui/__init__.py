"""The Qt kit and the shell. Only Qt and the kernel: it knows no store and no feature."""

from bingo_planner.ui.sources import leave_sources_unread

leave_sources_unread()
