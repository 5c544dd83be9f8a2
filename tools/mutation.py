"""Change our code in one place at a time, and see whether a test notices.

    .venv/bin/python tools/mutation.py [--write docs/mutation-testing.md] [TARGET]...

Each change is made in a copy of the checkout, and the tests named beside the file are asked of it. What no test notices
is printed. Targets are names such as `gate`, `gov_002` or `plan_money`; without any, all are run. What came of each is
kept in build/mutation/, and the page is written from all that is kept. Ends with 1 under 85 %.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import json
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HERE / "tools"))

from mutation_targets import CASES, EQUIVALENT, TARGETS, Target  # noqa: E402 - files beside this one
from mutations import mutations  # noqa: E402

KEPT = HERE / "build" / "mutation"
LEAST = 85
SECONDS = 600
"""A change that makes the tests run for longer counts as noticed. Most take a second."""
COPIED = ("policies", "safeio", "inventory", "migration", "cloud_unless", "tests/conftest.py")
"""Besides the folders of the tests."""
LOADED = (
    "pytest",
    "hypothesis",
    "hypothesis.strategies",
    "pydantic",
    "yaml",
    "jsonschema",
    "_pytest.assertion.rewrite",
    "numpy",
    "rustworkx",
    "holidays.countries.united_kingdom",
    "ortools.sat.python.cp_model",
    "ortools.math_opt.python.mathopt",
)
"""What the tests need and no change touches: loaded once, so that each change costs a fork and not a start."""
REWRITTEN = "ignore::pytest.PytestAssertRewriteWarning"
"""pytest says that what is loaded before it cannot be changed by it. Nothing of that is a test."""


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What came of a target: how many changes were made and noticed, and the others."""

    name: str
    made: int
    noticed: int
    missed: tuple[str, ...]
    equivalent: tuple[str, ...]


def main(arguments: Sequence[str]) -> int:
    """Run the targets; prints one JSON object for each."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("targets", nargs="*", choices=[*TARGETS, []], metavar="TARGET")
    options.add_argument("--write", type=Path, help="the page to write the figures to")
    given = options.parse_args(arguments)
    for module in LOADED:
        importlib.import_module(module)
    KEPT.mkdir(parents=True, exist_ok=True)
    for name in given.targets or TARGETS:
        with _copy(TARGETS[name]) as checkout, _loaded(TARGETS[name], checkout):
            found = _run(name, TARGETS[name], checkout)
        (KEPT / f"{name}.json").write_text(json.dumps(asdict(found), indent=1), encoding="utf-8")
        print(f"{name}: {found.noticed} of {found.made}", flush=True)
    kept = tuple(_kept(name) for name in TARGETS if (KEPT / f"{name}.json").is_file())
    noticed, made = sum(one.noticed for one in kept), sum(one.made - len(one.equivalent) for one in kept)
    print(f"{noticed} of {made}: {100 * noticed / made:.1f} %")
    if given.write is not None:
        given.write.write_text(page(kept), encoding="utf-8")
    return int(100 * noticed < LEAST * made)


def _kept(name: str) -> Outcome:
    return Outcome(**json.loads((KEPT / f"{name}.json").read_text(encoding="utf-8")))


@contextlib.contextmanager
def _copy(target: Target) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        checkout = Path(folder)
        for name in (*COPIED, *{str(Path(test).parent) for test in target.tests if test.startswith("tests/")}):
            place = checkout / name
            place.parent.mkdir(parents=True, exist_ok=True)
            if (HERE / name).is_file():
                shutil.copy(HERE / name, place)
            else:
                shutil.copytree(HERE / name, place, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(HERE / "pyproject.toml", checkout)
        for case in (checkout / "tests/policies/cases").glob("*.yaml") if CASES in target.tests else ():
            if case.stem not in target.tests:
                case.unlink()  # reading them takes longer than all else
        yield checkout


@contextlib.contextmanager
def _loaded(target: Target, checkout: Path) -> Iterator[None]:
    """With the modules of the copy that no change touches."""
    ours = sys.path[:]
    sys.path[:] = _beside(checkout)
    try:
        for module in target.loaded:
            importlib.import_module(module)
        yield
    finally:
        sys.path[:] = ours
        for name, held in tuple(sys.modules.items()):
            if (getattr(held, "__file__", None) or "").startswith(f"{checkout}/"):
                del sys.modules[name]


def _beside(checkout: Path) -> list[str]:
    """Where modules are found when the copy takes the place of the checkout."""
    ours = (HERE, HERE / "tools")
    return [str(checkout), *(one for one in sys.path if Path(one or ".").resolve() not in ours)]


def _run(name: str, target: Target, checkout: Path) -> Outcome:
    path = checkout / target.path
    text = path.read_text(encoding="utf-8")
    sys.dont_write_bytecode = False
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    assert not _noticed(checkout, target.tests), f"the tests of {name} fail without a change"
    for compiled in (path.parent / "__pycache__").glob(f"{path.stem}.*"):
        compiled.unlink()
    # What is kept of a file is told by its second and its length: a change may leave both as they were.
    sys.dont_write_bytecode = True
    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
    noticed, missed, equivalent = 0, [], []
    changes = mutations(text, sentences=CASES not in target.tests)
    for number, (what, changed) in enumerate(changes, 1):
        path.write_text(changed, encoding="utf-8")
        if _noticed(checkout, target.tests):
            noticed += 1
        elif _reason(name, what) is not None:
            equivalent.append(what)
        else:
            missed.append(what)
            print(f"{name} {number}/{len(changes)}, not noticed: {what}", file=sys.stderr, flush=True)
    path.write_text(text, encoding="utf-8")
    return Outcome(name=name, made=len(changes), noticed=noticed, missed=tuple(missed), equivalent=tuple(equivalent))


def _reason(name: str, what: str) -> str | None:
    """Why the change changes nothing; lines move, so they are not part of the key."""
    return EQUIVALENT.get(f"{name}: {what.partition(': ')[2]}")


def _noticed(checkout: Path, tests: Sequence[str]) -> bool:
    """Whether a test fails, in a process of its own."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            code = _tested(checkout, tests)
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0


