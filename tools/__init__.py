"""The workshop: what makes generated files, and nothing that the installed program needs."""
