"""The installed packages and their versions, from whichever package manager the host has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from inventory.model import Fact, Host, Package, Section
from inventory.shell_output import Part, by_jc, columns, parts, unread, unseen

# dpkg-query says the same as its own list, and takes three times as long.
SHELL = """\
if [ -r /var/lib/dpkg/status ] && command -v awk >/dev/null; then
    title /var/lib/dpkg/status
    awk '
        $1 == "Package:" { name = $2; state = "" }
        $1 == "Status:" { state = $2 " " $3 " " $4 }
        $1 == "Version:" { print state "\\t" name "\\t" $2 }
    ' /var/lib/dpkg/status && return
fi
# shellcheck disable=SC2016 # what stands in single quotes is for dpkg-query and rpm
ask_bounded dpkg-query -W -f '${Status}\\t${Package}\\t${Version}\\n' && return
ask_bounded rpm -q -a --qf '%{NAME}\\t%{VERSION}-%{RELEASE}\\n' && return
show /lib/apk/db/installed && [ -r /lib/apk/db/installed ] && return
ask_bounded pacman -Q"""

_MOST = 20_000
_NO_MANAGER = "the installed packages: none of dpkg, rpm, apk and pacman answers"
_INSTALLED = re.compile(r"^[^\t\n]* installed\t([^\t\n]*)\t([^\t\n]*)$", re.MULTILINE)
_RPM = re.compile(r"(\S{1,150})-([^-\s]{1,80}-[^-\s]{1,80}?)(?:\.(?:noarch|x86_64|i[3-6]86|aarch64|ppc64le|s390x))?")
_APK_VERSION = re.compile(r"(\S+)-(\d[^-\s]*(?:-r\d+)?)$")


def parse(section: Section, host: Host) -> Host:
    """The host with its packages, sorted; a package installed in several versions stands once for each."""
    answers = parts(section)
    found = sorted({pair for part in answers for pair in _read(part) if all(pair)})[:_MOST]
    if not found:
        return unread(host, section, "its packages") if answers else unseen(host, _NO_MANAGER)
    return replace(host, packages=tuple(map(Package._make, found)))


def _read(part: Part) -> Iterable[tuple[str, str]]:
    read = next((read for beginning, read in _READERS if part.title.startswith(beginning)), _pairs)
    return read(part.text)


def _dpkg(text: str) -> list[tuple[str, str]]:
    """Packages that were removed but left settings behind are not installed."""
    return _INSTALLED.findall(text)


def _dpkg_list(text: str) -> Iterator[tuple[str, str]]:
    for row in by_jc("dpkg_l", text) or ():
        if str(row.get("codes")).startswith(("ii", "hi")):
            yield str(row.get("name") or "").partition(":")[0], str(row.get("version") or "")


def _rpm(text: str) -> Iterator[tuple[str, str]]:
    """Name and version as we ask for them, or name-version-release.architecture as rpm writes them unasked."""
    for cells in columns(text, "\t"):
        joined = _RPM.fullmatch(cells[0].strip()) if len(cells) == 1 else None
        name, version = (joined[1], joined[2]) if joined else (cells[0], cells[1] if len(cells) == 2 else "")
        if name != "gpg-pubkey":
            yield name, version


def _apk(text: str) -> Iterator[tuple[str, str]]:
    name = ""
    for line in text.split("\n"):
        if line.startswith("P:"):
            name = line[2:]
        elif line.startswith("V:"):
            yield name, line[2:]


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    """`pacman -Q` and `apk info -v`."""
    for cells in columns(text):
        joined = _APK_VERSION.match(cells[0]) if len(cells) == 1 else None
        if joined:
            yield joined[1], joined[2]
        elif len(cells) == 2:
            yield cells[0], cells[1]


_READERS = (
    ("/var/lib/dpkg/", _dpkg),
    ("dpkg-query", _dpkg),
    ("dpkg -l", _dpkg_list),
    ("rpm", _rpm),
    ("/lib/apk/", _apk),
)

FACT = Fact(name="packages", shell=SHELL, parse=parse)
