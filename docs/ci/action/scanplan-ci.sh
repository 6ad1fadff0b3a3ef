#!/usr/bin/env bash
# Says what the scenarios that a branch changes make of time and cost, as a comment in markdown.
#
#   scanplan-ci.sh --base REF [options] [--] [PATHSPEC ...]
#
#   --base REF       the branch or commit to compare with; what counts is where this branch left it
#   --tolerance P    share by which a metric has to differ to count as changed, such as 1% (the standard)
#   --trials N       simulated cycles of each scenario; else what each scenario says
#   --all            compare every scenario, not only those next to a changed file
#   --most N         most scenarios that are simulated (100)
#   --scanplan FILE  the program (scanplan)
#   --output FILE    where the comment goes (comment.md)
#   PATHSPEC         which files may be scenarios, in git's words ('*.yaml' '*.yml')
#
# Runs in a work tree of git on the commit to look at, on any CI; needs bash, git and scanplan, and no network. A scenario
# counts as touched if its file changed, any file in its folder, or a file that it is based on. It is then compared with
# itself at the base. Scenarios in which nothing changed beyond the tolerance are only counted.
#
# Ends with 0; 1 if a threshold of a touched scenario is violated; 3 if one is invalid (its issues are in the comment);
# 4 if one has no plan; 5 if a file cannot be read; 6 if a price is missing; 2 for wrong options. The worst one counts,
# in the order 3, 5, 4, 6, 1. The comment is written in every case but 2.
#
# File names and contents are those of strangers: they are never run, never expanded, and never markup in the comment.
set -euo pipefail

marker='<!-- scanplan-ci -->'
bytes_most=60000

die() {
    printf '%s\n' "scanplan-ci: $1" >&2
    exit 2
}

base='' tolerance='1%' trials='' all=false most=100 program=scanplan output=comment.md
while [ $# -gt 0 ]; do
    case $1 in
    --base | --tolerance | --trials | --most | --scanplan | --output)
        [ $# -ge 2 ] || die "$1 needs a value"
        case $1 in
        --base) base=$2 ;;
        --tolerance) tolerance=$2 ;;
        --trials) trials=$2 ;;
        --most) most=$2 ;;
        --scanplan) program=$2 ;;
        --output) output=$2 ;;
        esac
        shift 2
        ;;
    --all)
        all=true
        shift
        ;;
    --)
        shift
        break
        ;;
    -*) die "there is no option $1" ;;
    *) break ;;
    esac
