"""The rule catalogue: one rule a file, each said once. Knows the domain, and nobody else."""
