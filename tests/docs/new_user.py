"""A new user's machine: a home of their own, no network, and the packages that the requirements name."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from cloud_unless.app import COMMANDS
from tests.docs.guide_steps import Type, WriteFile, missing, steps

ROOT = Path(__file__).resolve().parent.parent.parent
GUIDES = ROOT / "docs" / "guides"
AS_OF = "2026-11-22"
MARK = "@@@ step"
BUILDING = ("hatchling", "packaging", "pathspec", "pluggy", "trove-classifiers")
"""What `pip install .` would fetch to build the project."""


def packages(folder: Path, requirements: str) -> Path:
    """A folder with the packages that a requirements file names, and no others: links to those installed here."""
    folder.mkdir()
    named = re.findall(r"^([A-Za-z0-9._-]+)==", (ROOT / "requirements" / requirements).read_text("utf-8"), re.MULTILINE)
    for name in (*named, *BUILDING):
        try:
            found = distribution(name)
        except PackageNotFoundError:
            continue  # it is for another system or Python
        tops = {file.parts[0] for file in found.files or () if file.parts[0] not in ("..", "__pycache__")}
        for top in tops:
            if not (folder / top).exists():
                (folder / top).symlink_to(Path(str(found.locate_file(top))))
    return folder


def _python(path: Path, found: Path) -> None:
    """A python3 whose new virtual environments hold the packages already, since there is no network to fetch them."""
    real = Path(getattr(sys, "_base_executable", sys.executable)).resolve()
    path.write_text(
        f'''#!/bin/sh
"{real}" "$@" || exit
if [ "$1 $2" = "-m venv" ]; then
    for site in "$3"/lib/python*/site-packages; do echo "{found}" >"$site/fetched.pth"; done
fi
'''
    )
    path.chmod(0o755)


def work_through(guide: str, home: Path, requirements: str, *programs: Path) -> list[str]:
    """Do everything the guide asks in one shell, as a user whose home is `home` and who has the programs of some more
    folders. Returns what went otherwise than the guide says; after the first wrong step nothing more is done."""
    todo = steps((GUIDES / f"{guide}.md").read_text(encoding="utf-8"))
    own = home / "programs"
    own.mkdir()
    _python(own / "python3", packages(home / "packages", requirements))
    environment = {
        "HOME": str(home),
        "PATH": ":".join(map(str, (own, *programs, "/usr/local/bin", "/usr/bin", "/bin"))),
        "PIP_NO_INDEX": "1",
        "PIP_NO_BUILD_ISOLATION": "false",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "COLUMNS": "100",
        "NO_COLOR": "1",
        "LC_ALL": "C.UTF-8",
    }
    done = subprocess.run(
        ["bash", "-c", _script(todo)], cwd=ROOT, env=environment, text=True, encoding="utf-8",
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    return _compared(todo, done.stdout)


def _script(todo: list[Type | WriteFile]) -> str:
    """One script: a step that ends otherwise than it should ends it. Commands judge as of one day, so that the test
    says the same in every year."""
    dated = "|".join(name for name, run in COMMANDS if "as_of" in run.__annotations__)
    lines = [
        "cloud-unless() {",
        f'    case "$1" in {dated}) command cloud-unless "$@" --as-of {AS_OF} ;; *) command cloud-unless "$@" ;; esac',
        "}",
    ]
    for number, step in enumerate(todo):
        if isinstance(step, WriteFile):
            lines.append(f"cat >'{step.name}' <<'END OF FILE'\n{step.text}END OF FILE")
            continue
        lines.append(f"{step.line}\ncode=$?\necho; echo '{MARK} {number}' $code; [ $code = {step.code} ] || exit 1")
    return "\n".join(lines) + "\n"


def _compared(todo: list[Type | WriteFile], output: str) -> list[str]:
    wrong = []
    said = dict(_outputs(output))
    for number, step in enumerate(todo):
        if isinstance(step, WriteFile):
            continue
        if number not in said:
            return [*wrong, f"{step.line}: was not reached. The output ends with:\n{output[-3000:]}"]
        text, code = said[number]
        if code != step.code:
            return [*wrong, f"{step.line}: ended with {code}, not {step.code}:\n{text}"]
        wrong += [f"{step.line}: does not say {line!r}:\n{text}" for line in missing(step.says, text)]
    return wrong


def _outputs(output: str) -> list[tuple[int, tuple[str, int]]]:
    parts = re.split(rf"^{MARK} (\d+) (\d+)\n", output, flags=re.MULTILINE)
    return [(int(parts[n + 1]), (parts[n], int(parts[n + 2]))) for n in range(0, len(parts) - 2, 3)]
