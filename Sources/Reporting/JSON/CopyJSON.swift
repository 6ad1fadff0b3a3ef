internal import ScanModel

/// What answers tell of copies, and of items that were given up; nothing where there are none.
enum CopyJSON {
    /// The demand with the volumes to copy.
    static func demand(_ demand: DemandSummary, _ known: JSONValue) -> JSONValue {
        guard demand.copiedVolumes > 0, case .object(let members) = known else { return known }
        return .object(
            members + [
                JSONValue.Member(name: "copiedVolumes", value: .count(demand.copiedVolumes)),
                JSONValue.Member(name: "copiedInstances", value: .count(demand.copiedInstances)),
            ])
    }

    /// Items that were given up in a region, by reason.
    static func givenUp(_ run: RegionRun) -> JSONValue {
        .array(
            AbandonReason.allCases.compactMap { reason in
                run.abandoned[reason].map {
                    .members(["reason": .text(reason.rawValue), "instances": .count($0)])
                }
            })
    }
}
