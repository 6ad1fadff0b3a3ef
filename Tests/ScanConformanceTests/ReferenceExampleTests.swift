import Foundation
import ScenarioInput
import Studies
import Testing

/// The three published documents of the reference model, every metric to 1e-9.
@Suite struct ReferenceExampleTests {
    struct Expected: Decodable {
        struct Region: Decodable {
            let activated: Value
            let opened: Value
            let completed: Value
            let ended: Value
            let scanners: Int
        }
        struct Value: Decodable { let exact: String }
        let expected: Metrics

        struct Metrics: Decodable {
            var quantities: [String: Double] = [:]
            var counts: [String: Int] = [:]
            var regions: [String: Region] = [:]

            init(from decoder: any Decoder) throws {
                let container = try decoder.container(keyedBy: Key.self)
                for key in container.allKeys {
                    if key.stringValue == "regions" {
                        regions = try container.decode([String: Region].self, forKey: key)
                    } else if let count = try? container.decode(Int.self, forKey: key) {
                        counts[key.stringValue] = count
                    } else {
                        let value = try container.decode(Value.self, forKey: key)
                        quantities[key.stringValue] = try #require(NaiveRational(exact: value.exact)).doubleValue
                    }
                }
            }

            struct Key: CodingKey {
                let stringValue: String
                var intValue: Int? { nil }
                init?(stringValue: String) { self.stringValue = stringValue }
                init?(intValue: Int) { nil }
            }
        }
    }

    /// The documents that the self-test carries.
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Sources/Verification/Data")

    @Test(arguments: ["E01", "E02", "E03"])
    func everyMetricIsReproduced(name: String) throws {
        let bytes = try Data(contentsOf: Self.folder.appending(path: "\(name).json"))
        let expected = try JSONDecoder().decode(Expected.self, from: bytes).expected
        let metrics = try referenceMetrics(bytes: Array(bytes), file: name)
        #expect(expected.quantities.count == 12)
        #expect(expected.counts.count == 4)
        #expect(metrics.quantities.count == expected.quantities.count)
        #expect(metrics.counts.count == expected.counts.count)
        for (metric, value) in metrics.quantities {
            #expect(closeEnough(value, try #require(expected.quantities[metric])), "\(metric)")
        }
        for (metric, value) in metrics.counts { #expect(value == expected.counts[metric], "\(metric)") }
        #expect(metrics.regions.count == expected.regions.count)
        for region in metrics.regions {
            let wanted = try #require(expected.regions[region.name])
            for (value, exact) in [
                (region.activated, wanted.activated.exact), (region.opened, wanted.opened.exact),
                (region.completed, wanted.completed.exact), (region.ended, wanted.ended.exact),
            ] {
                #expect(closeEnough(value, try #require(NaiveRational(exact: exact)).doubleValue), "\(region.name)")
            }
            #expect(region.scanners == wanted.scanners, "\(region.name)")
        }
    }
}

/// Runs a reference document through the planner, the simulator and the estimator.
func referenceMetrics(bytes: [UInt8], file: String) throws -> ReferenceMetrics {
    let scenario = try ReferenceDocument.read(bytes: bytes, file: file)
    guard case .answered(let answer) = try ScanStudy.answer(scenario, depth: .simulate) else {
        throw NaiveError.document("\(file) is infeasible")
    }
    return try #require(ReferenceMetrics(answer))
}

/// Equal to 1e-9 relative; exactly equal where zero is expected.
func closeEnough(_ value: Double, _ expected: Double) -> Bool {
    abs(value - expected) <= 1e-9 * abs(expected)
}
