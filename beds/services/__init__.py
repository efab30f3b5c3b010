"""The use cases, one a file: what a person can ask of the house, whichever way she asks it."""
