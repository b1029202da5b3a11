"""Joint projects: the sheet, members by year, milestones, budget, KPIs."""
