"""Every recorded table, imported once so that the store knows them all."""

from bingo_planner.features.costshare import tables as costshare
from bingo_planner.features.projects import tables as projects
from bingo_planner.features.region import tables as region
from bingo_planner.features.staff import tables as staff
from bingo_planner.features.surveys import tables as surveys
from bingo_planner.features.surveys.freetext import tables as survey_text
from bingo_planner.features.usage import placement_tables as placement
from bingo_planner.features.usage import tables as usage
from bingo_planner.features.vision import tables as vision

ALL = (region, staff, projects, costshare, usage, placement, surveys, survey_text, vision)
