"""Taking the sections out of what a host sent: whatever came, and however little of it."""

from __future__ import annotations

import re

from inventory.collector_script import BEGINS, ENDS
from inventory.model import Section, Sections

_BEGINS = re.compile(rb"^" + re.escape(BEGINS.encode("ascii")) + rb"\n", re.MULTILINE)
_SECTION = re.compile(rb"^#cloud-unless-section ([a-z_]{1,40}) +(\d{1,7})\n", re.MULTILINE)
_STATUS = re.compile(rb"\n#status (\d{1,3})\n\Z")
_ENDS = re.compile(rb"^" + re.escape(ENDS.encode("ascii")) + rb" (\d{1,3})\n", re.MULTILINE)


def sections(output: bytes) -> Sections:
    """The sections in `output`, each once, in the order they came. Never raises.

    Byte counts delimit them, so nothing a command writes is taken for a frame; noise before, between and after them is
    ignored. A section without its status was cut, which the limit on its size can do to one. The answer is complete
    only with the end marker and its right number.
    """
    begun = _BEGINS.search(output)
    found: dict[str, Section] = {}
    at = begun.end() if begun else len(output)
    while head := _SECTION.search(output, at):
        name, end = head[1].decode("ascii"), head.end() + int(head[2])
        found.setdefault(name, _section(name, output[head.end() : end], whole=end <= len(output)))
        at = min(end, len(output))
    ended = _ENDS.search(output, at)
    return Sections(
        sections=tuple(found.values()),
        complete=ended is not None and int(ended[1]) == len(found),
    )


def _section(name: str, body: bytes, whole: bool) -> Section:
    status = _STATUS.search(body) if whole else None
    return Section(
        name=name,
        status=int(status[1]) if status else None,
        output=(body[: status.start()] if status else body).decode("utf-8", "surrogateescape"),
        complete=status is not None,
    )
