"""Use cases of stays: begun, extended, absences, notice, leaving, moving on, stepping back."""
