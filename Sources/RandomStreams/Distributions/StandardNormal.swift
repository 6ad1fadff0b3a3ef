/// The quantile of the standard normal distribution: the z with probability `u` of a value below z.
///
/// Three rational approximations of degree 7 over 7, for the centre, the shoulder and the tail, with a relative error
/// below 1e-16 down to probabilities of 1e-316; evaluated in Doubles, below 1e-15 (measured against 60-digit
/// references). Constant cost; outside the centre one logarithm and one square root.
///
/// Source: M. J. Wichura, "Algorithm AS 241: The percentage points of the normal distribution", Applied Statistics 37,
/// 1988, pages 477 to 484, routine PPND16, whose coefficients these are.
///
/// - Parameter u: The probability, strictly between 0 and 1.
/// - Returns: z, 0 at `u` = 1/2; negative below and positive above.
public func standardNormalQuantile(_ u: Double) -> Double {
    let centred = u - 0.5
    if centred.magnitude <= 0.425 {
        let argument = 0.180625 - centred * centred
        return centred * centreNumerator(argument) / centreDenominator(argument)
    }
    let tailProbability = centred < 0 ? u : 1 - u
    let distance = exactSquareRoot(-exactLog(tailProbability))
    let magnitude: Double
    if distance <= 5 {
        let argument = distance - 1.6
        magnitude = shoulderNumerator(argument) / shoulderDenominator(argument)
    } else {
        let argument = distance - 5
        magnitude = tailNumerator(argument) / tailDenominator(argument)
    }
    return centred < 0 ? -magnitude : magnitude
}

// Coefficients a0 ... a7 and b1 ... b7 of the paper, highest first; the argument is 0.425^2 - (u - 1/2)^2.

private func centreNumerator(_ t: Double) -> Double {
    var value = 2.5090809287301226727e+3
    value = value * t + 3.3430575583588128105e+4
    value = value * t + 6.7265770927008700853e+4
    value = value * t + 4.5921953931549871457e+4
    value = value * t + 1.3731693765509461125e+4
    value = value * t + 1.9715909503065514427e+3
    value = value * t + 1.3314166789178437745e+2
    return value * t + 3.3871328727963666080
}

private func centreDenominator(_ t: Double) -> Double {
    var value = 5.2264952788528545610e+3
    value = value * t + 2.8729085735721942674e+4
    value = value * t + 3.9307895800092710610e+4
    value = value * t + 2.1213794301586595867e+4
    value = value * t + 5.3941960214247511077e+3
    value = value * t + 6.8718700749205790830e+2
    value = value * t + 4.2313330701600911252e+1
    return value * t + 1
}

// Coefficients c0 ... c7 and d1 ... d7, highest first; the argument is sqrt(-ln p) - 1.6.

private func shoulderNumerator(_ t: Double) -> Double {
    var value = 7.74545014278341407640e-4
    value = value * t + 2.27238449892691845833e-2
    value = value * t + 2.41780725177450611770e-1
    value = value * t + 1.27045825245236838258
    value = value * t + 3.64784832476320460504
    value = value * t + 5.76949722146069140550
    value = value * t + 4.63033784615654529590
    return value * t + 1.42343711074968357734
}

private func shoulderDenominator(_ t: Double) -> Double {
    var value = 1.05075007164441684324e-9
    value = value * t + 5.47593808499534494600e-4
    value = value * t + 1.51986665636164571966e-2
    value = value * t + 1.48103976427480074590e-1
    value = value * t + 6.89767334985100004550e-1
    value = value * t + 1.67638483018380384940
    value = value * t + 2.05319162663775882187
    return value * t + 1
}

// Coefficients e0 ... e7 and f1 ... f7, highest first; the argument is sqrt(-ln p) - 5.

private func tailNumerator(_ t: Double) -> Double {
    var value = 2.01033439929228813265e-7
    value = value * t + 2.71155556874348757815e-5
    value = value * t + 1.24266094738807843860e-3
    value = value * t + 2.65321895265761230930e-2
    value = value * t + 2.96560571828504891230e-1
    value = value * t + 1.78482653991729133580
    value = value * t + 5.46378491116411436990
    return value * t + 6.65790464350110377720
}

private func tailDenominator(_ t: Double) -> Double {
    var value = 2.04426310338993978564e-15
    value = value * t + 1.42151175831644588870e-7
    value = value * t + 1.84631831751005468180e-5
    value = value * t + 7.86869131145613259100e-4
    value = value * t + 1.48753612908506148525e-2
    value = value * t + 1.36929880922735805310e-1
    value = value * t + 5.99832206555887937690e-1
    return value * t + 1
}
