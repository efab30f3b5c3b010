"""The report of the policy laboratory: one page for those who decide, plain sentences first."""
