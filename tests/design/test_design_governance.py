"""Roles, policies, Defender plans, alerts and locks, as designed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from design_cases import AS_OF, guid, one_machine, with_state, workload
from governed_cases import PEOPLE, district, governance_of, governed, watch_of

from migration.design.architecture import design
from migration.design.governance.custom_roles import TRADES
from migration.design.governance.management_groups import PROFILES
from migration.design.governance.policy_table import POLICIES
from migration.design.governance.standards_in_policies import ASKED_FOR_BY
from migration.model.governance import (
    DefenderPlanEntry,
    EligibleEntry,
    PlatformGroups,
    RoleSettingsEntry,
    WatchSection,
)
from migration.model.landing_zone import LandingZoneFile
from safeio.errors import InputError
from safeio.json_files import canonical_json


def test_where_somebody_else_governs_nothing_is_built() -> None:
    found = design(governed(built=False, watch=WatchSection(built=False)))
    assert (found.landing_zone.governance, found.landing_zone.watch) == (None, None)
    assert [one.name for one in found.stacks] == ["landing-zone", "wave-2027-01-04-county"]


def test_alerts_do_not_need_a_governance_of_ours() -> None:
    found = design(governed(built=False))
    assert watch_of(found).group_logs == ()
    assert [(one.name, one.depends_on) for one in found.stacks[:2]] == [
        ("landing-zone", ()),
        ("watch", ("landing-zone",)),
    ]


def test_there_are_the_five_roles_of_the_reference_and_one_for_migration() -> None:
    roles = governance_of(design(governed())).custom_roles
    assert {one.key for one in roles} == set(TRADES)
    assert len({one.name for one in roles}) == 6
    assert all("*" not in one.actions and one.assignable == (one.scope,) for one in roles)


def test_names_of_roles_differ_between_programmes_of_a_tenant() -> None:
    first, second = (governance_of(design(governed({"prefix": text}))).custom_roles for text in ("cty", "oth"))
    assert {one.name for one in first} & {one.name for one in second} == set()
    assert {one.display_name for one in first} & {one.display_name for one in second} == set()


def test_groups_of_people_may_take_on_the_role_of_their_trade() -> None:
    found = design(governed(groups=PlatformGroups(migration=PEOPLE, security=PEOPLE)))
    given_roles = {(one.role_name, one.management_group) for one in governance_of(found).eligibilities}
    assert given_roles == {("Migration engineer", "mg-landing-zones"), ("Security operations", "mg-root")}


def test_an_eligibility_that_stands_keeps_the_day_it_started() -> None:
    inputs = governed(groups=PlatformGroups(platform=PEOPLE))
    later = replace(inputs, as_of=date(2027, 2, 1), previous=design(inputs))
    assert [one.starts for one in governance_of(design(later)).eligibilities] == [AS_OF]


def test_an_eligibility_that_has_ended_is_said() -> None:
    inputs = governed(eligible=(EligibleEntry(group=PEOPLE, role="Reader", scope="corp", days=30),))
    later = replace(inputs, as_of=date(2026, 12, 22), previous=design(inputs))
    assert any("grp-people may no longer act as Reader" in one.message for one in design(later).notes)
    assert not any("may no longer act" in one.message for one in design(inputs).notes)


@pytest.mark.parametrize(
    ("role", "scope", "says"),
    [
        ("Contributer", "corp", r"'Contributer' is no role.*Did you mean 'Contributor'\?"),
        ("Reader", "corpo", r"there is no management group 'corpo'\. Did you mean 'corp'\?"),
        ("Reader", "subscription:key-3", r"there is no subscription 'key-3'\. Did you mean subscription:key-2\?"),
    ],
)
def test_a_role_or_a_scope_that_nobody_knows_is_refused(role: str, scope: str, says: str) -> None:
    with pytest.raises(InputError, match=says):
        design(governed(eligible=(EligibleEntry(group=PEOPLE, role=role, scope=scope),)))


def test_the_same_eligibility_twice_is_refused() -> None:
    entry = EligibleEntry(group=PEOPLE, role="Reader", scope="corp")
    with pytest.raises(InputError, match=r"governance\.eligible: grp-people is given Reader at corp twice"):
        design(governed(eligible=(entry, entry)))


def test_the_uk_initiatives_and_the_region_restriction_are_assigned_at_the_root() -> None:
    policies = {one.name: one for one in governance_of(design(governed())).policies}
    for name in ("Audit-UK-OFFICIAL", "Audit-CyberEssentials", "Audit-NCSC-CAF", "Allowed-Locations"):
        assert policies[name].management_group == "mg-root"
    assert policies["Allowed-Locations"].parameters["listOfAllowedLocations"] == ("uksouth", "ukwest")
    small = {one.name: one for one in governance_of(design(governed(district()))).policies}
    assert small["Allowed-Locations"].parameters["listOfAllowedLocations"] == ("uksouth",)


def test_policies_can_be_left_out_but_not_the_region_restriction() -> None:
    found = design(governed(left_out_policies=("deny-hybridnetworking",)))
    assert "Deny-HybridNetworking" not in {one.name for one in governance_of(found).policies}
    with pytest.raises(InputError, match=r"Allowed-Locations keeps data in the chosen regions, and cannot be left out"):
        design(governed(left_out_policies=("Allowed-Locations",)))
    with pytest.raises(InputError, match=r"there is no policy 'Deny-Storag-http'\. Did you mean 'Deny-Storage-http'\?"):
        design(governed(left_out_policies=("Deny-Storag-http",)))


def test_every_policy_stands_in_a_group_of_the_county_and_has_a_name_and_a_message() -> None:
    assert {one.group for one in POLICIES} <= set(PROFILES["county"])
    assert len({one.name for one in POLICIES}) == len(POLICIES)
    assert all(len(one.name) <= 24 and one.message.endswith(".") for one in POLICIES)


def test_what_stands_for_a_standard_is_assigned() -> None:
    assert {name for asked in ASKED_FOR_BY.values() for name in asked} <= {one.name for one in POLICIES}


def test_defender_plans_are_those_that_people_name() -> None:
    (first, *_) = governance_of(design(governed(defender_plans=(DefenderPlanEntry(name="Arm"),)))).subscriptions
    assert [one.name for one in first.defender_plans] == ["Arm"]
    assert governance_of(design(governed(defender_plans=()))).subscriptions[0].defender_plans == ()
    with pytest.raises(InputError, match=r"defender_plans: arm stands twice"):
        design(governed(defender_plans=(DefenderPlanEntry(name="arm"), DefenderPlanEntry(name="Arm"))))


def test_there_are_at_least_ten_alerts_and_any_can_be_left_out() -> None:
    alerts = watch_of(design(governed())).subscriptions[0].alerts
    assert len(alerts) >= 10
    quiet = watch_of(design(governed(watch=WatchSection(left_out_alerts=("public-address-written",)))))
    assert len(quiet.subscriptions[0].alerts) == len(alerts) - 1
    with pytest.raises(InputError, match=r"there is no alert 'lock-delete'\. Did you mean 'lock-deleted'\?"):
        design(governed(watch=WatchSection(left_out_alerts=("lock-delete",))))


def test_alerts_go_to_the_security_contacts_unless_people_say_otherwise() -> None:
    assert watch_of(design(governed())).action_group.emails == ("security@county.example",)
    told = watch_of(design(governed(watch=WatchSection(contacts=("operations@county.example",)))))
    assert told.action_group.emails == ("operations@county.example",)


def test_locks_can_be_left_off() -> None:
    assert watch_of(design(governed())).locks
    assert watch_of(design(governed(watch=WatchSection(locks=False)))).locks == ()


def test_machines_are_joined_to_the_rule_of_their_system_and_built_ones_stay_as_they_are() -> None:
    machine = workload(design(governed()), "vm-srv1").machine
    assert machine is not None
    assert machine.collection_rule == "dcr-windows"
    before = design(with_state(one_machine(), "applied"))
    after = design(replace(with_state(governed(), "applied"), previous=before))
    kept = workload(after, "vm-srv1").machine
    assert kept is not None
    assert kept.collection_rule is None


def test_more_than_a_stack_takes_is_refused_with_what_to_do() -> None:
    inputs = governed(defender_plans=tuple(DefenderPlanEntry(name=f"Plan{at}") for at in range(250)))
    with pytest.raises(InputError, match=r"the stack governance has \d+ resources.*fewer Defender plans"):
        design(inputs)


def test_the_same_inputs_give_the_same_bytes() -> None:
    inputs: LandingZoneFile = governed(groups=PlatformGroups(platform=PEOPLE)).landing_zone
    first = replace(one_machine(), landing_zone=inputs)
    assert canonical_json(design(first)) == canonical_json(design(first))


def test_what_taking_on_a_role_asks_for_needs_the_id_that_azure_gave_it() -> None:
    entry = RoleSettingsEntry(role="Owner", scope="root", policy=guid(60).upper())
    (found,) = governance_of(design(governed(role_settings=(entry,)))).role_settings
    assert (found.id, found.hours, found.asks) == (
        "taking-on-owner-root",
        8,
        ("Justification", "MultiFactorAuthentication"),
    )


@pytest.mark.parametrize(("role", "scope", "says"), [("Ownr", "root", "Ownr"), ("Owner", "rot", "rot")])
def test_settings_of_an_unknown_role_or_place_are_refused(role: str, scope: str, says: str) -> None:
    entry = RoleSettingsEntry(role=role, scope=scope, policy=guid(60))
    with pytest.raises(InputError, match=says):
        design(governed(role_settings=(entry,)))


def test_settings_of_one_role_twice_are_refused() -> None:
    entry = RoleSettingsEntry(role="Owner", scope="root", policy=guid(60))
    with pytest.raises(InputError, match=r"governance\.role_settings: Owner at root is named twice"):
        design(governed(role_settings=(entry, entry)))
