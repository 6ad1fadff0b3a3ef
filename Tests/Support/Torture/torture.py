"""Tortures the program, and says what it found. Started by scripts/torture.

    torture.py PROGRAM KILLS

Standard library of Python 3; Linux.
"""

import os
import random
import signal
import sys
import time

import damage
import kills
import limits
from bench import Bench

PARTS = {
    "kills": kills.kill_sweeps,
    "shards": kills.kill_shards,
    "damage": damage.damage_files,
    "space": limits.fill_disks,
    "memory": limits.take_memory,
    "readonly": limits.forbid_writing,
}


def main():
    program, count = sys.argv[1], int(sys.argv[2])
    seed = os.environ.get("TORTURE_SEED") or str(random.SystemRandom().randrange(1_000_000))
    parts = (os.environ.get("TORTURE_PARTS") or " ".join(PARTS)).split()
    if unknown := set(parts) - set(PARTS):
        sys.exit(f"no part {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    print(f"torture: {count} kills, TORTURE_SEED={seed}", flush=True)
    # Mounts and folders go also when somebody ends this.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    bench = Bench(program, count, seed)
    try:
        bench.learn()
        for part in parts:
            begin = time.monotonic()
            for line in PARTS[part](bench):
                print(f"{part}: {line}", flush=True)
            print(f"{part}: {time.monotonic() - begin:.0f} s", flush=True)
    finally:
        bench.end()
    print(f"torture: {len(bench.faults)} faults")
    return 1 if bench.faults else 0


if __name__ == "__main__":
    sys.exit(main())
