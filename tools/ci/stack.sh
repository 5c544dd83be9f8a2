#!/usr/bin/env bash
# One stack on a build server: previewed and checked, built, or looked at for drift. Ends with the exit code of that.
#
# Usage: stack.sh ACTION COMMANDS KIND FOLDER
#   ACTION    preview, apply or drift
#   COMMANDS  the folder with cloud-unless and cloud-unless-policies, which tools/install.sh makes
#   KIND      github or azure: the build server
#   FOLDER    where the files go; preview leaves comment.md there
# From the environment: STACK (not for drift: that looks at all), PROGRAMME (the programme folder, without it the one we
# are in), CHECK_STANDARDS_FROM (judge by the standards at this reference of git). No text of theirs is run by the shell.
set -euo pipefail
umask 077
action=$1
commands=$2
kind=$3
folder=$4
here=$(cd "$(dirname "$0")/.." && pwd)

# Sign in with the identity of this very job: there is no stored secret.
sign_in() {
    if [[ -n ${ACTIONS_ID_TOKEN_REQUEST_URL:-} ]]; then
        local asked="$ACTIONS_ID_TOKEN_REQUEST_URL&audience=api://AzureADTokenExchange" token
        token=$(printf 'header = "Authorization: bearer %s"\n' "$ACTIONS_ID_TOKEN_REQUEST_TOKEN" |
            curl --silent --show-error --fail --config - "$asked" |
            python3 -c 'import json, sys; print(json.load(sys.stdin)["value"])')
        az login --service-principal --username "$ARM_CLIENT_ID" --tenant "$ARM_TENANT_ID" --federated-token "$token" \
            --allow-no-subscriptions --output none
        # A long run asks for a new token itself.
        export ARM_OIDC_REQUEST_TOKEN=$ACTIONS_ID_TOKEN_REQUEST_TOKEN ARM_OIDC_REQUEST_URL=$ACTIONS_ID_TOKEN_REQUEST_URL
    elif [[ -n ${idToken:-} ]]; then
        # So the task AzureCLI hands them over.
        export ARM_OIDC_TOKEN=$idToken ARM_CLIENT_ID=${servicePrincipalId:?} ARM_TENANT_ID=${tenantId:?}
    fi
}

preview() {
    local file=$folder/preview.json code=0
    if ! pulumi preview --non-interactive --stack "$STACK" --json --show-sames --policy-pack "$pack" >"$file"; then
        # The JSON hides what went wrong from whoever reads the log.
        pulumi preview --non-interactive --stack "$STACK" --policy-pack "$pack" || code=$?
        return "$code"
    fi
    CHECK_PATHS=$file "$here/ci/check.sh" "$commands/cloud-unless" "$kind" "$folder" || code=$?
    python3 - "$file" "$STACK" >"$folder/comment.md" <<'END'
import json
import sys

summary = json.load(open(sys.argv[1], encoding="utf-8")).get("changeSummary") or {}
counts = ", ".join(f"{int(number)} {kind}" for kind, number in sorted(summary.items()) if kind.isalpha())
print(f"<!-- cloud-unless {sys.argv[2]} -->\n## Preview of `{sys.argv[2]}`: {counts or 'nothing'}\n")
END
    if [[ -f $folder/findings.md ]]; then cat "$folder/findings.md" >>"$folder/comment.md"; fi
    return "$code"
}

mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
commands=$(cd "$commands" && pwd)
pack=$commands/cloud-unless-policies
cd "${PROGRAMME:-.}"
export PATH="$commands:$PATH"
if ! command -v pulumi >/dev/null; then PATH="$("$here/pulumi" --bin):$PATH"; fi
sign_in
case $action in
preview) preview ;;
apply) pulumi up --non-interactive --yes --stack "$STACK" --policy-pack "$pack" ;;
drift) cloud-unless drift ;;
*)
    echo "stack.sh: preview, apply or drift, not $action" >&2
    exit 2
    ;;
esac
