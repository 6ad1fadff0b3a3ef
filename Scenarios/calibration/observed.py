"""Writes observed.csv: made-up durations of 28 daily scan cycles of the ten instances of scenario.yaml.

    python3 Scenarios/calibration/observed.py > Scenarios/calibration/observed.csv

Nothing here is measured. The laws below are the truth that a calibration should find again; the numbers come from a linear
congruential generator, so that every run writes the same file. Each instance has a scanner of its own, so none waits.
"""

import math
from statistics import NormalDist

# (platform, GiB) of the instances, as in scenario.yaml.
INSTANCES = [
    ("linux", 8), ("linux", 16), ("linux", 30), ("linux", 30), ("linux", 100), ("linux", 200), ("linux", 500),
    ("windows", 50), ("windows", 100), ("windows", 250),
]
FIRST_DAY = 1740787200  # 2025-03-01T00:00:00Z
SHARE = 1.0  # Not logged: the profile's value.
WATCHED = 110.0  # Boots are watched for so long.
WINDOWS = 1.25  # Scans of Windows take longer than the laws below say.

state = 20250301


def uniform():
    global state
    state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
    return ((state >> 12) + 0.5) / 2**52


def lognormal(mean, cv):
    sigma = math.sqrt(math.log1p(cv * cv))
    return mean * math.exp(sigma * NormalDist().inv_cdf(uniform()) - sigma * sigma / 2)


def erlang(mean, shape):
    return -mean / shape * sum(math.log(uniform()) for _ in range(shape))


def weibull(mean, shape):
    return mean / math.gamma(1 + 1 / shape) * (-math.log(uniform())) ** (1 / shape)


def duration(stage, platform, size):
    factor = WINDOWS if stage == "scan" and platform == "windows" else 1
    return factor * {
        "snapshot": lambda: lognormal(50 + 0.9 * size, 0.35),
        "scannerBoot": lambda: erlang(75, 9),
        "createVolume": lambda: weibull(12, 2),
        "attach": lambda: erlang(9, 4),
        "scan": lambda: lognormal(80 + 0.6 * size, 0.25),
        "detach": lambda: erlang(7, 4),
        "deleteVolume": lambda: erlang(8, 1),
    }[stage]()


print("stage,platform,sizeGiB,start,durationSeconds,region,account,outcome,cycle")
for day in range(28):
    begin = FIRST_DAY + day * 86400 + 7200
    cycle = f"2025-03-{day + 1:02}"
    for platform, size in INSTANCES:
        now = float(begin)
        for stage in ["snapshot", "scannerBoot", "createVolume", "attach", "scan", "detach", "deleteVolume"]:
            took = round(duration(stage, platform, size), 1)
            outcome, seen = "finished", took
            if stage == "scannerBoot" and took > WATCHED:
                outcome, seen = "censored", WATCHED
            if stage == "snapshot" and uniform() < 0.05:
                print(f"snapshot,{platform},{size},{now:.1f},0,us-east-1,222233334444,throttled,{cycle}")
            print(f"{stage},{platform},{size},{now:.1f},{seen:.1f},us-east-1,222233334444,{outcome},{cycle}")
            now += took + (SHARE if stage == "snapshot" else 0)
