"""The command line: one command a file, loaded when it is asked for. Knows the services; nobody knows it."""
