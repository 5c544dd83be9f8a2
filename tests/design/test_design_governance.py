"""How the tenant is governed: management groups, subscriptions, roles, policies, alerts, as designed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from design_cases import AS_OF, guid, one_machine, with_state, workload
from hypothesis import given
from hypothesis import strategies as st

from migration.design.architecture import design
from migration.design.governance.custom_roles import TRADES
from migration.design.governance.management_groups import PROFILES
from migration.design.governance.policy_table import POLICIES
from migration.design.governance.standards_in_policies import ASKED_FOR_BY
from migration.design.inputs import DesignInputs
from migration.model.architecture import Architecture, Governance, PolicyExemption, Watch
from migration.model.governance import (
    DefenderPlanEntry,
    EligibleEntry,
    GovernanceSection,
    ManagementGroupEntry,
    NewSubscriptions,
    PlatformGroups,
    WatchSection,
)
from migration.model.landing_zone import EntraGroup, LandingZoneFile, Regions
from safeio.errors import InputError
from safeio.json_files import canonical_json

PEOPLE = EntraGroup(name="grp-people", object_id=guid(50))
BILLING = NewSubscriptions(billing_scope="/providers/Microsoft.Billing/billingAccounts/1/enrollmentAccounts/2")


def governed(file: dict[str, Any] | None = None, watch: WatchSection | None = None, **section: Any) -> DesignInputs:
    """One machine of the county, with a section governance of these fields and other fields of the file."""
    inputs = one_machine()
    zone = replace(
        inputs.landing_zone,
        governance=GovernanceSection(**section),
        watch=watch or WatchSection(),
        **(file or {}),
    )
    return replace(inputs, landing_zone=zone)


def governance_of(found: Architecture) -> Governance:
    """The governance, which is there."""
    assert found.landing_zone.governance is not None
    return found.landing_zone.governance


def watch_of(found: Architecture) -> Watch:
    """The watch, which is there."""
    assert found.landing_zone.watch is not None
    return found.landing_zone.watch


def tree(found: Architecture) -> dict[str, str | None]:
    """The key of the group above each, by key."""
    groups = governance_of(found).management_groups
    keys = {one.id: one.key for one in groups}
    return {one.key: keys[one.parent] if one.parent else None for one in groups}


def district() -> dict[str, Any]:
    """What makes the file that of a district."""
    return {
        "profile": "district",
        "regions": Regions(primary="uksouth"),
        "address_pools": {"uksouth": "10.64.0.0/16"},
    }


def entries(*groups: ManagementGroupEntry) -> DesignInputs:
    """The county with these management groups in its file."""
    return governed(management_groups=groups)


def with_county(**fields: Any) -> DesignInputs:
    """The county's own subscription with other fields."""
    inputs = governed(new_subscriptions=BILLING)
    platform, county = inputs.landing_zone.subscriptions
    zone = replace(inputs.landing_zone, subscriptions=(platform, replace(county, **fields)))
    return replace(inputs, landing_zone=zone)


def test_a_county_has_the_groups_of_the_reference_and_quarantine() -> None:
    assert tree(design(governed())) == {
        "root": None,
        "platform": "root",
        "connectivity": "platform",
        "management": "platform",
        "identity": "platform",
        "landing-zones": "root",
        "corp": "landing-zones",
        "online": "landing-zones",
        "sandbox": "root",
        "decommissioned": "root",
        "quarantine": "root",
    }


def test_a_district_has_no_groups_below_its_platform_and_fewer_plans() -> None:
    county, small = design(governed()), design(governed(district()))
    assert set(tree(county)) - set(tree(small)) == {"connectivity", "management", "identity"}
    assert len(small.landing_zone.governance.subscriptions[0].defender_plans) < len(  # type: ignore[union-attr]
        county.landing_zone.governance.subscriptions[0].defender_plans  # type: ignore[union-attr]
    )
    assert "Deny-Public-IP" not in {one.name for one in governance_of(small).policies}


def test_groups_are_called_and_placed_as_people_say_and_more_can_be_added() -> None:
    found = design(
        entries(
            ManagementGroupEntry(key="corp", name="Council services", id="wcc-services"),
            ManagementGroupEntry(key="schools", parent="corp"),
            ManagementGroupEntry(key="online", parent="root"),
        )
    )
    groups = {one.key: one for one in governance_of(found).management_groups}
    assert (groups["corp"].name, groups["corp"].display_name) == ("wcc-services", "Council services")
    assert (groups["schools"].name, groups["schools"].display_name) == ("mg-cty-schools", "Schools")
    assert (tree(found)["schools"], tree(found)["online"]) == ("corp", "root")


