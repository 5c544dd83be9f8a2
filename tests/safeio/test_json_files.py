"""JSON is read strictly and written in one form."""

import json
from collections.abc import Mapping
from dataclasses import field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeio.errors import InputError
from safeio.json_files import canonical_json, json_schema, parse_json, read_json, sha256_bytes, sha256_of
from safeio.values import LEFT_OUT_WHEN_NONE, Day, Money, Quantity, value


@value
class Item:
    id: str
    size_gib: Quantity | None = None
    tags: Mapping[str, str] = field(default_factory=dict)


@value
class Record:
    schema_version: int = 1
    when: Day | None = None
    spend_gbp: Money | None = None
    names: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()
    by_name: Mapping[str, Item] = field(default_factory=dict)


@value
class Later:
    known: int | None
    later: int | None = field(default=None, metadata=LEFT_OUT_WHEN_NONE)


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
AMOUNT = st.decimals(-(10**9), 10**9, places=2, allow_nan=False)
# Quantities are written as JSON numbers: halves survive that exactly.
QUANTITY = st.integers(-(10**6), 10**6).map(lambda halves: Decimal(halves) / 2)
ITEM = st.builds(Item, id=TEXT, size_gib=st.none() | QUANTITY, tags=st.dictionaries(TEXT, TEXT, max_size=3))
RECORD = st.builds(
    Record,
    when=st.none() | st.dates(),
    spend_gbp=st.none() | AMOUNT,
    names=st.lists(TEXT, max_size=3).map(tuple),
    items=st.lists(ITEM, max_size=3).map(tuple),
    by_name=st.dictionaries(TEXT, ITEM, max_size=3),
)


@given(RECORD)
def test_writing_and_reading_is_the_identity(record: Record) -> None:
    data = canonical_json(record)
    assert parse_json(data, "x.json", Record) == record
    assert canonical_json(parse_json(data, "x.json", Record)) == data


@given(RECORD)
def test_the_order_of_mappings_does_not_change_the_bytes(record: Record) -> None:
    turned = dict(reversed(record.by_name.items()))
    other = Record(**{**vars(record), "by_name": turned})
    assert canonical_json(other) == canonical_json(record)


def test_the_written_form_can_be_read_by_people() -> None:
    record = Record(
        when=date(2026, 4, 1),
        spend_gbp=Decimal("12.50"),
        names=("a", "£"),
        items=(Item(id="x", size_gib=Decimal("2.5"), tags={"b": "2", "a": "1"}), Item(id="y")),
    )
    assert canonical_json(record).decode() == (
        "{\n"
        '  "schema_version": 1,\n'
        '  "when": "2026-04-01",\n'
        '  "spend_gbp": "12.50",\n'
        '  "names": ["a", "£"],\n'
        '  "items": [\n'
        '    {"id": "x", "size_gib": 2.5, "tags": {"a": "1", "b": "2"}},\n'
        '    {"id": "y", "size_gib": null, "tags": {}}\n'
        "  ],\n"
        '  "by_name": {}\n'
        "}\n"
    )


def test_plain_rows_can_be_written_too() -> None:
    rows = {"schema_version": 1, "rows": (Item(id="b"), Item(id="a"))}
    assert json.loads(canonical_json(rows))["rows"][1] == {"id": "a", "size_gib": None, "tags": {}}
    assert list(json.loads(canonical_json(rows))) == ["schema_version", "rows"]


def test_a_number_that_is_not_finite_is_our_mistake() -> None:
    with pytest.raises(ValueError, match="JSON compliant"):
        canonical_json({"a": float("nan")})
    with pytest.raises(ValueError, match="written as not known"):
        canonical_json(Item(id="a", size_gib=Decimal("NaN")))


