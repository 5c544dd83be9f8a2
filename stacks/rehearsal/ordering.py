"""The order in which stacks are built, and doing work in that order, side by side where it allows."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait

from migration.model.architecture import Architecture
from safeio.errors import InputError


def needed_stacks(architecture: Architecture, wanted: Sequence[str] | None) -> dict[str, tuple[str, ...]]:
    """The stacks to build with the stacks each needs first, in an order that keeps this; all of them where none is
    wanted by name. A stack that is wanted brings those it stands on.

    Raises InputError for a name that is not there, with the nearest, and for stacks that wait for each other.
    """
    needs = {stack.name: stack.depends_on for stack in architecture.stacks}
    ordered: dict[str, tuple[str, ...]] = {}

    def take(name: str, asked_by: tuple[str, ...]) -> None:
        if name in asked_by:
            circle = " needs ".join((*asked_by, name))
            raise InputError("out/architecture.json", f"{circle}: they wait for each other", "Design it again.")
        if name not in ordered:
            for needed in needs[name]:
                take(needed, (*asked_by, name))
            ordered[name] = needs[name]

    for name in needs if wanted is None else wanted:
        if name not in needs:
            near = difflib.get_close_matches(name, needs, n=3, cutoff=0.4) or sorted(needs)[:5]
            raise InputError(
                f"stack {name}", "the architecture has no such stack", f"Did you mean {' or '.join(near)}?"
            )
        take(name, ())
    return ordered


def reversed_needs(needs: Mapping[str, Collection[str]]) -> dict[str, tuple[str, ...]]:
    """The other way round: for each stack those that stand on it and must go first."""
    return {name: tuple(other for other, on in needs.items() if name in on) for name in reversed(list(needs))}


def in_order(needs: Mapping[str, Collection[str]], work: Callable[[str], None], workers: int) -> None:
    """Do the work for each name after that of the names it needs; at most `workers` at once.

    The first exception ends it: nothing more is begun, and what runs is waited for. `work` must see to it that it
    ends when it is no longer wanted.
    """
    waiting, done = dict(needs), set[str]()
    running: dict[Future[None], str] = {}
    pool = ThreadPoolExecutor(workers, "rehearsal-stack")
    try:
        while waiting or running:
            for name in [one for one, on in waiting.items() if done.issuperset(on)]:
                del waiting[name]
                running[pool.submit(work, name)] = name
            assert running, f"nothing can begin: {sorted(waiting)}"
            ended, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in ended:
                done.add(running.pop(future))
                future.result()
    finally:
        # Without waiting: whoever calls us has to stop what runs first.
        pool.shutdown(wait=False, cancel_futures=True)
