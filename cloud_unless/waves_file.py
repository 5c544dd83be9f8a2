"""waves.yaml with other pins: the lines and remarks that people wrote stay as they are."""

from __future__ import annotations

from collections.abc import Sequence
from io import StringIO
from typing import Any

from migration.model import Pin, WavesFile
from safeio.errors import InputError

FIELDS = ("cut_over", "not_before", "deadline", "note")
NEW = "schema_version: 1\nwaves: []\npins: []\n"


def with_pins(text: str, pins: Sequence[Pin]) -> str:
    """The text of waves.yaml (empty: there is none yet) with exactly these pins.

    Raises InputError where the file cannot be changed without losing something.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    from safeio.yaml_files import parse_yaml

    yaml = YAML(typ="rt")
    yaml.preserve_quotes = True
    yaml.width = 10_000
    yaml.indent(mapping=2, sequence=4, offset=2)
    written = StringIO()
    try:
        data = yaml.load(text) or yaml.load(NEW)
        _put(data, {pin.application_id: pin for pin in pins})
        yaml.dump(data, written)
        found = parse_yaml(written.getvalue(), "waves.yaml", WavesFile)
    except (YAMLError, AttributeError, TypeError, KeyError) as problem:
        raise _by_hand(pins) from problem
    if sorted(found.pins, key=_id) != sorted(pins, key=_id):
        raise _by_hand(pins)
    return written.getvalue()


def _id(pin: Pin) -> str:
    return pin.application_id


def _put(data: Any, wanted: dict[str, Pin]) -> None:
    from ruamel.yaml.comments import CommentedMap, CommentedSeq

    rows = data.get("pins")
    if not rows:
        rows = data["pins"] = CommentedSeq()
    for at in reversed(range(len(rows))):
        pin = wanted.pop(str(rows[at]["application_id"]), None)
        if pin is None:
            del rows[at]
        else:
            _set(rows[at], pin)
    for _, pin in sorted(wanted.items()):
        row = CommentedMap({"application_id": pin.application_id})
        row.fa.set_flow_style()
        _set(row, pin)
        rows.append(row)
    if not rows:
        rows.fa.set_flow_style()


def _set(row: Any, pin: Pin) -> None:
    from ruamel.yaml.scalarstring import DoubleQuotedScalarString

    for field in FIELDS:
        wanted = getattr(pin, field)
        if wanted is None:
            row.pop(field, None)
        elif str(row.get(field)) != str(wanted):
            # A remark may hold anything, so it stands in quotes.
            row[field] = DoubleQuotedScalarString(wanted) if isinstance(wanted, str) else wanted


def _by_hand(pins: Sequence[Pin]) -> InputError:
    fixed = ", ".join(f"{pin.application_id} {pin.cut_over}" for pin in pins if pin.cut_over)
    return InputError(
        "waves.yaml",
        "the pins cannot be written into this file without losing what else stands in it",
        f"Write them by hand, one {{application_id: …, cut_over: …}} each: {fixed[:600]}.",
    )
