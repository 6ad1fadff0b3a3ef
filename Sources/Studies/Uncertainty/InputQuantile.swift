internal import RandomStreams
public import ScanModel

extension UncertainInput {
    /// How far into the tails a distribution without ends is followed where its ends are asked for.
    public static let tail = 0.001

    /// The value that the input does not exceed with some probability, as the scenario spells it.
    ///
    /// Rounded to the digits of the input's domain, and brought back into it where rounding or a tail left it.
    /// - Parameter probability: 0 to 1; 0 and 1 stand for the ends, or for ``tail`` and 1 - ``tail`` without ends.
    public func text(at probability: Double) -> String { text(of: value(at: probability)) }

    /// The same as a number in the unit of the input.
    public func value(at probability: Double) -> Rational {
        precondition((0...1).contains(probability), "probability \(probability)")
        if let ends = distribution.ends {
            if probability == 0 { return legal(ends.lowerBound) }
            if probability == 1 { return legal(ends.upperBound) }
        }
        switch probability {
        case 0: return drawn(UncertainInput.tail)
        case 1: return drawn(1 - UncertainInput.tail)
        default: return drawn(probability)
        }
    }

    /// A number in the unit of the input, as the scenario spells it.
    public func text(of value: Rational) -> String { "\(value)\(unit)" }

    private func drawn(_ probability: Double) -> Rational {
        func quantile(_ law: Distribution) -> Rational { rounded(law.quantile(probability)) }
        switch distribution {
        case .uniform(let low, let high):
            guard domain.places == 0 else {
                return quantile(.uniform(low: low.doubleValue, high: high.doubleValue))
            }
            // Every whole number alike: rounding would give the ends half of their due.
            let count = high.doubleValue - low.doubleValue + 1
            return legal(min(low + Rational(Int128(probability * count)), high))
        case .triangular(let low, let mode, let high):
            return quantile(.triangular(low: low.doubleValue, mode: mode.doubleValue, high: high.doubleValue))
        case .normal(let mean, let sd):
            return quantile(
                .truncatedNormal(
                    mean: mean.doubleValue, sd: sd.doubleValue, low: domain.least.doubleValue,
                    high: domain.most.doubleValue))
        case .lognormal(let mean, let cv):
            return quantile(.lognormal(mean: mean.doubleValue, cv: cv.doubleValue))
        case .choice(let values):
            return legal(values[min(Int(probability * Double(values.count)), values.count - 1)])
        case .empirical(let values):
            return quantile(.empirical(EmpiricalSample(values.map(\.doubleValue))))
        }
    }

    /// A number with the digits and places of the domain.
    private func rounded(_ value: Double) -> Rational {
        // Whatever is greater than any key takes comes back to the greatest value; the rest fits an integer.
        let magnitude = min(value.magnitude, 1e12)
        var places = 0
        var power = 1.0
        if magnitude > 0 {
            var least = 1.0
            for _ in 1..<domain.digits { least *= 10 }
            while places < domain.places, magnitude * power < least { (places, power) = (places + 1, power * 10) }
        }
        let scaled = (magnitude * power).rounded()
        return legal(Rational(Int128(value < 0 ? -scaled : scaled), over: Int128(power)))
    }

    /// The nearest value that the key takes.
    private func legal(_ value: Rational) -> Rational {
        var value = value
        if let ends = distribution.ends { value = min(max(value, ends.lowerBound), ends.upperBound) }
        let grid = (0..<domain.places).reduce(Int128(1)) { power, _ in power * 10 }
        value = min(max(value, domain.least), domain.most)
        // An end in another unit may have more places than the key takes.
        if (value * Rational(grid)).isWhole == false {
            value = Rational((value * Rational(grid) + Rational(1, over: 2)).floor, over: grid)
        }
        if domain.isAboveLeast, value <= domain.least {
            value = Rational((domain.least * Rational(grid)).floor + 1, over: grid)
        }
        return value
    }
}
