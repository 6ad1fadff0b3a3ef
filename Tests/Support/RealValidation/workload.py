"""A real queue on this machine: jobs of three stages, each job a process of its own.

    workload.py --slots N --rate R --burst B --pending P --jobs N --seed S --cycle NAME --output FILE.csv

Every job is a process. All of them are started first and let go at one instant. A job

    snapshot   takes one of P places (a POSIX semaphore), takes a token of a bucket in shared memory (R in a second, B at once),
               sleeps, gives the place back
    scan       takes one of N slots (a POSIX semaphore), reads a temporary file of its size, hashes it, sleeps, gives the slot
               back
    cleanup    sleeps

and writes a row for each stage as it ends: what it measured by the system's steady clock, never what it had planned. A stage
begins when it has all it needs, so that a duration holds no waiting for places, slots and tokens. Sleeps are drawn from
the seed: a base and a share of the size, times a lognormal multiplier whose mean is 1.

The file has columns that `scanplan calibrate` reads. Standard library alone; Linux or macOS (it needs fork).
"""

import argparse
import hashlib
import math
import multiprocessing
import os
import pathlib
import random
import sys
import tempfile
import time

HEADER = "stage,platform,sizeGiB,start,durationSeconds,cycle"
SIZES = (8, 16, 32, 64)
BYTES_PER_GIB = 8192  # of the temporary file: 64 KiB to 512 KiB, so that the machine's processors stay idle
# Seconds: base, per GiB, and the coefficient of variation of the multiplier.
SLEEPS = {"snapshot": (0.150, 0.0020, 0.40), "scan": (0.080, 0.0015, 0.30), "cleanup": (0.060, 0.0, 0.50)}

processes = multiprocessing.get_context("fork")


class Bucket:
    """A token bucket in shared memory, full at the start; each token is promised in the order of asking.

    Kept as the instant at which it would be full again (the generic cell rate algorithm), so that nothing has to refill it.
    """

    def __init__(self, rate, burst):
        self.interval = 1 / rate
        self.depth = burst / rate
        self.full = processes.Value("d", 0.0)

    def take(self):
        """Returns when the token is there."""
        with self.full.get_lock():
            self.full.value = max(self.full.value, time.monotonic()) + self.interval
            promised = self.full.value - self.depth
        while (left := promised - time.monotonic()) > 0:
            time.sleep(left)


def job_sizes(seed, jobs):
    """The sizes of a run, in GiB, known to whoever knows the seed."""
    draws = random.Random(f"sizes {seed}")
    return [draws.choice(SIZES) for _ in range(jobs)]


def sleeps_of(seed, job, size):
    draws = random.Random(f"sleeps {seed} {job}")
    sleeps = {}
    for stage, (base, per_gib, cv) in SLEEPS.items():
        sigma = math.sqrt(math.log(1 + cv * cv))
        sleeps[stage] = (base + per_gib * size) * math.exp(draws.gauss(-sigma * sigma / 2, sigma))
    return sleeps


class Run:
    """What the jobs of one run share."""

    def __init__(self, arguments, folder):
        self.pending = processes.Semaphore(arguments.pending)
        self.slots = processes.Semaphore(arguments.slots)
        self.bucket = Bucket(arguments.rate, arguments.burst)
        self.seed = arguments.seed
        self.cycle = arguments.cycle
        self.folder = folder
        # Rows are appended by whole lines shorter than a page, which the system writes in one piece.
        self.rows = os.open(folder / "rows.csv", os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
        self.wall = time.time() - time.monotonic()

    def job(self, index, size, gate, other_end):
        sleeps = sleeps_of(self.seed, index, size)
        os.close(other_end)
        os.read(gate, 1)  # ends when every copy of the other end is closed
        with self.pending:
            self.bucket.take()
            start = time.monotonic()
            time.sleep(sleeps["snapshot"])
            self.note("snapshot", size, start)
        with self.slots:
            start = time.monotonic()
            hashlib.sha256((self.folder / f"{size}.bin").read_bytes()).digest()
            time.sleep(sleeps["scan"])
            self.note("scan", size, start)
        start = time.monotonic()
        time.sleep(sleeps["cleanup"])
        self.note("cleanup", size, start)

    def note(self, stage, size, start):
        took = time.monotonic() - start
        begun = self.wall + start
        row = f"{stage},linux,{size},{begun:.6f},{took:.6f},{self.cycle}\n"
        os.write(self.rows, row.encode())


def run(arguments):
    """Runs the jobs and gives their rows, sorted by start; ends the program if a job failed."""
    with tempfile.TemporaryDirectory(prefix="scanplan-validate-") as name:
        folder = pathlib.Path(name)
        for size in SIZES:
            (folder / f"{size}.bin").write_bytes(os.urandom(size * BYTES_PER_GIB))
        shared = Run(arguments, folder)
        gate, other_end = os.pipe()
        jobs = [
            processes.Process(target=shared.job, args=(index, size, gate, other_end))
            for index, size in enumerate(job_sizes(arguments.seed, arguments.jobs))
        ]
        for job in jobs:
            job.start()
        time.sleep(0.2)  # the last ones reach the gate
        os.close(other_end)
        for job in jobs:
            job.join()
        os.close(gate)
        if any(job.exitcode != 0 for job in jobs):
            sys.exit("a job failed")
        rows = (folder / "rows.csv").read_text().splitlines()
    if len(rows) != len(SLEEPS) * arguments.jobs:
        sys.exit(f"{len(rows)} rows were written by {arguments.jobs} jobs")
    return sorted(rows, key=lambda row: float(row.split(",")[3]))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--slots", type=int, required=True)
    parser.add_argument("--rate", type=float, required=True)
    parser.add_argument("--burst", type=int, required=True)
    parser.add_argument("--pending", type=int, required=True)
    parser.add_argument("--jobs", type=int, required=True)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--cycle", required=True)
    parser.add_argument("--output", type=pathlib.Path, required=True)
    arguments = parser.parse_args()
    rows = run(arguments)
    arguments.output.write_text("\n".join([HEADER, *rows]) + "\n")


if __name__ == "__main__":
    main()
