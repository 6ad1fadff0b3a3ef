public import ObservedRuns
internal import ScanModel

/// What logs of runs tell, as JSON.
public enum ObservedJSON {
    /// Version of the form; raised when a member changes its meaning or disappears.
    public static let schema = "scanplan.observed/1"

    /// Counts, throttles and notes. Member order is fixed, so equal logs give equal bytes.
    public static func document(_ runs: LoggedRuns, profile: String, version: String) -> JSONValue {
        let stages = Dictionary(grouping: runs.observations, by: \.stage).sorted { $0.key < $1.key }
        return .members([
            "schema": .text(schema), "version": .text(version), "profile": .text(profile),
            "stages": .array(
                stages.map { name, observations in
                    .members([
                        "stage": .text(name), "finished": count(observations, .finished),
                        "censored": count(observations, .censored), "throttled": count(observations, .throttled),
                        "withSize": .count(observations.filter { $0.size != nil }.reduce(0) { $0 + $1.count }),
                    ])
                }),
            "throttles": .array(
                runs.throttles.map {
                    .members([
                        "action": .text($0.action), "account": .text($0.account), "region": .text($0.region),
                        "minute": .text($0.minute), "asked": .count($0.asked), "refused": .count($0.refused),
                        "refusedByProfile": .optional($0.refusedByProfile),
                    ])
                }),
            "notes": .array(runs.notes.map(JSONValue.text)),
        ])
    }

    private static func count(_ observations: [StageObservation], _ outcome: StageObservation.Outcome) -> JSONValue {
        .count(observations.filter { $0.outcome == outcome }.reduce(0) { $0 + $1.count })
    }
}
