"""Inputs and result hash of the workloads, as WORKLOADS.md defines them."""

MASK = (1 << 64) - 1
GOLDEN = 0x9E3779B97F4A7C15
REGIONS, SLOTS, PLACES = 30, 70, 500
TOKEN_INTERVAL = 200_000
TOKEN_WINDOW = 100 * TOKEN_INTERVAL


def mix(x):
    x = ((x ^ (x >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    x = ((x ^ (x >> 27)) * 0x94D049BB133111EB) & MASK
    return x ^ (x >> 31)


def random(stream, n):
    return mix((mix(stream) + (n + 1) * GOLDEN) & MASK)


def _atanh56(n):
    total, power, k = 0, (1 << 56) // n, 1
    while power > 0:
        total += power // k
        power //= n * n
        k += 2
    return total


def _make_table():
    table, log = [0], 0
    for j in range(4095):
        log += 2 * _atanh56(2 * (4095 - j) + 1)
        table.append(log >> 28)
    table.append(table[4095] + (1 << 29))
    return table


T = _make_table()


def exponential(r, mean):
    i, f = r >> 52, (r >> 20) & 0xFFFFFFFF
    return ((T[i] + ((T[i + 1] - T[i]) * f >> 32)) * mean) >> 28


def increment(r):
    return 1 + (T[r >> 52] >> 2) + (r & 16383)


def durations(item):
    gib = 8 + ((random(34, item) >> 32) * 193 >> 32)
    return (
        30_000_000 + exponential(random(31, item), 60_000_000),
        20_000_000 + exponential(random(32, item), 40_000_000),
        5_000_000 + exponential(random(33, item), 10_000_000),
        10_000_000 + 250_000 * gib,
        3_000_000 + exponential(random(35, item), 5_000_000),
    )


def result_hash(*statistics):
    h = 0xCBF29CE484222325
    for value in statistics:
        for byte in (value & MASK).to_bytes(8, "little"):
            h = ((h ^ byte) * 0x100000001B3) & MASK
    return f"{h:016x}"


def differing_checks():
    """What differs from the check values, as text."""
    checks = [
        ("T[1]", T[1], 65544),
        ("T[2048]", T[2048], 186065279),
        ("T[4095]", T[4095], 2232783353),
        ("sum of T", sum(T), 1100918207171),
        ("random(11, 0)", random(11, 0), 722521317805139933),
        ("random(42, 999999)", random(42, 999999), 14597217003970737634),
        ("exponential", exponential(random(31, 7), 60_000_000), 5307063),
        ("increment", increment(random(22, 7)), 149416986),
        ("durations", durations(12345), (59730090, 27892936, 15168971, 41500000, 8742614)),
        ("hash", result_hash(1, 2, 3), "da2bfb225e0d1f05"),
    ]
    return [f"{what} is {value} and should be {expected}" for what, value, expected in checks if value != expected]
