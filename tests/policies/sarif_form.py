"""What SARIF 2.1.0 asks of the parts we write, and what code scanning asks on top, as a JSON Schema of our own.

From the standard (sections 3.13 to 3.27, 3.28, 3.35, 3.58) and GitHub's page "SARIF support for code scanning". No key
that is not named here may appear.
"""

from __future__ import annotations

from typing import Any


def _thing(required: dict[str, Any], optional: dict[str, Any] | None = None) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(required),
        "properties": required | (optional or {}),
    }


def _list(items: dict[str, Any], least: int = 0) -> dict[str, Any]:
    return {"type": "array", "items": items, "minItems": least}


TEXT = {"type": "string", "minLength": 1, "maxLength": 3000}
PLACE = {"type": "integer", "minimum": 0}
MESSAGE = _thing({"text": TEXT})
LEVEL = {"enum": ["none", "note", "warning", "error"]}
RULE = _thing(
    {
        "id": TEXT,
        "shortDescription": MESSAGE,
        "fullDescription": MESSAGE,
        "help": MESSAGE,
        "defaultConfiguration": _thing({"level": LEVEL}),
        "properties": _thing(
            {
                "security-severity": {"type": "string", "pattern": r"^[0-9]+\.[0-9]$"},
                "tags": _list(TEXT) | {"uniqueItems": True},
            }
        ),
    }
)
LOCATION = _thing(
    {
        "physicalLocation": _thing(
            {
                "artifactLocation": _thing({"uri": {"type": "string", "pattern": r"^(file:///)?[^/: \\][^ \\]*$"}}),
                "region": _thing({"startLine": {"type": "integer", "minimum": 1}}),
            }
        ),
        "logicalLocations": _list(_thing({"fullyQualifiedName": TEXT, "kind": TEXT}), 1),
    }
)
RESULT = _thing(
    {
        "ruleId": TEXT,
        "ruleIndex": PLACE,
        "kind": {"enum": ["review", "fail"]},
        "level": LEVEL,
        "message": MESSAGE,
        "locations": _list(LOCATION, 1),
        "partialFingerprints": {
            "type": "object",
            "minProperties": 1,
            "additionalProperties": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
        },
        "properties": {"type": "object"},
    },
    {
        "baselineState": {"enum": ["new", "unchanged", "updated", "absent"]},
        "suppressions": _list(
            _thing({"kind": {"enum": ["external"]}, "status": {"enum": ["accepted"]}, "justification": TEXT}), 1
        ),
    },
) | {
    # 3.27.10: the level is "none" unless the kind is "fail".
    "if": {"properties": {"kind": {"const": "review"}}},
    "then": {"properties": {"level": {"const": "none"}}},
    "else": {"properties": {"level": {"enum": ["note", "warning", "error"]}}},
}
NOTIFICATION = _thing({"level": LEVEL, "message": MESSAGE, "associatedRule": _thing({"id": TEXT, "index": PLACE})})
RUN = _thing(
    {
        "tool": _thing({"driver": _thing({"name": TEXT, "version": TEXT, "rules": _list(RULE)})}),
        "invocations": _list(
            _thing(
                {"executionSuccessful": {"type": "boolean"}}, {"toolExecutionNotifications": _list(NOTIFICATION, 1)}
            ),
            1,
        ),
        "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
        "results": _list(RESULT),
    }
)
SARIF = _thing(
    {
        "$schema": {"type": "string", "pattern": "sarif-schema-2.1.0.json$"},
        "version": {"const": "2.1.0"},
        "runs": _list(RUN, 1) | {"maxItems": 1},
    }
)
"""The whole file."""
