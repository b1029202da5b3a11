"""`python -m bingo_planner` is the command `bingo-planner`."""

import sys

from bingo_planner.app.main import main

sys.exit(main(sys.argv[1:]))
