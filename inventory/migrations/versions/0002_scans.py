"""Scans: runs, the hosts of each, and what was wrong with them."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "scan_runs",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("began_on", sa.Text, nullable=False),
        sa.Column("script_sha256", sa.Text, nullable=False),
        sa.Column("ended", sa.Integer, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "scan_hosts",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("run_id", sa.Integer, sa.ForeignKey("scan_runs.id"), nullable=False),
        sa.Column("target", sa.Text, nullable=False),
        sa.Column("credential", sa.Text, nullable=False),
        sa.Column("state", sa.Text),
        sa.Column("message", sa.Text),
        sa.Column("refused", sa.Integer, nullable=False),
        sa.Column("not_seen", sa.Text),
        sa.Column("seen_on", sa.Text),
        sa.Column("import_id", sa.Integer, sa.ForeignKey("imports.id")),
        sa.UniqueConstraint("run_id", "target", name="uq_scan_hosts_run_target"),
        sqlite_strict=True,
    )
    op.create_index("ix_scan_hosts_target", "scan_hosts", ["target", "id"])
    op.create_table(
        "scan_errors",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("host_id", sa.Integer, sa.ForeignKey("scan_hosts.id"), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("message", sa.Text, nullable=False),
        sa.Column("seen_on", sa.Text, nullable=False),
        sqlite_strict=True,
    )
    op.create_index("ix_scan_errors_host", "scan_errors", ["host_id"])
