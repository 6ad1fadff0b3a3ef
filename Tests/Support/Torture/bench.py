"""What all parts of the torture need: dice, a folder, the program, sweeps whose answers are known, and a list of faults."""

import json
import os
import random
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
HANG = 1000
"""Stands for the exit code of a program that did not end."""

QUICKSTART = "Scenarios/quickstart/scenario.yaml"
RANDOM = "Scenarios/regression/faults.yaml"


class Sweep:
    """A sweep, and its answer when nobody disturbs it."""

    def __init__(self, name, words):
        self.name = name
        self.words = words
        self.code = 0
        self.answer = b""
        self.seconds = 0.0
        self.study = ""

    def command(self, *more):
        return ["sweep", *more, "--format", "csv", *self.words]


def sweeps():
    """Pairs of sweeps that share points: the second one is wider. Some points are no scenario."""
    scanners = "SingleRegionConcurrency"
    even, dice = [QUICKSTART], ["--trials", "24", RANDOM]
    return [
        [
            Sweep("even, narrow", ["--set", f"{scanners}=1..4", *even]),
            Sweep("even, wide", ["--set", f"{scanners}=1,2,3,4,x,5,6,7", *even]),
        ],
        [
            Sweep("random, narrow", ["--set", f"{scanners}=1..3", *dice]),
            Sweep("random, wide", ["--set", f"{scanners}=1..6", *dice]),
        ],
    ]


class Result:
    def __init__(self, code, out, err):
        self.code = code
        self.out = out
        self.err = err

    @property
    def crashed(self):
        """Whether it ended in a way that no program should, or not at all."""
        return self.code >= 128 and self.code != 130

    def __str__(self):
        ended = "did not end" if self.code == HANG else f"ended with {self.code}"
        words = self.err.decode(errors="replace").strip().splitlines()
        return f"{ended}: {words[-1] if words else 'no words'}"


class Bench:
    """A folder to work in, the program under torture, and what was found."""

    def __init__(self, program, kills, seed):
        self.program = str(Path(program).resolve())
        self.kills = kills
        self.seed = seed
        self.folder = Path(tempfile.mkdtemp(prefix="scanplan-torture-"))
        self.faults = []
        self.pairs = sweeps()
        self.number = 0
        self.unfinished = 0

    def dice(self, part):
        """Each part throws its own, so that one can be done alone."""
        return random.Random(f"{self.seed} {part}")

    def new_folder(self, name):
        self.number += 1
        folder = self.folder / f"{self.number}-{name}"
        folder.mkdir()
        return folder

    def fault(self, what, evidence=None):
        """Notes a fault, and keeps a copy of the files that show it."""
        kept = ""
        if evidence is not None and len(self.faults) < 50:
            kept = self.folder / f"fault-{len(self.faults) + 1}"
            shutil.copytree(evidence, kept, ignore_dangling_symlinks=True)
            kept = f" ({kept})"
        self.faults.append(what)
        print(f"FAULT: {what}{kept}", flush=True)

    def start(self, words, out, err, **how):
        return subprocess.Popen(
            [self.program, *words], cwd=ROOT, stdin=subprocess.DEVNULL, stdout=out, stderr=err, **how
        )

    def run(self, words, seconds=60, before=(), **how):
        """Runs the program to its end, or for so many seconds.

        `before` is a command that starts it.
        """
        try:
            done = subprocess.run(
                [*before, self.program, *words], cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True,
                timeout=seconds, check=False, **how
            )
        except subprocess.TimeoutExpired as late:
            return Result(HANG, late.stdout or b"", late.stderr or b"")
        return Result(code_of(done.returncode), done.stdout, done.stderr)

    def learn(self):
        """Runs every sweep undisturbed, without a store and with one, which have to agree."""
        for sweep in [sweep for pair in self.pairs for sweep in pair]:
            alone = self.run(sweep.command())
            if alone.code != 0 or not alone.out:
                raise SystemExit(f"the sweep '{sweep.name}' {alone}")
            sweep.code, sweep.answer = alone.code, alone.out
            folder = self.new_folder("undisturbed")
            begin = time.monotonic()
            kept = self.run(sweep.command("--store", str(folder / "s.studies")))
            sweep.seconds = time.monotonic() - begin
            if (kept.code, kept.out) != (sweep.code, sweep.answer):
                self.fault(f"{sweep.name}: with a store the sweep {kept}, or has another answer", folder)
            listed = self.run(["study", "list", "--format", "json", str(folder / "s.studies")])
            sweep.study = study_of(listed.out)
            shutil.rmtree(folder)

    def is_right(self, sweep, result):
        return (result.code, result.out) == (sweep.code, sweep.answer)

    def is_sound(self, store, when, folder):
        """What a kill, a full disk or a want of memory leaves has to be sound. Otherwise a fault is noted.

        Who was killed within the first commits leaves a journal, which `study check`, who writes nothing, cannot take back.
        """
        journal = Path(f"{store}-journal")
        left = journal.exists() and journal.stat().st_size > 0
        check = self.run(["study", "check", str(store)])
        if left and check.code == 5:
            self.unfinished += 1
        elif check.code != 0:
            self.fault(f"{when} `study check` {check}, {check.out!r}", folder)
            return False
        return True

    def end(self):
        if self.faults:
            print(f"evidence is kept in {self.folder}", flush=True)
            for path in self.folder.iterdir():
                if not path.name.startswith("fault-"):
                    shutil.rmtree(path)
        else:
            shutil.rmtree(self.folder)


def study_of(document):
    """The only study of a list."""
    rows = json.loads(document)["studies"]
    return rows[0]["study"]


def code_of(code):
    """As a shell tells it."""
    return 128 - code if code < 0 else code


def store_files(path):
    """A store and what lies beside it."""
    return [Path(f"{path}{end}") for end in ["", "-wal", "-shm", "-journal"] if os.path.exists(f"{path}{end}")]
