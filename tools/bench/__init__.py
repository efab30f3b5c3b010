"""The benchmark, ``make bench``: seconds and memory of a run, part by part, and against plain formulations.

Each size is measured in processes of its own (``child``): ``whole_run`` is the run as it is, then its parts;
``side_by_side`` sets the solver against the rivals in ``plain_mip`` and ``cp_sat`` on the same matrix. Both hand back
``figures``; ``table`` prints them. docs/benchmark.md says what each figure means.
"""
