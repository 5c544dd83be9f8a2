"""Reads landing-zone.yaml: the cloud that is built into."""

from __future__ import annotations

from pathlib import Path

from cloud_unless.folder_checks import check_version
from migration.model.landing_zone import LandingZoneFile
from safeio.errors import InputError
from safeio.json_files import sha256_of
from safeio.yaml_files import read_yaml

FILE = "landing-zone.yaml"


def read_landing_zone(folder: Path) -> tuple[LandingZoneFile, str]:
    """landing-zone.yaml of a programme folder and its hash. Raises InputError where it is missing or unreadable."""
    path = folder / FILE
    if not path.exists() and not path.is_symlink():
        remedy = "Write it: `cloud-unless init` in a new folder makes one to start from, with every key explained."
        raise InputError(str(path), "this file is missing, and it says which cloud is built into", remedy)
    found = read_yaml(path, LandingZoneFile)
    check_version(FILE, found.schema_version)
    return found, sha256_of(path)
