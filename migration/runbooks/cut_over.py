"""The window itself: users out, the last changes over, names switched, tests, the last decision, users in."""

from __future__ import annotations

from collections.abc import Iterator

from migration.reports.wording import day, listed
from migration.runbooks.commands import addresses_of
from migration.runbooks.moved import Moved, called, step
from migration.runbooks.step import Step

NOTHING_LOST = "Nothing is lost: nobody wrote in the new place."


def window(found: Moved) -> Iterator[Step]:
    """The steps of the day for applications that users have in another place afterwards; nothing without any."""
    moving = found.on("rehost", "replatform", "replace")
    if not moving:
        return
    day_of = found.move.cut_over
    applications, network, platform = found.team("applications"), found.team("network"), found.team("platform")
    yield step(
        found, "stop", day_of,
        f"Close {called(moving)} to users: a notice on the way in, then stop jobs, feeds and logins.",
        (applications, *found.owners(moving)),
        "No session is open and no job runs. The newest entry and its time are written down.",
        f"Open the old place again and start jobs and feeds. {NOTHING_LOST}",
    )  # fmt: skip
    yield step(
        found, "stop", day_of,
        "Take the last backup of the old place, with nobody at work.",
        (platform,),
        "It ended without an error and is kept where the old machines' end does not touch it.",
        f"Open the old place again. {NOTHING_LOST}",
    )  # fmt: skip
    yield step(
        found, "start", day_of,
        f"Start {called(moving)} in the new place, still closed to users. Jobs and feeds stay stopped.",
        (applications, platform),
        "It starts, its log has no error, and it reaches its database, files and sign-in.",
        f"Stop it in the new place and open the old place again. {NOTHING_LOST}",
    )  # fmt: skip
    yield step(
        found, "switch", day_of,
        f"Switch names, firewall rules and feeds to the new place: {_feeds(found)}.",
        (network, applications),
        "Each name answers with the new address from two places of the network, and each feed says it is connected.",
        f"Switch them back as written down; with the short lifetime that takes minutes. {NOTHING_LOST}",
        commands=addresses_of(sorted({one.dns_name for one in found.servers if one.dns_name})),
    )  # fmt: skip
    yield step(
        found, "test", day_of,
        "Test as users do: sign in, find, print, run each feed once on test entries; then take the test entries out.",
        (*found.owners(moving), applications),
        "Every test of the owners' list passes, and the counts are those that were written down when it was closed.",
        f"Switch names and feeds back and open the old place again. {NOTHING_LOST}",
    )  # fmt: skip
    yield step(
        found, "test", day_of,
        "Last go or no-go: open the new place, or go back. Going back later loses data.",
        (*found.owners(moving), platform),
        "All steps before are checked, the first backup of the new place is set for tonight, people are on call.",
        f"No-go: switch names and feeds back, open the old place. {NOTHING_LOST}",
    )  # fmt: skip
    yield step(
        found, "open", day_of,
        f"Open {called(moving)} to users in the new place, and keep the old place stopped.",
        (applications, *found.owners(moving)),
        "A user of each team has worked in it, and its first real entry is there and nowhere else.",
        f"{after_opening(found)} Before the first entry nothing is lost.",
    )  # fmt: skip


def after_opening(found: Moved) -> str:
    """The way back once users write in the new place."""
    return (
        f"Possible until {day(found.move.old_off)}: close the new place, copy what users wrote there back and check "
        "it, start the old place, switch names back. What is not copied back is lost."
    )


def lost(found: Moved) -> str:
    """What going back loses after the point of no return, by the routes of the move."""
    says = []
    if built := found.on("rehost", "replatform"):
        says.append(
            f"What users write in {called(built)} after it is only in the new place, unless it is copied back first."
        )
    if replaced := found.on("replace"):
        says.append(
            f"What users enter in the service that replaces {called(replaced)} is not in the old system: "
            "it must be taken out of the service and entered again."
        )
    if not says and (retired := found.on("retire")):
        says.append(f"What {called(retired)} held and nobody put in the archive is gone.")
    return " ".join(says)


def _feeds(found: Moved) -> str:
    names = found.names
    members = {one.id for one in found.applications}
    others = {
        names.application(end)
        for one in found.interfaces
        for end in (one.from_application, one.to_application)
        if end not in members
    }
    return f"feeds from and to {listed(sorted(others))}" if others else "no feed to other applications is known"
