"""The script that asks a host for its facts: one constant text of POSIX sh, made of the shell of every fact.

It only reads. It writes no file, leaves nothing behind and opens no connection of its own (a domain name may be asked
of the host's name server). It is fed to `sh -s` over standard input; the one argument "sudo" lets a fact try `sudo -n`.
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256

from inventory.facts import FACTS

SECTION_BYTES = 393_216
"""What one section may hold: 8,000 packages, or 3,000 connections; all together stay under 8 MiB."""

BEGINS = "#cloud-unless-begin 1"
ENDS = "#cloud-unless-end"

# No here-documents: some shells keep them in a temporary file. All is inside a function, so that a script that was cut
# on its way does nothing. System folders come first in PATH, so that a user's own programs are not run.
_HEAD = """\
# Facts of this machine, for cloud-unless. Reads only; writes no file; asks for no password.
# shellcheck disable=SC2317,SC2329 # facts are called by their names, in section
set -u
LC_ALL=C
LANG=C
PATH=/usr/sbin:/usr/bin:/sbin:/bin:$PATH
export LC_ALL LANG PATH
unset ENV BASH_ENV CDPATH
umask 077
sudo=${1-}
seconds=10

# timeout as GNU and newer BusyBox have it, as older BusyBox has it, or none.
if timeout 5 true >/dev/null 2>&1; then
    bounded() { timeout "$seconds" "$@"; }
elif timeout -t 5 true >/dev/null 2>&1; then
    bounded() { timeout -t "$seconds" "$@"; }
else
    bounded() { "$@"; }
fi

# mksh has no printf of its own, and an argument of another program may not be this long.
if [ -n "${KSH_VERSION-}" ]; then
    put() { print -r -- "$1"; }
else
    put() { printf '%s\\n' "$1"; }
fi

title() {
    printf '\\n==> %s <==\\n' "$1"
}

ask() {
    command -v "$1" >/dev/null || return 127
    title "$*"
    bounded "$@"
}

show() {
    for shown in "$@"; do
        if [ -f "$shown" ] && [ -r "$shown" ]; then
            title "$shown"
            head -c 262144 "$shown"
        fi
    done
}

as_root() {
    if [ "$(id -u)" = 0 ]; then
        ask "$@"
    elif [ "$sudo" = sudo ]; then
        ask sudo -n "$@"
    fi
}

section() {
    found=$({
        "$1" </dev/null 2>/dev/null
        printf '\\n#status %s' "$?"
    } | head -c SECTION_BYTES)
    printf '\\n#cloud-unless-section %s %s\\n' "$1" "$(put "$found" | wc -c)"
    put "$found"
}
""".replace("SECTION_BYTES", str(SECTION_BYTES))


@cache
def script() -> str:
    """The whole script, the same for every host."""
    facts = "".join(f"\n{fact.name}() {{\n{_indented(fact.shell)}\n}}\n" for fact in FACTS)
    asked = "".join(f"    section {fact.name}\n" for fact in FACTS)
    main = f"\nmain() {{\n    printf '\\n%s\\n' '{BEGINS}'\n{asked}    printf '\\n%s %s\\n' '{ENDS}' {len(FACTS)}\n}}\n"
    return f"{_HEAD}{facts}{main}\nmain\nexit 0\n"


def script_sha256() -> str:
    """The SHA-256 of the script's bytes, in hexadecimal digits."""
    return sha256(script().encode("ascii")).hexdigest()


def _indented(shell: str) -> str:
    return "\n".join(f"    {line}" for line in shell.split("\n"))
