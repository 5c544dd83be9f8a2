"""One resource of a stack, as rules see it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any

from policies.values import Sentinel
from safeio.values import value


@value
class Resource:
    """One resource of a stack, as a preview or an export tells it.

    `type` is the plain token ("azure-native:storage:StorageAccount"), `raw_type` the one in the file, with its API
    version if any. `properties` are inputs with the names of the wire (camelCase); what is not known yet or secret
    is a sentinel of policies.values. `id` is the cloud's id, None where not known. `parent` and `depends_on` are
    urns; `property_depends_on` gives for each property the urns its value comes from. `operation` is what the
    preview would do ("create", "same", "update", "replace", "delete"), None in an export. `component` is the name of
    the nearest component of ours above it, which is an id in architecture.json. `external` resources are only read by
    the stack: no rule is asked of them. `retained` is left in the cloud when the stack deletes it. `conditional` may
    not come to be at all: a template has a condition that cannot be told. `api_version` is what a template asks for,
    None where there is none or where `raw_type` holds it. `pointers` say where in a template it is
    written: by the start of a property path ("" for the resource itself), the JSON pointer of the object there.
    """

    type: str
    raw_type: str
    name: str
    urn: str
    stack: str
    properties: Mapping[str, Any]
    outputs: Mapping[str, Any]
    id: str | None = None
    parent: str | None = None
    depends_on: tuple[str, ...] = ()
    property_depends_on: Mapping[str, tuple[str, ...]]
    operation: str | None = None
    protect: bool = False
    custom: bool = True
    component: str | None = None
    external: bool = False
    retained: bool = False
    conditional: bool = False
    file: str | None = None
    line: int | None = None
    api_version: str | Sentinel | None = None
    pointers: Mapping[str, str] = field(default_factory=dict)
