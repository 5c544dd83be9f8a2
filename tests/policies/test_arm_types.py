"""The table of ARM types fits the installed SDK, and leaves out nothing that a rule looks at."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import policies
from policies.readers.arm_patterns import LEFT_OUT, PATTERNS
from policies.readers.arm_types import ARM_TYPES, RENAMED, WRAPPED
from policies.rules import RULES
from stacks.rehearsal.id_patterns import PATTERNS as REHEARSED
from stacks.rehearsal.sdk_types import resource_type

PREFIX = "azure-native:"


@pytest.mark.parametrize("token", PATTERNS)
def test_a_pattern_names_arguments_of_the_sdk(token: str) -> None:
    found = resource_type(PREFIX + token)
    assert found is not None
    assert [name for name in re.findall(r"\{(\w+)\}", PATTERNS[token]) if name not in found.inputs] == []
    assert ("properties" in found.inputs) == (token in WRAPPED)


def test_every_type_that_a_rule_names_has_a_pattern_or_is_left_out_on_purpose() -> None:
    folder = Path(policies.__file__).parent
    sources = [*folder.glob("*.py"), *(folder / "rules").glob("*.py")]
    written = {
        token
        for path in sources
        if path.name != "tracked_types.py"
        for token in re.findall(r"azure-native:([a-z0-9]+:[A-Za-z0-9]+)", path.read_text())
    }
    named = {one.removeprefix(PREFIX) for rule in RULES for one in rule.applies_to if one.startswith(PREFIX)}
    assert (written | named) - set(PATTERNS) == LEFT_OUT & (written | named)


def test_patterns_are_those_that_the_rehearsal_makes_ids_of() -> None:
    both = (set(PATTERNS) & set(REHEARSED)) - {"resources:ResourceGroup"}
    assert len(both) > 40
    start = r"/subscriptions/\{subscriptionId\}/providers/|\{scopeId\}/"
    rehearsed = {token: re.sub(start, "", REHEARSED[token]).replace("}/M", "}M") for token in both}
    assert {token: PATTERNS[token] for token in both} == rehearsed


def test_one_type_of_arm_is_one_of_ours_but_where_its_name_tells() -> None:
    several = {kind for kind, found in ARM_TYPES.items() if len(found) > 1}
    assert several == {"microsoft.web/sites/config", "microsoft.web/sites/slots/config"}


def test_what_is_renamed_is_called_so_by_the_sdk() -> None:
    for token, names in RENAMED.items():
        found = resource_type(PREFIX + token)
        assert found is not None
        if token not in WRAPPED:
            assert set(names.values()) <= set(found.inputs)
        assert all(name == name.casefold() for name in names)
