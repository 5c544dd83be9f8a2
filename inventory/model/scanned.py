"""What a scan brings home: sections of output, the facts that read them, and the claims they come to."""

from __future__ import annotations

from collections.abc import Callable

from inventory.model.claims import Claim, ScanError
from inventory.model.host import Host
from safeio.values import value


@value
class Section:
    """What one fact's commands wrote. `status` is their exit status, None when the section was cut before it.

    `output` is decoded with surrogateescape and not yet cleaned. `complete` is false where the output was cut.
    """

    name: str
    status: int | None
    output: str
    complete: bool


@value
class Sections:
    """The sections of one host, in the order they came.

    `complete` only when the end marker was there; a section of a complete answer may still be cut at its size limit.
    """

    sections: tuple[Section, ...]
    complete: bool


@value
class Fact:
    """One thing a shell can tell: what to ask, and a pure parser of the answer.

    `shell` is the body of a POSIX sh function that only reads. `parse` adds what the section says to what is known
    of the host; it never raises: what it cannot read becomes a fault of the host.
    """

    name: str
    shell: str
    parse: Callable[[Section, Host], Host]


@value
class Collected:
    """What one host comes to: claims for the store, faults found, and what could not be seen without more rights."""

    claims: tuple[Claim, ...]
    errors: tuple[ScanError, ...]
    not_seen: tuple[str, ...]
