/// A number in the course of time, given by its changes.
struct CounterSeries {
    private var changes: [(at: Int64, by: Int64)] = []

    mutating func add(_ units: Int64, from: Int64, to: Int64) {
        guard units != 0, from < to else { return }
        changes.append((from, units))
        changes.append((to, -units))
    }

    mutating func add(_ units: Int64, at instant: Int64) {
        if units != 0 { changes.append((instant, units)) }
    }

    var isEmpty: Bool { changes.isEmpty }

    /// What the number is from each instant on at which it changes, in the order of time.
    ///
    /// - Parameter most: where it changes more often, time is cut into half as many stretches of equal length, of which
    ///   each tells its greatest number and its last; nil: all changes.
    /// - Complexity: O(n log n).
    func points(most: Int?) -> [(at: Int64, value: Int64)] {
        var points: [(at: Int64, value: Int64)] = []
        var value: Int64 = 0
        for change in changes.sorted(by: { $0.at < $1.at }) {
            value += change.by
            if points.last?.at == change.at {
                points[points.count - 1].value = value
            } else {
                points.append((change.at, value))
            }
        }
        // Where it went up and down again at one instant nothing changed.
        var before: Int64 = 0
        points.removeAll { point in
            defer { before = point.value }
            return point.value == before
        }
        guard let most, points.count > most, let first = points.first, let last = points.last else { return points }
        let stretch = (last.at - first.at) / Int64(max(1, most / 2)) + 1
        var thinned: [(at: Int64, value: Int64)] = []
        var start = 0
        while start < points.count {
            let number = (points[start].at - first.at) / stretch
            var end = start
            var greatest = start
            while end < points.count, (points[end].at - first.at) / stretch == number {
                if points[end].value > points[greatest].value { greatest = end }
                end += 1
            }
            thinned.append(points[greatest])
            if greatest != end - 1 { thinned.append(points[end - 1]) }
            start = end
        }
        return thinned
    }
}
