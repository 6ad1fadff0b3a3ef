import FoundationEssentials
import ScanModel
import Testing

/// What the mock cloud was asked to make, by the books of the program that made it.
struct ExpectedInventory: Decodable {
    struct Place: Decodable {
        struct Instance: Decodable {
            var platform: String
            var volumes: [Int]
            var tags: [String: String]
        }

        var account: String
        var region: String
        var instances: [Instance]
    }

    var files: Int
    var instances: Int
    var windowsInstances: Int
    var instancesTaggedScanDaily: Int
    var volumes: Int
    var gib: Int
    var instancesByUnscannableState: [String: Int]
    var unattachedVolumes: Int
    var places: [Place]

    init(file: String) throws {
        self = try JSONDecoder().decode(Self.self, from: Data(contentsOf: URL(filePath: file)))
    }

    /// Compares every count, and every instance with its sizes and tags.
    func expectEqual(_ fleet: Fleet) {
        let daily = fleet.tagSets.map { $0.contains(Tag(key: "Scan", value: "daily")) }
        #expect(fleet.instanceCount == instances)
        #expect(fleet.instancePlatform.count { $0 == .windows } == windowsInstances)
        #expect(fleet.instanceTagSet.count { daily[Int($0)] } == instancesTaggedScanDaily)
        #expect(fleet.volumeCount == volumes)
        #expect(fleet.volumeSize.reduce(0) { $0 + Int($1) } == gib)

        var intake = FleetIntake()
        intake.files = files
        intake.instancesByUnscannableState = instancesByUnscannableState
        intake.unattachedVolumes = unattachedVolumes
        #expect(fleet.intake == intake)

        let made = places.flatMap { place in
            place.instances.map {
                ReadableInstance(
                    account: place.account, region: place.region, platform: $0.platform, volumes: $0.volumes.sorted(),
                    tags: $0.tags)
            }
        }
        #expect(fleet.readable.sorted() == made.sorted())
    }
}
