"""What can be recorded on pages of one thing: each task is a form that is said once, drawn and checked alike."""
