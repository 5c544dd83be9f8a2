"""A small architecture for the report: a landing zone, one wave, a critical machine and a database."""

from __future__ import annotations

from datetime import date

from migration.model.architecture import (
    Architecture,
    LandingZone,
    PrivateDns,
    Recovery,
    Stack,
    Verified,
    Workload,
    WorkloadKind,
    Workspace,
)
from migration.model.landing_zone import EntraGroup

DAY = date(2026, 7, 1)


def small_architecture() -> Architecture:
    return Architecture(
        as_of=DAY,
        programme="Northshire",
        estate_sha256="0" * 64,
        plan_sha256="1" * 64,
        inputs_sha256={},
        verified=Verified(as_of=DAY, violations=()),
        tenant_id="7a1d4c52-9f3e-4b08-8c61-2d5e90b7f314",
        landing_zone=_landing_zone(),
        address_plan=(),
        policy_exemptions=(),
        stacks=(
            Stack(
                name="landing-zone",
                layer="landing-zone",
                subscription_key="platform",
                region="uksouth",
                depends_on=(),
                resource_count=1200,
            ),
            Stack(
                name="wave-2026-10-05-north",
                layer="wave",
                wave_id="wave-2026-10-05",
                wave_state="draft",
                organisation_id="north",
                subscription_key="north",
                region="uksouth",
                depends_on=("landing-zone",),
                resource_count=21,
            ),
        ),
        workloads=(
            _workload("vm-payroll-01", "payroll", "windows-vm", 1),
            _workload("sql-payroll", "payroll", "sql-database", 1),
            _workload("app-library", "library", "app-service", 3),
        ),
    )


def _landing_zone() -> LandingZone:
    return LandingZone(
        profile="district",
        prefix="ns",
        stack="landing-zone",
        subscriptions=(),
        resource_groups=(),
        hubs=(),
        spokes=(),
        private_dns=PrivateDns(id="dns", subscription_key="platform", resource_group="rg", zones=(), links=(), tags={}),
        workspace=Workspace(
            id="log",
            name="log-ns",
            subscription_key="platform",
            resource_group="rg",
            region="uksouth",
            retention_days=365,
            diagnostic_setting="to-log",
            tags={},
        ),
        key_vaults=(),
        recovery_vaults=(),
        database_administrators=EntraGroup(name="dba", object_id="5fa142c8-906e-41db-a7ec-a4082510f6b9"),
        security_contacts=(),
    )


def _workload(workload_id: str, application_id: str, kind: WorkloadKind, criticality: int) -> Workload:
    return Workload(
        id=workload_id,
        application_id=application_id,
        stack="wave-2026-10-05-north",
        kind=kind,
        name=f"{workload_id}-prod-uks",
        resource_group="rg",
        region="uksouth",
        zone=None,
        size=None,
        recovery=Recovery(
            criticality=criticality,
            rto_minutes=120,
            rpo_minutes=None,
            method="service-backup",
            second_region="ukwest",
            why="The service keeps copies.",
        ),
        tags={},
        replaces=(),
        why="A test.",
    )
