"""A simulated Azure in a process of its own, which says where it listens and can be killed. It is given its file."""

from __future__ import annotations

import sys
from pathlib import Path

from stacks.rehearsal.azure import Azure
from stacks.rehearsal.azure_file import open_azure
from stacks.rehearsal.provider import serve

if __name__ == "__main__":
    server = serve(Azure(file=open_azure(Path(sys.argv[1]))))
    print(server.port, flush=True)
    sys.stdin.read()
