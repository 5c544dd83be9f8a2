"""What pipelines of every build server share: the stacks they build, in which order, and the scripts they run."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from migration.model.architecture import Architecture, Stack
from safeio.errors import InputError
from safeio.terminal_text import shown
from safeio.values import value

TIMES = "17 5 * * 1-5"
"""Drift is looked for on working days, early, and not on the hour, when everybody's jobs begin."""

WATCHED = (
    "out/architecture.json",
    "approval.yaml",
    "exemptions.yaml",
    "standards.yaml",
    "Pulumi.yaml",
    "Pulumi.*.yaml",
    "__main__.py",
    "rules/**",
)
"""The files of a programme folder that change what is built, or how it is judged."""

FETCH = """\
set -euo pipefail
git init --quiet "$TOOLS/source"
cd "$TOOLS/source"
git fetch --quiet --depth 1 "$CLOUD_UNLESS_URL" "$CLOUD_UNLESS_COMMIT"
git checkout --quiet FETCH_HEAD
# A full commit cannot be moved to other code; a branch or a tag can.
test "$(git rev-parse HEAD)" = "$CLOUD_UNLESS_COMMIT"
tools/install.sh "$TOOLS/installed" requirements/stacks.txt
"""
"""Fetches cloud-unless at the commit that the pipeline names, and installs it with locked, hashed requirements."""

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_FOLDER = re.compile(r"\.|[A-Za-z0-9_][A-Za-z0-9 ._-]*(/[A-Za-z0-9_][A-Za-z0-9 ._-]*)*")


@value
class Job:
    """One stack's part of a pipeline. `needs` are the jobs of the stacks that are built before it. `builds` is False
    for a stack of a wave that nobody has approved yet: it is previewed, and not built."""

    key: str
    stack: str
    needs: tuple[str, ...]
    builds: bool


def jobs_of(architecture: Architecture) -> tuple[Job, ...]:
    """A job for each stack, in the order they are built. Raises InputError for a name that no stack can have."""
    keys = {one.name: _key(number, one.name) for number, one in enumerate(architecture.stacks, 1)}
    return tuple(
        Job(
            key=keys[one.name],
            stack=one.name,
            needs=tuple(keys[before] for before in dict.fromkeys((*one.depends_on, *one.follows))),
            builds=_builds(one),
        )
        for one in architecture.stacks
    )


def run_stack(action: str, kind: str) -> str:
    """The command that previews, applies or looks for drift. What varies comes from the environment."""
    return f'"$TOOLS/source/tools/ci/stack.sh" {action} "$TOOLS/installed/bin" {kind} "$TOOLS/told"\n'


def comment(kind: str) -> str:
    """The command that puts what a preview told under the pull request."""
    return f'"$TOOLS/source/tools/ci/comment.sh" {kind} "$TOOLS/told/comment.md"\n'


def checked_folder(folder: str) -> str:
    """The programme folder inside its repository, written with forward slashes. Raises InputError for a path that
    leads out of it."""
    if not _FOLDER.fullmatch(folder) or ".." in folder.split("/"):
        wrong = f"{shown(folder, 100)!r} is no folder of a repository"
        raise InputError("--inside", wrong, "Write it as it stands in the repository, such as programmes/county.")
    return folder


def watched(folder: str) -> list[str]:
    """The files that a change is noticed in, as they stand in the repository."""
    return [name if folder == "." else f"{folder}/{name}" for name in WATCHED]


def comment_lines(lines: Sequence[str]) -> str:
    """Lines of a comment at the head of a file."""
    return "".join(f"# {line}".rstrip() + "\n" for line in lines)


def yaml_text(head: Sequence[str], body: Mapping[str, object]) -> str:
    """A YAML file: a comment, then the values in the order given. Text of several lines stands as it is read."""
    from io import StringIO

    from ruamel.yaml import YAML

    yaml = YAML()
    yaml.width = 200
    yaml.indent(mapping=2, sequence=4, offset=2)
    written = StringIO()
    yaml.dump(_readable(body), written)
    return comment_lines(head) + written.getvalue()


def _readable(found: object) -> object:
    from ruamel.yaml.scalarstring import LiteralScalarString

    if isinstance(found, Mapping):
        return {key: _readable(one) for key, one in found.items()}
    if isinstance(found, list | tuple):
        return [_readable(one) for one in found]
    return LiteralScalarString(found) if isinstance(found, str) and "\n" in found else found


def _key(number: int, name: str) -> str:
    if not _NAME.fullmatch(name):
        wrong = f"{shown(name, 100)!r} cannot be the name of a stack"
        raise InputError("out/architecture.json", wrong, "Design it again with: cloud-unless design.")
    # Build servers allow fewer characters than Pulumi; the number keeps two names apart that become alike.
    return f"s{number:03}_" + re.sub(r"[^A-Za-z0-9]", "_", name)


def _builds(stack: Stack) -> bool:
    return stack.wave_id is None or stack.wave_state in ("approved", "applied")
