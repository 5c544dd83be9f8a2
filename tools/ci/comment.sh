#!/usr/bin/env bash
# Put a Markdown file under a pull request, in place of the comment that its first line marks.
#
# Usage: comment.sh KIND FILE
# From the environment, github: GH_TOKEN, GITHUB_REPOSITORY, PULL_REQUEST. azure: SYSTEM_ACCESSTOKEN,
# SYSTEM_COLLECTIONURI, SYSTEM_TEAMPROJECTID, BUILD_REPOSITORY_ID, SYSTEM_PULLREQUEST_PULLREQUESTID.
set -euo pipefail
umask 077
kind=$1
file=$2
if [[ ! -f $file ]]; then
    echo "There is nothing to comment." >&2
    exit 0
fi
if [[ $kind == github ]]; then
    mark=$(head -n 1 "$file") comments=repos/$GITHUB_REPOSITORY/issues/$PULL_REQUEST/comments
    export mark
    old=$(gh api --paginate "$comments" --jq '.[] | select(.body | startswith(env.mark)) | .id' | head -n 1)
    if [[ -n $old ]]; then
        gh api --silent --method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$old" --field "body=@$file"
    else
        gh api --silent --method POST "$comments" --field "body=@$file"
    fi
else
    project=$SYSTEM_COLLECTIONURI$SYSTEM_TEAMPROJECTID
    threads=$project/_apis/git/repositories/$BUILD_REPOSITORY_ID/pullRequests/$SYSTEM_PULLREQUEST_PULLREQUESTID/threads
    printf 'header = "Authorization: Bearer %s"\n' "$SYSTEM_ACCESSTOKEN" >"$file.login"
    trap 'rm -f "$file.login"' EXIT
    python3 -c 'import json, sys
comment = {"parentCommentId": 0, "commentType": 1, "content": open(sys.argv[1], encoding="utf-8").read()[:150000]}
print(json.dumps({"comments": [comment], "status": "closed"}))' "$file" |
        curl --silent --show-error --fail --output /dev/null --config "$file.login" \
            --header "Content-Type: application/json" --data @- "$threads?api-version=7.1"
fi