def test_every_group_comes_after_the_one_above_it() -> None:
    seen: set[str | None] = {None}
    for one in governance_of(design(entries(ManagementGroupEntry(key="a", parent="corp")))).management_groups:
        assert one.parent in seen
        seen.add(one.id)


@pytest.mark.parametrize(
    ("groups", "says"),
    [
        ((("corp", "A", None), ("corp", "B", None)), r"management_groups: the group corp is named twice"),
        (
            (("corp", None, "online"), ("online", None, "corp")),
            r"corp in online in corp: a group cannot stand in itself",
        ),
        ((("sandbox", None, "sandbox"),), r"sandbox in sandbox: a group cannot stand in itself"),
        ((("corp", None, "landing-zone"),), r"which is no group\. Did you mean 'landing-zones'\?"),
        ((("schools", "Schools", None),), r"schools is no group of the profile.*Write parent"),
        ((("root", None, "corp"),), r"the group root has a parent"),
        ((("Bad Key", None, "corp"),), r"'Bad Key' is not a key.*bad-key"),
        (tuple((f"g{at}", None, f"g{at - 1}" if at else "corp") for at in range(5)), r"levels deep, and Azure takes 6"),
    ],
)
def test_groups_that_cannot_be_are_refused(groups: tuple[tuple[str, str | None, str | None], ...], says: str) -> None:
    written = tuple(ManagementGroupEntry(key=key, name=name, parent=parent) for key, name, parent in groups)
    with pytest.raises(InputError, match=says):
        design(entries(*written))


@pytest.mark.parametrize(
    ("group", "says"),
    [
        (ManagementGroupEntry(key="corp", id="mg-cty-online"), r"have the same id, (?i:mg-cty-online)"),
        (ManagementGroupEntry(key="corp", id="bad id"), r"'bad id' cannot be the id of corp"),
        (ManagementGroupEntry(key="corp", id="x" * 91), r"it has 91 characters"),
    ],
)
def test_ids_that_azure_does_not_take_are_refused(group: ManagementGroupEntry, says: str) -> None:
    with pytest.raises(InputError, match=says):
        design(entries(group))


def test_under_a_group_of_somebody_else_the_tenants_settings_are_left_alone() -> None:
    found = governance_of(design(governed(parent_group="mg-shared")))
    assert found.parent_group == "/providers/Microsoft.Management/managementGroups/mg-shared"
    assert found.tenant_settings is None
    own = governance_of(design(governed()))
    assert own.parent_group.endswith(guid(0))
    assert own.tenant_settings is not None
    assert own.tenant_settings.default_group == "mg-quarantine"


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


def test_the_platform_stands_under_platform_and_an_organisation_under_corp_or_where_people_say() -> None:
    placed = {one.key: one.management_group for one in governance_of(design(governed())).subscriptions}
    assert placed == {"key-2": "mg-corp", "platform": "mg-platform"}
    moved = governance_of(design(with_county(management_group="online"))).subscriptions
    assert moved[0].management_group == "mg-online"


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"management_group": "corpp"}, r"subscriptions key-2 management_group.*Did you mean 'corp'\?"),
        ({"subscription_id": None}, r"key-2 subscription_id: nobody says which subscription it is.*new: true"),
        ({"subscription_id": guid(0)}, r"subscription_id is the id of the tenant"),
        ({"subscription_id": guid(1)}, r"the subscription_id .* stands twice"),
    ],
)
def test_a_wrong_subscription_is_refused(fields: dict[str, Any], says: str) -> None:
    with pytest.raises(InputError, match=says):
        design(with_county(**fields))


def test_a_new_subscription_is_asked_for_and_its_stacks_wait() -> None:
    found = design(with_county(new=True, subscription_id=None, owners=PEOPLE))
    (asked,) = governance_of(found).new_subscriptions
    assert (asked.key, asked.alias, asked.management_group) == ("key-2", "sub-cty-key-2", "mg-corp")
    assert [one.key for one in governance_of(found).subscriptions] == ["platform"]
    needs = {one.name: one.depends_on for one in found.stacks}
    assert needs["landing-zone"] == ("governance",)
    assert {one.subscription_key for one in watch_of(found).subscriptions} == {"platform"}


def test_one_that_was_made_keeps_its_request_so_that_nothing_is_asked_again() -> None:
    before = design(with_county(new=True, subscription_id=None))
    after = design(replace(with_county(new=True), previous=before))
    assert governance_of(after).new_subscriptions == governance_of(before).new_subscriptions
    assert [one.key for one in governance_of(after).subscriptions] == ["key-2", "platform"]


