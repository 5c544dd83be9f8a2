"""Values go over the wire and come back the same."""

from __future__ import annotations

from typing import Any

import pytest
from google.protobuf.struct_pb2 import Struct
from hypothesis import given
from hypothesis import strategies as st

from stacks.rehearsal.wire import UNKNOWN, Secret, bare, from_wire, to_wire

PLAIN = st.none() | st.booleans() | st.text(max_size=20) | st.floats(allow_nan=False) | st.just(UNKNOWN)
NAMES = st.text(min_size=1, max_size=10)
VALUES = st.recursive(
    PLAIN,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4) | st.builds(Secret, inner),
    max_leaves=12,
)


@given(st.dictionaries(NAMES, VALUES, max_size=5))
def test_what_is_written_is_read_again(values: dict[str, Any]) -> None:
    assert from_wire(to_wire(values)) == values


@pytest.mark.parametrize(
    "text",
    [
        "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
        "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
        "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
        "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
        "030794c1-ac77-496b-92df-f27374a8bd58",
        "e48ece36-62e2-4504-bad9-02848725956a",
        "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
    ],
)
def test_P_01_every_mark_of_the_unknown_is_known(text: str) -> None:
    sent = Struct()
    sent["a"] = text
    assert from_wire(sent) == {"a": UNKNOWN}


def test_X_01_a_secret_is_not_shown_with_the_value_that_holds_it() -> None:
    assert "hunter2" not in repr({"a": [Secret("hunter2")]})


def test_bare_values_have_no_marks_at_any_depth() -> None:
    assert bare({"a": [Secret({"b": Secret("c")})]}) == {"a": [{"b": "c"}]}
