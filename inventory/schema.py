"""The tables of the claims database, as the newest migration leaves them.

Dates are ISO text and values JSON text: that is what any SQLite browser shows, and both sort as they should.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, MetaData, Table, Text, UniqueConstraint

# The newest file of inventory/migrations/versions.
REVISION = "0002"

METADATA = MetaData()

SOURCES = Table(
    "sources",
    METADATA,
    Column("id", Integer, primary_key=True),
    # The name claims carry, "rvtools:county.xlsx"; given once, unique.
    Column("name", Text, nullable=False, unique=True),
    # Where the file was, relative to the database where it can be.
    Column("path", Text, nullable=False, unique=True),
    sqlite_strict=True,
)

IMPORTS = Table(
    "imports",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("source_id", Integer, ForeignKey("sources.id"), nullable=False),
    Column("format", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("imported_on", Text, nullable=False),
    Column("row_count", Integer, nullable=False),
    Column("claim_count", Integer, nullable=False),
    Column("rejected_count", Integer, nullable=False),
    Index("ix_imports_source", "source_id", "id"),
    sqlite_strict=True,
)

CLAIMS = Table(
    "claims",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("source_id", Integer, ForeignKey("sources.id"), nullable=False),
    # The last import that said so. A claim that the newest import of its source no longer makes is history.
    Column("import_id", Integer, ForeignKey("imports.id"), nullable=False),
    Column("thing_id", Text, nullable=False),
    Column("field", Text, nullable=False),
    Column("value", Text, nullable=False),
    Column("seen_on", Text, nullable=False),
    # A hash of thing, field and value: values can be too long for an index.
    Column("digest", Text, nullable=False),
    UniqueConstraint("source_id", "digest", name="uq_claims_source_digest"),
    sqlite_strict=True,
)

SCAN_RUNS = Table(
    "scan_runs",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("began_on", Text, nullable=False),
    # Of the script that the hosts ran.
    Column("script_sha256", Text, nullable=False),
    # 1 when every host of the run was looked at; a run without it goes on where it stopped.
    Column("ended", Integer, nullable=False),
    sqlite_strict=True,
)

SCAN_HOSTS = Table(
    "scan_hosts",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("run_id", Integer, ForeignKey("scan_runs.id"), nullable=False),
    Column("target", Text, nullable=False),
    # The reference, never the secret.
    Column("credential", Text, nullable=False),
    # NULL until the host was looked at, then "complete" or the reason why it is not.
    Column("state", Text),
    Column("message", Text),
    # 1 when the host refused the credential.
    Column("refused", Integer, nullable=False),
    # What could not be seen without more rights: a JSON list of sentences.
    Column("not_seen", Text),
    Column("seen_on", Text),
    Column("import_id", Integer, ForeignKey("imports.id")),
    UniqueConstraint("run_id", "target", name="uq_scan_hosts_run_target"),
    Index("ix_scan_hosts_target", "target", "id"),
    sqlite_strict=True,
)

SCAN_ERRORS = Table(
    "scan_errors",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("host_id", Integer, ForeignKey("scan_hosts.id"), nullable=False),
    Column("reason", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("seen_on", Text, nullable=False),
    Index("ix_scan_errors_host", "host_id"),
    sqlite_strict=True,
)
