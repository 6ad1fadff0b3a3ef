"""Runs all engines in turns, and tells how many times more time each needs per event than the reference row.

The reference is our own engine, or, if it has not been built, the fastest one. Ratios are taken within a round, in
which every engine runs once, so that a machine which is slower for a while is slower for all.
"""

import argparse
import datetime
import importlib.metadata
import json
import os
import platform
import statistics
import subprocess
import sys
from collections import defaultdict

import peers

# (workload, size for w2, size, holds) of an engine; engines that are not named here take the first line.
FULL = {
    "w1": {"": (10_000_000,), "ns3": (2_000_000,), "simgrid": (200_000,), "simpy": (200_000,)},
    "w2 100": {"": (100, 20_000_000), "ns3": (100, 4_000_000), "simgrid": (100, 400_000), "simpy": (100, 400_000)},
    "w2 10000": {
        "": (10_000, 20_000_000), "ns3": (10_000, 4_000_000), "simgrid": (10_000, 400_000), "simpy": (10_000, 400_000),
    },
    "w2 1000000": {"": (1_000_000, 20_000_000), "ns3": (1_000_000, 8_000_000), "simpy": (1_000_000, 1_000_000),
                   "simgrid": None},
    "w3": {"": (1_000_000,), "simgrid": (30_000,), "simpy": (60_000,)},
    "plan": {"": (10_000_000,)},
}
QUICK = {
    "w1": {"": (300_000,), "simgrid": (20_000,), "simpy": (20_000,)},
    "w2 100": {"": (100, 1_000_000), "simgrid": (100, 40_000), "simpy": (100, 40_000)},
    "w2 10000": {"": (10_000, 1_000_000), "simgrid": (10_000, 80_000), "simpy": (10_000, 80_000)},
    "w2 1000000": {"": (1_000_000, 4_000_000), "simgrid": None, "simpy": None},
    "w3": {"": (100_000,), "simgrid": (15_000,), "simpy": (15_000,)},
    "plan": {"": (1_000_000,)},
}
SLOW = ("simgrid", "simpy")
# A peer on smaller sizes is compared with the hash of this one.
CHECKER = {"w1": "std-priority-queue", "w2": "std-priority-queue", "w3": "std-priority-queue", "plan": "std-sort"}
# The limit rows count if they are so many times faster than these.
DEMANDS = (("w2 1000000", "std-priority-queue", 7), ("w3", "ns3", 7))


def family(engine):
    return engine.split("-")[0]


class Session:
    """What was run, and what went wrong."""

    def __init__(self):
        self.lines = []  # every line, with the case and the round added
        self.failures = []

    def run(self, case, turn, program, engine, size, holds=None):
        workload = case.split()[0]
        try:
            line = program.run(engine, workload, size, holds)
        except peers.Failure as failure:
            self.failures.append(str(failure))
            return
        self.lines.append({**line, "case": case, "round": turn})

    def compare_hashes(self):
        """Adds a failure for every run which disagrees with the checker; returns how many were compared."""
        groups = defaultdict(list)
        for line in self.lines:
            groups[line["workload"], line["size"], line["events"]].append(line)
        compared = 0
        for (workload, size, events), lines in groups.items():
            right = {line["hash"] for line in lines if line["engine"] == CHECKER[workload]}
            for engine in sorted({line["engine"] for line in lines}):
                hashes = {line["hash"] for line in lines if line["engine"] == engine}
                compared += 1
                if hashes != right:
                    self.failures.append(
                        f"{engine} {workload}, size {size}, {events} events: hash {', '.join(sorted(hashes))}, "
                        f"but {CHECKER[workload]} has {', '.join(sorted(right)) or 'none'}")
        return compared

    def costs(self, case, field):
        """engine -> round -> seconds per event"""
        costs = defaultdict(dict)
        for line in self.lines:
            if line["case"] == case and line["round"] is not None:
                costs[line["engine"]][line["round"]] = line[field] / line["events"]
        return costs


def spread(values):
    return {"median": statistics.median(values), "min": min(values), "max": max(values)} if values else None


def ratios(costs, engine, reference):
    """How many times the cost of the reference, by round; a slow engine has not run in all of them."""
    return [cost / costs[reference][turn] for turn, cost in costs[engine].items() if turn in costs[reference]]


