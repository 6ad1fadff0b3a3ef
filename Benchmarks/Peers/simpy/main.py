"""The workloads in SimPy: processes that wait for timeouts and resources. The draws are made before."""

import json
import resource
import sys
import time
from collections import deque

import simpy

import inputs


class Stopwatch:
    def start(self):
        self.wall, self.cpu = time.perf_counter(), time.process_time()

    def stop(self):
        self.cpu = time.process_time() - self.cpu
        self.wall = time.perf_counter() - self.wall


def w1(size):
    interarrivals = [inputs.exponential(inputs.random(11, n), 1_111_111) for n in range(size)]
    services = [inputs.exponential(inputs.random(12, n), 1_000_000) for n in range(size)]
    env = simpy.Environment(0)
    waiting = deque()
    statistics = {}
    bell = env.event()

    def source():
        nonlocal bell
        for interval in interarrivals:
            yield env.timeout(interval)
            waiting.append(env.now)
            if not bell.triggered:
                bell.succeed()

    def server():
        nonlocal bell
        total = 0
        for service in services:
            if not waiting:
                bell = env.event()
                yield bell
            yield env.timeout(service)
            total += env.now - waiting.popleft()
        statistics.update(last=env.now, total=total)

    watch = Stopwatch()
    watch.start()
    env.process(source())
    env.process(server())
    env.run()
    watch.stop()
    return 2 * size, watch, inputs.result_hash(statistics["last"], statistics["total"], size)


class Done(Exception):
    """The last hold has been made."""


def w2(size, holds):
    initial = [inputs.increment(inputs.random(21, i)) for i in range(size)]
    increments = [inputs.increment(inputs.random(22, n)) for n in range(holds)]
    env = simpy.Environment(0)
    watch = Stopwatch()
    warm_up = holds // 4
    made, last, total = 0, 0, 0

    def event(first):
        nonlocal made, last, total
        yield env.timeout(first)
        while True:
            if made == warm_up:
                watch.start()
            now = env.now
            if now < last:
                raise SystemExit("an event was taken before its turn")
            last = now
            total += now
            timeout = env.timeout(increments[made])
            made += 1
            if made == holds:
                watch.stop()
                raise Done
            yield timeout

    for first in initial:
        env.process(event(first))
    try:
        env.run()
    except Done:
        pass
    return holds - warm_up, watch, inputs.result_hash(last, total)


def w3(size):
    env = simpy.Environment(0)
    makespan = slot_wait = token_wait = done = 0

    class Region:
        def __init__(self, number):
            self.items = [inputs.durations(item) for item in range(number, size, inputs.REGIONS)]
            self.next_item = iter(self.items)
            self.slots = simpy.Resource(env, inputs.SLOTS)
            self.bucket = -inputs.TOKEN_WINDOW

        def token(self, now):
            nonlocal token_wait
            self.bucket = max(self.bucket, now - inputs.TOKEN_WINDOW) + inputs.TOKEN_INTERVAL
            granted = max(now, self.bucket)
            token_wait += granted - now
            return granted

        def place(self, number):
            nonlocal makespan, slot_wait, done
            item = next(self.next_item, None)
            if item is None:
                return
            granted = self.token(0)
            while True:
                snapshot, share, attach, scan, delete = item
                yield env.timeout(((granted + snapshot) << 9 | number) - env.now)
                granted = self.token(env.now >> 9)
                yield env.timeout(((granted + share) << 9 | number) - env.now)
                since = env.now >> 9
                request = self.slots.request()
                yield request
                now = env.now >> 9
                slot_wait += now - since
                yield env.timeout(((self.token(now) + attach) << 9 | number) - env.now)
                yield env.timeout(scan << 9)
                yield env.timeout(((self.token(env.now >> 9) + delete) << 9 | number) - env.now)
                now = env.now >> 9
                done += 1
                makespan = max(makespan, now)
                item = next(self.next_item, None)
                if item is not None:
                    granted = self.token(now)
                self.slots.release(request)
                if item is None:
                    return

    fleet = [Region(number) for number in range(inputs.REGIONS)]
    watch = Stopwatch()
    watch.start()
    for region in fleet:
        for number in range(min(inputs.PLACES, len(region.items))):
            env.process(region.place(number))
    env.run()
    watch.stop()
    return 5 * size, watch, inputs.result_hash(makespan, slot_wait, token_wait, done)


def peak_rss_kb():
    # Linux hands the ru_maxrss of the parent on to a new program, but not the high-water mark.
    try:
        with open("/proc/self/status") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmHWM:"))
    except (OSError, StopIteration):
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return peak // 1024 if sys.platform == "darwin" else peak


RUNS = {"w1": w1, "w2": w2, "w3": w3}


def main(words):
    if words == ["list"]:
        print("\n".join(f"simpy {workload}" for workload in RUNS))
        return
    if words == ["self-test"]:
        raise SystemExit("\n".join(inputs.differing_checks()) or 0)
    if len(words) < 3 or words[0] != "simpy" or words[1] not in RUNS or len(words) != (4 if words[1] == "w2" else 3):
        raise SystemExit("usage: main.py list | self-test | simpy WORKLOAD SIZE [HOLDS]")
    size = int(words[2])
    events, watch, result_hash = RUNS[words[1]](size, *map(int, words[3:]))
    line = {
        "workload": words[1],
        "engine": words[0],
        "size": size,
        "events": events,
        "cpu_seconds": round(watch.cpu, 6),
        "wall_seconds": round(watch.wall, 6),
        "peak_rss_kb": peak_rss_kb(),
        "hash": result_hash,
    }
    print(json.dumps(line, separators=(",", ":")))


main(sys.argv[1:])
