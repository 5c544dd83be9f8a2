#!/bin/sh
# Lock the newest versions that install together, with hashes and without the address of any package index.
# requirements/dev.txt comes first: the others take their versions from it.
set -eu
cd "$(dirname "$0")/.."
command -v uv >/dev/null || { echo "uv is needed to lock: install it, then run make lock again" >&2; exit 2; }
options="--universal --generate-hashes --no-emit-index-url --python-version 3.11 --upgrade --quiet"
# The options are words.
# shellcheck disable=SC2086
uv pip compile $options --group dev --extra stacks pyproject.toml -o requirements/dev.txt
# shellcheck disable=SC2086
uv pip compile $options -c requirements/dev.txt pyproject.toml -o requirements/core.txt
# shellcheck disable=SC2086
uv pip compile $options -c requirements/dev.txt --extra stacks pyproject.toml -o requirements/stacks.txt
