"""The published schema accepts what the reader accepts, key by key, and the page names every key."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from beds.data.scenario.keys import SCENARIO
from tests.data.test_scenario_file import AS_IN_THE_CONTRACT
from tools import scenario_docs

ROOT = Path(__file__).parents[2]
SCHEMA: dict[str, Any] = json.loads((ROOT / "docs" / "scenario.schema.json").read_text("utf-8"))
KINDS: dict[str, tuple[type, ...]] = {
    "object": (dict,), "array": (list,), "string": (str,), "integer": (int,), "number": (int, float),
    "null": (type(None),),
}  # fmt: skip


def accepts(schema: dict[str, Any], value: Any) -> bool:
    """What JSON Schema says of the keywords that are used here; any other keyword fails."""
    if "$ref" in schema:
        return accepts(SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]], value)
    for keyword, meaning in schema.items():
        match keyword:
            case "$schema" | "$defs" | "title" | "description" | "default" | "format" | "propertyNames" | "pattern":
                pass
            case "type":
                kinds = [meaning] if isinstance(meaning, str) else meaning
                if isinstance(value, bool) or not isinstance(
                    value, tuple(one for kind in kinds for one in KINDS[kind])
                ):
                    return False
            case "properties":
                if not all(accepts(meaning[name], item) for name, item in value.items() if name in meaning):
                    return False
            case "additionalProperties":
                others = [item for name, item in value.items() if name not in schema.get("properties", {})]
                if others and not (meaning and all(accepts(meaning, item) for item in others)):
                    return False
            case "required":
                if not set(meaning) <= set(value):
                    return False
            case "items":
                if not all(accepts(meaning, item) for item in value):
                    return False
            case "anyOf":
                if not any(accepts(one, value) for one in meaning):
                    return False
            case "enum":
                if value not in meaning:
                    return False
            case "const":
                if value != meaning:
                    return False
            case "minimum" | "maximum" | "exclusiveMinimum":
                if {"minimum": value < meaning, "maximum": value > meaning, "exclusiveMinimum": value <= meaning}[
                    keyword
                ]:
                    return False
            case "minItems":
                if len(value) < meaning:
                    return False
            case _:
                raise AssertionError(keyword)
    return True


def as_json(text: str) -> Any:
    """The YAML as an editor sees it: keys are text, dates too."""
    return json.loads(json.dumps(YAML(typ="safe", pure=True).load(text), default=str))


@pytest.mark.parametrize(
    "text",
    [
        AS_IN_THE_CONTRACT.replace("[snap,", "[SNAP,"),
        *(path.read_text("utf-8") for path in sorted((ROOT / "scenarios").glob("*.yaml"))),
    ],
)
def test_the_schema_accepts_the_contract_and_every_shipped_scenario(text: str) -> None:
    assert accepts(SCHEMA, as_json(text))


@pytest.mark.parametrize(
    "text",
    [
        "wekes: 3\n",
        "weeks: 0\n",
        "policy: {contnuity: off}\n",
        "stock: [{scheme_id: a, phase: 1}]\n",
        "demand: {profile: {connection: 2}}\n",
        "demand: {profile: {groups_of: {ethnicity: {x: {band: {A: 1}}}}}}\n",
        "behaviour: {next_phase: {1: moveon}}\n",
        "behaviour: {weeks_to_ready: {1: {mean: 0, cv: 1}}}\n",
    ],
)
def test_the_schema_refuses_what_the_reader_refuses(text: str) -> None:
    assert not accepts(SCHEMA, as_json(text))


def test_the_page_names_every_key_once_in_its_table() -> None:
    page = scenario_docs.page("")
    for title, fields in [("The keys", SCENARIO)]:
        table = page.split(f"## {title}\n")[1].split("\n## ")[0]
        assert re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE) == [key.name for key in fields]


def test_the_example_of_the_page_reads(tmp_path: Path) -> None:
    from beds.services.scenarios import read_scenario

    path = tmp_path / "example.yaml"
    path.write_text(scenario_docs.EXAMPLE, encoding="utf-8")
    assert read_scenario(path).extends == "baseline"
