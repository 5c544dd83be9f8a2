"""The fields of a JSON Schema as tables: one for the file, one for each thing inside it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from tools.pages.writing import code, paragraphs, plain, table

Schema = Mapping[str, Any]
HEADING = ("Field", "Kind", "Needed")


def field_tables(schema: Schema) -> str:
    """The table of the file's own fields, then a heading and a table for each thing inside it."""
    blocks = [_table(schema)]
    for name, inner in sorted(schema.get("$defs", {}).items()):
        blocks += [f"### {name}", paragraphs(inner.get("description", "")), _table(inner) or _words(inner)]
    return "\n\n".join(block for block in blocks if block)


def _table(schema: Schema) -> str:
    fields = schema.get("properties", {})
    if not fields:
        return ""
    needed = schema.get("required", ())
    return table(HEADING, ((code(name), _kind(one), _needed(name in needed, one)) for name, one in fields.items()))


def _words(schema: Schema) -> str:
    return f"It is {_kind(schema)}."


def _needed(required: bool, field: Schema) -> str:
    if required:
        return "yes"
    default = field.get("default")
    if default is None or default == [] or default == {}:
        return "no"
    return f"no; without it {code(default if isinstance(default, str) else json.dumps(default))}"


def _kind(field: Schema) -> str:
    """What stands in the field, in words. That it may be null is not said: then it is simply not known."""
    if "$ref" in field:
        name = field["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "enum" in field:
        return "one of " + ", ".join(code(str(word)) for word in field["enum"])
    if "const" in field:
        return f"always {code(str(field['const']))}"
    if "anyOf" in field:
        return _either(field["anyOf"])
    if field.get("type") == "array":
        return _list(field)
    if field.get("type") == "object":
        inner = field.get("additionalProperties")
        return f"by name, {_kind(inner)}" if isinstance(inner, Mapping) and inner else "by name, anything"
    return _single(field)


def _list(field: Schema) -> str:
    if "prefixItems" in field:
        return "in this order: " + ", ".join(_kind(one) for one in field["prefixItems"])
    return f"a list, each {_kind(field.get('items', {}))}"


def _either(choices: list[Schema]) -> str:
    kinds = [one for one in choices if one.get("type") != "null"]
    if {one.get("type") for one in kinds} == {"integer", "string"} and _is_amount(kinds):
        return 'an amount: a whole number, or quoted text such as `"1200.50"`'
    return " or ".join(_kind(one) for one in kinds)


def _is_amount(kinds: list[Schema]) -> bool:
    return any("[0-9]+" in one.get("pattern", "") for one in kinds)


def _single(field: Schema) -> str:
    words = {"string": "text", "integer": "a whole number", "number": "a number", "boolean": "yes or no"}
    if field.get("format") == "date":
        return "a day, YYYY-MM-DD"
    kind = words.get(field.get("type", ""), "anything")
    return f"{kind}{''.join(_limits(field))}"


def _limits(field: Schema) -> Iterator[str]:
    if "pattern" in field:
        yield f" like {code(field['pattern'])}"
    if "minimum" in field:
        yield f", {plain(str(field['minimum']))} or more"
    if "maximum" in field:
        yield f", {plain(str(field['maximum']))} at most"
