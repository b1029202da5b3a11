"""Meeting the other copies: sync, what came and went, decisions that wait, devices, the history of the whole copy."""
