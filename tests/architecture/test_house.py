"""Laws of the house: what every module, command, string and tracked file keeps to."""

import ast
import os
import re
import resource
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from tools import docs, messages
from tools.generated import stale

ROOT = Path(__file__).parents[2]
MODULES = sorted(path for folder in ("beds", "tools", "tests") for path in (ROOT / folder).rglob("*.py"))
LONGEST = 400
HEAVY = ("numpy", "ortools", "pandas", "scipy", "sqlalchemy", "xlsxwriter")
MACHINE = re.compile(
    r"(?<![\w.~}])/(?:work|tmp|root|home|mnt|Users)/"  # a folder of somebody's machine
    r"|\bpypi\.org|pythonhosted\.org|registry\.npmjs|index[-]url|://[\w.-]+\.local\b|\b(?:10\.\d+|192\.168)(?:\.\d+){2}\b"
)
HELP = "import sys; from beds.cli.main import main; main(['--help'], standalone_mode=False); print(*sys.modules)"
needs_commands = pytest.mark.skipif(
    not (ROOT / "beds" / "cli" / "main.py").exists(), reason="there is no command line yet"
)


def names(paths: list[Path]) -> list[str]:
    return [path.relative_to(ROOT).as_posix() for path in paths]


def tracked_files() -> list[Path]:
    """What a clone would hold: by git where there is one, else everything but what is made here."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    if listed.returncode == 0:
        found = [ROOT / name for name in listed.stdout.split("\0") if name]
    else:
        made = {".venv", "out", "dist", "build", "mutants", "__pycache__"}
        found = [path for path in ROOT.rglob("*") if not made & {*path.parts} and ".cache" not in path.as_posix()]
    return [path for path in found if path.is_file()]


def test_every_module_says_what_it_is() -> None:
    silent = [path for path in MODULES if not ast.get_docstring(ast.parse(path.read_text("utf-8")))]
    assert names(silent) == []


def test_no_module_is_a_drawer_for_odds_and_ends() -> None:
    drawers = {"utils.py", "util.py", "helpers.py", "common.py", "misc.py"}
    assert names([path for path in MODULES if path.name in drawers]) == []


def test_no_module_is_too_long_to_read_in_one_go() -> None:
    # The worlds of the agreement tests are tables, read one entry at a time.
    read = [path for path in MODULES if "agreement" not in path.parts]
    assert names([path for path in read if path.read_text("utf-8").count("\n") > LONGEST]) == []


def test_no_file_speaks_of_a_machine_or_of_where_packages_come_from() -> None:
    found = []
    for path in tracked_files():
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue  # a workbook or a picture
        found += [f"{path.relative_to(ROOT)}: {match.group()}" for match in MACHINE.finditer(text)]
    assert found == []


def test_the_template_of_translatable_strings_is_up_to_date() -> None:
    assert stale({messages.TEMPLATE: messages.template()}) == (), "make messages writes it anew"


def test_strings_are_found_where_they_are_marked(tmp_path: Path) -> None:
    (tmp_path / "speech.py").write_text(
        "_('one %(thing)s', thing=_('inner'))\nN_('kept')\nngettext('a bed', '%(count)d beds', 3)\nprint('unmarked')\n"
    )
    found = {message.id for message in messages.catalogue(tmp_path) if message.id}
    assert found == {"one %(thing)s", "inner", "kept", ("a bed", "%(count)d beds")}


@needs_commands
def test_the_generated_pages_are_up_to_date() -> None:
    assert stale(docs.pages()) == (), "make docs writes them anew"


@needs_commands
def test_every_command_and_every_option_of_it_has_a_sentence_of_help() -> None:
    import click

    from beds.cli.main import main

    silent = []
    for path, context in docs.walk(main, "beds"):
        silent += [] if context.command.help else [path]
        silent += [
            f"{path} {option.opts[0]}"
            for option in context.command.params
            if isinstance(option, click.Option) and not option.hidden and not option.help
        ]
    assert silent == []


@needs_commands
def test_asking_for_help_loads_no_heavy_library() -> None:
    loaded = subprocess.run([sys.executable, "-c", HELP], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert "allocate" in loaded
    assert set(HEAVY) & set(loaded.split()) == set()


@needs_commands
def test_asking_for_help_is_quick() -> None:
    def seconds() -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-m", "beds", "--help"], cwd=ROOT, capture_output=True, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    # Processor time, best of three: what else the machine does at the moment is not the program's fault.
    assert min(seconds() for _ in range(3)) < 0.3


def test_importing_the_package_loads_nothing_of_it() -> None:
    script = "import sys, beds; print(*[name for name in sys.modules if name.startswith('beds.')])"
    loaded = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert loaded.split() == []


def test_the_package_offers_what_it_promises_and_no_more() -> None:
    import beds

    assert set(beds.__all__) <= set(dir(beds))
    with pytest.raises(AttributeError, match="no attribute 'allocat'"):
        _ = beds.allocat
    if find_spec("beds.services.python_api"):
        assert all(getattr(beds, name) for name in beds.__all__)


def test_the_way_to_run_everything_is_executable() -> None:
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
