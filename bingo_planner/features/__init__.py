"""One folder a capability; see the map of the house."""
