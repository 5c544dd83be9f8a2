"""The variables of the environment that a user gives to a program of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from safeio.errors import InputError

_OPTION = "--env"
_NAME = re.compile(r"[A-Za-z_]\w*", re.ASCII)
# What the engine and the program of a rehearsal run by: another value would lead it out of its own folder.
_OURS = re.compile(r"(PULUMI|PYTHON|CLOUD_UNLESS)_?\w*|LD_\w*|PATH|HOME|VIRTUAL_ENV|\w*_PROXY", re.IGNORECASE)


def program_variables(given: Sequence[str]) -> dict[str, str]:
    """The variables by name, from texts such as "STAGE=test". Raises InputError, also for those that the rehearsal
    itself runs by."""
    found = {}
    for text in given:
        name, equals, value = text.partition("=")
        if not (equals and _NAME.fullmatch(name)):
            raise InputError(_OPTION, f"{text.partition('=')[0]!r} is no name of a variable", "Give --env NAME=VALUE.")
        if _OURS.fullmatch(name):
            remedy = "Leave it out: the rehearsal sets it itself."
            raise InputError(_OPTION, f"{name} is a variable that the rehearsal runs by", remedy)
        if "\0" in value:
            raise InputError(_OPTION, f"the value of {name} has a character that ends it", "Leave that out.")
        found[name] = value
    return found
