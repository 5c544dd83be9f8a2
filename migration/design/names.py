"""Names in Azure: <abbreviation>-<what>-<environment>-<region>, with a number or a hash where needed."""

from __future__ import annotations

import hashlib
import re
import uuid

from migration.design.regions import region_of
from migration.model.architecture.name_kinds import NameKind
from migration.model.architecture.name_rules import broken_name, name_rule
from safeio.errors import InputError

_SHORT_HASH = 5
PLAIN: tuple[NameKind, ...] = ("storage-account", "front-door-filter")
"""Kinds whose names take letters and digits only."""

_COMPUTER_END = "-az"


def compose(
    kind: NameKind, what: str, environment: str, region: str, number: int | None = None, unique: str | None = None
) -> str:
    """The name of a thing of a kind. `what` is what it is for; `unique` is hashed into names that no one else in Azure
    may have. A name that would be too long keeps the start of `what` and a hash of all of it."""
    rule = name_rule(kind)
    ends = [environment, region_of(region).short]
    ends += [f"{number:02}"] if number is not None else []
    ends += [short_hash(unique)] if unique is not None else []
    plain = kind in PLAIN
    joint = "" if plain else "-"
    what = re.sub(r"[^a-z0-9]+", joint, what.lower()).strip("-")
    room = rule.longest - len(joint.join([rule.abbreviation, "", *ends]))
    # A name with a hash of its own needs no second one to differ from its like.
    fitting = what[:room].rstrip("-") if unique is not None else shortened(what, room, joint)
    name = joint.join([rule.abbreviation, fitting, *ends])
    assert broken_name(kind, name) is None, f"{kind} {name!r}: {broken_name(kind, name)}"
    return name


def joined(kind: NameKind, text: str) -> str:
    """A name put together from ids, shortened to what its kind may have."""
    name = shortened(text, name_rule(kind).longest)
    assert broken_name(kind, name) is None, f"{kind} {name!r}: {broken_name(kind, name)}"
    return name


def shortened(text: str, room: int, joint: str = "-") -> str:
    """`text` in at most `room` characters: whole where it fits, else its start and a hash of all of it."""
    if len(text) <= room:
        return text
    assert room >= _SHORT_HASH + 2, "a name has no room left for what it is for"
    return text[: room - _SHORT_HASH - len(joint)].rstrip("-") + joint + short_hash(text)


def computer_name(server_name: str) -> str:
    """What the new machine's system calls itself: at most 15 characters, the limit of Windows.

    It differs from the old name, because both machines stand in one directory until the old one is switched off.
    """
    plain = re.sub(r"[^a-z0-9]+", "-", server_name.lower().split(".")[0]).strip("-") or "server"
    if not re.search("[a-z]", plain):
        plain = f"s{plain}"  # Windows refuses a name of digits alone
    name = shortened(plain, name_rule("computer").longest - len(_COMPUTER_END)) + _COMPUTER_END
    assert broken_name("computer", name) is None, name
    return name


def written_name(kind: NameKind, name: str, where: str) -> str:
    """A name that a person wrote, unchanged. Raises InputError where Azure does not take it."""
    wrong = broken_name(kind, name)
    if wrong:
        raise InputError(where, f"{name[:80]!r} cannot be a name in Azure: {wrong}", "Give it another name.")
    return name


def short_hash(text: str) -> str:
    """Five characters of a-z and 0-9 that stand for a text: the same text always gives the same five."""
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    number = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8])
    found = ""
    for _ in range(_SHORT_HASH):
        number, rest = divmod(number, len(digits))
        found += digits[rest]
    return found


def guid_of(text: str) -> str:
    """A GUID that stands for a text, for things in Azure whose name has to be one."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, text))
