"""Writes Tests/CalibrationTests/Support/ScipyReference.swift: fits of fixed samples by SciPy 1.17.1.

    python3 Tests/Support/DurationFits/reference.py > Tests/CalibrationTests/Support/ScipyReference.swift

The samples are rounded draws of a linear congruential generator, so that they do not depend on a library.
"""

import math

from scipy import stats

CENSORED_AT = 90.0


def sample(count):
    state, values = 12345, []
    for _ in range(count):
        state = (state * 1103515245 + 12345) % 2**31
        u = (state + 0.5) / 2**31
        values.append(round(60 * math.exp(0.6 * stats.norm.ppf(u)), 2))
    return values


def fits(data):
    """(mean, shape, ln likelihood) of each family with its origin at 0."""

    def log_likelihood(law):
        if isinstance(data, stats.CensoredData):
            exact, right = data._uncensored, data._right
            return sum(law.logpdf(exact)) + sum(law.logsf(right))
        return sum(law.logpdf(data))

    _, scale = stats.expon.fit(data, floc=0)
    law = stats.expon(0, scale)
    yield "exponential", law.mean(), 1.0, log_likelihood(law)
    sigma, _, scale = stats.lognorm.fit(data, floc=0)
    law = stats.lognorm(sigma, 0, scale)
    yield "lognormal", law.mean(), math.sqrt(math.expm1(sigma**2)), log_likelihood(law)
    # The Erlang with the better of the two whole shapes beside the gamma's.
    shape, _, scale = stats.gamma.fit(data, floc=0)
    best = None
    for whole in (math.floor(shape), math.ceil(shape)):
        _, _, scale = stats.gamma.fit(data, fa=whole, floc=0)
        law = stats.gamma(whole, 0, scale)
        found = ("erlang", law.mean(), float(whole), log_likelihood(law))
        if best is None or found[3] > best[3]:
            best = found
    yield best
    shape, _, scale = stats.weibull_min.fit(data, floc=0)
    law = stats.weibull_min(shape, 0, scale)
    yield "weibull", law.mean(), shape, log_likelihood(law)


def table(name, data):
    print(f"    static let {name}: [(family: DurationFamily, mean: Double, shape: Double, logLikelihood: Double)] = [")
    for family, mean, shape, log_likelihood in fits(data):
        print(f"        (.{family}, {float(mean)!r}, {float(shape)!r}, {float(log_likelihood)!r}),")
    print("    ]")


values = sample(40)
exact = [v for v in values if v <= CENSORED_AT]
censored = [CENSORED_AT for v in values if v > CENSORED_AT]
print("import Calibration\n")
print("/// Written by Tests/Support/DurationFits/reference.py; change that instead.")
print("enum ScipyReference {")
print("    /// Seconds.")
print("    static let durations: [Double] = [")
for start in range(0, len(values), 10):
    print("        " + ", ".join(repr(v) for v in values[start : start + 10]) + ",")
print("    ]")
print("    /// Durations above this are censored at it.")
print(f"    static let censoredAt = {CENSORED_AT!r}")
table("complete", values)
table("censored", stats.CensoredData(uncensored=exact, right=censored))
sigma, _, scale = stats.lognorm.fit(values, floc=0)
# From the definition of the statistic.
law = stats.lognorm(sigma, 0, scale)
ordered = sorted(values)
n = len(ordered)
total = sum((2 * i + 1) * (law.logcdf(ordered[i]) + law.logsf(ordered[n - 1 - i])) for i in range(n))
print("    /// The Anderson-Darling statistic of the lognormal fit to all durations.")
print(f"    static let andersonDarling = {float(-n - total / n)!r}")
print("}")