DEEP = b"[" * 100_000


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (DEEP, "nested too deeply"),
        (b'{"a":' * 100_000, "nested too deeply"),
        (b'{"a": NaN}', "NaN is not a finite number"),
        (b'{"a": -Infinity}', "-Infinity is not a finite number"),
        (b'{"a": 1e999}', "the number 1e999 is not finite"),
        (b'{"a": 1, "b": {"c": 1, "c": 2}}', "the key c stands twice"),
        (b'{"a": ' + b"9" * 5_000 + b"}", "is too long"),
        (b'{"a": "\\ud800"}', "half a character"),
        (b'{"\\udfff": 1}', "half a character"),
        (b'{"a": "\xff"}', "is not UTF-8 text"),
        (b'{"a": 1,}', "line 1 is not JSON"),
        (b"", "is not JSON"),
        (b"\0", "is not JSON"),
    ],
)
def test_F_08_what_is_not_strict_json_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_json(data, "x.json", dict[str, Any])
    assert said in str(caught.value)
    assert len(str(caught.value)) < 400


def test_F_08_byte_order_mark_and_whole_pairs_are_read() -> None:
    assert parse_json(b'\xef\xbb\xbf{"a": "\\ud83d\\ude00"}', "x", dict[str, Any]) == {"a": "\U0001f600"}
    assert parse_json(b'{"a": "\\\\ud800"}', "x", dict[str, Any]) == {"a": "\\ud800"}


@given(st.binary(max_size=200))
def test_F_08_any_bytes_give_a_value_or_an_input_error(data: bytes) -> None:
    try:
        parse_json(data, "x.json", Record)
    except InputError as problem:
        assert problem.remedy


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b'{"spend_gbp": 12.5}', 'spend_gbp: a number with pence must be quoted to stay exact: "12.50"'),
        (b'{"itms": []}', "itms: this key is not known. Did you mean items?"),
        (b'{"items": [{"id": "a"}, {}]}', "items[1].id: this key is missing"),
        (b'{"by_name": {"x": {"id": 1}}}', "by_name.x.id: 1 is not text"),
    ],
)
def test_the_error_names_the_place(data: bytes, said: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_json(data, "plan.json", Record)
    assert said in str(caught.value)


def test_a_file_that_is_not_canonical_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    path.write_bytes(canonical_json(Record()))
    assert read_json(path, Record, canonical=True) == Record()
    path.write_bytes(json.dumps(json.loads(path.read_bytes())).encode())
    assert read_json(path, Record) == Record()
    with pytest.raises(InputError, match="changed after it was written"):
        read_json(path, Record, canonical=True)


def test_the_hash_of_a_file_is_the_hash_of_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"abc")
    assert sha256_of(tmp_path / "a") == sha256_bytes(b"abc")
    assert sha256_bytes(b"").startswith("e3b0c442")


def test_the_schema_accepts_what_is_written_and_refuses_more() -> None:
    import jsonschema

    schema = json_schema(Record, "A record")
    checker = jsonschema.Draft202012Validator(schema)
    written = json.loads(canonical_json(Record(spend_gbp=Decimal("1.50"), items=(Item(id="a"),))))
    assert schema["title"] == "A record"
    assert checker.is_valid(written)
    assert not checker.is_valid(written | {"more": 1})
    assert not checker.is_valid(written | {"spend_gbp": 1.5})


def test_what_would_take_too_much_memory_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("safeio.json_files._LIGHT_BYTES", 10)
    monkeypatch.setattr("safeio.json_files._MEMORY_BYTES", 1_000)
    assert parse_json(b'{"a": "' + b"x" * 2_000 + b'"}', "a.json", dict) == {"a": "x" * 2_000}
    with pytest.raises(InputError, match="too many values"):
        parse_json(b"[[[[]], [], [], [], []], [], [], [], []]", "a.json", list)
    monkeypatch.setattr("safeio.json_files._LIGHT_BYTES", 100)
    assert parse_json(b"[[[[]], [], [], [], []], [], [], [], []]", "a.json", list)[1] == []


def test_a_field_left_out_when_none_is_written_only_where_it_is_known() -> None:
    assert canonical_json(Later(known=None)) == b'{\n  "known": null\n}\n'
    for one in (Later(known=1), Later(known=1, later=2)):
        assert parse_json(canonical_json(one), "later", Later) == one
    assert b"later" in canonical_json(Later(known=None, later=2))
