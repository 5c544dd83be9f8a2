"""Which file shares are backed up in a vault, for how long, and what people are told of the price in safety."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from design_cases import application, case, landing_zone, runs, share, with_state, workload
from shared_cases import shared_case

from inventory.model import Share
from migration.design.architecture import design
from migration.design.inputs import DesignInputs
from migration.model.architecture import Architecture, FileStore, Workload
from migration.model.architecture.problems import problems

MOST = 9_313


def _inputs(*shares: Share, environment: str = "prod", **fields: Any) -> DesignInputs:
    app = application("files", **fields)
    return case([app], shares, [runs("files", one.id, "files", environment) for one in shares], {"files": "replatform"})


def _without(inputs: DesignInputs) -> DesignInputs:
    return replace(inputs, landing_zone=replace(inputs.landing_zone, file_backup="none"))


def _store(found: Architecture, workload_id: str = "st-files-prod") -> tuple[Workload, FileStore]:
    one = workload(found, workload_id)
    assert one.files is not None
    return one, one.files


def _said(found: Architecture, subject: str = "st-files-prod") -> list[str]:
    return [one.message for one in found.notes if one.subject == subject]


@pytest.mark.parametrize(
    ("criticality", "environment", "policy"),
    [(1, "prod", "critical"), (2, "prod", "critical"), (3, "prod", "standard"), (1, "test", "lesser")],
)
def test_a_share_is_backed_up_as_long_as_a_machine_of_its_application(
    criticality: int, environment: str, policy: str
) -> None:
    found = design(_inputs(share("team"), environment=environment, criticality=criticality))
    one, store = _store(found, f"st-files-{environment}")
    assert (one.recovery.method, one.recovery.vault) == ("share-backup", "rsv-county-uks")
    assert one.recovery.policy == f"bkpol-shares-{policy}"
    assert (store.account_keys, [one.backed_up for one in store.shares]) == (True, [True])
    assert "1440 minutes of work can be lost" in one.recovery.why


def test_the_vault_keeps_copies_of_shares_as_long_as_those_of_machines() -> None:
    (vault,) = design(_inputs(share("team"))).landing_zone.recovery_vaults
    kept = {
        (one.of, one.name.rpartition("-")[2]): (one.daily_days, one.weekly_weeks, one.monthly_months)
        for one in vault.policies
    }
    assert len(kept) == 6
    assert {kept["shares", level] == kept["machines", level] for level in ("critical", "standard", "lesser")} == {True}


@pytest.mark.parametrize(
    ("used", "size", "quota", "backed_up"),
    [
        (400, 1_000, 1_000, True),
        (8_200, 8_200, MOST, True),  # a quarter more would be too much for the vault
        (MOST, MOST, MOST, True),
        (MOST + 1, 500, -(-(MOST + 1) * 5 // 4), False),
        (None, MOST, MOST, True),
        (None, MOST + 1, MOST + 1, False),
    ],
)
def test_a_share_stays_below_what_the_vault_takes_where_it_can(
    used: int | None, size: int, quota: int, backed_up: bool
) -> None:
    _, store = _store(design(_inputs(share("team", used_gib=used, size_gib=size))))
    assert [(one.quota_gib, one.backed_up) for one in store.shares] == [(quota, backed_up)]


def test_people_are_told_that_the_keys_are_on_and_which_share_is_too_large() -> None:
    found = design(_inputs(share("home"), share("scans", used_gib=21_500, size_gib=21_500)))
    large, keys = sorted(_said(found), key=lambda one: "keys" in one)
    assert "STO-005 fails" in keys
    assert "no backup is taken of one of its shares: the vault takes none above 9,313 GiB" in large
    assert "1 of its shares the vault does not take" in workload(found, "st-files-prod").recovery.why


def test_where_no_share_can_be_backed_up_the_keys_stay_off() -> None:
    found = design(_inputs(share("scans", used_gib=21_500, size_gib=21_500)))
    one, store = _store(found)
    assert (store.account_keys, one.recovery.vault, one.recovery.method) == (False, None, "service-backup")
    assert not any("STO-005" in message for message in _said(found))


def test_without_a_backup_the_keys_are_off_and_that_is_said() -> None:
    found = design(_without(_inputs(share("home"), share("team"))))
    one, store = _store(found)
    assert (store.account_keys, one.recovery.vault, one.recovery.method) == (False, None, "service-backup")
    (message,) = _said(found)
    assert "no backup is taken of 2 of its shares: file_backup is none" in message
    (vault,) = found.landing_zone.recovery_vaults
    assert {policy.of for policy in vault.policies} == {"machines"}


def test_a_limit_under_a_day_is_not_met() -> None:
    found = design(_inputs(share("team"), rpo_minutes=60))
    assert "The limit of 60 minutes is not met" in workload(found, "st-files-prod").recovery.why
    assert any("up to 1440 minutes of work can be lost" in one for one in _said(found, "files"))


@pytest.mark.parametrize(("criticality", "policy"), [(2, "bkpol-shares-critical"), (3, "bkpol-shares-standard")])
def test_the_files_of_departments_are_copied_to_a_vault_of_what_is_shared(criticality: int, policy: str) -> None:
    inputs = shared_case(())
    section = replace(inputs.landing_zone.shared_services, files_criticality=criticality)
    found = design(replace(inputs, landing_zone=replace(inputs.landing_zone, shared_services=section)))
    one, store = _store(found, "st-departments-county")
    assert (store.account_keys, one.recovery.vault, one.recovery.policy) == (True, "rsv-shared-uks", policy)
    (vault,) = [one for one in found.landing_zone.recovery_vaults if one.organisation_id == "shared"]
    assert (vault.subscription_key, {policy.of for policy in vault.policies}) == ("platform", {"shares"})
    assert any("STO-005" in message for message in _said(found, "st-departments-county"))


def test_what_is_shared_has_a_vault_only_for_shares() -> None:
    without = design(_without(shared_case(())))
    assert {one.organisation_id for one in without.landing_zone.recovery_vaults} == {"county"}
    assert "rsv-shared-uks" not in {
        one.id for one in design(shared_case(departments=False)).landing_zone.recovery_vaults
    }


def _broken(found: Architecture, **parts: Any) -> list[str]:
    one, _ = _store(found)
    others = tuple(other for other in found.workloads if other is not one)
    return [one.message for one in problems(replace(found, workloads=(*others, replace(one, **parts))))]


def test_a_backup_that_cannot_work_is_a_problem_of_the_architecture() -> None:
    found = design(_inputs(share("team")))
    one, store = _store(found)
    off = _broken(found, files=replace(store, account_keys=False))
    assert off == ["its shares are backed up, and the keys of its account are off"]
    nowhere = _broken(found, recovery=replace(one.recovery, vault=None, policy=None))
    assert nowhere == ["its shares are backed up, and no vault and policy are named for it"]
    (wrong,) = _broken(found, recovery=replace(one.recovery, policy="bkpol-critical"))
    assert wrong.startswith("there is no backup policy for shares bkpol-critical")
    assert _broken(found, region="ukwest") == ["it is in ukwest, and its vault rsv-county-uks in uksouth"]


def test_shares_are_backed_up_where_nobody_says_otherwise() -> None:
    assert landing_zone().file_backup == "vault"


def test_a_store_that_was_built_without_a_backup_stays_as_it_is_and_is_said() -> None:
    before = design(with_state(_without(_inputs(share("team"))), "applied"))
    after = design(replace(with_state(_inputs(share("team")), "applied"), previous=before))
    assert workload(after, "st-files-prod") == workload(before, "st-files-prod")
    assert any("it was built when none was taken" in one for one in _said(after))
