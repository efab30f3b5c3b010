"""Long work: asked for, done by whichever worker is free, watched, cancelled, and its results; one use case a file."""
