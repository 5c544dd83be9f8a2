"""Contracts that cover what a wave moves: the last day for notice, and the end."""

from __future__ import annotations

from collections.abc import Iterator

from inventory.model import Contract
from migration.model import ContractEnd, MoveGroup, Wave
from migration.reports.agreements import contract_name
from migration.reports.facts import ReportFacts
from migration.reports.names import Names
from migration.reports.wording import counted, day, pounds
from migration.runbooks.people import team
from migration.runbooks.step import Person, Step


def contract_steps(facts: ReportFacts, names: Names, wave: Wave, groups: tuple[MoveGroup, ...]) -> tuple[Step, ...]:
    """Notice and end of each contract that covers something of the wave and does not end before it."""
    if facts.plan is None:
        return ()
    moved = {thing for group in groups for thing in group.thing_ids}
    ends = {one.contract_id: one for one in facts.plan.contracts}
    found: list[Step] = []
    for contract in sorted(facts.estate.contracts, key=lambda one: one.id):
        end = ends.get(contract.id)
        covered = len(moved.intersection(contract.covers_ids))
        if covered and end is not None and end.ends is not None and end.ends >= wave.period_from:
            found.extend(_steps(facts, names, contract, end, covered))
    return tuple(sorted(found, key=lambda one: (one.starts, one.what)))


def _steps(facts: ReportFacts, names: Names, contract: Contract, end: ContractEnd, covered: int) -> Iterator[Step]:
    assert end.ends is not None, "only contracts that end have steps"
    title = contract_name(contract)
    price = contract.extension_gbp
    extension = "ask what that costs." if price is None else f"an extension was offered for {pounds(price)}."
    who = _who(facts, names, contract)
    elsewhere = len(contract.covers_ids) - covered
    also = f" It covers {counted(elsewhere, 'more thing')} that this wave does not move." if elsewhere else ""
    if end.notice_by is not None:
        yield Step(
            phase="contract",
            starts=end.notice_by,
            what=f"Last day for notice on {title}, where it does not end by itself.{also}",
            who=who,
            check="The supplier has confirmed the notice and the last day in writing.",
            rollback=f"Ask the supplier to go on; {extension}",
        )
    yield Step(
        phase="contract",
        starts=end.ends,
        what=f"{title} ends ({end.because}).{also}",
        who=who,
        check=f"Nothing that it covers is in use after {day(end.ends)}, and no further invoice comes.",
        rollback=f"Buy the help again while machines stand; {extension}",
    )


def _who(facts: ReportFacts, names: Names, contract: Contract) -> tuple[Person, ...]:
    organisation = names.organisation(contract.organisation_id) if contract.organisation_id else None
    programme = facts.folder.programme
    holder = Person(role="holder of the contract", name=organisation)
    return holder, team(programme, "platform", [contract.organisation_id] if contract.organisation_id else ())
