"""Who is told when something that all organisations share stands still, and whose it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.model import Interface
from migration.design.architecture import design
from migration.design.inputs import DesignInputs
from migration.design.shared import measures
from migration.design.shared.alerts import FREQUENCIES
from migration.design.shared.insights import HOSTS
from migration.design.shared.measures import ServiceMeasure
from migration.model.architecture import Architecture, ServiceAlert, SharedServices
from migration.model.architecture.problems import MOST_RESOURCES, problems
from migration.model.governance import WatchSection
from migration.model.landing_zone import AllowedOutbound
from migration.model.shared_services import SharedServicesSection
from tests.design.design_cases import landing_zone
from tests.design.shared_cases import EVERY_WAY, interface, shared_case


def watched_case(interfaces: Sequence[Interface] = EVERY_WAY) -> DesignInputs:
    """The estate whose applications talk in every way, of a county that watches."""
    return shared_case(interfaces, file=landing_zone(watch=WatchSection()))


@pytest.fixture(scope="module")
def found() -> Architecture:
    """It as it is designed."""
    return design(watched_case())


def shared_of(made: Architecture) -> SharedServices:
    assert made.shared_services is not None
    return made.shared_services


def alerts_of(made: Architecture) -> dict[str, ServiceAlert]:
    return {one.name: one for part in shared_of(made).alerts for one in part.alerts}


def test_every_interface_that_is_carried_has_an_alert_of_its_own(found: Architecture) -> None:
    carried = {one.interface_id for one in shared_of(found).answers if one.service is not None}
    alone = {name for one in alerts_of(found).values() if one.dimensions for name in one.interface_ids}
    assert carried == alone and len(carried) == len(EVERY_WAY)


def test_nobody_is_told_of_anything_else(found: Architecture) -> None:
    assert sorted({one.metric for one in alerts_of(found).values()}) == [
        "ActiveMessages",
        "ActivityFailedRuns",
        "Availability",
        "BackendDuration",
        "Capacity",
        "DeadletteredMessages",
        "DeliveryAttemptFailCount",
        "DroppedEventCount",
        "FileCapacity",
        "IntegrationRuntimeAvailableNodeNumber",
        "NamespaceCpuUsage",
        "NamespaceMemoryUsage",
        "PipelineFailedRuns",
        "QueueMessageCount",
        "Requests",
        "ServerErrors",
        "Size",
        "ThrottledRequests",
        "TriggerFailedRuns",
    ]


def test_whoever_is_woken_reads_whose_interface_it_is() -> None:
    inputs = watched_case()
    owned = {"rates": "Head of Revenues", "bins": None}
    applications = tuple(
        replace(one, owner=owned[one.id]) if one.id in owned else one for one in inputs.estate.applications
    )
    made = design(replace(inputs, estate=replace(inputs.estate, applications=applications)))
    assert alerts_of(made)["arrivals-rates-bins-file-lost"].why == (
        "A new file lies there and its reader will never be told. Interface rates-bins-file, rates to bins. "
        "Owners: bins: nobody has said who owns it; rates: Head of Revenues."
    )
    assert "crm-rates-message (new address)" in alerts_of(made)["sbt-crm-new-address-put-aside"].why


def test_a_department_reads_that_it_is_its_files(found: Architecture) -> None:
    alert = alerts_of(found)["st-departments-county-available"]
    assert alert.why == "People cannot open their files. Files of county: team-files. Owner: Head of Platform."


def test_the_message_stays_short_however_many_interfaces_stand_still() -> None:
    many = tuple(interface("crm", "rates", "message", id=f"m{number:02}") for number in range(20))
    why = alerts_of(design(watched_case(many)))["bus-server-errors"].why
    assert "m00" in why and "and 17 more" in why and "m03" not in why


def test_what_is_most_critical_is_one_step_graver(found: Architecture) -> None:
    inputs = watched_case()
    applications = tuple(replace(one, criticality=1) if one.id == "crm" else one for one in inputs.estate.applications)
    graver = alerts_of(design(replace(inputs, estate=replace(inputs.estate, applications=applications))))
    before = alerts_of(found)
    assert before["sbt-crm-new-address-waiting"].severity - graver["sbt-crm-new-address-waiting"].severity == 1
    assert before["transfer-rates-payroll-file-failed"] == graver["transfer-rates-payroll-file-failed"]


def test_nearly_full_follows_from_the_size(found: Architecture) -> None:
    bus = shared_of(found).bus
    assert bus is not None and bus.size_mib is not None
    assert alerts_of(found)["sbt-crm-new-address-filling-up"].threshold == bus.size_mib * 2**20 * 80 // 100
    store = next(one for one in found.workloads if one.id == "st-departments-county")
    assert store.files is not None
    quota = sum(one.quota_gib for one in store.files.shares)
    assert alerts_of(found)["st-departments-county-filling-up"].threshold == quota * 2**30 * 80 // 100


def test_an_api_is_watched_for_its_own_errors(found: Architecture) -> None:
    alert = alerts_of(found)["api-crm-people-failing"]
    assert [(one.name, one.values) for one in alert.dimensions] == [
        ("ApiId", ("crm-people",)),
        ("GatewayResponseCodeCategory", ("5xx",)),
    ]
    assert alert.interface_ids == ("bins-crm-api", "portal-crm-api")


def test_the_stack_comes_after_the_one_that_watches(found: Architecture) -> None:
    names = [one.name for one in found.stacks]
    stack = found.stacks[names.index("shared-services")]
    assert "watch" in stack.depends_on and names.index("watch") < names.index("shared-services")
    without = next(one for one in design(shared_case()).stacks if one.layer == "shared-services")
    assert stack.resource_count - without.resource_count == len(alerts_of(found))
    assert problems(found) == ()


def test_where_nobody_watches_nobody_is_told() -> None:
    made = design(shared_case())
    assert shared_of(made).alerts == ()
    assert "watch" not in next(one for one in made.stacks if one.layer == "shared-services").depends_on


def test_a_large_catalogue_has_one_alert_for_each_service_and_says_so() -> None:
    many = tuple(interface("crm", "rates", "message", id=f"m{number:03}") for number in range(130))
    made = design(watched_case(many))
    (stack,) = [one for one in made.stacks if one.layer == "shared-services"]
    assert 130 < stack.resource_count <= MOST_RESOURCES
    alert = alerts_of(made)["bus-each-waiting"]
    assert alert.dimensions[0].values == ("*",) and "Its name is in this message." in alert.why
    (note,) = [one for one in made.notes if "one for each measure" in one.message]
    assert "shared_services" in note.remedy
    assert problems(made) == ()


def test_people_are_told_that_the_firewall_keeps_measurements_in() -> None:
    told = [one for one in design(watched_case()).notes if "does not pass the firewall" in one.message]
    assert [HOSTS in one.remedy for one in told] == [True]
    hosts = (AllowedOutbound(name="allow-measurements", hosts=("*.applicationinsights.azure.com",)),)
    open_ = shared_case(file=landing_zone(allowed_outbound=hosts))
    assert not [one for one in design(open_).notes if "does not pass the firewall" in one.message]


def measures_() -> list[ServiceMeasure]:
    tables = (getattr(measures, name) for name in dir(measures) if name.startswith("OF_"))
    return [one for table in tables for one in table]


@pytest.mark.parametrize("measure", measures_(), ids=lambda one: f"{one.kind.rpartition('/')[2]}-{one.metric}")
def test_each_measure_can_be_asked_of_azure_and_has_a_source(measure: ServiceMeasure) -> None:
    assert measure.window in FREQUENCIES and 0 <= measure.severity <= 4
    assert measure.source == "illustrative" or re.search(r"[0-9a-f]{8}, [A-Z]\w+/\w+$", measure.source)
    assert measure.why.endswith(".")


@given(
    st.lists(
        st.builds(
            interface,
            st.sampled_from(["bins", "crm", "letters", "payroll", "portal", "rates"]),
            st.sampled_from(["bins", "crm", "payroll", "rates"]),
            st.sampled_from(["api", "message", "file", "database"]),
            direction=st.sampled_from(["in", "both", None]),
            data=st.sampled_from(["waiting", "a-b", None]),
            id=st.from_regex("[a-z0-9]{1,3}(-{1,2}[a-z0-9]{1,70}){0,2}(-waiting|-failed)?", fullmatch=True),
        ),
        max_size=8,
        unique_by=lambda one: one.id,
    )
)
def test_any_catalogue_can_be_watched(interfaces: list[Interface]) -> None:
    section = SharedServicesSection(api_management_from=1)
    made = design(shared_case(interfaces, section, landing_zone(watch=WatchSection())))
    assert problems(made) == ()
    assert [part.id for part in shared_of(made).alerts] == sorted(part.id for part in shared_of(made).alerts)