def measure(session, offers, sizes, rounds, slow_rounds):
    for case, of_engine in sizes.items():
        workload = case.split()[0]
        entries = []
        for program, engine, offered in offers:
            size = of_engine.get(engine, of_engine.get(family(engine), of_engine[""]))
            if offered == workload and size:
                entries.append((program, engine, size))
        for turn in range(rounds):
            print(f"{case}: round {turn + 1} of {rounds}", file=sys.stderr)
            # The order is reversed every other time, so that nobody always runs after the same neighbour.
            for program, engine, size in entries if turn % 2 == 0 else reversed(entries):
                if turn < slow_rounds or family(engine) not in SLOW:
                    session.run(case, turn, program, engine, *size)
        checker = next(((p, e) for p, e, w in offers if w == workload and e == CHECKER[workload]), None)
        full = of_engine.get(CHECKER[workload], of_engine[""])
        for size in sorted({size for _, _, size in entries} - {full}):
            if checker:
                session.run(case, None, *checker, *size)


def rows_of(session, case, ours):
    cpu, wall = session.costs(case, "cpu_seconds"), session.costs(case, "wall_seconds")
    if not cpu:
        return None
    typical = {engine: statistics.median(turns.values()) for engine, turns in cpu.items()}
    # A row of several threads is no measure of the others, unless there is nothing else.
    fastest = min(typical, key=lambda engine: (engine.endswith("-threads"), typical[engine]))
    reference = next((engine for engine in ours if engine in cpu), fastest)
    rows = []
    for engine in sorted(cpu, key=typical.get):
        lines = [line for line in session.lines if line["case"] == case and line["engine"] == engine
                 and line["round"] is not None]
        rows.append({
            "engine": engine,
            "size": lines[0]["size"],
            "events": lines[0]["events"],
            "runs": len(lines),
            "cpu_ratio": spread(ratios(cpu, engine, reference)),
            "wall_ratio": spread(ratios(wall, engine, reference)),
            "peak_rss_kb": max(line["peak_rss_kb"] for line in lines),
        })
    return {"case": case, "reference": reference, "rows": rows}


def check_demands(session):
    """Whether the limit is near enough to a limit to be called so: a sentence per demand, and a mark for its rows."""
    sentences, mark = [], ""
    for case, engine, demanded in DEMANDS:
        cpu = session.costs(case, "cpu_seconds")
        if "limit" not in cpu or engine not in cpu:
            sentences.append(f"{case}: not checked, because limit and {engine} did not both run.")
            mark = mark or " (not proved in this run)"
            continue
        ratio = statistics.median(ratios(cpu, engine, "limit"))
        good = ratio >= demanded
        if not good:
            mark = " (does not count)"
        sentences.append(
            f"{case}: limit is {ratio:.2f} times as fast as {engine}; at least {demanded} is "
            + ("demanded." if good else "demanded, so its rows do not count."))
    return sentences, mark


def output_of(*command):
    try:
        return subprocess.run(command, capture_output=True, text=True, cwd=peers.ROOT).stdout.strip()
    except OSError:
        return ""


def manifest(arguments):
    def first_line(path, start):
        try:
            with open(path) as file:
                return next((line.split(":", 1)[1].strip() for line in file if line.startswith(start)), "unknown")
        except OSError:
            return "unknown"

    def package(name):
        return output_of("dpkg-query", "-W", "-f", "${Version}", name) or "not installed as a package"

    flags = peers.BUILT / "flags.txt"
    simpy = next((peers.BUILT / "python").glob("lib/python*/site-packages/simpy-*.dist-info"), None)
    return {
        "date": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d"),
        "arguments": arguments,
        "commit": output_of("git", "rev-parse", "HEAD") + (" changed" if output_of("git", "status", "-s") else ""),
        "processor": first_line("/proc/cpuinfo", "model name"),
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "load_before": round(os.getloadavg()[0], 2),
        "kernel": f"{platform.system()} {platform.release()} {platform.machine()}",
        "cpp_compiler": output_of("g++", "--version").partition("\n")[0],
        "cpp_flags": flags.read_text().strip() if flags.exists() else "unknown",
        "swift": output_of("swift", "--version").partition("\n")[0],
        "python": platform.python_version(),
        "ns3": package("libns3-dev"),
        "simgrid": package("libsimgrid-dev"),
        "simpy": importlib.metadata.Distribution.at(simpy).version if simpy else "not installed",
    }


