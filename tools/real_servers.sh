#!/bin/sh
# Install what the tests on a real OpenSSH server need, where it is missing. For Debian and Ubuntu; needs root.
# It starts nothing: the tests start a server of their own, on loopback.
set -eu

missing=
for pair in sshd:openssh-server ssh-agent:openssh-client dash:dash csh:csh; do
    PATH=$PATH:/usr/sbin:/sbin command -v "${pair%%:*}" >/dev/null || missing="$missing ${pair#*:}"
done
[ -n "$missing" ] || exit 0

# A package that would start its server is told not to: nothing may listen because of a test.
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod +x "$policy"
    trap 'rm -f "$policy"' EXIT
fi
apt-get update -qq
# shellcheck disable=SC2086 # the packages are words
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $missing
