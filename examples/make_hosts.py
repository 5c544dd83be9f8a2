"""Makes the composed hosts of examples/hosts. Run it again and every byte is the same.

.venv/bin/python examples/make_hosts.py

The recorded hosts beside them are made by tools/record_hosts.py.
"""

from __future__ import annotations

from pathlib import Path

from making.hosts import composed_hosts
from making.machines import machines


def hosts() -> dict[str, bytes]:
    """The bytes of every file of the composed hosts, by path."""
    return composed_hosts(machines())


def main(folder: Path) -> None:
    """Write the composed hosts into `folder`."""
    for name, data in sorted(hosts().items()):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    print(f"{len({name.split('/')[0] for name in hosts()})} hosts")


if __name__ == "__main__":
    main(Path(__file__).parent / "hosts")
