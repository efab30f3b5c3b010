"""Files that are made from the code: written anew by `make fix`, compared by `make check` and by the tests."""

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parent.parent


def stale(texts: Mapping[Path, str]) -> tuple[str, ...]:
    """The files, as paths from the root of the project, that do not hold the text they should."""
    return tuple(
        path.relative_to(ROOT).as_posix()
        for path, text in texts.items()
        if not path.exists() or path.read_text("utf-8") != text
    )


def main(texts: Mapping[Path, str], made_by: str) -> None:
    """Write every file that is stale; with ``--check`` only name them, and exit with 1 if there are any."""
    parser = argparse.ArgumentParser(description=f"Make {', '.join(path.name for path in texts)} from the code.")
    parser.add_argument("--check", action="store_true", help="change nothing; fail where something is out of date")
    check = parser.parse_args().check
    names = stale(texts)
    for name in names:
        if check:
            print(f"{name} is out of date: {made_by} writes it anew.")
            continue
        path = ROOT / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(texts[path], encoding="utf-8", newline="\n")
        print(f"Wrote {name}.")
    sys.exit(1 if check and names else 0)
