"""What forms are made of: checks that speak the reader's language, and the values that templates draw."""
