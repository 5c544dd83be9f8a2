"""The folders that the host offers to others over NFS and SMB."""

from __future__ import annotations

import re
from dataclasses import replace

from inventory.model import Fact, Host, Section, SharedFolder
from inventory.shell_output import Part, parts, unseen, word

# Of smb.conf only the names of shares and their paths leave the host: other lines can hold passwords.
SHELL = """\
show /etc/exports /etc/exports.d/*.exports
if [ -r /etc/samba/smb.conf ]; then
    title /etc/samba/smb.conf
    grep -E -i '^[[:space:]]*(\\[|path[[:space:]]*=)' /etc/samba/smb.conf
elif [ -f /etc/samba/smb.conf ]; then
    title 'not readable'
    echo /etc/samba/smb.conf
fi
true"""

_MOST = 500
_SMB_NAME = re.compile(r"\s*\[([^\]\n]{1,80})\]")
_SMB_PATH = re.compile(r"\s*path\s*=\s*(\S.*)", re.IGNORECASE)
# Sections of smb.conf that are settings, or made for each user or printer.
_NO_SHARES = frozenset({"global", "homes", "printers", "print$"})


def parse(section: Section, host: Host) -> Host:
    """The host with what it shares."""
    found: list[SharedFolder] = []
    for part in parts(section):
        if part.title == "not readable":
            host = unseen(host, "SMB shares: their settings may only be read by root")
        else:
            found += _smb(part) if part.title.endswith("smb.conf") else _nfs(part)
    return replace(host, shares=tuple(dict.fromkeys(found))[:_MOST])


def _nfs(part: Part) -> list[SharedFolder]:
    """The paths of /etc/exports: one a line, quoted where they hold spaces, a backslash carrying on a line."""
    shares = []
    for line in part.text.replace("\\\n", " ").split("\n"):
        told = re.match(r'\s*(?:"(/[^"]{0,300})"|(/\S{0,300}))', line)
        path = word(told[1] or told[2], 300) if told else None
        if path:
            shares.append(SharedFolder(name=path, path=path, protocol="nfs"))
    return shares


def _smb(part: Part) -> list[SharedFolder]:
    shares: list[SharedFolder] = []
    for line in part.text.split("\n"):
        named, at = _SMB_NAME.match(line), _SMB_PATH.match(line)
        name = word(named[1], 80) if named else None
        if name:
            shares.append(SharedFolder(name=name, protocol="smb"))
        elif at and shares:
            shares[-1] = replace(shares[-1], path=word(at[1], 300))
    return [share for share in shares if share.name.casefold() not in _NO_SHARES]


FACT = Fact(name="shares", shell=SHELL, parse=parse)
