#!/usr/bin/env bash
# Check on a build server: findings beside their lines, a summary, and files to keep. Ends with the exit code of the check.
#
# Usage: check.sh COMMAND KIND FOLDER
#   COMMAND  the cloud-unless to run
#   KIND     github or azure: how the server wants to be told of findings
#   FOLDER   where the files go
# From the environment, each may be empty: CHECK_PATHS (previews and exports, a line each), CHECK_FOLDER (the programme
# folder), CHECK_PARAMETERS (files of parameters for the ARM template, a line each), CHECK_FAIL_ON, CHECK_BASELINE,
# CHECK_STANDARDS_FROM. Read from there, no text of theirs is run by the shell.
set -euo pipefail
command=$1
kind=$2
folder=$3

arguments=()
option() {
    if [[ -n $2 ]]; then arguments+=("$1" "$2"); fi
}
while IFS= read -r path; do
    option --parameters "$path"
done <<<"${CHECK_PARAMETERS:-}"
option --folder "${CHECK_FOLDER:-}"
option --fail-on "${CHECK_FAIL_ON:-}"
option --baseline "${CHECK_BASELINE:-}"
option --standards-from "${CHECK_STANDARDS_FROM:-}"

mkdir -p "$folder"
told=$folder/annotations.txt
rm -f "$told"
for wanted in sarif=findings.sarif junit=findings.xml md=findings.md html=findings.html "$kind=annotations.txt"; do
    arguments+=(--write "${wanted%%=*}=$folder/${wanted#*=}")
done

arguments+=(--)
while IFS= read -r path; do
    # A file named like an option is a file all the same.
    if [[ $path == -* ]]; then path=./$path; fi
    if [[ -n $path ]]; then arguments+=("$path"); fi
done <<<"${CHECK_PATHS:-}"

code=0
"$command" check "${arguments[@]}" || code=$?
# Files that are damaged leave no findings to tell of.
if [[ -f $told ]]; then cat "$told"; fi
exit "$code"
