# shellcheck shell=sh
# To be sourced after setup.sh, with $root set: the measurements behind bench-check and bench-update.

thresholds=$root/Benchmarks/Thresholds

# Built where the program itself is: both compile the same modules with the same options, so that each is compiled once.
bench_scratch=$root/.build

# What instructions are counted of: one synchronous run of the tool, and the bare event queue.
instruction_counts="quickstart hold"

instructions_file() {
    case $1 in
        quickstart) printf '%s' "$root/results/benchmarks/instructions.json" ;;
        hold) printf '%s' "$root/results/benchmarks/instructions-hold.json" ;;
    esac
}

instructions_command() {
    case $1 in
        quickstart) printf '%s' "scanplan simulate --jobs 1 Scenarios/quickstart/scenario.yaml" ;;
        hold) printf '%s' "PeerWorkloads scanplan w2 10000 100000" ;;
    esac
}

# Most that a count may move, in percent. Files and the terminal take part in the first.
instructions_tolerance() {
    case $1 in
        quickstart) printf 1 ;;
        hold) printf 0.3 ;;
    esac
}

# The toolchain as one line: counts of allocations and instructions belong to it.
toolchain() {
    swift --version 2>/dev/null | sed -n 's/.*\(Swift version .*\)/\1/p; s/^Target: //p' | paste -s -d ' ' -
}

# measure_benchmarks PREFIX FOLDER: runs every benchmark named PREFIX-..., and leaves its metrics as JSON in a folder
# below Benchmarks/.build, whose path $measured tells.
measure_benchmarks() {
    measured=$root/Benchmarks/.build/$2
    measure_log=$(mktemp)
    rm -rf "$measured"
    mkdir -p "$measured"
    say "Building and running the benchmarks; the first time this takes a few minutes."
    # With a fixed hash seed, dictionaries grow and iterate alike in every process.
    if ! (
        cd "$root/Benchmarks"
        SWIFT_DETERMINISTIC_HASHING=1 swift package --scratch-path "$bench_scratch" \
            --allow-writing-to-package-directory benchmark thresholds update \
            --filter "$1-.*" --path ".build/$2" --no-progress --quiet </dev/null
    ) >"$measure_log" 2>&1 || ! exists "$measured"/*.p90.json; then
        cat "$measure_log" >&2
        rm -f "$measure_log"
        die "The benchmarks did not run."
    fi
    rm -f "$measure_log"
}

# compare_metrics BEFORE AFTER IGNORED: prints every metric of two files, and fails if one of them moved.
compare_metrics() {
    awk -F '[": ,]+' -v ignored="$3" '
        !/"/ { next }
        FILENAME == ARGV[1] { before[$2] = $3; names[$2]; next }
        { after[$2] = $3; names[$2] }
        function line(mark, name, text) { printf "  %-8s %-22s %s\n", mark, name, text | "sort -b -k 2,2" }
        END {
            for (name in names) {
                if (name == ignored) continue
                if (!(name in after)) { bad = 1; line("MISSING", name, before[name] " -> not measured") }
                else if (!(name in before)) { bad = 1; line("NEW", name, after[name] ", not recorded") }
                else if (before[name] == after[name]) line("same", name, after[name])
                else {
                    bad = 1
                    by = after[name] - before[name]
                    share = before[name] == 0 ? "" : sprintf(", %+.2f %%", 100 * by / before[name])
                    line("MOVED", name, sprintf("%d -> %d (%+d%s)", before[name], after[name], by, share))
                }
            }
            close("sort -b -k 2,2")
            exit bad
        }' "$1" "$2"
}

# compare_instructions BEFORE AFTER TOLERANCE
compare_instructions() {
    # The counts of two runs differ by a few in a million; other processors take other paths through the C library.
    awk -v before="$1" -v after="$2" -v most="$3" 'BEGIN {
        share = 100 * (after - before) / before
        bad = share > most || share < -most
        mark = bad ? "MOVED" : "same"
        printf "  %-8s %-22s %d -> %d (%+.3f %%, %s %% allowed)\n", mark, "instructions", before, after, share, most
        exit bad
    }'
}

gates_count_allocations() { ldd "$bench_scratch/release/ScanplanBenchmarks" 2>/dev/null | grep -q jemalloc; }

# count_instructions NAME [ENGINE]: sets $instructions to what one run executes, or to nothing and $instructions_skipped
# to the reason. ENGINE is another engine for `hold`.
count_instructions() {
    instructions=
    instructions_skipped=
    for tool in valgrind strip; do
        if ! command -v "$tool" >/dev/null 2>&1; then
            instructions_skipped="$tool is not installed"
            return 0
        fi
    done
    case $1 in
        quickstart)
            swift build --package-path "$root" -c release --product scanplan --quiet </dev/null >&2
            count_program=$root/.build/release/scanplan
            # One job runs without any task: callgrind does not survive the runtime of Swift's concurrency.
            set -- simulate --jobs 1 Scenarios/quickstart/scenario.yaml
            if ! ldd "$count_program" | grep -q jemalloc; then
                instructions_skipped="scanplan was built without jemalloc"
                return 0
            fi
            ;;
        hold)
            swift build --package-path "$root/Benchmarks" --scratch-path "$bench_scratch" -c release \
                --product PeerWorkloads --quiet </dev/null >&2
            count_program=$bench_scratch/release/PeerWorkloads
            set -- "${2:-scanplan}" w2 10000 100000
            ;;
    esac
    count_folder=$(mktemp -d)
    # Debian's valgrind cannot read the debugging information that Swift writes.
    strip -g -o "$count_folder/program" "$count_program"
    if (
        cd "$root"
        SWIFT_DETERMINISTIC_HASHING=1 valgrind --tool=callgrind --callgrind-out-file=/dev/null \
            "$count_folder/program" "$@" </dev/null >/dev/null 2>"$count_folder/log"
    ); then
        instructions=$(sed -n 's/.*Collected : \([0-9]*\).*/\1/p' "$count_folder/log")
    fi
    if [ -z "$instructions" ]; then
        tail -n 20 "$count_folder/log" >&2
        rm -rf "$count_folder"
        die "The run under callgrind failed."
    fi
    rm -rf "$count_folder"
}

# recorded_instructions NAME TOOLCHAIN: the recorded count, or nothing.
recorded_instructions() {
    [ -e "$(instructions_file "$1")" ] || return 0
    # Not a regular expression: the name of a toolchain holds points and parentheses.
    awk -v key="\"$2\": " '{ at = index($0, key) } at { print substr($0, at + length(key)) + 0; exit }' \
        "$(instructions_file "$1")"
}
