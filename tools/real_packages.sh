#!/bin/sh
# Install what the tests in tests/real/ run for real, where it is missing: an OpenSSH and a PostgreSQL server, the shells
# that the collector's script and the completion must work under, and the tools that watch the script. Debian and
# Ubuntu; needs root, or sudo without a password. It starts nothing: the tests start servers of their own, on loopback.
set -eu

missing=
for need in sshd:openssh-server ssh-agent:openssh-client dash:dash csh:csh busybox:busybox ksh:ksh mksh:mksh \
    zsh:zsh fish:fish shellcheck:shellcheck strace:strace; do
    PATH=$PATH:/usr/sbin:/sbin command -v "${need%%:*}" >/dev/null || missing="$missing ${need##*:}"
done
# Debian keeps the programs of PostgreSQL off the path, a folder for each version.
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing="$missing postgresql"
[ -n "$missing" ] || exit 0

as_root=
[ "$(id -u)" = 0 ] || as_root="sudo -n"
# A package that would start its server is told not to: nothing may listen because of a test.
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
    printf '#!/bin/sh\nexit 101\n' | $as_root tee "$policy" >/dev/null
    $as_root chmod +x "$policy"
    trap '$as_root rm -f "$policy"' EXIT
fi
$as_root apt-get update -qq
# Both are lists of words.
# shellcheck disable=SC2086
DEBIAN_FRONTEND=noninteractive $as_root apt-get install --yes -qq --no-install-recommends $missing
