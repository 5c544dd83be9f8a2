"""What people should know of file shares before they approve: what brings files back, and what that costs in safety."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from migration.design.workloads.files import MOST_BACKED_UP_GIB
from migration.model.architecture import DesignNote, Workload
from migration.model.landing_zone import FileBackup


def share_notes(file_backup: FileBackup, workloads: Sequence[Workload]) -> Iterator[DesignNote]:
    """Of each account with shares: that its keys are on, and which of its shares no backup is taken of."""
    for one in workloads:
        if one.files is None:
            continue
        if one.files.account_keys:
            yield DesignNote(
                subject=one.id,
                message="the keys of its account are on, since Azure Backup asks for them: STO-005 fails",
                remedy="Let two people accept STO-005 for it in exemptions.yaml, or write file_backup: none.",
            )
        alone = [share for share in one.files.shares if not share.backed_up]
        large = sum(share.quota_gib > MOST_BACKED_UP_GIB for share in alone)
        if file_backup == "none" and alone:
            yield _alone(one, len(alone), "file_backup is none in landing-zone.yaml", "Write file_backup: vault")
            continue
        if large:
            why = f"the vault takes none above {MOST_BACKED_UP_GIB:,} GiB"
            yield _alone(one, large, why, "Split what is larger before the move")
        if len(alone) > large:
            why = "it was built when none was taken"
            yield _alone(one, len(alone) - large, why, "Change it in its own stack by hand")


def _alone(workload: Workload, count: int, why: str, remedy: str) -> DesignNote:
    shares = "one of its shares" if count == 1 else f"{count} of its shares"
    return DesignNote(
        subject=workload.id,
        message=f"no backup is taken of {shares}: {why}; what is changed inside is not brought back",
        remedy=f"{remedy}, or let two people accept BCK-005 for it in exemptions.yaml.",
    )
