"""Commands a runbook shows: constants of ours, in which names from data are quoted for a POSIX shell."""

from __future__ import annotations

from collections.abc import Sequence
from shlex import quote

from safeio.text import clean

VERIFY = "cloud-unless verify"
CHECK = "cloud-unless check"
DRIFT = "cloud-unless drift"


def build_stack(name: str) -> tuple[str, ...]:
    """Shows what building a stack would change, then builds it with the common standards watching."""
    stack = quote(f"--stack={clean(name)}")
    pack = '--policy-pack "$(command -v cloud-unless-policies)"'
    return f"pulumi preview {stack} {pack}", f"pulumi up {stack} {pack}"


def addresses_of(names: Sequence[str]) -> tuple[str, ...]:
    """Asks for the addresses of names; nothing where there are none. What follows `--` is never taken for an option."""
    asked = " ".join(quote(one) for one in map(clean, names) if one)
    return (f"getent hosts -- {asked}",) if asked else ()
