"""`report`: one HTML file that a committee can read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cloud_unless import plan_files, stages
from cloud_unless.options import HERE, AsOfOption, FolderOption, today
from cloud_unless.progress import next_step, progress, say

if TYPE_CHECKING:
    from migration.model import CashFlowFile
    from migration.reports.facts import ReportFacts


def run(folder: FolderOption = HERE, as_of: AsOfOption = None) -> None:
    """Write the report: one HTML file for a committee.

    It is out/reports/report.html, needs no network, and holds what the stages wrote.
    """
    from cloud_unless.showing import show_lines
    from migration.reports.html_file import html_report

    planned = plan_files.read_planned(folder, as_of or today())
    _, plan_sha256 = stages.read_plan(folder)
    money = stages.read_cash_flow(folder, plan_sha256)
    with progress("Writing the report"):
        facts = replace(_facts(planned, money, plan_sha256), **_built(folder, plan_sha256))
        text = html_report(facts)
        path = stages.write_bytes(folder, stages.REPORT, text.encode())
    show_lines([str(path)])
    plan_files.say_changed(planned)
    say(f"Report written, {len(text.encode()) // 1024:,} KiB. Open it in a browser; it needs no network.")
    if not (folder / stages.ARCHITECTURE).exists():
        say("To build what it says, write landing-zone.yaml first.")
        next_step("design")


def _facts(planned: plan_files.Planned, money: CashFlowFile, plan_sha256: str) -> ReportFacts:
    from inventory.products import load_products
    from migration.money.ceilings import against_ceilings
    from migration.plan.accepted_risks import missed_dates
    from migration.plan.apart import apart
    from migration.plan.inputs import undivided
    from migration.plan.shared_services import shared_or_usual
    from migration.plan.verify import verify
    from migration.reports.facts import ReportFacts

    inputs = planned.inputs
    return ReportFacts(
        as_of=inputs.as_of,
        folder=inputs.folder,
        estate=undivided(inputs).estate,
        supports=inputs.supports,
        dispositions=undivided(inputs).dispositions,
        plan=planned.plan,
        parts=inputs.parts,
        apart=apart(inputs, planned.plan),
        shared=shared_or_usual(inputs),
        missed=missed_dates(inputs, planned.plan),
        cash_flow=money.rows,
        year_spends=against_ceilings(money.rows, inputs.folder.programme),
        violations=verify(inputs, planned.plan),
        hashes={**inputs.inputs_sha256, stages.PLAN: plan_sha256},
        product_names={product.id: product.name for product in load_products()},
        release_names={
            (product.id, one.cycle): one.label for product in load_products() for one in product.cycles if one.label
        },
    )


def _built(folder: Path, plan_sha256: str) -> dict[str, Any]:
    """What `design`, `check` and `drift` wrote, as fields of ReportFacts. An architecture of another plan is left out,
    and said; so are findings and drift, which would be of that architecture."""
    from cloud_unless.drift_lines import drift_seen, read_drift
    from cloud_unless.standards_rows import standards_checked
    from policies.own_rules import with_own
    from policies.rules import RULES

    if not (folder / stages.ARCHITECTURE).exists():
        return {}
    architecture, sha256 = stages.read_architecture(folder)
    if architecture.plan_sha256 != plan_sha256:
        say("The architecture is of another plan, so the report leaves it out. To renew it, run: cloud-unless design")
        return {}
    findings = stages.read_findings(folder)
    standards = None if findings is None else standards_checked(findings, with_own(RULES, folder))
    drift = read_drift(folder, sha256)
    seen = None if drift is None else drift_seen(drift)
    return {"architecture": architecture, "standards": standards, "drift": seen}
