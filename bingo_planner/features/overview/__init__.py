"""What ends, what is late, what has no figure yet, and how the KPIs stand."""
