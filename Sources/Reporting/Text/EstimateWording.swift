internal import ScanModel
internal import Statistics
internal import Studies

/// A unit in which people read a metric.
struct ReadableUnit: Hashable {
    /// Such as "h"; empty for nothing.
    var name: String
    /// How many of it make one of the metric's own unit.
    var factor: Double

    /// The unit for a metric of about this size; the same for a whole row.
    init(_ metric: Metric, about value: Double) { self.init(metric.unit, about: value) }

    /// The same by the name of the metric's own unit.
    init(_ unit: String, about value: Double) {
        switch unit {
        case "s":
            let seconds = abs(value)
            if seconds < 120 {
                self.init(name: "s", factor: 1)
            } else if seconds < 7200 {
                self.init(name: "min", factor: 1.0 / 60)
            } else if seconds < 360_000 {
                self.init(name: "h", factor: 1.0 / 3600)
            } else {
                self.init(name: "d", factor: 1.0 / 86_400)
            }
        case "1": self.init(name: "%", factor: 100)
        default: self.init(name: unit, factor: 1)
        }
    }

    private init(name: String, factor: Double) { (self.name, self.factor) = (name, factor) }
}

/// Estimates with no more digits than their intervals support.
struct ShownEstimate: Hashable {
    var value: String
    /// The bounds; nil where the trials tell none.
    var low: String?
    var high: String?
    /// Whether the value is known without an interval.
    var isKnown: Bool

    /// - Parameter fallback: values between which the numbers lie, where no bound is known.
    init(_ estimate: TrialEstimate, _ unit: ReadableUnit, fallback: ClosedRange<Double>? = nil) {
        let value = estimate.value * unit.factor
        isKnown = estimate.low != nil && estimate.low == estimate.high
        guard !isKnown else {
            self.value = Wording.trimmed(value, places: 4)
            (low, high) = (self.value, self.value)
            return
        }
        // A missing bound does not narrow the interval by which the digits are chosen.
        let low = (estimate.low ?? fallback?.lowerBound ?? estimate.value) * unit.factor
        let high = (estimate.high ?? fallback?.upperBound ?? estimate.value) * unit.factor
        guard low < high else {
            let text = Wording.trimmed(value, places: 2)
            self.value = text
            self.low = estimate.low.map { _ in text }
            self.high = estimate.high.map { _ in text }
            return
        }
        let shown = DisplayedInterval(value, Interval(low: low, high: high))
        self.value = shown.value
        self.low = estimate.low == nil ? nil : shown.low
        self.high = estimate.high == nil ? nil : shown.high
    }

    /// "from 12.3 to 12.9 h", "at least 12.3 h", "at most 12.9 h"; nil if there is no bound.
    func range(_ unit: ReadableUnit) -> String? {
        let name = unit.name.isEmpty ? "" : " \(unit.name)"
        switch (low, high) {
        case (let low?, let high?): return "from \(low) to \(high)\(name)"
        case (let low?, nil): return "at least \(low)\(name)"
        case (nil, let high?): return "at most \(high)\(name)"
        case (nil, nil): return nil
        }
    }
}
