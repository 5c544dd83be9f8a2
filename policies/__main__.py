"""What the engine runs for `--policy-pack policies`."""

from __future__ import annotations

from policies.pack_process import run

if __name__ == "__main__":
    run()
