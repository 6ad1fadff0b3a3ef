/// Where an axis has its marks, and what is written at them.
struct AxisTicks: Hashable {
    /// In rising order; the first is at or below the data, the last at or above.
    var values: [Double]
    var labels: [String]

    var low: Double { values[0] }
    var high: Double { values[values.count - 1] }

    /// Marks for an axis of plain numbers, such as USD or a share.
    ///
    /// - Parameters:
    ///   - about: how many steps are wanted at most.
    ///   - label: what is written at a value; with the places that tell one mark from the next.
    static func number(
        _ data: ClosedRange<Double>, about: Int = 6,
        label: (Double, Int) -> String = { Wording.grouped($0, places: $1) }
    ) -> AxisTicks {
        let data = widened(data)
        let step = decimalStep((data.upperBound - data.lowerBound) / Double(about))
        var places = 0
        var shown = step
        while shown < 0.999, places < 8 { (shown, places) = (shown * 10, places + 1) }
        return covering(data, step: step) { label($0, places) }
    }

    /// Marks for an axis of seconds: at whole seconds, minutes, hours or days.
    static func time(_ data: ClosedRange<Double>, about: Int = 8) -> AxisTicks {
        let data = widened(data)
        let wanted = (data.upperBound - data.lowerBound) / Double(about)
        let steps: [Double] = [
            1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200, 86_400,
        ]
        let step =
            wanted < 1
            ? decimalStep(wanted) : steps.first { $0 >= wanted } ?? decimalStep(wanted / 86_400) * 86_400
        return covering(data, step: step) { time($0, step: step, isLong: data.upperBound >= 7_200) }
    }

    /// An instant in the unit of the step between marks; whole minutes beyond two hours as hours and minutes.
    private static func time(_ seconds: Double, step: Double, isLong: Bool) -> String {
        if isLong, step >= 60, step < 3_600 {
            let minutes = Int((seconds / 60).rounded())
            return "\(minutes / 60):\(minutes % 60 < 10 ? "0" : "")\(minutes % 60) h"
        }
        let (name, unit): (String, Double) =
            step < 60 ? ("s", 1) : step < 3_600 ? ("min", 60) : step < 86_400 ? ("h", 3_600) : ("d", 86_400)
        return "\(Wording.trimmed(seconds / unit, places: 3)) \(name)"
    }

    /// A range of some width, whatever the data are.
    private static func widened(_ data: ClosedRange<Double>) -> ClosedRange<Double> {
        let width = data.upperBound - data.lowerBound
        let least = max(data.lowerBound.magnitude, data.upperBound.magnitude) * 1e-9
        guard width <= least else { return data }
        let half = data.lowerBound == 0 ? 0.5 : data.lowerBound.magnitude * 0.05
        let low = data.lowerBound >= 0 ? max(0, data.lowerBound - half) : data.lowerBound - half
        return low...(data.upperBound + half)
    }

    /// The least of 1, 2 and 5 times a power of ten that is as large as the width, which is above 0.
    private static func decimalStep(_ wanted: Double) -> Double {
        var power = 1.0
        while power > wanted { power /= 10 }
        while power * 10 <= wanted { power *= 10 }
        return [1, 2, 5, 10].map { $0 * power }.first { $0 >= wanted * 0.999_999 } ?? power * 10
    }

    private static func covering(
        _ data: ClosedRange<Double>, step: Double, _ label: (Double) -> String
    ) -> AxisTicks {
        let first = (data.lowerBound / step).rounded(.down)
        let last = max((data.upperBound / step).rounded(.up), first + 1)
        // A last mark may fall short of the data by the rounding of the division; one more does not.
        let end = last * step < data.upperBound ? last + 1 : last
        let begin = first * step > data.lowerBound ? first - 1 : first
        let values = (0...Int(end - begin)).map { (begin + Double($0)) * step }
        return AxisTicks(values: values, labels: values.map(label))
    }
}

/// From the values of an axis to places in a drawing.
struct LinearScale: Hashable {
    /// The values at the two ends; not the same.
    var low: Double
    var high: Double
    /// The places at the two ends.
    var start: Double
    var end: Double

    init(_ ticks: AxisTicks, from start: Double, to end: Double) {
        self.init(low: ticks.low, high: ticks.high, from: start, to: end)
    }

    init(low: Double, high: Double, from start: Double, to end: Double) {
        precondition(high > low, "a scale from \(low) to \(high)")
        (self.low, self.high, self.start, self.end) = (low, high, start, end)
    }

    /// The place of a value; beyond the ends, the end.
    func callAsFunction(_ value: Double) -> Double {
        let share = min(max((value - low) / (high - low), 0), 1)
        return start + share * (end - start)
    }
}
