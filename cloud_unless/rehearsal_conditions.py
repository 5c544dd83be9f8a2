"""Under which conditions a rehearsal runs: what its Azure has, and what goes wrong in it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from safeio.errors import InputError
from safeio.values import value

if TYPE_CHECKING:
    from stacks.rehearsal.offered_files import Offered
    from stacks.rehearsal.quotas import Quotas


@value
class Conditions:
    """What holds for every stack of a rehearsal. `policy_pack` is asked by the engine too, `before` is the folder of a
    kept rehearsal to go on with, `trouble` one of stacks.rehearsal.troubles.KINDS; `keep`: the folder of this rehearsal
    stays. Without `quotas` nothing is too much, without `offered` our own lists of services hold."""

    policy_pack: Path | None
    before: Path | None
    keep: bool
    trouble: str | None
    quotas: Quotas | None
    offered: Offered | None


def conditions(
    policy_pack: Path | None,
    before: Path | None,
    keep: bool,
    trouble: str | None,
    usage: Sequence[str],
    services: Path | None,
) -> Conditions:
    """What the options say, with their files read. Raises InputError for a policy pack that is not there, for a trouble
    that there is not, and for files of another kind."""
    if policy_pack is not None and not policy_pack.exists():
        raise InputError(str(policy_pack), "there is no such policy pack", "Name its folder, or its executable file.")
    _check_trouble(trouble)
    return Conditions(
        policy_pack=policy_pack,
        before=before,
        keep=keep,
        trouble=trouble,
        quotas=_quotas(usage),
        offered=_offered(services),
    )


def _check_trouble(trouble: str | None) -> None:
    if trouble is None:
        return
    from stacks.rehearsal.troubles import KINDS

    if trouble not in KINDS:
        raise InputError("--trouble", f"there is no trouble {trouble!r}", f"Give one of {', '.join(KINDS)}.")


def _quotas(usage: Sequence[str]) -> Quotas | None:
    if not usage:
        return None
    from stacks.rehearsal.usage_files import read_usage

    return read_usage(usage)


def _offered(services: Path | None) -> Offered | None:
    if services is None:
        return None
    from stacks.rehearsal.offered_files import read_offered

    return read_offered(services)
