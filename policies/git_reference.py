"""Setting files as they stand at a reference of git, so that a change cannot approve itself."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path

from policies.setting_files import CAP_BYTES, ENDINGS, EXEMPTIONS, OWN_RULES, STANDARDS, SettingFile, check_count
from safeio.errors import InputError
from safeio.terminal_text import shown

SECONDS = 60.0
"""How long git may take: it reads a few small files."""

# No "-" in front, no colon (which would name a path) and no blank: a reference, and nothing that git reads otherwise.
_REFERENCE = re.compile(r"[A-Za-z0-9_.@/][A-Za-z0-9_.@/~^{}+-]{0,199}")
_ENTRY = re.compile(r"(?P<mode>[0-7]{6}) (?P<kind>\w+) (?P<id>[0-9a-f]{40,64}) +(?P<size>[0-9-]+)\t(?P<name>.+)", re.S)
_OPTIONS = (
    "--literal-pathspecs",
    "--no-replace-objects",
    "-c",
    "core.fsmonitor=false",
    "-c",
    "core.hooksPath=/dev/null",
)
_KEPT = ("PATH", "HOME", "XDG_CONFIG_HOME")


def files_at(folder: Path, reference: str, more: Sequence[str] = ()) -> tuple[SettingFile, ...]:
    """The setting files of the programme folder as they stand at the reference (a branch, tag or commit), sorted by
    name; and those named in `more`, relative to the folder. What is not there at the reference is left out.

    Raises InputError where git is not there, `folder` is in no repository, nothing has this name, or a file is no
    ordinary one.
    """
    commit = _commit(folder, reference)
    listed = _git(folder, "ls-tree", "-z", "-l", commit, "--", EXEMPTIONS, STANDARDS, f"{OWN_RULES}/", *more)
    entries = [found for line in listed.split(b"\0") if (found := _ENTRY.fullmatch(line.decode("utf-8", "replace")))]
    wanted = [one for one in entries if _is_wanted(one["name"], more)]
    check_count(len(wanted), reference)
    return tuple(_file(folder, reference, one) for one in sorted(wanted, key=lambda entry: entry["name"]))


def _is_wanted(name: str, more: Sequence[str]) -> bool:
    return name in (EXEMPTIONS, STANDARDS, *more) or (name.startswith(f"{OWN_RULES}/") and name.endswith(ENDINGS))


def _file(folder: Path, reference: str, entry: re.Match[str]) -> SettingFile:
    where = shown(f"{reference}:{entry['name']}", 300)
    if entry["mode"] not in ("100644", "100755"):
        raise InputError(where, "this is not an ordinary file", "Keep a file there, no link and no folder.")
    if int(entry["size"]) > CAP_BYTES and entry["name"].startswith((EXEMPTIONS, STANDARDS, f"{OWN_RULES}/")):
        raise InputError(where, f"this file is larger than {CAP_BYTES:,} bytes", "Make it smaller.")
    return SettingFile(name=entry["name"], where=where, data=_git(folder, "cat-file", "blob", entry["id"]))


def _commit(folder: Path, reference: str) -> str:
    where = f"--standards-from {shown(reference, 100)}"
    if not _REFERENCE.fullmatch(reference) or ".." in reference:
        raise InputError(where, "this cannot be a reference of git", "Name a branch, a tag or a commit: origin/main.")
    _git(folder, "rev-parse", "--git-dir")
    try:
        found = _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{reference}^{{commit}}")
    except InputError:
        remedy = "Fetch it first, with `git fetch origin main` or the like, or correct the name."
        raise InputError(where, "this repository has no such reference", remedy) from None
    return found.decode("ascii").strip()


def _git(folder: Path, *arguments: str) -> bytes:
    """What git prints. It runs no hook, fetches nothing, and heeds no variable that would lead it elsewhere."""
    surroundings = {name: os.environ[name] for name in _KEPT if name in os.environ}
    still = {"GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1", "LC_ALL": "C"}
    where = shown(folder, 300)
    try:
        done = subprocess.run(
            ["git", *_OPTIONS, *arguments],  # noqa: S607 - the git that the user runs
            cwd=folder,
            env=surroundings | still,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except FileNotFoundError:
        raise InputError("git", "git is not installed", "Install it, or leave out --standards-from.") from None
    except subprocess.TimeoutExpired:
        raise InputError(where, f"git took longer than {SECONDS:g} seconds", "Look at the repository.") from None
    if done.returncode:
        said = shown(done.stderr.decode("utf-8", "replace").strip().partition("\n")[0], 200)
        wrong = f"git cannot read this repository: {said}" if said else "git cannot read this repository"
        raise InputError(where, wrong, "Run it in a checkout that git can read, or leave out --standards-from.")
    return done.stdout
