"""``python -m beds``: the command line, where the ``beds`` script is not on the path."""

from beds.cli.main import main

if __name__ == "__main__":
    main()
