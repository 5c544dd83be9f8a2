"""How long two hundred rules take of fifty thousand resources, and that one that hangs holds up no other (L-07)."""

from __future__ import annotations

import argparse
import itertools
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from benchmarks.council_stacks import preview
from benchmarks.figures import figure
from policies.asking import Question, Reply
from policies.check import check
from policies.limited_asking import ask_here
from policies.model import EVERY, Answer, Context, Resource, Rule
from policies.no_cycles import no_cycles
from policies.readers import read_resources
from policies.rules import RULES
from policies.separate_process import SECONDS
from policies.standards import Standards

AS_OF = date(2026, 11, 22)
RULE_COUNT, COUNT = 200, 50_000
CHECK_SECONDS = 30
HANGS = "HANGS-001"
HANGS_SECONDS = 2
"""How long the rule that hangs may. It sleeps, so it takes no time of the processor."""


def main(arguments: Sequence[str]) -> int:
    """Print the seconds of the processor and the memory that one process takes. Returns 1 for a missed target."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--resources", type=int, default=COUNT)
    options.add_argument("--preview", type=Path, help="ask about this preview, in this process")
    given = options.parse_args(arguments)
    if given.preview is not None:
        with no_cycles():  # as the command does
            return _ask(given.preview)
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "preview.json"
        path.write_bytes(preview(given.resources))
        # A process of its own, so that what made the preview does not count as memory.
        return subprocess.run([sys.executable, __file__, "--preview", str(path)], check=False).returncode


def _ask(path: Path) -> int:
    began = time.process_time()
    resources = read_resources(path).resources
    figure(f"reading a preview: {len(resources):,} resources", time.process_time() - began, "s", None)
    rules = _rules()
    began = time.process_time()
    findings = check(resources, rules, (), AS_OF, Standards(), None, _each).findings
    seconds = time.process_time() - began
    # The one that hangs is an error for each resource, and no other rule is.
    assert {one.rule_id for one in findings if one.verdict == "error"} == {HANGS}
    assert {one.verdict for one in findings if one.rule_id == HANGS} == {"error"}
    kept = figure(
        f"asking {len(rules)} rules, one of which hangs: {len(findings):,} answers", seconds, "s", CHECK_SECONDS
    )
    figure("memory for reading and asking", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "MiB", None)
    return 0 if kept else 1


def _rules() -> tuple[Rule, ...]:
    """The common standards, one that hangs, and copies of the first under other ids up to two hundred."""
    hanging = replace(RULES[0], id=HANGS, applies_to=(EVERY,), answer=_hangs, plan=False, changes=False)
    copies = (replace(rule, id=f"{rule.id}-AGAIN") for rule in RULES)
    return tuple(itertools.islice((*RULES, hanging, *copies), RULE_COUNT))


def _hangs(_resource: Resource, _context: Context) -> Answer:
    while True:
        time.sleep(0.01)


def _each(questions: Sequence[Question]) -> Iterator[tuple[Reply, ...]]:
    for question in questions:
        yield ask_here(question, HANGS_SECONDS if question.rule.id == HANGS else SECONDS)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
