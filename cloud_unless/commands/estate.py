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
    from inventory.model import Claim, Estate, Product, ScanError, Support, Warned

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
    from cloud_unless.tables import Answer, show
    from inventory.estate_warnings import estate_warnings
    from inventory.lifecycle import support
    from inventory.products import load_products

    day = as_of or today()
    if what is not None:
        estate_rows.check_list_name(what)
    read = stages.read_folder(folder)
    claims, faults = _said(folder)
    products = load_products()
    with progress(f"Settling {len(claims):,} claims"):
        estate = replace(_merge(claims, read, products), scan_errors=faults)
        supports = support(estate, products, day)
    warnings = estate_warnings(estate, day)
    path = stages.write_out(folder, stages.ESTATE, estate)
    tables = (
        (estate_rows.listed(what, estate, supports, warnings),)
        if what
        else estate_rows.overview(estate, supports, warnings)
    )
    show(Answer(tables=tables, facts={"as_of": day}), form)
    _close(estate, supports, warnings, path)


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


def _close(estate: Estate, supports: tuple[Support, ...], warnings: tuple[Warned, ...], path: Path) -> None:
    from cloud_unless.empty_registers import WRITTEN, still_empty
    from inventory.estate_warnings import unused_servers

    ended = len({s.thing_id for s in supports if s.state == "ended"})
    unknown = len({s.thing_id for s in supports if s.state == "unknown"})
    say(
        f"{len(estate.applications):,} applications on {len(estate.servers):,} servers. "
        f"Out of support: {ended:,} things; support not known: {unknown:,}."
    )
    if warnings or estate.conflicts:
        conflicts = number_of(len(estate.conflicts), "conflict")
        say(f"{number_of(len(warnings), 'warning')}, {conflicts} between sources.")
    if estate.scan_errors:
        hosts = number_of(len({error.target for error in estate.scan_errors}), "host")
        say(f"Scans found something wrong with {hosts}; scan_errors in the file below says what.")
    idle = unused_servers(estate)
    if idle and estate.deployments:
        say(
            f"No application is known on {number_of(len(idle), 'server')}, so no plan moves them. "
            "Say in deployments.csv what runs there. See: cloud-unless estate --list unused"
        )
    lacking = still_empty(estate)
    for sentence in lacking:
        say(sentence)
    say(f"Written: {path}")
    if not estate.applications:
        say(WRITTEN)
    else:
        next_step("assess", "estate --list unsupported")
