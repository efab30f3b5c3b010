"""policy.yaml, or the policy sheet of a workbook: read with line numbers, merged over the defaults, written back."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from beds.data.cells import CellValue, Kind
from beds.data.findings import Findings
from beds.data.kinds import Text
from beds.data.likely import squeezed
from beds.data.policy_keys import KEYS, keys_by_name
from beds.data.raw_tables import POLICY_COLUMNS, RawExchange, RawTable
from beds.data.tables import POLICY, POLICY_FILE
from beds.data.yaml_keys import Fields, Key, Listed, Mapped, Shape
from beds.data.yaml_tree import Entries, Scalar, Tree, YamlFault, parse, quoted
from beds.data.yaml_values import Place, Reader
from beds.domain.frozen import FrozenMap
from beds.domain.messages import _
from beds.domain.policy import Policy


def read_policy(raw: RawExchange, findings: Findings) -> Policy:
    """The policy of a folder or workbook; the defaults, with a warning, where there is none."""
    place = Place(raw.files[POLICY])
    if raw.policy is None:
        if POLICY not in raw.unreadable:
            findings.warn(place.file, 0, "", "", _("this is missing; every key has its default"))
        return Policy()
    entries = (
        _sheet_entries(raw.policy, findings)
        if isinstance(raw.policy, RawTable)
        else _file_entries(raw.policy, place, findings)
    )
    return merged(Policy(), policy_values(entries, place, findings), entries, place, findings)


def read_policy_text(text: str, findings: Findings) -> Policy:
    """The policy in the text of a policy.yaml, merged over the defaults."""
    place = Place(POLICY_FILE)
    entries = _file_entries(text, place, findings)
    return merged(Policy(), policy_values(entries, place, findings), entries, place, findings)


def _file_entries(text: str, place: Place, findings: Findings) -> Entries:
    try:
        tree = parse(text)
    except YamlFault as fault:
        findings.fault(place.file, fault.row, "", "", fault.message, _("keys and values of policy.yaml"))
        return Entries(0)
    if isinstance(tree, Entries):
        return tree
    if isinstance(tree, Scalar) and tree.is_null:
        findings.warn(place.file, 0, "", "", _("this is empty; every key has its default"))
    else:
        findings.fault(place.file, tree.row, "", "", _("there are no keys here"), _("lines such as “name: chrysalis”"))
    return Entries(0)


def _sheet_entries(sheet: RawTable, findings: Findings) -> Entries:
    """The rows of a policy sheet: a key, and its value as YAML."""
    positions = {squeezed(name): position for position, name in enumerate(sheet.header)}
    if not {"key", "value"} <= positions.keys():
        names = ", ".join(POLICY_COLUMNS)
        findings.fault(sheet.file, sheet.header_row, "", "", _("the columns of the policy are not there"), names)
        return Entries(0)
    entries: dict[str, tuple[Scalar, Tree]] = {}
    for row, cells in zip(sheet.numbers, sheet.rows, strict=True):
        key, value = cells[positions["key"]].strip(), cells[positions["value"]].strip()
        if key in entries:
            earlier = entries[key][0].row
            findings.fault(sheet.file, row, "key", key, _("this key stands in row %(row)d already", row=earlier))
            continue
        try:
            entries[key] = (Scalar(row, key), parse(value, row))
        except YamlFault as fault:
            findings.fault(sheet.file, row, key, value, fault.message, _("a value as it stands in policy.yaml"))
    return Entries(sheet.header_row, tuple(entries.values()))


def policy_values(entries: Entries, place: Place, findings: Findings) -> dict[str, Any]:
    """The values of the keys that are given, mappings as far as they go: a whole policy or a part of one.

    Every unknown key or value is a fault. A scenario merges what comes back over its base with :func:`merged`.
    """
    reader = Reader(place.file, place.prefix.removesuffix("."), findings)
    return reader.fields(Fields(KEYS), entries)


def merged(base: Policy, values: Mapping[str, Any], entries: Entries, place: Place, findings: Findings) -> Policy:
    """``values`` over ``base``: mappings merge, everything else is replaced. Faults in what does not fit together.

    Phases left out of ``stay_limit_weeks_before`` did not change: they have the limit that holds now.
    """
    changes: dict[str, Any] = {
        name: FrozenMap({**(getattr(base, name) or {}), **value}) if isinstance(value, Mapping) else value
        for name, value in values.items()
    }
    policy = replace(base, **changes)
    if policy.stay_limit_weeks_before is not None:
        before = FrozenMap({**policy.stay_limit_weeks, **policy.stay_limit_weeks_before})
        policy = replace(policy, stay_limit_weeks_before=before)
    if policy.stay_limit_applies_to == "new_stays":
        given = {name.text: name.row for name, _tree in entries}
        for key in (keys_by_name()["stay_limit_from"], keys_by_name()["stay_limit_weeks_before"]):
            refused = key.name in given and key.name not in values
            if getattr(policy, key.name) is None and not refused:
                row = given.get(key.name, given.get("stay_limit_applies_to", 0))
                message = _("new_stays needs %(key)s", key=key.name)
                findings.fault(place.file, row, place.prefix + key.name, "", message, key.kind.accepted())
    return policy


def policy_to_yaml(policy: Policy) -> str:
    """The policy as a file that reads back as the same policy, with help on every key."""
    lines: list[str] = []
    for key in KEYS:
        lines += [f"# {_(key.help)}", f"{key.name}: {value_to_yaml(key, getattr(policy, key.name))}"]
    return "\n".join(lines) + "\n"


def value_to_yaml(key: Key, value: Any) -> str:
    """One value on one line."""
    if value is None:
        return "null"
    if isinstance(key.kind, Mapped):
        pairs = (f"{_scalar(key.kind.key, k)}: {_scalar(key.kind.value, v)}" for k, v in sorted(value.items()))
        return f"{{{', '.join(pairs)}}}"
    if isinstance(key.kind, Listed):
        return f"[{', '.join(_scalar(key.kind.item, item) for item in value)}]"
    return _scalar(key.kind, value)


def _scalar(kind: Shape, value: Any) -> str:
    assert isinstance(kind, Kind)
    text = kind.write(value)
    return quoted(text) if isinstance(kind, Text) else text


def policy_rows(policy: Policy) -> list[tuple[CellValue, ...]]:
    """The rows of a policy sheet: key, value as YAML (numbers and dates as such) and help."""
    rows: list[tuple[CellValue, ...]] = []
    for key in KEYS:
        value = getattr(policy, key.name)
        is_plain = isinstance(key.kind, Kind) and not isinstance(key.kind, Text) and value is not None
        typed = key.kind.cell(value) if isinstance(key.kind, Kind) and is_plain else value_to_yaml(key, value)
        rows.append((key.name, typed, _(key.help)))
    return rows
