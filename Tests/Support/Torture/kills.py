"""Kills sweeps at random moments, again and again, and compares what they answer in the end."""

import os
import shutil
import signal
import subprocess
import sys
import time

from bench import HANG, Result, code_of, store_files

PATIENCE = 120
"""Seconds in which a sweep ends that nobody kills: claims of killed ones hold for 12 s, and machines may be busy."""


class Process:
    """A sweep that runs, and when it will be killed."""

    def __init__(self, bench, sweep, words, folder, number):
        self.sweep = sweep
        self.out = folder / f"out-{number}"
        self.err = folder / f"err-{number}"
        with self.out.open("wb") as out, self.err.open("wb") as err:
            self.begin = time.monotonic()
            self.process = bench.start(words, out, err)

    def kill_after(self, seconds):
        """Kills it so many seconds after its start. Returns whether it lived until then."""
        while (rest := self.begin + seconds - time.monotonic()) > 0 and self.process.poll() is None:
            time.sleep(min(rest, 0.02))
        return self.kill()

    def kill_at(self, path, delay, seconds):
        """Kills it as soon as a file is there, and so many seconds later at the latest."""
        while not os.path.exists(path) and self.process.poll() is None and time.monotonic() < self.begin + seconds:
            pass
        time.sleep(delay)
        return self.kill()

    def kill(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
        return self.process.wait() == -signal.SIGKILL

    def end(self, seconds):
        """What it answers if nobody kills it."""
        try:
            code = code_of(self.process.wait(seconds))
        except subprocess.TimeoutExpired:
            self.kill()
            code = HANG
        return Result(code, self.out.read_bytes(), self.err.read_bytes())


class Place:
    """A folder with a store in which a pair of sweeps is not yet complete."""

    def __init__(self, bench, pair):
        self.bench = bench
        self.pair = pair
        self.folder = bench.new_folder("store")
        self.store = self.folder / "s.studies"
        self.open = list(pair)
        self.killed_at = 0.0

    def start(self, number, dice):
        sweep = dice.choice(self.open)
        words = sweep.command("--store", str(self.store), "--resume", "--jobs", dice.choice(["1", "2"]))
        return Process(self.bench, sweep, words, self.folder, number)

    def renew(self):
        """Begins with no store."""
        for path in store_files(self.store):
            path.unlink()
        self.open = list(self.pair)


class Kills:
    def __init__(self, bench):
        self.bench = bench
        self.dice = bench.dice("kills")
        self.hits = self.watched = self.together = self.completed = self.compared = self.checks = self.renewed = 0
        # A claim of a process that was killed holds for 12 s. With many places in turn few have to wait for that.
        self.places = [Place(bench, pair) for _ in range(max(2, min(20, bench.kills // 10))) for pair in bench.pairs]

    def round(self, place):
        """Starts some sweeps in one place, and kills them."""
        dice = self.dice
        count = dice.choice([1, 1, 2, 3])
        longest = max(sweep.seconds for sweep in place.pair)
        # Close to the moment when the store, its log or its journal is made much happens in a short time.
        watched = dice.choice(["", "-wal", "-journal"]) if dice.random() < 0.2 else None
        processes = [place.start(number, dice) for number in range(count)]
        moments = sorted(dice.uniform(0, 1.3 * longest * (1 + 0.5 * (count - 1))) for _ in processes)
        if watched is not None and not place.store.exists():
            path = f"{place.store}{watched}"
            killed = [processes[0].kill_at(path, dice.choice([0, dice.uniform(0, 0.02)]), longest)]
            self.watched += killed[0]
            killed += [process.kill_after(moment) for process, moment in zip(processes[1:], moments)]
        else:
            killed = [process.kill_after(moment) for process, moment in zip(processes, moments)]
        if self.hits // 100 < (self.hits + sum(killed)) // 100:
            print(f"kills: {self.hits + sum(killed)} of {self.bench.kills} so far", file=sys.stderr, flush=True)
        self.hits += sum(killed)
        if count > 1:
            self.together += sum(killed)
        place.killed_at = time.monotonic()
        for process, was_killed in zip(processes, killed):
            if not was_killed:
                self.compare(place, process.sweep, process.end(PATIENCE))
        self.check(place)
        if not place.open:
            place.renew()
            self.renewed += 1

    def compare(self, place, sweep, result):
        """A sweep has ended: is its answer that of the undisturbed one?"""
        self.completed += 1
        self.compared += 1
        if not self.bench.is_right(sweep, result):
            self.bench.fault(f"{sweep.name}: after kills the sweep {result}, or has another answer", place.folder)
            place.renew()
        elif sweep in place.open:
            place.open.remove(sweep)

    def check(self, place):
        """What the kills left has to be sound."""
        if not place.store.exists() or place.store.stat().st_size == 0:
            return
        self.checks += 1
        if not self.bench.is_sound(place.store, "after kills", place.folder):
            place.renew()

    def run(self):
        while self.hits < self.bench.kills and len(self.bench.faults) < 20:
            self.round(min(self.places, key=lambda place: place.killed_at))
        for place in self.places:
            for sweep in list(place.open):
                words = sweep.command("--store", str(place.store), "--resume")
                self.compare(place, sweep, self.bench.run(words, seconds=PATIENCE))
                exported = self.bench.run(["study", "export", "--format", "csv", str(place.store), sweep.study])
                self.compared += 1
                if not self.bench.is_right(sweep, exported):
                    self.bench.fault(f"{sweep.name}: `study export` {exported}, or has another answer", place.folder)
            self.check(place)
        for place in self.places:
            shutil.rmtree(place.folder)


def kill_sweeps(bench):
    kills = Kills(bench)
    kills.run()
    yield (
        f"{kills.hits} kills of a live sweep, {kills.together} of them where several worked in one store, "
        f"{kills.watched} while the store was made"
    )
    yield (
        f"{kills.completed} sweeps completed, {kills.compared} answers compared, {kills.checks} checks of stores, "
        f"{kills.renewed} stores begun anew, {bench.unfinished} checks asked for a writer to take a journal back first"
    )


def kill_shards(bench):
    """A file under the name of a shard is always a whole one: the new one, or the old one that was there before."""
    dice = bench.dice("shards")
    goal = max(bench.kills // 4, 10)
    shards = []
    for sweep in [sweep for pair in bench.pairs for sweep in pair]:
        folder = bench.new_folder("shard")
        for index in [1, 2]:
            path = folder / f"{index}.shard"
            begin = time.monotonic()
            made = bench.run(sweep.command("--shard", f"{index}/2", "-o", str(path)))
            if made.code != 0:
                bench.fault(f"{sweep.name}: shard {index} {made}", folder)
            shards.append((sweep, index, path.read_bytes(), time.monotonic() - begin))
        merged = bench.run(["study", "merge", "--format", "csv", str(folder / "2.shard"), str(folder / "1.shard")])
        if not bench.is_right(sweep, merged):
            bench.fault(f"{sweep.name}: `study merge` {merged}, or has another answer", folder)
    hits = partial = whole = old = absent = ended = 0
    folder = bench.new_folder("shard")
    path, unfinished = folder / "a.shard", folder / "a.shard.partial"
    number = 0
    while hits < goal and len(bench.faults) < 20:
        number += 1
        sweep, index, content, seconds = dice.choice(shards)
        before = dice.choice([None, dice.choice(shards)[2]])
        if before is None:
            path.unlink(missing_ok=True)
        else:
            path.write_bytes(before)
        left = unfinished.exists()
        process = Process(bench, sweep, sweep.command("--shard", f"{index}/2", "-o", str(path)), folder, 0)
        if left or dice.random() < 0.3:
            killed = process.kill_after(dice.uniform(0, 1.2 * seconds))
        else:
            killed = process.kill_at(unfinished, dice.choice([0, dice.uniform(0, 0.003)]), 10 * seconds)
        hits += killed
        partial += killed and not left and unfinished.exists()
        now = path.read_bytes() if path.exists() else None
        if not killed:
            ended += 1
            result = process.end(PATIENCE)
            if result.code != 0 or now != content:
                bench.fault(f"{sweep.name}: shard {index} {result}, or is another one", folder)
        elif now == content:
            whole += 1
        elif now == before:
            old += now is not None
            absent += now is None
        else:
            size = "no file" if now is None else f"a file of {len(now)} bytes"
            bench.fault(f"{sweep.name}: a kill left {size} under the name of shard {index}", folder)
        # What a kill left must not keep the next one from it, so it stays half the time.
        if dice.random() < 0.5:
            unfinished.unlink(missing_ok=True)
    yield (
        f"{hits} kills, {partial} of them while the file was written; {whole} left the new shard, {old} the old one, "
        f"{absent} none; {ended} ended and were compared"
    )
