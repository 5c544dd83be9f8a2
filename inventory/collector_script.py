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

LONG = ("sockets", "packages")
"""The sections that may grow without limit on a sound machine."""

BEGINS = "#cloud-unless-begin 1"
ENDS = "#cloud-unless-end"

# No here-documents: some shells keep them in a temporary file. All is inside a function, so that a script that was cut
# on its way does nothing. System folders come first in PATH, so that a user's own programs are not run.
# Starting programs is what the script's time goes into, so what the shell can do itself it does.
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
user=$(id -u)

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

# The length of $1 in bytes. Shells count characters in a locale of UTF-8, and some may not heed its change above.
e_acute=$(printf '\\303\\251')
if [ "${#e_acute}" = 2 ]; then
    length() { bytes=${#1}; }
else
    length() { bytes=$(($(put "$1" | wc -c) - 1)); }
fi

title() {
    put "
==> $1 <=="
}

# For what always ends soon, because it asks the kernel alone.
ask() {
    command -v "$1" >/dev/null || return 127
    title "$*"
    "$@"
}

# For what may wait: for a disk, a server, a lock or another program.
ask_bounded() {
    command -v "$1" >/dev/null || return 127
    title "$*"
    bounded "$@"
}

show() {
    for shown in "$@"; do
        shift
        if [ -f "$shown" ] && [ -r "$shown" ]; then
            set -- "$@" "$shown"
        fi
    done
    # Of two files or more, head writes the titles itself.
    [ $# = 0 ] || head -c 262144 /dev/null "$@"
}

as_root() {
    if [ "$user" = 0 ]; then
        ask_bounded "$@"
    elif [ "$sudo" = sudo ]; then
        ask_bounded sudo -n "$@"
    fi
}

answer() {
    "$1" </dev/null 2>/dev/null
    put "
#status $?"
}

section() {
    case $1 in
        # Nothing bounds how many of these a machine has, so they are cut before they fill the memory of this shell.
        LONG) found=$(answer "$1" | head -c SECTION_BYTES) ;;
        *) found=$(answer "$1") ;;
    esac
    length "$found"
    if [ "$bytes" -gt SECTION_BYTES ]; then
        found=$(put "$found" | head -c SECTION_BYTES)
        length "$found"
    fi
    put "
#cloud-unless-section $1 $((bytes + 1))
$found"
}
""".replace("SECTION_BYTES", str(SECTION_BYTES)).replace("LONG", " | ".join(LONG))


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
