# shellcheck shell=sh
# To be sourced after setup.sh, with $root set: the measurements behind bench-check and bench-update.

thresholds=$root/Benchmarks/Thresholds
instructions_file=$root/results/benchmarks/instructions.json

# The toolchain as one line: counts of allocations and instructions belong to it.
toolchain() {
    swift --version 2>/dev/null | sed -n 's/.*\(Swift version .*\)/\1/p; s/^Target: //p' | paste -s -d ' ' -
}

# Runs every benchmark named Gate-..., and leaves its metrics as JSON in a folder below Benchmarks/.build.
measure_gates() {
    measured=$root/Benchmarks/.build/measured
    measure_log=$(mktemp)
    rm -rf "$measured"
    mkdir -p "$measured"
    say "Building and running the benchmarks; the first time this takes a few minutes."
    # With a fixed hash seed, dictionaries grow and iterate alike in every process.
    if ! (
        cd "$root/Benchmarks"
        SWIFT_DETERMINISTIC_HASHING=1 swift package --allow-writing-to-package-directory benchmark thresholds update \
            --filter 'Gate-.*' --path .build/measured --no-progress --quiet </dev/null
    ) >"$measure_log" 2>&1 || ! exists "$measured"/*.p90.json; then
        cat "$measure_log" >&2
        rm -f "$measure_log"
        die "The benchmarks did not run."
    fi
    rm -f "$measure_log"
}

gates_count_allocations() { ldd "$root/Benchmarks/.build/release/ScanplanBenchmarks" 2>/dev/null | grep -q jemalloc; }

# Sets $instructions to what one synchronous run of the quickstart executes, or to nothing and $instructions_skipped
# to the reason.
count_instructions() {
    instructions=
    instructions_skipped=
    for tool in valgrind strip; do
        if ! command -v "$tool" >/dev/null 2>&1; then
            instructions_skipped="$tool is not installed"
            return 0
        fi
    done
    swift build --package-path "$root" -c release --product scanplan --quiet </dev/null >&2
    if ! ldd "$root/.build/release/scanplan" | grep -q jemalloc; then
        instructions_skipped="scanplan was built without jemalloc"
        return 0
    fi
    count_folder=$(mktemp -d)
    # Debian's valgrind cannot read the debugging information that Swift writes.
    strip -g -o "$count_folder/scanplan" "$root/.build/release/scanplan"
    # One job runs without any task: callgrind does not survive the runtime of Swift's concurrency.
    if (
        cd "$root"
        SWIFT_DETERMINISTIC_HASHING=1 valgrind --tool=callgrind --callgrind-out-file=/dev/null \
            "$count_folder/scanplan" simulate --jobs 1 Scenarios/quickstart/scenario.yaml \
            </dev/null >/dev/null 2>"$count_folder/log"
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

# The recorded count of a toolchain, or nothing.
recorded_instructions() {
    [ -e "$instructions_file" ] || return 0
    # Not a regular expression: the name of a toolchain holds points and parentheses.
    awk -v key="\"$1\": " '{ at = index($0, key) } at { print substr($0, at + length(key)) + 0; exit }' "$instructions_file"
}