def test_nobody_pays_for_a_new_subscription_unless_people_say_who() -> None:
    inputs = with_county(new=True, subscription_id=None)
    zone = replace(inputs.landing_zone, governance=GovernanceSection())
    with pytest.raises(InputError, match=r"key-2 is to be new, and nobody says who pays.*billing_scope"):
        design(replace(inputs, landing_zone=zone))


def test_without_a_governance_nothing_new_can_be_asked_for() -> None:
    inputs = with_county(new=True, subscription_id=None)
    zone = replace(inputs.landing_zone, governance=GovernanceSection(built=False))
    with pytest.raises(InputError, match=r"governance\.built: key-2 is to be new"):
        design(replace(inputs, landing_zone=zone))


def test_the_platforms_own_subscription_must_exist() -> None:
    inputs = governed(new_subscriptions=BILLING)
    platform, county = inputs.landing_zone.subscriptions
    zone = replace(inputs.landing_zone, subscriptions=(replace(platform, new=True, subscription_id=None), county))
    with pytest.raises(InputError, match=r"the platform's own subscription has no id"):
        design(replace(inputs, landing_zone=zone))


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


def exempted(**fields: Any) -> tuple[Architecture, PolicyExemption]:
    """The county with one exemption of its machine, and what became of it."""
    known: dict[str, Any] = {
        "id": "EX-1",
        "rule_id": "BCK-004",
        "scope": "vm-srv1",
        "owner": "Ann",
        "approver": "Board",
        "ticket": "T-1",
        "reason": "for now",
        "expires": date(2027, 3, 1),
    }
    found = design(replace(governed(), policy_exemptions=(PolicyExemption(**known | fields),)))
    return found, found.policy_exemptions[0]


def test_an_exemption_becomes_one_in_each_initiative_that_asks_for_the_same() -> None:
    found, one = exempted()
    wave = found.stacks[-1]
    assert {made.assignment.rpartition("/")[2] for made in one.assigned} == {"Audit-UK-OFFICIAL", "Audit-NCSC-CAF"}
    assert all(made.references and made.stack == wave.name for made in one.assigned)
    assert "governance" in wave.depends_on
    assert wave.resource_count == design(governed()).stacks[-1].resource_count + 2


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"rule_id": "GOV-003"}, "since no assigned policy asks for the same: EX-1 (GOV-003)"),
        ({"scope": "stack:landing-zone"}, "its scope is not one part of the architecture"),
        ({"rule_id": "NET-004", "scope": "spoke-county-uks"}, "the policy is assigned to no group above it"),
        ({"expires": AS_OF}, "it has ended"),
    ],
)
def test_an_exemption_that_becomes_nothing_in_azure_is_named(fields: dict[str, Any], says: str) -> None:
    found, one = exempted(**fields)
    assert one.assigned == ()
    assert any(says in note.message for note in found.notes if note.subject == "exemptions.yaml")


def test_an_exemption_of_a_vault_belongs_to_the_landing_zone() -> None:
    found, one = exempted(rule_id="KEY-005", scope="kv-county-uks")
    assert {made.stack for made in one.assigned} == {"landing-zone"}
    assert all("/providers/Microsoft.KeyVault/vaults/" in made.scope for made in one.assigned)
    assert [stack.name for stack in found.stacks if "governance" in stack.depends_on] == ["landing-zone", "watch"]


def test_more_than_a_stack_takes_is_refused_with_what_to_do() -> None:
    inputs = governed(defender_plans=tuple(DefenderPlanEntry(name=f"Plan{at}") for at in range(250)))
    with pytest.raises(InputError, match=r"the stack governance has \d+ resources.*fewer Defender plans"):
        design(inputs)


@given(
    keys=st.lists(st.sampled_from(["a", "b", "c", "corp", "online"]), unique=True, max_size=5),
    parents=st.lists(st.sampled_from(["a", "b", "c", "corp", "root", "landing-zones"]), min_size=5, max_size=5),
)
def test_any_tree_of_groups_is_refused_or_stands_in_order(keys: list[str], parents: list[str]) -> None:
    written = tuple(ManagementGroupEntry(key=key, parent=parent) for key, parent in zip(keys, parents, strict=False))
    try:
        found = governance_of(design(entries(*written)))
    except InputError as refused:
        assert "management_groups" in str(refused)
        return
    place = {one.id: at for at, one in enumerate(found.management_groups)}
    assert all(one.parent is None or place[one.parent] < place[one.id] for one in found.management_groups)


def test_the_same_inputs_give_the_same_bytes() -> None:
    inputs: LandingZoneFile = governed(groups=PlatformGroups(platform=PEOPLE)).landing_zone
    first = replace(one_machine(), landing_zone=inputs)
    assert canonical_json(design(first)) == canonical_json(design(first))
