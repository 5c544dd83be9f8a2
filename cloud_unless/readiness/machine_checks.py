"""What doctor makes of the machine. Pure."""

from __future__ import annotations

from shlex import quote

from cloud_unless.progress import number_of
from cloud_unless.readiness.checked import Checked, install, missing, ok, warning
from cloud_unless.readiness.seen import Seen

FIRST_PYTHON, PAST_PYTHON = (3, 11), (3, 14)
"""As in pyproject.toml: from 3.14 on the solver and Pulumi's policy package do not install together."""

LEAST_FREE = 100_000_000
"""Bytes. Half a million claims, those of 35,000 servers, take about 85 MB."""

ENOUGH_FREE = 1_000_000_000
"""Bytes: the database, its copy before a change of schema, the files of all stages and a rehearsal."""

NARROWEST = 40
"""Columns of a terminal below which a date no longer fits beside its heading."""

NOT_USED_YET = ("postgres", "aws", "windows", "vsphere", "snmp", "cluster", "pdf")
"""Extras that no command of this version uses."""

WIDER = "cloud-unless estate --format csv | less -S"
"""No command widens a window; this shows wide rows in a narrow one."""

PULUMI_INSTALLER = "curl -fsSL https://get.pulumi.com | sh"
"""pulumi.com/docs/install: the official way on Linux."""


def python(seen: Seen) -> Checked:
    """The version of Python."""
    found = ".".join(map(str, seen.machine.python))
    if FIRST_PYTHON <= seen.machine.python < PAST_PYTHON:
        return ok("python", f"Python {found}.")
    says = f"Python {found} is not supported: 3.11, 3.12 and 3.13 are."
    return missing("python", says, f"python3.13 -m venv .venv && {install('.venv/bin/python', '')}")


def packages(seen: Seen) -> Checked:
    """The packages that every command needs."""
    lacking = seen.machine.lacking[""]
    if not lacking:
        return ok("packages", "All packages that every command needs are installed.")
    return missing("packages", f"Not installed: {', '.join(lacking)}.", install(seen.machine.executable, ""))


def stacks(seen: Seen) -> Checked:
    """The extra that building and rehearsing need."""
    if not seen.machine.lacking["stacks"]:
        return ok("extra stacks", "Installed: rehearse and pulumi up can build.")
    says = "Not installed. Only rehearse and building need it."
    return warning("extra stacks", says, install(seen.machine.executable, "stacks"))


def keyring(seen: Seen) -> Checked:
    """The extra that credentials in the desktop's keyring need."""
    if not seen.machine.lacking["keyring"]:
        return ok("extra keyring", "Installed: scan can take passwords from the keyring.")
    if seen.place is None or "keyring" not in seen.place.credentials:
        return ok("extra keyring", "Not installed; nothing here names a keyring.")
    says = "Not installed, and sources.yaml takes a credential from the keyring."
    return missing("extra keyring", says, install(seen.machine.executable, "keyring"))


def other_extras(seen: Seen) -> Checked:
    """The extras that no command uses yet."""
    found = [name for name in NOT_USED_YET if not seen.machine.lacking[name]]
    return ok("other extras", f"Installed: {', '.join(found) or 'none'}. No command uses them yet.")


def pulumi(seen: Seen) -> Checked:
    """The Pulumi CLI and its Python language host."""
    if seen.machine.pulumi == "whole":
        return ok("pulumi", "The Pulumi CLI and its Python language host are here.")
    tool = seen.machine.pulumi_tool
    remedy = PULUMI_INSTALLER if tool is None else f"{quote(str(tool))} --bin"
    here = "The Pulumi CLI is here, but not its Python language host."
    says = here if seen.machine.pulumi == "no-language-host" else "The Pulumi CLI is not here."
    return warning("pulumi", f"{says} Only rehearse and building need it.", remedy)


def ssh_agent(seen: Seen) -> Checked:
    """The SSH agent, which scan asks where sources.yaml says so."""
    wanted = seen.place is not None and "agent" in seen.place.credentials
    start = 'eval "$(ssh-agent -s)" && ssh-add'
    if seen.machine.agent == "answers":
        keys = seen.machine.agent_keys or 0
        if keys or not wanted:
            return ok("ssh agent", f"It answers, and holds {number_of(keys, 'key')}.")
        return missing("ssh agent", "It answers, but holds no key, and sources.yaml wants one of it.", "ssh-add")
    silent = "SSH_AUTH_SOCK names an agent that does not answer"
    says = silent if seen.machine.agent == "silent" else "SSH_AUTH_SOCK is not set, so there is none"
    if wanted:
        return missing("ssh agent", f"{says}, and sources.yaml wants a key of it.", start)
    if seen.machine.agent == "silent":
        return warning("ssh agent", f"{says}; nothing here wants it.", start)
    return ok("ssh agent", f"{says}; nothing here wants one.")


def temporary_disk(seen: Seen) -> Checked:
    """Free space where temporary files go."""
    return free_space("temporary files", seen.machine.temporary_free, "export TMPDIR=/var/tmp")


def free_space(name: str, free: int, remedy: str) -> Checked:
    """Whether so many bytes are enough."""
    says = f"{free / 1_000_000_000:,.1f} GB free" if free >= ENOUGH_FREE else f"{free / 1_000_000:,.0f} MB free"
    if free < LEAST_FREE:
        return missing(name, f"{says}: too little for a database.", remedy)
    if free < ENOUGH_FREE:
        return warning(name, f"{says}: too little for a large estate.", remedy)
    return ok(name, f"{says}.")


def terminal(seen: Seen) -> Checked:
    """Width, colour and encoding of the output."""
    found = seen.machine.terminal
    colour = f"no colour ({found.no_colour})" if found.no_colour else "colour"
    says = f"{number_of(found.width, 'column')}, {colour}, {found.encoding}."
    if found.encoding != "utf-8":
        return warning("terminal", f"{says} What it cannot show appears as a code.", "export LC_ALL=C.UTF-8")
    if found.width < NARROWEST:
        return warning("terminal", f"{says} Tables become long lists: widen the window.", WIDER)
    return ok("terminal", says)


def locale(seen: Seen) -> Checked:
    """Whether the locale is installed and stands for UTF-8."""
    if seen.machine.locale is None:
        return warning("locale", "The locale that is set is not installed.", "export LC_ALL=C.UTF-8")
    if seen.machine.locale != "utf-8":
        says = f"Names of files are read as {seen.machine.locale}, not UTF-8."
        return warning("locale", says, "export LC_ALL=C.UTF-8")
    return ok("locale", "UTF-8.")
