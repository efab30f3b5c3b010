"""How the schema came to be, step by step, up and down; run by :mod:`beds.data.store.migrate` alone."""
