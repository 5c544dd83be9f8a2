"""What is said of Microsoft Entra ID: ids as it shows them, and groups that are given rights."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, WithJsonSchema

from safeio.values import value

_GUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"


def in_form(pattern: str, means: str) -> tuple[AfterValidator, WithJsonSchema]:
    """Text of one form only. The error says what is meant, since few people read patterns."""

    def check(text: str) -> str:
        if re.fullmatch(pattern, text) is None:
            raise ValueError(f"{text[:60]!r} is not {means}")
        return text

    return AfterValidator(check), WithJsonSchema({"type": "string", "pattern": f"^{pattern}$"})


Guid = Annotated[str, *in_form(_GUID, "an id as Azure shows it: 32 digits 0-9 and a-f in lower case, with hyphens")]
"""An id of a tenant, subscription or group, in lower case."""


@value
class EntraGroup:
    """A group in Microsoft Entra ID that is given rights; never a person."""

    name: str
    object_id: Guid
