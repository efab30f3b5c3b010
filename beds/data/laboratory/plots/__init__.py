"""Pictures of what the replications amount to, each with its title, its description and its numbers as a table."""
