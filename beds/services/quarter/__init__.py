"""The quarter as commissioners need it: computed from the record, small counts hidden, on pages and in files."""
