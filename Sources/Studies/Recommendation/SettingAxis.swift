internal import ScanModel

/// One setting of a scenario with the values to try.
public struct SettingAxis: Hashable, Sendable {
    /// As the user writes it, such as `SingleRegionConcurrency` or `policies.volumesPerScanner`.
    public var name: String
    /// Where in the scenario one value goes; several where deployments share it. Never empty.
    public var paths: [String]
    /// The values to try, written as in a scenario; never empty, without repetition.
    public var values: [String]
    /// Whole numbers that may be tried between ``values`` once it is known where the best lies; nil: the list is all.
    public var refinement: ClosedRange<Int>?

    /// - Parameters:
    ///   - paths: the name stands for itself if left out.
    ///   - values: repetitions are dropped.
    public init(name: String, paths: [String]? = nil, values: [String], refinement: ClosedRange<Int>? = nil) {
        precondition(!values.isEmpty, "axis \(name) without values")
        self.name = name
        self.paths = paths ?? [name]
        self.values = values.indices.filter { !values[..<$0].contains(values[$0]) }.map { values[$0] }
        self.refinement = refinement
    }

    /// Most values of one axis.
    public static let mostValues = 1_000

    /// Reads `NAME=VALUES` by the grammar of ``AxisText``, such as `1..7`, `10..50..10` (a step) or `c5.large,m5.large`.
    ///
    /// - Parameter paths: from the name to the places of the scenario that it stands for.
    /// - Throws: why it is none, or that it has more than ``mostValues`` values.
    public init(_ text: String, paths: (String) -> [String]) throws(MisreadAxis) {
        let axis = try AxisText.axisOfAny(text)
        guard axis.values.count <= SettingAxis.mostValues else {
            throw MisreadAxis(
                reason: "`\(axis.path)` has \(axis.values.count) values; \(SettingAxis.mostValues) at most")
        }
        self.init(name: axis.path, paths: paths(axis.path), values: axis.values)
    }
}

/// The values of one point of the search, one for each axis.
public struct SettingsOption: Hashable, Sendable {
    /// In the order of the axes; nil: the setting stays as it is, and the scenario does not tell its value.
    public var values: [String?]
    /// Whether it is the scenario as it stands; nothing is changed for it then.
    public var isPresent: Bool

    public init(values: [String?], isPresent: Bool = false) {
        self.values = values
        self.isPresent = isPresent
    }

    /// The changes as `path=value`; none of a setting that stays as it is.
    public func changes(_ axes: [SettingAxis]) -> [String] {
        guard !isPresent else { return [] }
        precondition(axes.count == values.count, "\(values.count) values for \(axes.count) axes")
        return zip(axes, values).flatMap { axis, value in
            value.map { value in axis.paths.map { "\($0)=\(value)" } } ?? []
        }
    }
}

extension SettingsOption {
    /// The value of an axis as a whole number; nil: it is none.
    fileprivate func number(_ axis: Int) -> Int? { values[axis].flatMap { Int($0) } }
}

extension SettingsOption: Comparable {
    /// Smaller settings first: numbers by size, then texts, then what stays as it is; the first axis counts most.
    public static func < (left: SettingsOption, right: SettingsOption) -> Bool {
        for (one, other) in zip(left.values, right.values) where one != other {
            return SettingOrder(one) < SettingOrder(other)
        }
        return left.isPresent && !right.isPresent
    }
}

/// A value in the order of settings: plain numbers, then numbers with a unit by unit and size, then texts, then none.
private struct SettingOrder: Comparable {
    let kind: Int
    let unit: String
    let number: Double
    let text: String

    init(_ text: String?) {
        guard let text else {
            (kind, unit, number, self.text) = (3, "", 0, "")
            return
        }
        let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        let rest = text[digits.endIndex...]
        // An address or a version is no number with a unit.
        let isQuantity = rest.allSatisfy { $0.isLetter || $0 == "%" }
        self.text = text
        if isQuantity, let value = Double(String(digits)) {
            (kind, unit, number) = (rest.isEmpty ? 0 : 1, String(rest), value)
        } else {
            (kind, unit, number) = (2, "", 0)
        }
    }

    static func < (left: SettingOrder, right: SettingOrder) -> Bool {
        (left.kind, left.unit, left.number, left.text) < (right.kind, right.unit, right.number, right.text)
    }
}

/// The points that a search goes through.
public enum SettingsGrid {
    /// Most points of a search.
    public static let mostPoints = 2_000

    /// Every combination, in the order of settings; nil if there are more than ``mostPoints``.
    public static func points(_ axes: [SettingAxis]) -> [SettingsOption]? {
        var count = 1
        for axis in axes {
            count *= axis.values.count
            if count > mostPoints { return nil }
        }
        var points = [SettingsOption(values: [])]
        for axis in axes {
            points = points.flatMap { point in
                axis.values.map { SettingsOption(values: point.values + [$0]) }
            }
        }
        return points.sorted()
    }

    /// A few values of a range of whole numbers: all of them up to 8, else with ends and steps that grow by about a half.
    public static func coarse(_ range: ClosedRange<Int>) -> [Int] {
        guard range.count > 8 else { return Array(range) }
        var values: [Int] = []
        var value = range.lowerBound
        while value < range.upperBound {
            values.append(value)
            value = max(value + 1, value + (value - range.lowerBound + 1) / 2)
        }
        return values + [range.upperBound]
    }

    /// Points around one of a search that were not tried: along each axis with a refinement, up to 7 whole numbers between
    /// the neighbours of the point's value, with the other values as they are.
    public static func around(
        _ point: SettingsOption, axes: [SettingAxis], tried: Set<SettingsOption>
    ) -> [SettingsOption] {
        var points: [SettingsOption] = []
        for (index, axis) in axes.enumerated() {
            guard let range = axis.refinement, let here = point.number(index) else { continue }
            // What was tried with the other values as they are.
            var known: [Int] = []
            for other in tried {
                var moved = other.values
                moved[index] = point.values[index]
                if moved == point.values, let value = other.number(index) { known.append(value) }
            }
            let low = known.filter { $0 < here }.max() ?? range.lowerBound - 1
            let high = known.filter { $0 > here }.min() ?? range.upperBound + 1
            for gap in [(low + 1)..<max(low + 1, here), (here + 1)..<max(here + 1, high)] {
                let step = max(1, (gap.count + 3) / 4)
                for value in stride(from: gap.lowerBound + (step - 1) / 2, to: gap.upperBound, by: step)
                where range.contains(value) {
                    var values = point.values
                    values[index] = String(value)
                    points.append(SettingsOption(values: values))
                }
            }
        }
        return points.filter { !tried.contains($0) }.sorted()
    }
}