done
[ -n "$base" ] || die "--base is missing"
case $tolerance in '' | *[!0-9.%]*) die "--tolerance must be such as 1%" ;; esac
case $trials in *[!0-9]*) die "--trials must be a number" ;; esac
case $most in '' | *[!0-9]*) die "--most must be a number" ;; esac
[ $# -gt 0 ] || set -- '*.yaml' '*.yml'

program=$(command -v -- "$program") || die "there is no program ${program}"
case $program in /*) ;; *) program=$PWD/$program ;; esac
case $output in /*) ;; *) output=$PWD/$output ;; esac
top=$(git rev-parse --show-toplevel) || die "this is no work tree of git"
cd -- "$top"
base_commit=$(git rev-parse --verify --quiet --end-of-options "$base^{commit}") || die "there is no commit $base"
fork=$(git merge-base "$base_commit" HEAD) || die "$base and this branch share no commit; fetch the whole history"

scratch=$(mktemp -d)
before=$scratch/base
# shellcheck disable=SC2317 # called by the trap
finish() {
    git worktree remove --force "$before" 2>/dev/null || true
    rm -rf "$scratch"
}
trap finish EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM
# The hooks of the repository are of no use here, and not to be trusted.
git -c core.hooksPath=/dev/null worktree add --quiet --detach "$before" "$fork"

# A text as HTML that is no markup: letters, digits, '/', '.', '_', '-' and spaces stay, other ASCII becomes entities,
# control characters and those that turn the direction of writing become '?'. Reads standard input.
as_html() {
    LC_ALL=C tr '\000-\037\177' '?' | LC_ALL=C awk '
        BEGIN { for (i = 33; i < 127; i++) code[sprintf("%c", i)] = i }
        {
            gsub(/\342\200[\213-\217\250-\256]/, "?"); gsub(/\342\201[\240-\257]/, "?"); gsub(/\330\234/, "?")
            gsub(/\357\273\277/, "?")
            text = ""
            for (i = 1; i <= length($0); i++) {
                sign = substr($0, i, 1)
                text = text ((sign in code) && sign !~ /[A-Za-z0-9\/._-]/ ? "&#" code[sign] ";" : sign)
            }
            printf "%s", text
        }'
}

# The same for lines, each on its own, at most 50 of at most 400 bytes.
as_lines() {
    local line count=0
    while IFS= read -r line || [ -n "$line" ]; do
        count=$((count + 1))
        [ "$count" -le 50 ] || continue
        printf '%s' "${line:0:400}" | as_html
        printf '\n'
    done
    if [ "$count" -gt 50 ]; then printf 'and %s more lines\n' "$((count - 50))"; fi
}

is_scenario() { [ -f "$1" ] && [ ! -L "$1" ] && grep -Eq '^"?(deployments|base)"?[[:space:]]*:' -- "$1"; }

# Folders with a change, and files with one, in the words of git at both ends.
declare -A changed_files=() changed_folders=()
while IFS= read -r -d '' path; do
    changed_files[$path]=1
    folder=$path
    while [ "$folder" != "${folder%/*}" ]; do
        folder=${folder%/*}
        changed_folders[$folder]=1
    done
    changed_folders[.]=1
done < <(git diff --name-only -z --no-renames "$fork" HEAD --)

# Whether a scenario, or one that it is based on, changed or stands next to something that did.
is_touched() {
    local path=$1 next here
    here=$(pwd -P)
    # A chain of bases that is longer than this is taken for touched; scanplan itself refuses one that goes in a circle.
    for _ in 1 2 3 4 5 6 7 8; do
        [ -z "${changed_files[$path]:-}" ] || return 0
        # Everything lies below the top folder, where only the file itself counts.
        case $path in */*) [ -z "${changed_folders[${path%/*}]:-}" ] || return 0 ;; esac
        next=$(sed -n 's/^base:[[:space:]]*//p' -- "./$path" 2>/dev/null | head -n 1 |
            sed -e 's/[[:space:]]#.*$//' -e 's/[[:space:]]*$//' -e "s/^[\"']//" -e "s/[\"']\$//")
        [ -n "$next" ] || return 1
        case $path in */*) next=${path%/*}/$next ;; esac
        # Without `.` and `..`, and only inside the work tree.
        [ -f "$next" ] || return 1
        next=$(cd -- "$(dirname -- "./$next")" && printf '%s/%s' "$(pwd -P)" "$(basename -- "$next")") || return 1
        case $next in "$here"/*) path=${next#"$here"/} ;; *) return 1 ;; esac
    done
    return 0
}

worst=0
rank() { case $1 in 0) echo 0 ;; 1) echo 1 ;; 6) echo 2 ;; 4) echo 3 ;; 5) echo 4 ;; *) echo 5 ;; esac }
note_status() {
    local status=$1
    # An end that scanplan does not know, such as by a signal, is like a file that cannot be read.
    case $status in 0 | 1 | 3 | 4 | 5 | 6) ;; *) status=5 ;; esac
    if [ "$(rank "$status")" -gt "$(rank "$worst")" ]; then worst=$status; fi
}

sections=$scratch/sections
full=$scratch/full
: >"$sections"
: >"$full"
shown=0 hidden=0
# Adds the file's text as a section, unless the comment would become too long.
add_section() {
    cat -- "$1" >>"$full"
    if [ $(($(wc -c <"$sections") + $(wc -c <"$1"))) -gt "$bytes_most" ]; then
        hidden=$((hidden + 1))
    else
        shown=$((shown + 1))
        cat -- "$1" >>"$sections"
    fi
}

# A section of something that scanplan refuses: title, file name, and its words.
refusal() {
    {
        printf '### <code>%s</code>: %s\n\n<pre>\n' "$(printf '%s' "$2" | as_html)" "$1"
        as_lines <"$3"
        printf '</pre>\n\n'
    } >"$scratch/section"
    add_section "$scratch/section"
}

options=(--format markdown)
if [ -n "$trials" ]; then options+=(--trials "$trials"); fi

new=0 changed=0 unchanged=0 invalid=0 removed=0 left_out=0 violated=0 compared=0
# The scenario as it is now, where there is nothing to compare it with.
show_alone() {
    local path=$1 title=$2 status=0
    "$program" simulate "${options[@]}" -- "./$path" >"$scratch/out" 2>"$scratch/err" || status=$?
    note_status "$status"
    if [ "$status" -eq 1 ]; then violated=$((violated + 1)); fi
    if [ -s "$scratch/out" ]; then
        {
            printf '### <code>%s</code>: %s\n\n' "$(printf '%s' "$path" | as_html)" "$title"
            sed '1,2{/^### /d;/^$/d;}' "$scratch/out"
        } >"$scratch/section"
        add_section "$scratch/section"
    else
        refusal "cannot be simulated" "$path" "$scratch/err"
    fi
}

look_at() {
    local path=$1 status=0
    "$program" validate "./$path" >"$scratch/out" 2>"$scratch/err" || status=$?
    if [ "$status" -ne 0 ]; then
        note_status "$status"
        invalid=$((invalid + 1))
        refusal "invalid" "$path" "$scratch/err"
        return
    fi
    if ! is_scenario "$before/$path"; then
        new=$((new + 1))
        show_alone "$path" "new"
        return
    fi
    if ! "$program" validate "$before/$path" >/dev/null 2>&1; then
        changed=$((changed + 1))
        show_alone "$path" "was invalid at the base"
        return
    fi
    "$program" compare --changed-only --tolerance "$tolerance" "${options[@]}" --label base --label "$path" \
        -- "$before/$path" "./$path" >"$scratch/out" 2>"$scratch/err" || status=$?
    case $status in
    0 | 1)
        note_status "$status"
        if [ "$status" -eq 1 ]; then violated=$((violated + 1)); fi
        if grep -q '^### ' "$scratch/out"; then
            changed=$((changed + 1))
            add_section "$scratch/out"
        else
            unchanged=$((unchanged + 1))
        fi
        ;;
    *)
        # One of the two has no plan or no price: what counts is how it is now.
        changed=$((changed + 1))
        show_alone "$path" "cannot be compared with the base"
        ;;
    esac
}

while IFS= read -r -d '' entry; do
    mode=${entry%% *}
    path=${entry#*$'\t'}
    case $mode in 100644 | 100755) ;; *) continue ;; esac
    # What was a scenario and is none any more is looked at too, so that it is found to be invalid.
    is_scenario "$path" || { [ -n "${changed_files[$path]:-}" ] && is_scenario "$before/$path"; } || continue
    if ! "$all" && ! is_touched "$path"; then continue; fi
    if [ "$compared" -ge "$most" ]; then
        left_out=$((left_out + 1))
        continue
    fi
    compared=$((compared + 1))
    look_at "$path"
done < <(git ls-files -s -z -- "$@")

while IFS= read -r -d '' path; do
    if is_scenario "$before/$path"; then removed=$((removed + 1)); fi
done < <(git diff --name-only -z --no-renames --diff-filter=D "$fork" HEAD -- "$@")

count() { if [ "$1" -eq 1 ]; then printf '1 %s' "$2"; else printf '%s %ss' "$1" "$2"; fi; }
{
    printf '%s\n## scanplan\n\n' "$marker"
    if [ "$compared" -eq 0 ]; then
        printf 'No scenario is touched.'
    else
        printf '%s touched: %s changed, %s unchanged (no metric differs by more than %s)' \
            "$(count "$compared" scenario)" "$changed" "$unchanged" "$tolerance"
        if [ "$new" -gt 0 ]; then printf ', %s new' "$new"; fi
        if [ "$invalid" -gt 0 ]; then printf ', **%s invalid**' "$invalid"; fi
        printf '.'
        if [ "$violated" -gt 0 ]; then printf ' **Thresholds are violated in %s.**' "$violated"; fi
    fi
    if [ "$removed" -gt 0 ]; then printf ' %s removed.' "$(count "$removed" scenario)"; fi
    if [ "$left_out" -gt 0 ]; then printf ' %s left out, because there are more than %s.' "$left_out" "$most"; fi
    printf '\n\n'
    cat -- "$sections"
    if [ "$hidden" -gt 0 ]; then
        printf '%s left out, because a comment has to be short; the log of this job has them.\n\n' \
            "$(count "$hidden" section)"
    fi
    printf '<sub>Compared with %s.</sub>\n' "$(git rev-parse --short "$fork")"
} >"$output.part"
mv -f -- "$output.part" "$output"
if [ "$hidden" -gt 0 ]; then cat -- "$full"; fi
exit "$worst"