def _tested(checkout: Path, tests: Sequence[str]) -> int:
    import pytest

    signal.alarm(SECONDS)
    os.chdir(checkout)
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    sys.path[:] = _beside(checkout)
    return int(pytest.main([*tests, "-x", "-q", "-n0", "-p", "no:cacheprovider", "-W", REWRITTEN]))


def page(found: Sequence[Outcome]) -> str:
    """The page: a table of the targets, and every change that no test noticed."""
    made, noticed = sum(one.made - len(one.equivalent) for one in found), sum(one.noticed for one in found)
    rows = "".join(
        f"| `{TARGETS[one.name].path}` | {one.made} | {one.noticed} | {len(one.equivalent)} | {len(one.missed)} |\n"
        for one in found
    )
    missed = "".join(f"- `{one.name}`: {what}\n" for one in found for what in one.missed)
    same = "".join(f"- `{one.name}`: {what}: {_reason(one.name, what)}\n" for one in found for what in one.equivalent)
    day = datetime.now(UTC).date().isoformat()
    return (
        HEADER.format(day=day, noticed=noticed, made=made, percent=100 * noticed / made)
        + rows
        + (f"\n## Not noticed\n\n{missed or 'None.'}\n## Changes that change nothing\n\n{same or 'None.'}").rstrip()
        + "\n"
    )


HEADER = """# Do the tests notice?

Written by `tools/mutation.py` on {day}. It changes the code in one place at a time: a comparison, a condition, a
number, a word, what is returned. A test must fail for each. Words that only people read in a rule (its title, reason,
remedy, sources, frameworks and messages) and in docstrings are left alone. The checks of a plan must be told apart by
plans that are made by hand, in the tests of that check alone.

Noticed: **{noticed} of {made}, {percent:.1f} %**; at least 85 % is asked.

| file | changes | noticed | change nothing | not noticed |
|---|---|---|---|---|
"""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
