#!/usr/bin/env bash
# Puts a comment of scanplan-ci.sh on a pull request of GitHub, or edits the one that is there.
#
#   scanplan-comment.sh OWNER/REPOSITORY NUMBER FILE
#
# Needs gh, the command line client that GitHub's runners have, and GH_TOKEN with the permission pull-requests: write.
# The comment is found by the line that scanplan-ci.sh begins it with, and only among those of bots, so that nobody can
# have another comment overwritten by quoting that line.
set -euo pipefail

[ $# -eq 3 ] || { echo "usage: scanplan-comment.sh OWNER/REPOSITORY NUMBER FILE" >&2; exit 2; }
repository=$1 number=$2 file=$3
case $repository in *[!A-Za-z0-9._/-]* | */*/* | /* | */ | *..*) echo "no repository: $repository" >&2; exit 2 ;; esac
case $number in '' | *[!0-9]*) echo "no number of a pull request: $number" >&2; exit 2 ;; esac
[ -r "$file" ] || { echo "cannot read $file" >&2; exit 5; }

marker=$(head -n 1 -- "$file")
case $marker in '<!-- scanplan-ci -->') ;; *) echo "no comment of scanplan-ci.sh: $file" >&2; exit 2 ;; esac

known=$(gh api --paginate "repos/$repository/issues/$number/comments" \
    --jq ".[] | select(.user.type == \"Bot\" and (.body | startswith(\"$marker\"))) | .id" | head -n 1)
case $known in *[!0-9]*) echo "no number of a comment: $known" >&2; exit 5 ;; esac
if [ -n "$known" ]; then
    gh api --silent --method PATCH "repos/$repository/issues/comments/$known" --field "body=@$file"
else
    gh api --silent --method POST "repos/$repository/issues/$number/comments" --field "body=@$file"
fi
