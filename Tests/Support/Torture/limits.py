"""Fills the disk, takes memory away, and forbids writing: a clear refusal, nothing lost, and nothing half."""

import contextlib
import os
import resource
import shutil
import subprocess
import time
from pathlib import Path

from bench import HANG, Result, code_of, store_files

KIB = 1 << 10


def is_root():
    return os.geteuid() == 0


def loudly(what):
    """A line that nobody overlooks."""
    return f"SKIPPED, SKIPPED, SKIPPED: {what}"


@contextlib.contextmanager
def mounted(folder, *options):
    """Mounts something, and takes it away again. Gives whether that worked."""
    done = subprocess.run(["mount", *options, str(folder)], capture_output=True, check=False)
    try:
        yield done.returncode == 0
    finally:
        if done.returncode == 0:
            subprocess.run(["umount", str(folder)], check=True)


def refused(bench, what, result, folder):
    """A refusal with 5 and words, without an answer."""
    if result.code != 5 or result.out or not result.err.startswith(b"error: "):
        bench.fault(f"{what} {result}, and not with 5, words and no answer", folder)
        return False
    return True


# Disk


def resize(folder, kib):
    subprocess.run(["mount", "-o", f"remount,size={kib}k", str(folder)], check=True)


def fill_disks(bench):
    if not is_root():
        yield loudly("only root can mount a small disk")
        return
    folder = bench.new_folder("disk")
    with mounted(folder, "-t", "tmpfs", "-o", "size=64k", "tmpfs") as works:
        if not works:
            yield loudly("no small disk can be mounted here, although this is root")
            return
        yield fill_with_stores(bench, folder)
        yield fill_with_files(bench, folder)


