"""HMIS, the US standard of homelessness services: a CSV export read as at a date and turned into a snapshot."""
