internal import Statistics
public import Studies

/// The form in which `conformance` answers reference documents.
public enum ConformanceJSON {
    /// Metrics by their names, then the regions by theirs.
    public static func document(_ metrics: ReferenceMetrics) -> JSONValue {
        var members = metrics.quantities.map { JSONValue.Member(name: $0.name, value: .number($0.value)) }
        members += metrics.counts.map { JSONValue.Member(name: $0.name, value: .count($0.value)) }
        let regions = metrics.regions.map { region in
            JSONValue.Member(
                name: region.name,
                value: .members([
                    "activated": .number(region.activated), "opened": .number(region.opened),
                    "completed": .number(region.completed), "ended": .number(region.ended),
                    "scanners": .count(region.scanners),
                ]))
        }
        members.append(.init(name: "regions", value: .object(regions)))
        return .object(members)
    }

    /// Mean and standard deviation of every metric over the trials of a random document; null where there are too few.
    public static func document(_ statistics: ReferenceStatistics) -> JSONValue {
        func number(_ value: Double?) -> JSONValue { value.map { .number($0) } ?? .null }
        var members = [JSONValue.Member(name: "n", value: .count(statistics.count))]
        members += statistics.metrics.map { metric in
            JSONValue.Member(
                name: metric.name,
                value: .members([
                    "mean": number(metric.moments.mean), "sd": number(metric.moments.standardDeviation),
                ]))
        }
        let share = statistics.withinSlo.map { Double($0) / Double(statistics.count) }
        members.append(.init(name: "probWithinSlo", value: number(share)))
        return .object(members)
    }
}
