internal import RandomStreams
internal import Statistics

/// Series of dependent numbers.
extension Experiment {
    private static let phi = 0.9

    static let series: [Experiment] = [
        Experiment(id: "A01", method: "batch means of a long series, with controls", weight: 500) { effort, variates in
            let length = 1_000
            let half = length / 2
            let count = effort.size(480)
            let noise = (0..<count * length).map { variates.draw(.normal(mean: 0, sd: 1), $0, 0) }
            let variance = 1 / (1 - phi * phi)
            var values: [Double] = []
            values.reserveCapacity(noise.count)
            var x = variates.draw(.normal(mean: 0, sd: exactSquareRoot(variance)), 0, 1)
            let first = x
            for shock in noise {
                x = phi * x + shock
                values.append(x)
            }
            guard let whole = BatchMeans(values, batches: count), let halves = BatchMeans(values, batches: 2 * count)
            else { return [:] }
            let rows = (0..<count).map { batch -> SeriesRow in
                let start = batch * length
                let sum = noise[start..<start + length].reduce(0, +)
                let halfSum = noise[start..<start + half].reduce(0, +)
                return SeriesRow(
                    mean: whole.means[batch], halfMean: halves.means[2 * batch], noise: sum, halfNoise: halfSum,
                    before: start == 0 ? first : values[start - 1], middle: values[start + half - 1],
                    end: values[start + length - 1])
            }
            let squares = rows.map { $0.mean * $0.mean }
            // n Var(mean of n) is a line over 1/n but for terms of phi^n, so that the slope of n^2 Var is its limit.
            let limits = rows.map { row in
                let (sum, halfSum) = (row.mean * Double(length), row.halfMean * Double(half))
                return (sum * sum - halfSum * halfSum) / Double(half)
            }
            let controls = [
                rows.map { $0.noise * $0.noise - Double(length) },
                rows.map { $0.halfNoise * $0.halfNoise - Double(half) },
                rows.map { $0.before * $0.noise }, rows.map { $0.before * $0.halfNoise },
                rows.map { $0.before * $0.before - variance },
                // The shocks reach the last number with weights 1, phi, phi^2 ..., whose sum is 10 but for phi^500.
                rows.map { $0.middle * $0.halfNoise - 1 / (1 - phi) }, rows.map { $0.end * $0.noise - 1 / (1 - phi) },
            ]
            return [
                "Var[mean]": .sampled(ControlledRatio.estimate(squares, controls: controls)),
                "sigma_inf^2": .sampled(ControlledRatio.estimate(limits, controls: controls)),
            ]
        }
    ]

    private struct SeriesRow {
        var mean: Double
        var halfMean: Double
        /// Sums of the shocks of the batch and of its first half.
        var noise: Double
        var halfNoise: Double
        /// The numbers before the batch, at the end of its first half, and at its end.
        var before: Double
        var middle: Double
        var end: Double
    }
}
