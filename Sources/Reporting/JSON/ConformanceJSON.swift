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
}
