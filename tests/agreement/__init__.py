"""The optimizer held against an independent, slow and plain reading of SPEC sections 3, 4 and 6 on tiny worlds."""
