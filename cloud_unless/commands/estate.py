"""`estate`: settle what all sources say into out/estate.json, and show what there is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cloud_unless import stages
from cloud_unless.options import HERE, AsOfOption, FolderOption, Format, FormatOption, today
from cloud_unless.progress import next_step, number_of, progress, say
from safeio.errors import InputError

if TYPE_CHECKING:
    from cloud_unless.folder import Read
    from cloud_unless.settled_lists import AnyDay, SettledLists, Standings
    from inventory.model import Claim, Estate, Product, ScanError, Warned

ListOption = Annotated[
    str | None,
    typer.Option(
        "--list", metavar="WHAT", help="Show the rows of one list, such as servers, unsupported or contracts."
    ),
]


def run(
    folder: FolderOption = HERE,
    as_of: AsOfOption = None,
    what: ListOption = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Settle what all sources say; show support states.

    Writes out/estate.json: one value for each field, and who said it.
    """
    from cloud_unless import estate_rows
    from cloud_unless.kept_lists import kept_lists, made_from
    from cloud_unless.showing import show
    from cloud_unless.tables import Answer

    day = as_of or today()
    if what is not None:
        estate_rows.check_list_name(what)
    made = made_from(stages.check_folder(folder))
    kept = kept_lists(folder, made, estate_rows.rows_of(what)) if what else None
    lists = kept or _settle(folder, made)
    standings, warnings = lists.any_day.standings(day), lists.any_day.warnings(day)
    tables = (
        (estate_rows.listed(what, lists, standings, warnings),)
        if what
        else estate_rows.overview(lists, standings, warnings)
    )
    show(Answer(tables=tables, facts={"as_of": day}), form)
    path = folder / stages.ESTATE
    done = f"Written: {path}" if kept is None else f"Nothing has changed since it was written: {path}"
    _close(lists.any_day, standings, warnings, done)


def _settle(folder: Path, made: str | None) -> SettledLists:
    """Settle what all sources say, write out/estate.json and keep its lists beside it. Raises UserError.

    `made` was worked out first: what is imported meanwhile must not count as settled.
    """
    from cloud_unless.kept_lists import keep_lists
    from cloud_unless.settled_lists import settled_lists
    from inventory.products import load_products

    read = stages.read_folder(folder)
    claims, faults = _said(folder)
    products = load_products()
    with progress(f"Settling {len(claims):,} claims"):
        estate = replace(_merge(claims, read, products), scan_errors=faults)
        lists = settled_lists(estate, products)
    stages.write_out(folder, stages.ESTATE, estate)
    keep_lists(folder, lists, made)
    return lists


def _said(folder: Path) -> tuple[tuple[Claim, ...], tuple[ScanError, ...]]:
    """All claims of the store, and what scans found wrong with hosts.

    Raises InputError when nothing was imported or scanned yet, StorageError when the store is broken.
    """
    from inventory.scan_runs import scan_errors
    from inventory.store import open_store

    path = folder / stages.STORE
    if not path.exists():
        raise InputError(
            str(path),
            "nothing was imported or scanned yet",
            "Run: cloud-unless import. To look at hosts instead: cloud-unless scan",
        )
    with open_store(path) as store:
        return store.claims(), scan_errors(store)


def _merge(claims: tuple[Claim, ...], read: Read, products: tuple[Product, ...]) -> Estate:
    from inventory.merge import merge

    programme = read.folder.programme
    return merge(claims, programme.sites, programme.organisations, products, read.sources.noise)


def _close(any_day: AnyDay, standings: Standings, warnings: tuple[Warned, ...], done: str) -> None:
    from cloud_unless.empty_registers import WRITTEN, still_empty

    counts = any_day.counts
    ended, unknown = (_things_in(state, standings) for state in ("ended", "unknown"))
    say(
        f"{counts['applications']:,} applications on {counts['servers']:,} servers. "
        f"Out of support: {ended:,} things; support not known: {unknown:,}."
    )
    if warnings or counts["conflicts"]:
        conflicts = number_of(counts["conflicts"], "conflict")
        say(f"{number_of(len(warnings), 'warning')}, {conflicts} between sources.")
    if any_day.hosts_with_errors:
        hosts = number_of(any_day.hosts_with_errors, "host")
        say(f"Scans found something wrong with {hosts}; scan_errors in the file below says what.")
    if any_day.unused and counts["deployments"]:
        say(
            f"No application is known on {number_of(len(any_day.unused), 'server')}, so no plan moves them. "
            "Say in deployments.csv what runs there. See: cloud-unless estate --list unused"
        )
    for sentence in still_empty(counts):
        say(sentence)
    say(done)
    if not counts["applications"]:
        say(WRITTEN)
    else:
        next_step("assess", "estate --list unsupported")


def _things_in(state: str, standings: Standings) -> int:
    """A thing counts once, whether its hardware or its software is in this state, or both."""
    return len({thing_id for alike, standing in standings if standing.state == state for thing_id in alike.ids})
