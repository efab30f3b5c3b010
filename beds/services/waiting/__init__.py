"""Use cases of the waiting list: referred, reviewed, out of contact, closed, back again; and what is due."""
