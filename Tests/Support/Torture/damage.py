"""Flips bits, cuts files and tears writes of stores, shards and fleet files: all of it is found, or changes nothing."""

import shutil
import subprocess
import time

from bench import HANG

ERRORS = (3, 5)
SECTORS = (512, 4096)
SECONDS = 30
"""In which every command ends, on a damaged file too."""


def flipped(data, dice):
    """One bit in three of four times, some otherwise."""
    data = bytearray(data)
    for _ in range(dice.choice([1, 1, 1, dice.randint(2, 16)])):
        place = dice.randrange(len(data))
        data[place] ^= 1 << dice.randrange(8)
    return bytes(data)


def cut(data, dice):
    return data[: dice.randrange(len(data))]


def torn(data, dice):
    """A sector that was never written, was written with rubbish, or went to another place."""
    size = dice.choice(SECTORS)
    sectors = range(0, len(data), size)
    start = dice.choice(sectors)
    length = len(data[start : start + size])
    other = dice.choice(sectors)
    new = dice.choice([bytes(length), dice.randbytes(length), data[other : other + length].ljust(length, b"\0")])
    return data[:start] + new + data[start + length :]


WAYS = [flipped, cut, torn]


class Count:
    """What became of the damaged files of one kind."""

    def __init__(self, kind):
        self.kind = kind
        self.found = self.harmless = 0
        self.ways = dict.fromkeys((way.__name__ for way in WAYS), 0)

    def add(self, way, results):
        self.ways[way.__name__] += 1
        if any(result.code != 0 for result in results):
            self.found += 1
        else:
            self.harmless += 1

    def __str__(self):
        ways = ", ".join(f"{count} {name}" for name, count in self.ways.items())
        return f"{self.kind}: {ways}; {self.found} found, {self.harmless} harmless"


def changed(data, way, dice):
    """Damage that is some."""
    while (new := way(data, dice)) == data:
        pass
    return new


