"""Finds the built programs and runs them; see the contract in WORKLOADS.md."""

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
BUILT = ROOT / ".build" / "peers"

FIELDS = ("workload", "engine", "size", "events", "cpu_seconds", "wall_seconds", "peak_rss_kb", "hash")


class Failure(Exception):
    """A program did not do what the contract says."""


@dataclass(frozen=True)
class Program:
    name: str
    command: tuple

    def call(self, words, timeout):
        command = [*self.command, *map(str, words)]
        shown = " ".join([self.name, *map(str, words)])
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=timeout, stdin=subprocess.DEVNULL)
        except subprocess.TimeoutExpired:
            raise Failure(f"{shown}: not done after {timeout} s") from None
        if done.returncode != 0:
            raise Failure(f"{shown}: exit code {done.returncode}: {done.stderr.strip()[-300:]}")
        return done.stdout

    def offers(self):
        """The (engine, workload) pairs it can run, in its own order."""
        return [tuple(line.split()) for line in self.call(["list"], 60).splitlines()]

    def self_test(self):
        self.call(["self-test"], 60)

    def run(self, engine, workload, size, holds=None, timeout=1800):
        """One run, as a dictionary of the fields of its line."""
        words = [engine, workload, size, *([holds] if workload == "w2" else [])]
        text = self.call(words, timeout)
        events = {"w1": 2 * size, "w2": holds and holds - holds // 4, "w3": 5 * size, "plan": size}[workload]
        try:
            line = json.loads(text)
            fits = tuple(line) == FIELDS and (line["workload"], line["engine"], line["size"], line["events"]) == (
                workload, engine, size, events)
        except ValueError:
            fits = False
        if not fits or line["cpu_seconds"] <= 0 or line["wall_seconds"] <= 0:
            raise Failure(f"{self.name} {' '.join(map(str, words))}: not the line that the contract asks for: {text!r}")
        return line


def programs():
    """The programs that have been built, our own first."""
    python = BUILT / "python" / "bin" / "python"
    candidates = [
        Program("PeerWorkloads", (str(ROOT / "Benchmarks" / ".build" / "release" / "PeerWorkloads"),)),
        *(Program(name, (str(BUILT / name),)) for name in ("limit", "standard", "ns3", "simgrid")),
        Program("simpy", (str(python), str(HERE / "simpy" / "main.py"))),
    ]
    return [program for program in candidates if Path(program.command[0]).exists()]
