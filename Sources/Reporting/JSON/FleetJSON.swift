public import ScanModel

/// What a fleet holds, for programs.
public enum FleetJSON {
    /// Name and version of the document.
    public static let schema = "scanplan.fleet/1"
    /// Name and version of the document about a file.
    public static let checkSchema = "scanplan.fleetcheck/1"

    /// The whole summary. Member order and number spelling are fixed, so equal fleets give equal bytes.
    ///
    /// - Parameter format: the version of the file's format.
    public static func document(_ fleet: FleetOverview, format: Int, version: String) -> JSONValue {
        .members([
            "schema": .text(schema), "version": .text(version), "format": .count(format),
            "sizeUnitsPerGiB": .integer(fleet.sizeUnitsPerGiB),
            "instances": .count(fleet.total.instances), "volumes": .count(fleet.total.volumes),
            "GiB": .number(fleet.gib(fleet.total.sizeUnits)),
            "leastGiB": .number(fleet.gib(Int64(fleet.leastSizeUnits))),
            "mostGiB": .number(fleet.gib(Int64(fleet.mostSizeUnits))),
            "taggedInstances": .count(fleet.taggedInstances), "tagSets": .count(fleet.tagSets),
            "groups": .count(fleet.groups),
            "regions": parts(fleet.regions, fleet), "accounts": parts(fleet.accounts, fleet),
            "platforms": parts(fleet.platforms, fleet), "systems": parts(fleet.systems, fleet),
            "encryption": .array(
                fleet.encryptions.map {
                    .members([
                        "name": .text($0.name), "volumes": .count($0.volumes), "GiB": .number(fleet.gib($0.sizeUnits)),
                    ])
                }),
            "sizes": .array(
                fleet.sizes.map {
                    .members(["mostGiB": .integer($0.mostGiB), "volumes": .count($0.volumes)])
                }),
            "intake": intake(fleet.intake),
        ])
    }

    /// What was found in order, by section.
    public static func check(
        _ sections: [(name: String, values: Int, width: Int, bytes: Int)], format: Int, version: String
    ) -> JSONValue {
        .members([
            "schema": .text(checkSchema), "version": .text(version), "format": .count(format), "isSound": .bool(true),
            "sections": .array(
                sections.map {
                    .members([
                        "name": .text($0.name), "values": .count($0.values), "bytesEach": .count($0.width),
                        "bytes": .count($0.bytes),
                    ])
                }),
        ])
    }

    private static func parts(_ parts: [FleetOverview.Part], _ fleet: FleetOverview) -> JSONValue {
        .array(
            parts.map {
                .members([
                    "name": .text($0.name), "instances": .count($0.instances), "volumes": .count($0.volumes),
                    "GiB": .number(fleet.gib($0.sizeUnits)),
                ])
            })
    }

    private static func intake(_ intake: FleetIntake) -> JSONValue {
        .members([
            "files": .count(intake.files),
            "instancesByUnscannableState": .object(
                intake.instancesByUnscannableState.sorted { $0.key < $1.key }.map {
                    JSONValue.Member(name: $0.key, value: .count($0.value))
                }),
            "duplicateInstances": .count(intake.duplicateInstances),
            "unattachedVolumes": .count(intake.unattachedVolumes), "missingVolumes": .count(intake.missingVolumes),
            "duplicateVolumes": .count(intake.duplicateVolumes),
            "instancesInLocalZones": .count(intake.instancesInLocalZones),
        ])
    }
}
