"""The kinds of long work."""

ALLOCATION, SIMULATION = "allocation", "simulation"
