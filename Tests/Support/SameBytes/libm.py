"""Looks into the mathematical functions that a program of this platform would call.

    libm.py moved     with libm.c loaded by LD_PRELOAD and SAME_BYTES_LIBM=up: whether it moves results, and by how much
    libm.py digests   a digest of each function's results, to tell one library from another
    libm.py lacks LIBRARY PROGRAM
                      what the program takes from the platform's library and LIBRARY does not stand before; nothing is best
"""

import ctypes
import hashlib
import math
import random
import struct
import subprocess
import sys

REAL = "libm.so.6"
ONE = (
    "acos acosh asin asinh atan atanh cbrt cos cosh erf erfc exp exp10 exp2 expm1 lgamma log log10 log1p log2 sin sinh tan "
    "tanh tgamma"
).split()
TWO = "atan2 hypot pow".split()
ROUNDS = 4_000
# Exact in every decent library, so that they have to be left.
EXACT = [("exp", 0.0), ("log", 1.0), ("cos", 0.0), ("log2", 8.0), ("exp2", 3.0), ("cbrt", 1.0)]
EXACT_TWO = [("pow", 3.7, 1.0), ("pow", 2.0, 10.0), ("pow", 3.7, 0.0), ("hypot", 3.0, 4.0)]


def functions(library):
    for name in ONE + TWO:
        function = getattr(library, name)
        function.restype = ctypes.c_double
        function.argtypes = [ctypes.c_double] * (1 if name in ONE else 2)
        yield name, function


def arguments(name):
    draws = random.Random(name)
    for index in range(ROUNDS):
        values = [draws.uniform(-1, 1) if index % 2 else draws.uniform(1, 30) for _ in range(1 if name in ONE else 2)]
        # A negative number has a power with a whole exponent alone.
        yield [abs(values[0]), *values[1:]] if name == "pow" else values


def moved():
    real = dict(functions(ctypes.CDLL(REAL)))
    total = kept = 0
    faults = []
    for name, function in functions(ctypes.CDLL(None)):
        moves = 0
        for values in arguments(name):
            before, after = real[name](*values), function(*values)
            if math.isnan(before):
                continue
            total += 1
            if after == math.nextafter(before, math.inf):
                moves += 1
            elif after == before:
                kept += 1
            else:
                faults.append(f"{name}{tuple(values)}: {before!r} became {after!r}")
        if moves < ROUNDS / 4:
            faults.append(f"{name}: {moves} of {ROUNDS} results moved")
    made = dict(functions(ctypes.CDLL(None)))
    for name, *values in EXACT + EXACT_TWO:
        if made[name](*values) != real[name](*values):
            faults.append(f"{name}{tuple(values)} is exact and was moved")
    count = len(ONE + TWO)
    print(f"{total:,} results of {count} functions: {total - kept:,} moved by one unit in the last place, {kept:,} kept")
    if faults:
        sys.exit("\n".join(faults[:10]))


def digests():
    for name, function in functions(ctypes.CDLL(REAL)):
        digest = hashlib.sha256()
        for values in arguments(name):
            result = function(*values)
            digest.update(struct.pack("<d", 0.0 if math.isnan(result) else result))
        print(name, digest.hexdigest())


def names(*options):
    lines = subprocess.run(["nm", "-D", *options], capture_output=True, text=True, check=True).stdout.splitlines()
    return {line.split()[-1].split("@")[0] for line in lines if line.split()}


def lacks(library, program):
    linked = subprocess.run(["ldd", program], capture_output=True, text=True, check=True).stdout.splitlines()
    real = next((line.split()[2] for line in linked if line.split()[0] == REAL), None)
    if real is None:
        sys.exit(f"{program} does not link {REAL}")
    taken = names("--undefined-only", program) & names("--defined-only", real)
    # These take numbers apart and put them together: bits alone.
    missing = taken - names("--defined-only", library) - set("frexp ldexp modf scalbn scalbln logb ilogb copysign".split())
    print(f"    the program names {' '.join(sorted(taken))}")
    if missing:
        sys.exit(f"libm.c does not stand before {' '.join(sorted(missing))}")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["moved"]:
            moved()
        case ["digests"]:
            digests()
        case ["lacks", library, program]:
            lacks(library, program)
        case _:
            sys.exit(__doc__)
