"""How many answers a second come of ARM templates, beside Checkov on the same files.

Each program is run twice, over all templates and over one, and the second is taken off: what counts without the start
is what each further template takes, reading included, in seconds of the processor. Both ask all their rules of each
file alone. Checkov prints its answers as JSON, ours are counted.

Needs the folder of real inputs (CONTRIBUTING.md) and, the first time, the network: Checkov is installed into build/.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import venv
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.figures import figure

ROOT = Path(__file__).resolve().parent.parent
CHECKOV = ROOT / "build" / "checkov"
VERSION = "3.3.30"
TIMES_AS_MANY = 50
ANSWERS = ("pass", "fail", "unknown")
"""What counts as an answer. What is not applicable Checkov does not count, so we do not either."""


def main(arguments: Sequence[str]) -> int:
    """Print both and how they compare. With a folder as argument, only our own answers about it."""
    if arguments:
        print(_ours(Path(arguments[0])))
        return 0
    given = os.environ.get("CLOUD_UNLESS_REAL_INPUTS")
    templates = (Path(given) if given else ROOT.parent / "shared" / "data") / "iac-arm"
    if not templates.is_dir():
        print(f"There are no templates in {templates}. Set CLOUD_UNLESS_REAL_INPUTS.", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as place:
        shutil.copy(next(iter(sorted(templates.rglob("*.json")))), place)
        theirs = _rates(f"Checkov {VERSION}", _theirs, templates, Path(place))
        ours = _rates("cloud-unless", _ours_apart, templates, Path(place))
    with_start, without = (our / their for our, their in zip(ours, theirs, strict=True))
    figure("answers for each of Checkov, with the start of both", with_start, "times", None)
    return 0 if figure("answers for each of Checkov", without, "times", TIMES_AS_MANY, least=True) else 1


def _rates(name: str, run: Callable[[Path], tuple[int, float]], templates: Path, one: Path) -> tuple[float, float]:
    """Answers a second with the start and without it: less what a folder with one template takes."""
    answers, seconds = run(templates)
    first, start = run(one)
    rates = answers / seconds, (answers - first) / (seconds - start)
    figure(f"{name}: {answers:,} answers, with its start", rates[0], "a second", None)
    figure(f"{name}: the same without its start", rates[1], "a second", None)
    return rates


def _theirs(folder: Path) -> tuple[int, float]:
    printed, seconds = _seconds([str(_checkov()), *("-d", str(folder)), *_CHECKOV_OPTIONS])
    summary: Any = json.loads(printed)
    summary = summary.get("summary", summary)
    return summary["passed"] + summary["failed"], seconds


def _ours_apart(folder: Path) -> tuple[int, float]:
    printed, seconds = _seconds([sys.executable, __file__, str(folder)])
    return int(printed), seconds


_CHECKOV_OPTIONS = ("--framework", "arm", "--output", "json", "--quiet", "--compact", "--skip-download")


def _ours(templates: Path) -> int:
    """Ask all rules about each template alone, as Checkov does: how many answers there are."""
    from policies.check import check
    from policies.readers import read_resources
    from policies.rules import RULES
    from policies.standards import Standards
    from safeio.errors import UserError

    count = 0
    for path in sorted(templates.rglob("*.json")):
        try:
            resources = read_resources(path).resources
            found = check(resources, RULES, (), date(2026, 11, 22), Standards(), None).findings
        except UserError:
            continue  # a file of parameters, or one that is no template
        count += sum(one.verdict in ANSWERS for one in found)
    return count


def _checkov() -> Path:
    command = CHECKOV / "bin" / "checkov"
    if not command.is_file():
        venv.create(CHECKOV, with_pip=True)
        pip = [str(CHECKOV / "bin" / "pip"), "install", "--quiet", f"checkov=={VERSION}"]
        subprocess.run(pip, check=True, stdout=sys.stderr)
    return command


def _seconds(command: Sequence[str]) -> tuple[str, float]:
    """What the command prints, and the seconds of the processor that it takes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=False, cwd=ROOT)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return done.stdout, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
