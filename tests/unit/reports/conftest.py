"""Properties of layout load fonts on first use: they are judged by their result, not by the clock."""

from hypothesis import settings

settings.register_profile("papers", deadline=None)
settings.load_profile("papers")
