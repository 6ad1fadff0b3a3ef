#!/usr/bin/env python3
"""Measures readers of one generated listing side by side and writes ratios.

usage: compare.py BUILT RESULTS [--mebibytes 520] [--rounds 5] [--rows NAME,...]

BUILT holds what scripts/bench-import made: on_demand, ImportWorkloads, python. Each round runs every reader once, one
after the other, so that whatever else the machine does hits all of them; a row is the median of the rounds. Time is
that of the processor, user and system. Memory is the largest anonymous part of the resident set, which leaves out the
mapped pages of the input; it is read from /proc every two milliseconds.
"""
import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import threading
import time

HERE = pathlib.Path(__file__).resolve().parent
ORJSON = """
import sys, orjson
listing = orjson.loads(open(sys.argv[1], 'rb').read())
rows = []
for reservation in listing['Reservations']:
    for instance in reservation['Instances']:
        rows.append((reservation['OwnerId'], instance['InstanceId'], instance['State']['Name'],
            instance['Placement']['AvailabilityZone'], instance['InstanceType'], instance['PlatformDetails'],
            [mapping['Ebs']['VolumeId'] for mapping in instance['BlockDeviceMappings']],
            [(tag['Key'], tag['Value']) for tag in instance['Tags']]))
print(len(rows), sum(len(row[6]) for row in rows), sum(len(row[7]) for row in rows))
"""


def watch(process, peak):
    while process.poll() is None:
        try:
            with open(f"/proc/{process.pid}/status", encoding="ascii") as status:
                for line in status:
                    if line.startswith("RssAnon:"):
                        peak[0] = max(peak[0], int(line.split()[1]))
        except (FileNotFoundError, ProcessLookupError):
            return
        time.sleep(0.002)


def measure(command):
    before = os.times()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    peak = [0]
    watcher = threading.Thread(target=watch, args=(process, peak))
    watcher.start()
    output, _ = process.communicate()
    watcher.join()
    after = os.times()
    if process.returncode != 0:
        sys.exit(f"{command[0]} ended with {process.returncode}")
    seconds = after.children_user + after.children_system - before.children_user - before.children_system
    return output.split(), seconds, peak[0] / 1024


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("built", type=pathlib.Path)
    parser.add_argument("results", type=pathlib.Path)
    parser.add_argument("--mebibytes", type=int, default=520)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    built = arguments.built
    tables = {}
    for form in ["as the client prints", "compact"]:
        listing = built / f"listing-{arguments.mebibytes}{'-compact' if form == 'compact' else ''}.json"
        if not listing.exists():
            partial = listing.with_suffix(".partial")
            options = ["--compact"] if form == "compact" else []
            subprocess.run(
                [sys.executable, HERE / "generate.py", str(arguments.mebibytes), partial, *options], check=True)
            partial.rename(listing)
        rows = {
            "simdjson On-Demand, to structs": [built / "on_demand", listing],
            "our reader, to the same structs": [built / "ImportWorkloads", "fields", listing],
            "our reader, every value checked, nothing kept": [built / "ImportWorkloads", "elements", listing],
            "scanplan import, to a fleet": [built / "ImportWorkloads", "import", listing],
            "Foundation JSONDecoder, to structs": [built / "ImportWorkloads", "decoder", listing],
            "Python orjson, to tuples": [built / "python/bin/python", "-c", ORJSON, listing],
        }
        listing.read_bytes()  # so that no reader pays for the disk
        found = {name: [] for name in rows}
        for number in range(arguments.rounds):
            for name, command in rows.items():
                if number >= 2 and name.startswith(("Foundation", "Python")):
                    continue
                found[name].append(measure([str(part) for part in command]))
                print(f"{form}: round {number + 1}: {name}: {found[name][-1][1]:.2f} s", file=sys.stderr)
        structs = {tuple(runs[0][0][:3]) for name, runs in found.items() if "structs" in name or "tuples" in name}
        if len(structs) != 1:
            sys.exit(f"the readers found different things: {structs}")
        # The reading of the file into memory is left out of simdjson's own rate; the program tells both.
        parse = statistics.median(float(run[0][4]) for run in found["simdjson On-Demand, to structs"])
        whole = statistics.median(run[1] for run in found["simdjson On-Demand, to structs"])
        table = [("simdjson On-Demand, without loading the file", 1.0, 1.0, 1.0, None, arguments.rounds)]
        for name, runs in found.items():
            times = [run[1] / parse for run in runs]
            table.append(
                (name, statistics.median(times), min(times), max(times), max(run[2] for run in runs), len(runs)))
        tables[form] = {
            "bytes": listing.stat().st_size,
            "counts": [int(count) for count in sorted(structs)[0]],
            "loadingShare": 1 - parse / whole,
            "rows": [
                {"reader": name, "median": median, "min": least, "max": most, "heapMiB": heap, "runs": runs}
                for name, median, least, most, heap, runs in table
            ],
        }
    write(arguments.results, tables)


def write(results, tables):
    lines = [
        "# Readers of listings",
        "",
        "How many times the processor time of simdjson's On-Demand interface each reader takes on the same generated",
        "`describe-instances` listing: median, and least and most of the rounds; below 1 is faster. Everything runs on",
        "one core. simdjson's own rate leaves out the loading of the file; every other row is the whole process. Heap is",
        "the largest anonymous memory, without the mapped pages of the input. Made by `make bench-import`; the readers",
        "are in `Benchmarks/Import` and `Benchmarks/Sources/ImportWorkloads`.",
        "",
    ]
    for form, table in tables.items():
        instances, volumes, tags = table["counts"]
        lines += [
            f"## A listing {'as the client prints it' if form.startswith('as') else 'without spaces'}",
            "",
            f"{table['bytes']:,} bytes, {instances:,} instances, {volumes:,} volumes, {tags:,} tags.",
            "",
            "| reader | time | min..max | heap MiB | runs |",
            "|---|---:|---:|---:|---:|",
        ]
        for row in table["rows"]:
            heap = "" if row["heapMiB"] is None else f"{row['heapMiB']:.0f}"
            lines.append(
                f"| {row['reader']} | {row['median']:.2f} | {row['min']:.2f}..{row['max']:.2f} | {heap} "
                f"| {row['runs']} |")
        lines.append("")
    results.joinpath("import.md").write_text("\n".join(lines), encoding="utf-8")
    results.joinpath("import.json").write_text(
        json.dumps({"schema": "scanplan.bench-import/1", "tables": tables}, indent=2) + "\n", encoding="utf-8")
    print("\n".join(lines))


main()
