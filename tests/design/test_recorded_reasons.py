"""A machine carries the reasons it is one, and the exception it stands on; a platform service needs none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from design_cases import application, case, database, one_machine, runs, server, workload

from inventory.model import Database, Server
from migration.design.architecture import design
from migration.model import Unless
from migration.model.architecture import CloudException
from migration.model.decided import Reason

LICENCE = Reason(id="licence-terms", blocks=("replatform",), says="its licence forbids platform services")
IN_USE = Reason(id="still-in-use", blocks=("retire",), says="it is still in use")


def test_the_reasons_against_a_platform_service_are_carried() -> None:
    inputs = one_machine()
    decided = tuple(replace(one, reasons=(IN_USE, LICENCE)) for one in inputs.dispositions)
    (found,) = design(replace(inputs, dispositions=decided)).workloads
    assert (found.reasons, found.exception) == (("its licence forbids platform services",), None)


def test_the_exception_is_carried_with_who_answers_for_it() -> None:
    inputs = one_machine()
    name = inputs.dispositions[0].application_id
    decided = tuple(replace(one, unless_id=name) for one in inputs.dispositions)
    given = Unless(application_id=name, reason="x", owner="Ann", approver="Board", review_by=date(2028, 3, 31))
    other = Unless(application_id="other", reason="y")
    (found,) = design(replace(inputs, dispositions=decided, unless=(other, given))).workloads
    assert found.exception == CloudException(owner="Ann", approver="Board", review_by=date(2028, 3, 31))


def test_a_platform_service_needs_no_reason() -> None:
    things: list[Server | Database] = [server("srv1"), database("db1", parent_id="srv1")]
    inputs = case([application("rates")], things, [runs("rates", "db1", "database")], routes={"rates": "replatform"})
    decided = tuple(replace(one, reasons=(LICENCE,)) for one in inputs.dispositions)
    found = [one for one in design(replace(inputs, dispositions=decided)).workloads if one.kind == "sql-database"]
    assert [one.reasons for one in found] == [()]
    assert workload(design(inputs), found[0].id).exception is None
