#!/bin/sh
# Run the whole job on a copy of examples/county, each stage under its heading.
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
    last=10
else
    last=8
fi

number=0
stage() {
    number=$((number + 1))
    heading=$1
    shift
    printf '\n=== %s of %s  %s\n    cloud-unless %s\n\n' "$number" "$last" "$heading" "$*"
    code=0
    "$command" "$@" --folder "$folder" || code=$?
    case $code in
    0) ;;
    1) echo "(exit 1: there are violations)" ;;
    3) echo "(exit 3: some rows were rejected)" ;;
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
stage "Estate: what do we have, and is it supported?" estate --as-of $as_of
stage "Assess: where does each application go?" assess --as-of $as_of
stage "Plan: when?" plan --as-of $as_of
stage "Verify: does the plan keep every rule?" verify --as-of $as_of
stage "Cost: what does it cost, and is there a ceiling for it?" cost --by year
stage "Design: what exactly is built?" design --as-of $as_of
if [ "$last" = 10 ]; then
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
