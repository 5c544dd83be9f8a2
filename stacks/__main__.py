"""What `pulumi up` runs in this repository."""

from stacks import build

build()
