internal import ScanModel

/// What an import found as JSON.
public enum ImportJSON {
    /// Version of the form; raised when a member changes its meaning or disappears.
    public static let schema = "scanplan.import/1"

    /// The whole answer. Member order and number spelling are fixed, so equal answers give equal bytes.
    public static func document(_ answer: ImportAnswer, version: String) -> JSONValue {
        let intake = answer.fleet.intake
        return .members([
            "schema": .text(schema), "version": .text(version), "output": .optional(answer.output),
            "files": .object(answer.files.map { JSONValue.Member(name: $0.kind, value: .count($0.count)) }),
            "bytes": .count(answer.bytes),
            "instances": .count(answer.fleet.instanceCount), "volumes": .count(answer.fleet.volumeCount),
            "gib": .count(answer.gib), "accounts": .count(answer.accounts), "regions": .count(answer.regions),
            "leftOut": .members([
                "instancesByState": .object(
                    intake.instancesByUnscannableState.sorted { $0.key < $1.key }.map {
                        JSONValue.Member(name: $0.key, value: .count($0.value))
                    }),
                "duplicateInstances": .count(intake.duplicateInstances),
                "duplicateVolumes": .count(intake.duplicateVolumes),
                "unattachedVolumes": .count(intake.unattachedVolumes),
                "missingVolumes": .count(intake.missingVolumes),
            ]),
            "snapshots": .members([
                "count": .count(answer.snapshots), "pending": .count(answer.snapshotsPending),
                "storedShare": answer.storedShare.map { .number($0) } ?? .null,
                "storedShareOf": .count(answer.snapshotsSized),
            ]),
            "skipped": .members([
                "count": .count(answer.skippedCount),
                "issues": .array(answer.skipped.map { .text($0.description) }),
            ]),
            "again": answer.again.map {
                .members([
                    "filesRead": .array($0.read.map { .text($0) }), "files": .count($0.of),
                    "reason": .optional($0.reason),
                ])
            } ?? .null,
        ])
    }

    /// Version of the form of counts.
    public static let countsSchema = "scanplan.import-counts/1"

    /// What an import of counts found.
    public static func document(_ answer: ResourceCountAnswer, version: String) -> JSONValue {
        .members([
            "schema": .text(countsSchema), "version": .text(version), "output": .optional(answer.output),
            "accounts": .count(answer.accounts), "regions": .count(answer.regions),
            "instances": .count(answer.instances), "volumes": .count(answer.volumes),
            "otherResources": .count(answer.others), "listedAgain": .count(answer.duplicates),
            "skipped": .members([
                "count": .count(answer.skippedCount),
                "issues": .array(answer.skipped.map { .text($0.description) }),
            ]),
        ])
    }
}
