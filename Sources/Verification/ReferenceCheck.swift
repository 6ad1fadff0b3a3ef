internal import FoundationEssentials
internal import ScanModel
internal import ScenarioInput
internal import Studies

/// The embedded documents of the reference model, each with every metric as an exact fraction.
enum ReferenceCheck {
    static let names = ["E01", "E02", "E03"]

    static func rows(_ name: String) -> [SelfTestRow] {
        let text = EmbeddedData.text("Data/\(name).json")
        let expected: Expected
        let metrics: ReferenceMetrics
        do {
            expected = try JSONDecoder().decode(Content.self, from: Data(text.utf8)).expected
            let scenario = try ReferenceDocument.read(bytes: Array(text.utf8), file: name)
            guard case .answered(let answer) = try ScanStudy.answer(scenario, depth: .simulate),
                let found = ReferenceMetrics(answer)
            else { fatalError("the embedded \(name) has no answer") }
            metrics = found
        } catch {
            fatalError("the embedded \(name): \(error)")
        }
        var got = Dictionary(uniqueKeysWithValues: metrics.quantities.map { ($0.name, $0.value) })
        for count in metrics.counts { got[count.name] = Double(count.value) }
        for region in metrics.regions {
            got["\(region.name).activated"] = region.activated
            got["\(region.name).opened"] = region.opened
            got["\(region.name).completed"] = region.completed
            got["\(region.name).ended"] = region.ended
            got["\(region.name).scanners"] = Double(region.scanners)
        }
        return expected.values.sorted { $0.key < $1.key }.map { metric, value in
            let found = got[metric] ?? .nan
            let isEqual = (found - value).magnitude <= SelfTest.exactness * value.magnitude
            return SelfTestRow(
                id: name, title: "reference document", parameters: "", metric: metric,
                subject: .number(expected: value, got: found, standardError: nil),
                method: "planner, simulator and estimator", verdict: isEqual ? .passed : .differs, sampling: nil)
        }
    }

    private struct Content: Decodable {
        var expected: Expected
    }

    /// Metrics by name, those of regions as `region.metric`.
    private struct Expected: Decodable {
        var values: [String: Double] = [:]

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: Name.self)
            for name in container.allKeys where name.stringValue != "regions" {
                values[name.stringValue] = try container.decode(Value.self, forKey: name).value
            }
            let regions = try container.decode([String: [String: Value]].self, forKey: Name("regions"))
            for (region, metrics) in regions {
                for (metric, value) in metrics { values["\(region).\(metric)"] = value.value }
            }
        }
    }

    /// A whole number, or a fraction such as `731/90000` under `exact`.
    private struct Value: Decodable {
        var value: Double

        init(from decoder: any Decoder) throws {
            if let count = try? decoder.singleValueContainer().decode(Int.self) {
                value = Double(count)
                return
            }
            let text = try decoder.container(keyedBy: Name.self).decode(String.self, forKey: Name("exact"))
            let parts = text.split(separator: "/")
            guard let first = parts.first, let top = Rational(decimal: first),
                let bottom = parts.count > 1 ? Rational(decimal: parts[1]) : .one
            else {
                throw DecodingError.dataCorrupted(
                    .init(codingPath: decoder.codingPath, debugDescription: "no fraction: \(text)"))
            }
            value = (top / bottom).doubleValue
        }
    }

    private struct Name: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(_ text: String) { stringValue = text }
        init?(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }
}