def damage_files(bench):
    times = max(bench.kills // 5, 10)
    yield from damage_stores(bench, times)
    yield damage_shards(bench, times)
    yield damage_fleets(bench, times)


def judge(bench, what, results, folder):
    """Nothing may crash, hang, or end in a way that is neither an answer nor a refusal."""
    for words, result, codes in results:
        if result.crashed or result.code not in codes:
            bench.fault(f"{what}: `{words}` {result}", folder)
        elif result.code in ERRORS and (result.out or not result.err):
            bench.fault(f"{what}: `{words}` {result}, with an answer or without a word", folder)


# Stores


def stores(bench, dice):
    """Stores with their sweeps: closed ones, such with a log, and such that were left in the middle."""
    found = []
    for pair in bench.pairs:
        for kind in ["closed", "log", "left"]:
            folder = bench.new_folder("damage")
            store = folder / "s.studies"
            sweep = pair[1]
            bench.run(pair[0].command("--store", str(store)))
            command = sweep.command("--store", str(store), "--jobs", "1")
            if kind == "left":
                process = bench.start(command, subprocess.DEVNULL, subprocess.DEVNULL)
                time.sleep(dice.uniform(0.4, 0.9) * sweep.seconds)
                process.kill()
                process.wait()
            else:
                bench.run(command)
            if kind == "closed":
                bench.run(["study", "gc", str(store)])
            found.append((kind, sweep, folder))
    return found


def damage_stores(bench, times):
    dice = bench.dice("damage of stores")
    originals = stores(bench, dice)
    counts = {}
    # The claims of the killed ones have to end, or every sweep would wait for that.
    time.sleep(13)
    for number in range(times * len(WAYS)):
        way = WAYS[number % len(WAYS)]
        for part in ["", "-wal"]:
            choices = [entry for entry in originals if (entry[2] / f"s.studies{part}").exists()]
            choices = [entry for entry in choices if (entry[2] / f"s.studies{part}").stat().st_size > 0]
            if not choices:
                bench.fault(f"no store has a file s.studies{part} to damage")
                return
            kind, sweep, original = dice.choice(choices)
            folder = bench.folder / "damaged"
            shutil.copytree(original, folder)
            path = folder / f"s.studies{part}"
            path.write_bytes(changed(path.read_bytes(), way, dice))
            evidence = bench.folder / "before"
            shutil.copytree(folder, evidence)
            results = torture_store(bench, sweep, folder, f"store ({kind}{part}), {way.__name__}", evidence)
            count = counts.setdefault(part, Count(f"stores, the {'log' if part else 'file'}"))
            # A study that is not complete cannot be exported, damaged or not; the sweep tells whether points were lost.
            count.add(way, [results[0], results[2]])
            shutil.rmtree(folder)
            shutil.rmtree(evidence)
        if len(bench.faults) >= 20:
            break
    yield from (str(count) for count in counts.values())


def torture_store(bench, sweep, folder, what, evidence):
    store = str(folder / "s.studies")
    check = bench.run(["study", "check", store], seconds=SECONDS)
    export = bench.run(["study", "export", "--format", "csv", store, sweep.study], seconds=SECONDS)
    resumed = bench.run(sweep.command("--store", store, "--resume"), seconds=SECONDS)
    again = export
    if resumed.code == sweep.code and export.code != sweep.code:
        again = bench.run(["study", "export", "--format", "csv", store, sweep.study], seconds=SECONDS)
    judge(
        bench, what,
        [
            ("study check", check, (0, 1, *ERRORS)), ("study export", export, (sweep.code, *ERRORS)),
            ("sweep --resume", resumed, (sweep.code, *ERRORS)), ("study export", again, (sweep.code, *ERRORS)),
        ],
        evidence,
    )
    for words, result in [("study export", export), ("sweep --resume", resumed), ("study export again", again)]:
        if result.code == sweep.code and result.out != sweep.answer:
            bench.fault(f"{what}: `{words}` gives ANOTHER ANSWER", evidence)
    if check.code == 0 and resumed.code not in (sweep.code, HANG):
        bench.fault(f"{what}: `study check` finds the store sound, and `sweep --resume` {resumed}", evidence)
    return [check, export, resumed]


# Shards


def damage_shards(bench, times):
    dice = bench.dice("damage of shards")
    count = Count("shards")
    originals = []
    for pair in bench.pairs:
        folder = bench.new_folder("damage")
        for index in [1, 2]:
            bench.run(pair[1].command("--shard", f"{index}/2", "-o", str(folder / f"{index}.shard")))
        originals.append((pair[1], folder))
    for number in range(times * len(WAYS)):
        way = WAYS[number % len(WAYS)]
        sweep, original = dice.choice(originals)
        folder = bench.folder / "damaged"
        shutil.copytree(original, folder)
        path = folder / f"{dice.choice([1, 2])}.shard"
        path.write_bytes(changed(path.read_bytes(), way, dice))
        merged = bench.run(
            ["study", "merge", "--format", "csv", str(folder / "1.shard"), str(folder / "2.shard")], seconds=SECONDS
        )
        what = f"shard, {way.__name__}"
        judge(bench, what, [("study merge", merged, ERRORS)], folder)
        count.add(way, [merged])
        shutil.rmtree(folder)
        if len(bench.faults) >= 20:
            break
    return str(count)


# Fleet files


def damage_fleets(bench, times):
    dice = bench.dice("damage of fleets")
    count = Count("fleet files")
    original = bench.new_folder("fleet")
    small, large = original / "small.scanfleet", original / "large.scanfleet"
    bench.run(["import", "Scenarios/quickstart/inventory", "--output", str(small)])
    bench.run(["fleet", "export", str(small), "--output", str(original / "small.csv")])
    # A table of many rows, written by the program again as a fleet file.
    head, *rows = (original / "small.csv").read_text().splitlines()
    (original / "large.csv").write_text("\n".join([head, *(rows * 20)]) + "\n")
    made = bench.run(["import", "--from", "fleetCsv", str(original / "large.csv"), "--output", str(large)])
    if made.code != 0:
        bench.fault(f"the large fleet {made}", original)
        return str(count)
    answers = {path: fleet_answers(bench, path, original) for path in [small, large]}
    for path, results in answers.items():
        if any(result.code != 0 for result in results) or not results[2].out:
            bench.fault(f"{path.name}: {results[0]}, {results[1]}, {results[2]}", original)
    for number in range(times * len(WAYS)):
        way = WAYS[number % len(WAYS)]
        path = dice.choice([small, large])
        folder = bench.folder / "damaged"
        folder.mkdir()
        (folder / path.name).write_bytes(changed(path.read_bytes(), way, dice))
        results = fleet_answers(bench, folder / path.name, folder)
        what = f"fleet file ({path.stem}), {way.__name__}"
        words = ["fleet check", "fleet show", "fleet export"]
        judge(bench, what, [(word, result, (0, 1, *ERRORS)) for word, result in zip(words, results)], folder)
        for word, result, right in zip(words[1:], results[1:], answers[path][1:]):
            if result.code == 0 and result.out != right.out:
                bench.fault(f"{what}: `{word}` gives ANOTHER ANSWER", folder)
        count.add(way, results)
        shutil.rmtree(folder)
        if len(bench.faults) >= 20:
            break
    return str(count)


def fleet_answers(bench, path, folder):
    """What the program says of a fleet file; the answer of the export is the table that it writes."""
    check = bench.run(["fleet", "check", str(path)], seconds=SECONDS)
    show = bench.run(["fleet", "show", str(path)], seconds=SECONDS)
    table = folder / "export.csv"
    table.unlink(missing_ok=True)
    export = bench.run(["fleet", "export", str(path), "--output", str(table)], seconds=SECONDS)
    export.out = table.read_bytes() if table.exists() else b""
    # It names the file, which lies elsewhere.
    show.out = show.out.replace(str(path).encode(), path.name.encode())
    return [check, show, export]
