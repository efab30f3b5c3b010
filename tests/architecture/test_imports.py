"""Laws of import: the house has one direction, the domain knows nobody, the audit does not know the solver."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import grimp
import pytest
from importlinter.cli import lint_imports

PACKAGE = Path(__file__).parents[2] / "beds"
DOMAIN_MAY_IMPORT = {"beds.domain", "numpy", "holidays"}
RULES_MAY_IMPORT = {"beds.domain", "beds.rules", "numpy"}
AUDIT = "beds.optimizer.audit"
AUDIT_MAY_IMPORT = {"beds.domain", "beds.rules", AUDIT, "numpy"}


def modules(name: str) -> Iterator[tuple[str, Path]]:
    """The modules whose dotted name is or starts with ``name``, and their files."""
    for path in sorted(PACKAGE.rglob("*.py")):
        dotted = ".".join(("beds", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__")
        if dotted.startswith(name):
            yield dotted, path


def imports(path: Path) -> Iterator[str]:
    """Every module that a file imports, wherever in the file it does so."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name} uses a relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def strangers(name: str, welcome: set[str]) -> list[str]:
    """What the modules under ``name`` import beyond the standard library and what is welcome there."""
    return [
        f"{module} imports {imported}"
        for module, path in modules(name)
        for imported in imports(path)
        if imported.split(".")[0] not in sys.stdlib_module_names
        and not any(imported == friend or imported.startswith((f"{friend}.", f"{friend}_")) for friend in welcome)
    ]


def test_the_contracts_of_the_import_linter_are_kept(capsys: pytest.CaptureFixture[str]) -> None:
    kept = lint_imports(config_filename=str(PACKAGE.parent / "pyproject.toml"), no_cache=True, no_logo=True)
    assert kept == 0, capsys.readouterr().out


def test_the_domain_imports_nothing_of_the_house_and_hardly_anything_else() -> None:
    assert strangers("beds.domain", DOMAIN_MAY_IMPORT) == []


def test_the_rules_import_the_domain_and_columns_only() -> None:
    assert strangers("beds.rules", RULES_MAY_IMPORT) == []


def test_the_audit_shares_nothing_with_the_solver() -> None:
    audit = [module for module, _ in modules(AUDIT)]
    if not audit:
        pytest.skip("there is no audit yet")
    assert strangers(AUDIT, AUDIT_MAY_IMPORT) == []


def test_only_the_way_in_imports_the_command_line() -> None:
    graph = grimp.build_graph("beds", cache_dir=None)
    outside = {
        importer
        for module in graph.find_descendants("beds.cli") | {"beds.cli"}
        for importer in graph.find_modules_that_directly_import(module)
        if not importer.startswith("beds.cli")
    }
    assert outside <= {"beds.__main__"}


@pytest.mark.parametrize(
    ("line", "stranger"),
    [
        ("import ortools", "ortools"),
        ("from beds.data import exchange", "beds.data.exchange"),
        ("import beds.cli", "beds.cli"),
    ],
)
def test_a_stranger_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str, stranger: str) -> None:
    (tmp_path / "domain").mkdir()
    (tmp_path / "domain" / "guest.py").write_text(f"import numpy\nimport datetime\n{line}\n")
    monkeypatch.setitem(globals(), "PACKAGE", tmp_path)
    assert strangers("beds.domain", DOMAIN_MAY_IMPORT) == [f"beds.domain.guest imports {stranger}"]
