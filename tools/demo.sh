#!/bin/sh
# Run the whole job on a copy of examples/county, each stage under its heading. The hosts that it scans are those of
# examples/hosts, replayed on loopback by a server of ours that ends with this.
# Usage: tools/demo.sh COMMAND FOLDER [STACKS]
# STACKS is what is rehearsed: "first" (the landing zone and the first wave, as the demo does) or "all".
set -eu
command=$1
folder=$2
stacks=${3:-first}
as_of=2026-11-22 # fixed, so that every run of the demo shows the same
here=$(cd "$(dirname "$0")/.." && pwd)
began=$(date +%s)
export COLUMNS="${COLUMNS:-100}"

rm -rf "$folder"
mkdir -p "$(dirname "$folder")"
cp -R "$here/examples/county" "$folder"
rm -rf "$folder/out" "$folder/estate.db"

if "$here/tools/pulumi" --possible; then
    PATH=$("$here/tools/pulumi" --bin):$PATH
    export PATH
    pulumi=yes last=13
else
    pulumi=no last=11
fi

server=
stop_server() {
    if [ -n "$server" ]; then
        kill "$server" 2>/dev/null || true
        wait "$server" 2>/dev/null || true
        server=
    fi
}
trap stop_server EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# The folder gets a key to log in with, and what an owner of hosts would hand over: their names and fingerprints.
replay_hosts() {
    : >"$folder/replay.log"
    "$(dirname "$command")/python" "$here/tools/replay_hosts.py" "$here/examples/hosts" "$folder" --untrusted \
        >"$folder/replay.log" 2>&1 &
    server=$!
    tries=0
    until grep -q '^Ready' "$folder/replay.log"; do
        tries=$((tries + 1))
        if ! kill -0 "$server" 2>/dev/null || [ "$tries" -gt 120 ]; then
            cat "$folder/replay.log" >&2
            echo "The demo stops here: the hosts to scan could not be replayed" >&2
            exit 70
        fi
        sleep 1
    done
    cat "$folder/targets.yaml" >>"$folder/sources.yaml"
}

number=0
stage() {
    number=$((number + 1))
    heading=$1
    shift
    shown=$(printf '%s' "$*" | sed 's/ SHA256:.*/ SHA256:… (and so on, one for each host)/')
    printf '\n=== %s of %s  %s\n    cloud-unless %s\n\n' "$number" "$last" "$heading" "$shown"
    code=0
    "$command" "$@" --folder "$folder" || code=$?
    case $code in
    0) ;;
    1) echo "(exit 1: there are violations)" ;;
    3) echo "(exit 3: some rows or hosts could not be read)" ;;
    4) echo "(exit 4: something could not be proven)" ;;
    *)
        echo "The demo stops here: exit $code" >&2
        exit "$code"
        ;;
    esac
    # In the rehearsal of everything, as CI runs it, nothing may be left over.
    if [ "$stacks" = all ] && [ "$code" -ne 0 ]; then
        exit "$code"
    fi
}

stage "Import: what do the files say?" import --as-of $as_of

echo
echo "Next, ten hosts are scanned. They are recordings: examples/hosts/README.md says how each was made. A server"
echo "of ours replays them over SSH on 127.0.1.x; the client is the one that scans real hosts."
echo
replay_hosts
sed '/^Ready/d; s/^/    /' "$folder/replay.log" | cut -c "1-$COLUMNS"
set --
while read -r fingerprint; do
    set -- "$@" --yes-i-compared "$fingerprint"
done <"$folder/fingerprints"
stage "Trust: do the hosts show the keys that their owner named?" hosts trust "$@"
stage "Scan: what do the hosts say of themselves?" scan --as-of $as_of
stop_server
stage "Estate: what do we have, and is it supported?" estate --as-of $as_of
stage "Assess: where does each application go?" assess --as-of $as_of
stage "Plan: when?" plan --as-of $as_of
stage "Explain: why does mapping move when it does?" explain gis
stage "Verify: does the plan keep every rule?" verify --as-of $as_of
stage "Cost: what does it cost, and is there a ceiling for it?" cost --by year
stage "Design: what exactly is built?" design --as-of $as_of
if [ "$pulumi" = yes ]; then
    if [ "$stacks" = all ]; then
        stage "Rehearse: every stack, in a simulated Azure" rehearse --as-of $as_of
    else
        stage "Rehearse: the landing zone and the first wave, in a simulated Azure" rehearse --waves 1 --as-of $as_of
    fi
    stage "Check: does what is built keep the common standards?" check --as-of $as_of
else
    echo
    echo "Pulumi is not here and cannot be built, so nothing is rehearsed or checked. To go on: install the Pulumi CLI"
    echo "(pulumi.com/docs/install), or Go 1.25 or newer, and run the demo again."
fi
stage "Report: what does the committee read?" report --as-of $as_of

printf '\nThe demo took %s seconds. Open the report: %s\n' "$(($(date +%s) - began))" "$folder/out/reports/report.html"
