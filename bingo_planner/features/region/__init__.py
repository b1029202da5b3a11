"""The region: municipalities, memberships by year, populations, outlines, pacts and locked years."""
