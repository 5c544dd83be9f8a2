"""What doctor makes of the programme folder, the clock and the age of our own tables. Pure."""

from __future__ import annotations

import stat
from collections.abc import Sequence
from datetime import date, timedelta

from cloud_unless import stages
from cloud_unless.options import LAST_DAY
from cloud_unless.readiness.checked import Checked, in_folder, install, listed, missing, ok, warning
from cloud_unless.readiness.machine_checks import free_space
from cloud_unless.readiness.seen import Place, Seen

PRODUCTS_DAYS = 180
"""Vendors change support dates now and then; two reports to a scrutiny committee a year should not rest on older."""

PRICES_DAYS = 365
"""A price of another financial year needs a second look."""

SKEW = timedelta(days=1)
"""Days of files are reckoned in UTC, today in the zone of the machine."""

_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def clock(seen: Seen) -> Checked:
    """Whether the clock can be right: support states and plans are judged by it."""
    set_it = "sudo timedatectl set-ntp true"
    known = max((*seen.tables.products, seen.tables.prices)) if seen.tables else date.min
    if not known <= seen.today <= LAST_DAY:
        says = f"It says {seen.today}, but this version holds facts of {known}. Support states would be wrong."
        return missing("clock", says, set_it)
    newest = seen.place.newest_file if seen.place else None
    if newest is not None and newest > seen.today + SKEW:
        says = f"It says {seen.today}, but a file of the folder was written on {newest}. One of the two is wrong."
        return warning("clock", says, set_it)
    return ok("clock", f"{seen.today}.")


def products(seen: Seen) -> Checked | None:
    """The age of the support dates."""
    if seen.tables is None:
        return None
    oldest, newest = seen.tables.products[0], seen.tables.products[-1]
    days = f"{newest}" if oldest == newest else f"{oldest} to {newest}"
    says = f"Support dates of {len(seen.tables.products)} product lines, as of {days}"
    return _aged("catalogue", says, newest, PRODUCTS_DAYS, seen)


def prices(seen: Seen) -> Checked | None:
    """The age of the prices."""
    if seen.tables is None:
        return None
    own = seen.place.own_prices if seen.place else None
    says = f"List prices up to {seen.tables.prices}" + (f"; your own in prices/ up to {own}" if own else "")
    return _aged("prices", says, max(seen.tables.prices, own or date.min), PRICES_DAYS, seen)


def folder(seen: Seen) -> Checked | None:
    """Whether there is a programme folder, and what people wrote can be read."""
    place = seen.place
    if seen.tables is None:
        return None
    if place is None:
        return warning("programme folder", "You are in none. Make one, or name yours with --folder.", _INIT)
    if place.closed:
        names = in_folder(place.path, *place.closed)
        says = f"You may not read and write {listed(_in_words(place.closed))}."
        return missing("programme folder", says, f'sudo chown "$(id -un)" {names} && chmod u+rwX {names}')
    if place.unreadable:
        says = f"{place.unreadable} cannot be read as it must. The command below says why."
        return missing("programme folder", says, f"cloud-unless config show{_option(place)}")
    return ok("programme folder", "It can be read and written.")


_INIT = "cloud-unless init programme && cd programme"


def permissions(seen: Seen) -> Checked | None:
    """Whether the folder, the database and the estate are their owner's alone."""
    if seen.place is None:
        return None
    path, modes = seen.place.path, seen.place.modes
    open_to_others = [name for name, mode in modes.items() if mode & _OTHERS]
    if not open_to_others:
        return ok("permissions", "Folder, database and estate are yours alone.")
    says = f"Others may look into {listed(_in_words(open_to_others))}. It shows where you are weak."
    return warning("permissions", says, f"chmod go-rwx {in_folder(path, *open_to_others)}")


def git(seen: Seen) -> Checked | None:
    """Whether the estate stays out of git."""
    place = seen.place
    if place is None:
        return None
    if place.ignored:
        return ok("git", "Git leaves the estate out." if place.in_git else "Not in git yet; the estate would stay out.")
    says = f"Nothing keeps {stages.STORE} and {stages.ESTATE} out of git. They are as sensitive as a password."
    lines = r"estate.db\nestate.db-*\nout/estate.json\nout/estate.lists\nout/rejected/\nout/reports/\n"
    return warning("git", says, f"printf '{lines}' >> {in_folder(place.path, '.gitignore')}")


def database(seen: Seen) -> Checked | None:
    """Whether the database opens, and its schema is the one of this version."""
    place = seen.place
    if place is None or stages.STORE in place.closed:
        return None
    again = f"cloud-unless import{_option(place)}"
    if place.database == "none":
        return ok("database", "Nothing was imported or scanned yet.")
    if place.database == "old":
        says = "Its schema is of an older version. The next import copies it and brings it up to date."
        return warning("database", says, again)
    if place.database != "sound":
        away = f"mv {in_folder(place.path, stages.STORE, f'{stages.STORE}.aside')} && {again}"
        return missing("database", f"{stages.STORE}: {place.database}.", away)
    return ok("database", f"It opens, and its schema is current. Last import: {place.last_import or 'none'}.")


def disk(seen: Seen) -> Checked | None:
    """Free space for the programme folder."""
    return free_space("disk", seen.place.free, f"df -h {in_folder(seen.place.path, '.')}") if seen.place else None


def _in_words(names: Sequence[str]) -> list[str]:
    return ["the folder" if name == "." else name for name in names]


def _aged(name: str, says: str, newest: date, most: int, seen: Seen) -> Checked:
    days = (seen.today - newest).days
    if days > most:
        return warning(name, f"{says}: {days:,} days old.", install(seen.machine.executable, ""))
    return ok(name, f"{says}.")


def _option(place: Place) -> str:
    return "" if str(place.path) == "." else f" --folder {in_folder(place.path, '')}"
