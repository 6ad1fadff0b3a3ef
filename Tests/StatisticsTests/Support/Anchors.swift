import Foundation
import RandomStreams
import Statistics
import Testing

/// The committed anchor values, see `Data/README.md`.
enum Anchors {
    /// A part of `statsanchors.json` under one name.
    static func part<Value>(_ name: String, as type: Value.Type = Value.self) throws -> Value {
        let all = try #require(try json("Tests/StatisticsTests/Data/statsanchors.json") as? [String: Any])
        return try #require(all[name] as? Value, "\(name)")
    }

    /// The values of one row group of the closed forms that the self-test carries, by metric.
    static func closedForms(_ id: String) throws -> [String: Double] {
        let rows = try #require(try json("Sources/Verification/Data/closed-forms.json") as? [[String: Any]])
        return rows.filter { $0["id"] as? String == id }.reduce(into: [:]) { forms, row in
            guard let metric = row["metric"] as? String, let value = row["value"] as? String else { return }
            forms[metric] = Double(value)
        }
    }

    private static func json(_ path: String) throws -> Any {
        let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        return try JSONSerialization.jsonObject(with: Data(contentsOf: package.appending(path: path)))
    }

    /// The series that the steady-state anchors were computed on.
    static let series = (0..<1_000).map { 100 * pow(0.9, Double($0)) + Double($0 * 7_919 % 101) / 10 }
}

/// |actual - expected| / |expected|, or the absolute error where 0 is expected.
func relativeError(_ actual: Double, _ expected: Double) -> Double {
    if actual == expected { return 0 }
    return expected == 0 ? actual.magnitude : ((actual - expected) / expected).magnitude
}

/// Keyed variates of a distribution: repetition `trial`, numbers 0 ..< count.
func variates(_ distribution: Distribution, trial: Int, count: Int, stage: UInt16) -> [Double] {
    (0..<UInt32(count)).map { item in
        let key = DrawKey(seed: 0x57A7, trial: UInt32(trial), region: 0, item: item, stage: stage)
        return distribution.quantile(key.uniform(draw: 0))
    }
}
