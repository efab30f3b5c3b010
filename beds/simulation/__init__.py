"""The policy laboratory: a scenario lived week by week on the real allocation, and what it amounts to."""