def report(facts, tables, verdict, limit_mark, compared, failures):
    def figure(ratio):
        if ratio is None:
            return "| | "
        digits = 2 if ratio["median"] < 100 else 0
        return f"| {ratio['median']:.{digits}f} | {ratio['min']:.{digits}f}..{ratio['max']:.{digits}f} "

    lines = [
        "# Peers and limits",
        "",
        "How many times the time per event of the reference row each engine takes: median, and least and most of the",
        "rounds. Above 1 is slower. The reference is our own engine, or the fastest row if ours was not there.",
        "Made by `make bench-peers`; the workloads are defined in `Benchmarks/Peers/WORKLOADS.md`.",
        "",
    ]
    for table in tables:
        lines += [f"## {table['case']}", "", f"Reference: {table['reference']}.", "",
                  "| engine | CPU time | min..max | real time | min..max | peak memory MiB | events per run | runs |",
                  "|---|---:|---:|---:|---:|---:|---:|---:|"]
        for row in table["rows"]:
            mark = limit_mark if family(row["engine"]) == "limit" else ""
            lines.append(
                f"| {row['engine']}{mark} {figure(row['cpu_ratio'])}{figure(row['wall_ratio'])}"
                f"| {row['peak_rss_kb'] / 1024:.0f} | {row['events']:,} | {row['runs']} |")
        lines.append("")
    lines += ["## Is the limit one?", "", *(f"- {sentence}" for sentence in verdict), ""]
    lines += ["## Agreement", "", f"{compared} results compared by hash, {len(failures)} failures.",
              *(f"- {failure}" for failure in failures), ""]
    lines += ["## Where", "", *(f"- {name}: {value}" for name, value in facts.items()), ""]
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(
        prog="scripts/bench-peers", description="Measures peers, the limit and our engine side by side.")
    parser.add_argument("--quick", action="store_true",
                        help="check all hashes on small sizes, then two rounds; the report goes to .build/peers")
    parser.add_argument("--only", action="append", default=[], metavar="WORKLOAD", type=str.lower,
                        choices=["w1", "w2", "w3", "plan"], help="only this workload (may be repeated)")
    parser.add_argument("--rounds", type=int, help="rounds of the fast engines (5; with --quick 2)")
    arguments = parser.parse_args()
    rounds = arguments.rounds or (2 if arguments.quick else 5)
    if rounds < 1:
        parser.error("there must be a round")

    if arguments.quick:
        status = subprocess.run([sys.executable, str(peers.HERE / "check")]).returncode
        if status != 0:
            return status
    facts = manifest(sys.argv[1:])
    session = Session()
    offers = []
    for program in peers.programs():
        try:
            program.self_test()
            offers += [(program, engine, workload) for engine, workload in program.offers()]
        except peers.Failure as failure:
            session.failures.append(str(failure))
    sizes = {case: of_engine for case, of_engine in (QUICK if arguments.quick else FULL).items()
             if not arguments.only or case.split()[0] in arguments.only}
    measure(session, offers, sizes, rounds, min(rounds, 2 if arguments.quick else 3))

    ours = [engine for program, engine, _ in offers if program.name == "PeerWorkloads"]
    tables = [table for case in sizes if (table := rows_of(session, case, ours))]
    compared = session.compare_hashes()
    verdict, limit_mark = check_demands(session)
    text = report(facts, tables, verdict, limit_mark, compared, session.failures)
    folder = peers.BUILT if arguments.quick or arguments.only else peers.ROOT / "results" / "benchmarks"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "peers.md").write_text(text)
    record = {"manifest": facts, "tables": tables, "demands": verdict, "failures": session.failures,
              "runs": session.lines}
    (folder / "peers.json").write_text(json.dumps(record, indent=1) + "\n")
    print(text)
    print(f"Written to {folder.relative_to(peers.ROOT)}/peers.md and peers.json.", file=sys.stderr)
    return 1 if session.failures or not compared else 0


if __name__ == "__main__":
    sys.exit(main())
