#!/bin/sh
# Run the whole job on a copy of examples/county, each stage under its heading.
# Usage: tools/demo.sh COMMAND FOLDER
set -eu
command=$1
folder=$2
as_of=2026-11-22 # fixed, so that every run of the demo shows the same
here=$(cd "$(dirname "$0")/.." && pwd)
began=$(date +%s)
export COLUMNS="${COLUMNS:-100}"

rm -rf "$folder"
mkdir -p "$(dirname "$folder")"
cp -R "$here/examples/county" "$folder"
rm -rf "$folder/out" "$folder/estate.db"

stage() {
    heading=$1
    shift
    printf '\n=== %s\n    cloud-unless %s\n\n' "$heading" "$*"
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
}

stage "1 of 7  Import: what do the files say?" import --as-of $as_of
stage "2 of 7  Estate: what do we have, and is it supported?" estate --as-of $as_of
stage "3 of 7  Assess: where does each application go?" assess --as-of $as_of
stage "4 of 7  Plan: when?" plan --as-of $as_of
stage "5 of 7  Verify: does the plan keep every rule?" verify --as-of $as_of
stage "6 of 7  Cost: what does it cost, and is there a ceiling for it?" cost --by year
stage "7 of 7  Report: what does the committee read?" report --as-of $as_of

printf '\nThe demo took %s seconds. Open the report: %s\n' "$(($(date +%s) - began))" "$folder/out/reports/report.html"
