import MachineScheduling

/// What a family of instances came to.
struct Tally {
    let family: String
    private(set) var instances = 0
    private var atOptimum = 0
    private var atBound = 0
    private(set) var atEither = 0
    private var gaps = 0.0
    private var largestGap = 0.0
    private var steps = 0
    private var mostSteps = 0
    private var seconds = 0.0
    private var mostSeconds = 0.0
    private var kinds: [BoundKind: Int] = [:]

    init(family: String) { self.family = family }

    /// - Parameters:
    ///   - optimum: The listed one, if it is known; the gap is to the bound otherwise.
    ///   - seconds: Processor time.
    mutating func add(_ schedule: MachineSchedule, optimum: Int?, seconds: Double) {
        instances += 1
        let least = optimum ?? schedule.bound.value
        if schedule.makespan == optimum { atOptimum += 1 }
        if schedule.outcome == .optimal {
            atBound += 1
            kinds[schedule.bound.certificate.kind, default: 0] += 1
        }
        if schedule.makespan == least { atEither += 1 }
        let gap = Double(schedule.makespan - least) / Double(max(least, 1))
        gaps += gap
        largestGap = max(largestGap, gap)
        steps += schedule.steps
        mostSteps = max(mostSteps, schedule.steps)
        self.seconds += seconds
        mostSeconds = max(mostSeconds, seconds)
    }

    static let header = """
        | family | instances | at listed optimum | proved optimal | at either | mean gap | max gap | mean steps | most steps \
        | mean time | most time | proofs by |
        |---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---|
        """

    /// A row of the table; gaps in per cent, steps in millions, seconds of processor time.
    var row: String {
        let count = Double(max(instances, 1))
        let proofs = BoundKind.allCases.compactMap { kind in kinds[kind].map { "\(kind) \($0)" } }
        let cells = [
            family, "\(instances)", share(atOptimum), share(atBound), share(atEither),
            rounded(100 * gaps / count, 5) + " %", rounded(100 * largestGap, 3) + " %",
            rounded(Double(steps) / count / 1e6, 2) + " M", rounded(Double(mostSteps) / 1e6, 1) + " M",
            rounded(seconds / count, 4) + " s", rounded(mostSeconds, 3) + " s",
            proofs.joined(separator: ", "),
        ]
        return "| " + cells.joined(separator: " | ") + " |"
    }

    private func share(_ part: Int) -> String {
        "\(part) (\(rounded(100 * Double(part) / Double(max(instances, 1)), 1)) %)"
    }

    private func rounded(_ value: Double, _ digits: Int) -> String {
        var scale = 1
        for _ in 0..<digits { scale *= 10 }
        let whole = Int((value * Double(scale)).rounded())
        let fraction = String(whole % scale)
        return "\(whole / scale)." + String(repeating: "0", count: digits - fraction.count) + fraction
    }
}