def fill_with_stores(bench, folder):
    dice = bench.dice("space of stores")
    times = max(bench.kills // 10, 8)
    full = went_on = enough = 0
    for _ in range(times):
        narrow, wide = dice.choice(bench.pairs)
        store = folder / "s.studies"
        resize(folder, 8192)
        # Half the time the store has points already, and its disk is filled by something else.
        begun = dice.random() < 0.5
        if begun:
            bench.run(narrow.command("--store", str(store)))
            used = sum(path.stat().st_blocks * 512 for path in store_files(store)) // KIB
            resize(folder, max(used, 4) + dice.randrange(0, 120, 4))
        else:
            resize(folder, dice.randrange(4, 320, 4))
        what = f"with a disk that is full, `sweep --store` ({wide.name})"
        result = bench.run(wide.command("--store", str(store), "--resume"))
        if bench.is_right(wide, result):
            enough += 1
        elif refused(bench, what, result, folder):
            full += 1
        resize(folder, 8192)
        if begun:
            exported = bench.run(["study", "export", "--format", "csv", str(store), narrow.study])
            if not bench.is_right(narrow, exported):
                bench.fault(f"points were lost on a disk that was full: `study export` {exported}", folder)
        if store.exists() and store.stat().st_size > 0:
            bench.is_sound(store, "after a disk that was full", folder)
        resumed = bench.run(wide.command("--store", str(store), "--resume"))
        if bench.is_right(wide, resumed):
            went_on += 1
        else:
            bench.fault(f"with room again `sweep --resume` {resumed}, or has another answer", folder)
        for path in folder.iterdir():
            path.unlink()
        if len(bench.faults) >= 20:
            break
    return f"{full} sweeps met a full disk, {enough} had enough; {went_on} went on with room again, to the same bytes"


def fill_with_files(bench, folder):
    """Shards, fleet files and tables: whole, or not there."""
    dice = bench.dice("space of files")
    times = max(bench.kills // 10, 8)
    source = bench.new_folder("sources")
    fleet, table = source / "f.scanfleet", source / "f.csv"
    bench.run(["import", "Scenarios/quickstart/inventory", "--output", str(fleet)])
    bench.run(["fleet", "export", str(fleet), "--output", str(table)])
    head, *rows = table.read_text().splitlines()
    table.write_text("\n".join([head, *(rows * 40)]) + "\n")
    large = source / "large.scanfleet"
    bench.run(["import", "--from", "fleetCsv", str(table), "--output", str(large)])
    commands = [(f"shard of {pair[1].name}", pair[1].command("--shard", "1/2"), "a.shard") for pair in bench.pairs]
    commands += [
        ("fleet file", ["import", "--from", "fleetCsv", str(table)], "f.scanfleet"),
        ("copy of a fleet file", ["fleet", "export", str(large)], "g.scanfleet"),
        ("table of a fleet", ["fleet", "export", str(large)], "f.csv"),
        ("Parquet file", ["fleet", "export", str(large)], "f.parquet"),
    ]
    right = {}
    for what, words, name in commands:
        made = bench.run([*words, "--output", str(source / f"right-{name}")])
        if made.code != 0:
            bench.fault(f"{what}: {made}", source)
            return "nothing to fill the disk with"
        right[what] = (source / f"right-{name}").read_bytes()
    full = enough = 0
    for number in range(times):
        what, words, name = commands[number % len(commands)]
        size = len(right[what]) // KIB + 8
        resize(folder, 4 * dice.randrange(1, size // 4 + 1))
        path = folder / name
        result = bench.run([*words, "--output", str(path)])
        if result.code == 0 and path.exists() and path.read_bytes() == right[what]:
            enough += 1
        elif refused(bench, f"on a disk that is full, a {what}", result, folder):
            full += 1
            if left := [other.name for other in folder.iterdir()]:
                bench.fault(f"on a disk that is full, a {what} leaves {', '.join(left)}", folder)
        resize(folder, 8192)
        path.unlink(missing_ok=True)
        again = bench.run([*words, "--output", str(path)])
        if again.code != 0 or path.read_bytes() != right[what]:
            bench.fault(f"with room again, a {what} {again}, or is another one", folder)
        for other in folder.iterdir():
            other.unlink()
    return f"{full} files met a full disk and left nothing, {enough} had enough; with room again all were the same"


# Memory


def with_memory(bench, words, kib, folder):
    """Runs the program where it may have so many KiB of addresses.

    Where not even a thread can be had, libdispatch sleeps and asks again, for ever. Nobody gets a wrong answer, so that is
    counted and no fault.
    """

    def limit():
        resource.setrlimit(resource.RLIMIT_AS, (kib * KIB, kib * KIB))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    out, err = folder / "out", folder / "err"
    with out.open("wb") as to, err.open("wb") as errors:
        process = bench.start(words, to, errors, preexec_fn=limit)
    waits = False
    while process.poll() is None and not waits:
        waits = sleeps(process.pid, 3)
    if waits:
        process.kill()
    code = code_of(process.wait())
    return Result(HANG if waits else code, out.read_bytes(), err.read_bytes())


def sleeps(number, seconds):
    """Whether a process does next to nothing for so long."""
    first = None
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            fields = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            return False
        used = int(fields[11]) + int(fields[12])
        first = used if first is None else first
        if fields[0] != "S" or used - first > 2:
            return False
        time.sleep(0.05)
    return True


def take_memory(bench):
    dice = bench.dice("memory")
    times = max(bench.kills // 10, 8)
    ends = {}
    right = went_on = shards = clear = 0
    words = bench.pairs[1][1].command("--jobs", "2")
    scratch = bench.new_folder("memory")
    # What is enough, to the next MiB. A little less may be enough now and then.
    low, high = 1 * KIB, 64 * KIB
    while with_memory(bench, words, high, scratch).code != 0 and high < 1 << 26:
        low, high = high, 2 * high
    while high - low > KIB:
        middle = (low + high) // 2
        low, high = (low, middle) if with_memory(bench, words, middle, scratch).code == 0 else (middle, high)
    least = high
    for _ in range(times):
        narrow, wide = dice.choice(bench.pairs)
        folder = bench.new_folder("memory")
        store, shard = folder / "s.studies", folder / "a.shard"
        # Most of what happens is close to what is enough.
        share = dice.choice([dice.uniform(0.5, 1.3), dice.uniform(0.9, 1.3)])
        limit = int(least * share)
        result = with_memory(bench, wide.command("--store", str(store), "--resume"), limit, folder)
        ends[result.code] = ends.get(result.code, 0) + 1
        if result.code == 5 and b"ulimit" in result.err:
            clear += 1
        if bench.is_right(wide, result):
            right += 1
        elif result.code == 0 or result.out:
            bench.fault(f"with {limit} KiB of addresses `sweep --store` {result}, with another answer", folder)
        if store.exists() and store.stat().st_size > 0:
            bench.is_sound(store, "after a want of memory", folder)
        if bench.is_right(wide, bench.run(wide.command("--store", str(store), "--resume"))):
            went_on += 1
        else:
            bench.fault("with memory again `sweep --resume` fails or has another answer", folder)
        command = narrow.command("--shard", "1/1", "-o", str(shard))
        made = with_memory(bench, command, limit, folder)
        if shard.exists():
            shards += 1
            merged = bench.run(["study", "merge", "--format", "csv", str(shard)])
            if not bench.is_right(narrow, merged):
                bench.fault(f"a want of memory leaves a shard ({made}) that is another one: {merged}", folder)
        elif made.code == 0:
            bench.fault(f"with {limit} KiB of addresses `sweep --shard` {made}, and there is no shard", folder)
        shutil.rmtree(folder)
        if len(bench.faults) >= 20:
            break
    told = ", ".join(f"{count} with {code}" for code, count in sorted(ends.items()) if code != HANG)
    told += f"; {ends.get(HANG, 0)} WAITED for a thread that they would never get"
    yield f"{least} KiB of addresses are enough; sweeps ended {told}"
    yield f"{clear} said clearly that there is too little memory"
    yield f"{right} answers were right and none wrong, {went_on} sweeps went on with memory again, {shards} shards whole"


# Read-only


def forbid_writing(bench):
    before = []
    if is_root():
        # Root may write everywhere, unless it gives that up.
        before = ["setpriv", "--bounding-set=-all", "--inh-caps=-all"]
        if not shutil.which("setpriv") or bench.run(["--version"], before=before).code != 0:
            yield loudly("root cannot give up its rights here, so nothing is read-only for it")
            before = None
    for kind in ["closed", "left"]:
        folder = bench.new_folder("readonly")
        if not make_store(bench, folder / "s.studies", kind):
            bench.fault(f"no store that is {kind} could be made", folder)
            continue
        if before is not None:
            what = f"a {kind} store and its folder without the right to write"
            yield forbidden(bench, folder, what, before, 0o555, 0o444)
            yield forbidden(bench, folder, f"a {kind} store without the right to write", before, 0o755, 0o444)
            # Where the log is there already, the folder need not be written.
            if kind == "closed":
                what = "the folder of a closed store without the right to write"
                yield forbidden(bench, folder, what, before, 0o555, 0o644)
        if not is_root():
            yield loudly("only root can mount a folder read-only")
            continue
        view = bench.new_folder("view")
        with mounted(view, "--bind", str(folder)) as works:
            if not works or subprocess.run(["mount", "-o", "remount,bind,ro", str(view)], check=False).returncode != 0:
                yield loudly("no folder can be mounted read-only here, although this is root")
                continue
            yield forbidden(bench, view, f"a {kind} store in a folder that is mounted read-only", [], None, None)


def make_store(bench, store, kind):
    """A store that has the narrow sweep, and was closed, or left in the middle of the wide one."""
    narrow, wide = bench.pairs[0]
    made = bench.run(narrow.command("--store", str(store)))
    if kind == "closed":
        return made.code == 0 and not os.path.exists(f"{store}-wal")
    # Each try begins with the narrow sweep alone: a wide one that was done once has nothing more to write into a log.
    narrow_alone = store.read_bytes()
    dice = bench.dice("stores that are left")
    log = Path(f"{store}-wal")
    for _ in range(50):
        for path in store_files(store)[1:]:
            path.unlink()
        store.write_bytes(narrow_alone)
        process = bench.start(wide.command("--store", str(store), "--resume"), subprocess.DEVNULL, subprocess.DEVNULL)
        while process.poll() is None and not (log.exists() and log.stat().st_size > 0):
            time.sleep(0.001)
        time.sleep(dice.uniform(0, wide.seconds / 10))
        process.kill()
        process.wait()
        if log.exists() and log.stat().st_size > 0:
            return True
    return False


def forbidden(bench, folder, what, before, folder_mode, file_mode):
    """Those who write are refused and change nothing, those who read are refused or have the right answer."""
    store = folder / "s.studies"
    log = Path(f"{store}-wal")
    if folder_mode is not None and log.exists() and log.stat().st_size == 0:
        # Who reads may leave an empty one, with which a writer could do without the folder.
        for path in store_files(store)[1:]:
            path.unlink()
    files = {path: path.read_bytes() for path in store_files(store)}
    if folder_mode is not None:
        for path in files:
            path.chmod(file_mode)
        folder.chmod(folder_mode)
    try:
        told = refusals(bench, folder, store, what, before)
        # The index of the log belongs to who reads.
        if any(path.read_bytes() != files[path] for path in files if not path.name.endswith("-shm")):
            bench.fault(f"{what}: the store was changed", folder)
    finally:
        if folder_mode is not None:
            folder.chmod(0o755)
            for path in store_files(store):
                path.chmod(0o644)
    return f"{what}: {sum(told)} refusals with 5, {len(told) - sum(told)} right answers"


def refusals(bench, folder, store, what, before):
    """For each command whether it was refused; those who only read may answer."""
    narrow, wide = bench.pairs[0]
    told = []
    writing = [
        ("sweep --store", wide.command("--store", str(store), "--resume")),
        ("study gc", ["study", "gc", str(store)]),
    ]
    if not os.access(folder, os.W_OK) or before and not folder.stat().st_mode & 0o200:
        writing += [
            ("sweep --store of a new store", wide.command("--store", str(folder / "new.studies"))),
            ("sweep --shard", wide.command("--shard", "1/2", "-o", str(folder / "a.shard"))),
            ("import", ["import", "Scenarios/quickstart/inventory", "--output", str(folder / "f.scanfleet")]),
        ]
    for words, command in writing:
        result = bench.run(command, before=before)
        refused(bench, f"{what}: `{words}`", result, folder)
        told.append(True)
    reading = [
        ("study export", ["study", "export", "--format", "csv", str(store), narrow.study], narrow.answer),
        ("study check", ["study", "check", str(store)], b"sound\n"),
    ]
    for words, command, answer in reading:
        result = bench.run(command, before=before)
        if result.code == 0 and result.out == answer:
            told.append(False)
        elif refused(bench, f"{what}: `{words}`", result, folder):
            told.append(True)
    for path in folder.iterdir():
        if path.name.startswith(("new", "a.", "f.")):
            bench.fault(f"{what}: {path.name} is there", folder)
    return told
