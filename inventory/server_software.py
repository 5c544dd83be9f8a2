"""Which databases and which server software a host has, told by its packages, processes, services and ports."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal

from inventory.model import Host, Package
from inventory.server_software_names import PROGRAMS, Program
from safeio.values import value

_EPOCH = re.compile(r"^\d{1,3}:")
# A look over all names of a host at once: most are none of these.
_ANY_PACKAGE = re.compile("|".join(program.package.pattern for program in PROGRAMS))
_ANY_PROCESS = re.compile(
    "|".join(
        pattern.pattern for program in PROGRAMS for pattern in (program.process, program.beside_package) if pattern
    )
)
_ANY_SERVICE = re.compile("|".join(program.service.pattern for program in PROGRAMS))
_NUMBER = re.compile(r"\d+(?:\.\d+)*")


@value
class Found:
    """A program on a host. `name` tells several releases of it apart; `version` None means not known."""

    kind: Literal["database", "software"]
    name: str
    product: str
    version: str | None = None


def server_software(host: Host) -> tuple[Found, ...]:
    """The server programs of a host, sorted by name.

    A package counts as installed software. It counts as a database where it also runs or may run: a process, service or
    port shows it, or processes could not be seen. Without a package, a process or service is enough; a port alone only
    where its owner could not be seen, and then nothing is known of the version.
    """
    signs = _signs(host)
    found = [one for program in PROGRAMS for one in _found(program, signs)]
    found += _oracle(host)
    return tuple(sorted(found, key=lambda one: (one.name, one.product)))


@value
class _Signs:
    """What of a host may show a server program. `ports` are those of TCP whose owner could not be seen."""

    packages: tuple[Package, ...]
    processes: tuple[str, ...]
    services: tuple[str, ...]
    ports: frozenset[int]
    processes_seen: bool


def _signs(host: Host) -> _Signs:
    names = {*host.processes, *(one.process for one in host.listeners if one.process)}
    unowned = (one.port for one in host.listeners if one.process is None and one.protocol == "tcp")
    return _Signs(
        packages=tuple(one for one in host.packages or () if _ANY_PACKAGE.fullmatch(one.name)),
        processes=tuple(name for name in names if _ANY_PROCESS.fullmatch(name)),
        services=tuple(name for name in host.services if _ANY_SERVICE.fullmatch(name)),
        ports=frozenset(unowned),
        processes_seen=bool(host.processes),
    )


def _found(program: Program, signs: _Signs) -> Iterator[Found]:
    packages = [one for one in signs.packages if program.package.fullmatch(one.name)]
    runs = _runs(program, signs, bool(packages))
    if not packages and (not runs or _known_better(program, signs.packages)):
        return
    kind: Literal["database", "software"] = program.kind if runs or not signs.processes_seen else "software"
    versions = _versions(packages)
    if not versions:
        yield Found(kind=kind, name=program.name, product=program.name)
    for version in versions:
        release = f" {version.split('.')[0]}" if len(versions) > 1 else ""
        yield Found(kind=kind, name=f"{program.name}{release}", product=program.name, version=version)


def _runs(program: Program, signs: _Signs, installed: bool) -> bool:
    beside = program.beside_package if installed else None
    if any(program.process.fullmatch(name) or (beside and beside.fullmatch(name)) for name in signs.processes):
        return True
    return program.port in signs.ports or any(program.service.fullmatch(name) for name in signs.services)


def _known_better(program: Program, known: Iterable[Package]) -> bool:
    """A process that two programs share counts for the one whose package is installed."""
    twins = [other for other in PROGRAMS if other.name == program.may_be]
    return any(other.package.fullmatch(one.name) for other in twins for one in known)


def _versions(packages: Iterable[Package]) -> list[str]:
    """The upstream versions, one for each major release: the newest package of it that has a number."""
    by_release: dict[str, str] = {}
    for package in packages:
        number = _NUMBER.match(_EPOCH.sub("", package.version))
        if number:
            release = number[0].split(".")[0]
            by_release[release] = max(by_release.get(release, ""), number[0], key=_parts)
    return [by_release[release] for release in sorted(by_release, key=_parts)]


def _parts(number: str) -> tuple[int, ...]:
    return tuple(int(part[:9]) for part in number.split(".") if part)


def _oracle(host: Host) -> Iterator[Found]:
    """Oracle's databases carry their own names; without the list of them, its processes show that there is one."""
    for name, version in host.oracle_databases.items():
        yield Found(kind="database", name=name, product="Oracle Database", version=version or None)
    monitors = [one.removeprefix("ora_pmon_") for one in host.processes if one.startswith("ora_pmon_")]
    for name in monitors:
        # The kernel keeps 15 characters of a name, so the end of a long one may be missing.
        if not any(known.startswith(name) for known in host.oracle_databases):
            yield Found(kind="database", name=name or "Oracle", product="Oracle Database")
