import Foundation
import ScanModel
import Testing

/// A reader in another language, written from docs/fleet-file.md alone, finds what the fleet holds.
@Suite(.enabled(if: PythonReader.hasPython, "there is no python3"))
struct FleetFileLayoutTests {
    private struct Sections: Decodable, Equatable {
        var sizeUnitsPerGiB: Int64
        var accounts: [String]
        var regions: [String]
        var groups: [String]
        var kindSystem: [String]
        var kindMachineType: [String]
        var tagCount: [Int]
        var tagKey: [String]
        var tagValue: [String]
        var instanceAccount: [Int32]
        var instanceRegion: [UInt16]
        var instancePlatform: [UInt8]
        var instanceFailures: [UInt8]
        var instanceTagSet: [Int32]
        var instanceVolumes: [Int]
        var volumeSize: [Int32]
        var volumeEncryption: [UInt8]
        var instanceTraits: [UInt8]
        var instanceGroup: [Int32]
        var instanceKind: [Int32]
        var volumeTagSet: [Int32]
        var intake: [Int]
        var intakeState: [String]
        var intakeStateCount: [Int]

        init(_ fleet: Fleet) {
            sizeUnitsPerGiB = fleet.sizeUnitsPerGiB
            accounts = fleet.accounts.texts
            regions = fleet.regions.texts
            groups = fleet.groups.texts
            kindSystem = fleet.kinds.all.map(\.system)
            kindMachineType = fleet.kinds.all.map(\.machineType)
            tagCount = fleet.tagSets.map(\.count)
            tagKey = fleet.tagSets.joined().map(\.key)
            tagValue = fleet.tagSets.joined().map(\.value)
            instanceAccount = fleet.instanceAccount
            instanceRegion = fleet.instanceRegion
            instancePlatform = fleet.instancePlatform.map(\.rawValue)
            instanceFailures = fleet.instanceFailures
            instanceTagSet = fleet.instanceTagSet
            instanceVolumes = (0..<fleet.instanceCount).map { fleet.volumes(of: $0).count }
            volumeSize = fleet.volumeSize
            volumeEncryption = fleet.volumeEncryption.map(\.rawValue)
            instanceTraits = fleet.instanceTraits.map(\.rawValue)
            instanceGroup = fleet.instanceGroup
            instanceKind = fleet.instanceKind
            volumeTagSet = fleet.volumeTagSet
            let counts = fleet.intake
            intake = [
                counts.files, counts.duplicateInstances, counts.unattachedVolumes, counts.missingVolumes,
                counts.duplicateVolumes, counts.instancesInLocalZones,
            ]
            let states = counts.instancesByUnscannableState.sorted {
                $0.key.utf8.lexicographicallyPrecedes($1.key.utf8)
            }
            intakeState = states.map(\.key)
            intakeStateCount = states.map(\.value)
        }
    }

    @Test(arguments: 300...320 as ClosedRange<UInt64>)
    func everySectionHoldsWhatThePageSays(seed: UInt64) throws {
        var random = RandomFleet(seed: seed)
        let fleet = random.fleet()
        let folder = try TestFolder()
        let file = "\(folder.path)/f.scanfleet"
        try Data(fleetFile(fleet)).write(to: URL(filePath: file))
        let result = try PythonReader.run([PythonReader.script("FleetFile/read.py"), file])
        #expect(result.status == 0, "\(result.diagnostics)")
        #expect(try JSONDecoder().decode(Sections.self, from: result.output) == Sections(fleet))
    }
}
