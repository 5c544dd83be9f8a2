"""Setting members of a JSON text without touching what else stands in it."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from policies.json_places import Edit, edited, places_of

_NAMES = st.text(max_size=5)
_LEAVES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.text()
)
_JSON = st.recursive(_LEAVES, lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(_NAMES, inner)))


@given(st.dictionaries(_NAMES, _JSON), st.data(), st.sampled_from([None, 2, 4, "\t"]), st.booleans())
def test_only_the_member_that_is_set_changes(whole: Any, data: st.DataObject, indent: Any, ascii_only: bool) -> None:
    text = json.dumps(whole, indent=indent, ensure_ascii=ascii_only)
    objects = [path for path in places_of(text) if isinstance(_at(whole, path), dict)]
    path = data.draw(st.sampled_from(sorted(objects, key=str)))
    name, wanted = data.draw(_NAMES), data.draw(_JSON)
    _at(whole, path)[name] = wanted
    assert json.loads(edited(text, [Edit(path=path, name=name, value=wanted)])) == whole


@given(st.dictionaries(_NAMES, _JSON))
def test_every_place_holds_the_value_it_stands_for(whole: Any) -> None:
    text = json.dumps(whole)
    for path, place in places_of(text).items():
        assert json.loads(text[place.begins : place.ends]) == _at(whole, path)


def _at(whole: Any, path: Any) -> Any:
    for step in path:
        whole = whole[step]
    return whole


def test_the_form_that_people_wrote_stays() -> None:
    text = '{\r\n    "a": { "b": 1 },\r\n    "c": [1,2],\r\n    "d": {}\r\n}\r\n'
    edits = [
        Edit(path=("a",), name="b", value=2),
        Edit(path=("a",), name="e", value={"f": True}),
        Edit(path=(), name="g", value="x"),
        Edit(path=("d",), name="h", value=None),
    ]
    assert edited(text, edits) == (
        '{\r\n    "a": { "b": 2, "e": {\r\n        "f": true\r\n    } },\r\n    "c": [1,2],\r\n'
        '    "d": {\r\n        "h": null\r\n    },\r\n    "g": "x"\r\n}\r\n'
    )


def test_comments_stay_and_confuse_nothing() -> None:
    text = '{ // "a": 7, {\n  "a": 1, /* "b" } */\n  "b": "//no comment"\n}'
    assert edited(text, [Edit(path=(), name="b", value=2)]) == text.replace('"//no comment"', "2")
