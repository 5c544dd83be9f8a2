"""The operating system and its release, from the files in which distributions name themselves."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from inventory.model import Fact, Host, Section
from inventory.shell_output import by_jc, parts, unread, word

SHELL = """\
show /etc/os-release /usr/lib/os-release /etc/lsb-release /etc/debian_version /etc/*-release \\
    /etc/slackware-version /etc/release /etc/product
ask_bounded oslevel -s
true"""

_OS_RELEASE = ("/etc/os-release", "/usr/lib/os-release")
# The distribution's own file goes before the one it keeps for compatibility with another.
_GENERIC = ("/etc/redhat-release", "/etc/system-release", "/etc/os-release", "/etc/lsb-release", "/etc/arch-release")
_NUMBER = re.compile(r"\d+(?:\.\d+)*")
_RELEASE = re.compile(r"([\w .()/+-]{2,80}?) (?:release )?(v?\d[\w.-]*)( (?:SP|Beta|LTS)\S*)?.*", re.IGNORECASE)
_SUSE = re.compile(r"(?P<name>(?:open)?suse[^\n(]*?) (?P<version>[\d.]+) \(", re.IGNORECASE)
_PATCH_LEVEL = re.compile(r"^PATCHLEVEL = (\d{1,2})$", re.MULTILINE)
_FREE_UNIX = re.compile(r"^\s*((?:Oracle )?Solaris|SmartOS|OmniOS|Open Storage Appliance)\b([^\n]*)", re.MULTILINE)
# Before a release, and on Devuan also after it, the system names itself by codename alone.
# Sources: https://www.debian.org/releases/ and https://www.devuan.org/os/releases, 2026-11.
_CODENAMES = {
    "Debian": {
        "etch": 4, "lenny": 5, "squeeze": 6, "wheezy": 7, "jessie": 8, "stretch": 9, "buster": 10, "bullseye": 11,
        "bookworm": 12, "trixie": 13, "forky": 14,
    },
    "Devuan": {"jessie": 1, "ascii": 2, "beowulf": 3, "chimaera": 4, "daedalus": 5, "excalibur": 6},
}  # fmt: skip
_BY_CODENAME = re.compile(r"(Debian|Devuan) GNU/Linux ((\w+)(?:/(?:sid|ceres))?)")
_NUMBER_IN_BRACKETS = re.compile(r"(\w+) [a-z]+ \((\d[\d.]*[^()]*)\)")
# Files that hold nothing but a release number.
_BARE = {"/etc/alpine-release": "Alpine Linux", "/etc/slackware-version": ""}
_IMAGE = re.compile(r"^Image: \S+ ([\d.]+)$", re.MULTILINE)


def parse(section: Section, host: Host) -> Host:
    """The host with the best name its files give its operating system."""
    files = {part.title: part.text for part in parts(section)}
    name = operating_system(files)
    if name is None and files:
        return unread(host, section, "its operating system")
    return replace(host, os_name=word(name) or host.os_name)


def operating_system(files: Mapping[str, str]) -> str | None:
    """Name and release as one text, from release files by path; None where they name none.

    The most exact release wins: of "CentOS Linux 8 (Core)" and "CentOS Linux release 8.1.1911 (Core)" the second.
    """
    named = _os_release(files)
    release = _release_file(files)
    if release and (named is None or _same_but_longer(named, release)):
        return release
    if named is not None:
        return _debian_point(named, files)
    others = (read(files) for read in (_lsb, _unix, _bare, _debian, _aix))
    return next((name for name in others if name), None)


def _os_release(files: Mapping[str, str]) -> str | None:
    text = next((files[path] for path in _OS_RELEASE if "=" in files.get(path, "")), "")
    said = variables(text)
    name, version, pretty = said.get("NAME"), said.get("VERSION_ID"), said.get("PRETTY_NAME")
    if pretty and said.get("ID", "").startswith("sles"):
        return _suse(pretty)
    if pretty and (not version or version in pretty):
        bracketed = _NUMBER_IN_BRACKETS.fullmatch(pretty)
        return f"{bracketed[1]} {bracketed[2]}" if bracketed else pretty
    if pretty and name and version and _NUMBER.search(pretty) and pretty.startswith(name):
        return pretty
    return " ".join(part for part in (name, version) if part) or pretty


def _suse(pretty: str) -> str:
    """SUSE supports service packs. A host that names none has the first release; people may only have left it out."""
    return f"{pretty}.0" if re.search(r" \d+$", pretty) else pretty


def _release_file(files: Mapping[str, str]) -> str | None:
    """The first line of /etc/redhat-release and its like, or of /etc/SuSE-release with its patch level."""
    suse = _SUSE.search(files.get("/etc/SuSE-release", ""))
    if suse:
        patch = _PATCH_LEVEL.search(files["/etc/SuSE-release"])
        return _suse(
            f"{suse['name'].strip()} {suse['version']}" + (f" SP{patch[1]}" if patch and patch[1] != "0" else "")
        )
    own = [path for path in files if path.startswith("/etc/") and path.endswith("-release") and path not in _GENERIC]
    for path in (*sorted(own), *_GENERIC[:2]):
        first = files.get(path, "").strip().split("\n")[0].strip()
        if "=" not in first and _RELEASE.fullmatch(first[:200]):
            return re.sub(r" release (?=v?\d)", " ", first)
    return None


def _same_but_longer(named: str, release: str) -> bool:
    """True when both name one system and `release` gives more of its number; or names a fuller service pack."""
    ours, theirs = _NUMBER.search(named), _NUMBER.search(release)
    if theirs is None or named.split()[0].casefold()[:4] != release.split()[0].casefold()[:4]:
        return False
    return ours is None or f"{theirs[0]}.".startswith(f"{ours[0]}.")


def _debian_point(named: str, files: Mapping[str, str]) -> str:
    """Debian's os-release says 12 where /etc/debian_version says 12.4, and stretch/sid before 9 is released."""
    point = files.get("/etc/debian_version", "").strip()
    found = _NUMBER.search(named)
    codename = _BY_CODENAME.fullmatch(named)
    if codename and codename[3] in _CODENAMES[codename[1]]:
        return f"{codename[1]} GNU/Linux {_CODENAMES[codename[1]][codename[3]]} ({codename[2]})"
    if found and named.startswith("Debian") and _NUMBER.fullmatch(point) and point.startswith(f"{found[0]}."):
        return f"{named[: found.start()]}{point}{named[found.end() :]}"
    return named


def _lsb(files: Mapping[str, str]) -> str | None:
    text = files.get("/etc/lsb-release", "")
    said = variables(text)
    name, version = said.get("DISTRIB_ID"), said.get("DISTRIB_RELEASE")
    description = re.search(r"^Description:\s*(.+)$", text, re.MULTILINE)
    told = said.get("DISTRIB_DESCRIPTION") or (description[1] if description else None)
    if told and (not version or version in told):
        return told
    return " ".join(part for part in (name, version) if part) or None


def _unix(files: Mapping[str, str]) -> str | None:
    found = _FREE_UNIX.search(files.get("/etc/release", ""))
    if found is None:
        return None
    image = _IMAGE.search(files.get("/etc/product", ""))
    rest = image[1] if image and not re.search(r"\d{4}", found[2]) else found[2].strip()
    return f"{found[1].removeprefix('Oracle ')} {rest}".strip()


def _bare(files: Mapping[str, str]) -> str | None:
    for path, name in _BARE.items():
        first = files.get(path, "").strip().split("\n")[0][:80]
        if first:
            return f"{name} {first}".strip()
    return None


def _debian(files: Mapping[str, str]) -> str | None:
    """Ubuntu and others have Debian's file too, so it counts only where no other file named the system."""
    point = files.get("/etc/debian_version", "").strip()
    return f"Debian GNU/Linux {point}" if point and len(point) < 40 else None


def _aix(files: Mapping[str, str]) -> str | None:
    found = re.match(r"(\d)(\d)\d\d-(\d\d)-", files.get("oslevel -s", ""))
    return f"AIX {found[1]}.{found[2]} TL{int(found[3])}" if found else None


def variables(text: str) -> dict[str, str]:
    """NAME=value lines, as the shell reads them, without quotes."""
    rows = by_jc("os_release", text) or [{}]
    return {name: value.strip().strip("\"'").strip() for name, value in rows[0].items() if isinstance(value, str)}


FACT = Fact(name="operating_system", shell=SHELL, parse=parse)
