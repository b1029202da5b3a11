"""Free answers: words, what stands together, groups of opinions, quotes without what identifies."""
