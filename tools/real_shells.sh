#!/bin/sh
# Install the shells that tests in tests/real/ run the collector's script under, and the tools that watch it, where
# they are missing. Debian and Ubuntu; needs root, or sudo without a password.
set -eu

missing=
for need in dash:dash busybox:busybox ksh:ksh mksh:mksh shellcheck:shellcheck strace:strace; do
    command -v "${need%%:*}" >/dev/null || missing="$missing ${need##*:}"
done
[ -n "$missing" ] || exit 0

as_root=
[ "$(id -u)" = 0 ] || as_root="sudo -n"
# shellcheck disable=SC2086 - both are lists of words
$as_root apt-get install --yes --quiet --no-install-recommends $missing
