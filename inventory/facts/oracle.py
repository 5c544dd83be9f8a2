"""Oracle databases, which no package manager knows: the list their installer keeps."""

from __future__ import annotations

import re
from dataclasses import replace

from inventory.model import Fact, Host, Section
from inventory.shell_output import parts, word

SHELL = "show /etc/oratab /var/opt/oracle/oratab"

_MOST = 100
_LINE = re.compile(r"([A-Za-z0-9_+*-]{1,30}):(/[^:\s]{1,200}):[YNW]?", re.IGNORECASE)
_HOME_VERSION = re.compile(r"/(\d{1,2}(?:\.\d{1,2}){0,4})[a-z]?(?=/|$|_)")


def parse(section: Section, host: Host) -> Host:
    """The host with its Oracle databases by name, and the version that each one's home folder is named after."""
    found: dict[str, str] = {}
    for part in parts(section):
        for line in part.text.split("\n"):
            told = _LINE.match(line.strip())
            # "*" is a placeholder, and names with "+" are storage, not databases.
            if told and told[1][0] not in "*+-" and len(found) < _MOST:
                version = _HOME_VERSION.search(told[2])
                found[word(told[1], 30) or ""] = version[1] if version else ""
    return replace(host, oracle_databases=found) if found else host


FACT = Fact(name="oracle", shell=SHELL, parse=parse)
