import Foundation
import ScanModel
import Testing

@testable import FleetInventory

/// What other programs read of the files written here.
@Suite(.enabled(if: PythonReader.isThere || PythonReader.isWanted, "python3 has no pyarrow and duckdb; ./test does"))
struct FleetParquetTests {
    /// Values of every column, in the order of the rows.
    private struct Instances: Decodable, Equatable {
        var instance: [Int]
        var account: [String]
        var region: [String]
        var platform: [String]
        var os: [String?]
        var machineType: [String?]
        var instanceGroup: [String?]
        var tags: [[[String]]]
        var otherState: [Bool]
        var marketplace: [Bool]
        var arm64: [Bool]
        var ena: [Bool]
        var cloudAgent: [Bool]
        var apiScanned: [Bool]
        var failures: [Int]
        var volumes: [Int]
        var gib: [Double]

        init(_ fleet: Fleet) {
            let all = Array(0..<fleet.instanceCount)
            func known(_ text: String) -> String? { text.isEmpty ? nil : text }
            func flag(_ trait: InstanceTraits) -> [Bool] { all.map { fleet.traits(of: $0).contains(trait) } }
            instance = all
            account = all.map { fleet.accounts[fleet.instanceAccount[$0]] }
            region = all.map { fleet.regions[Int32(fleet.instanceRegion[$0])] }
            platform = all.map { fleet.instancePlatform[$0].name }
            os = all.map { known(fleet.kinds[fleet.kind(of: $0)].system) }
            machineType = all.map { known(fleet.kinds[fleet.kind(of: $0)].machineType) }
            instanceGroup = all.map { fleet.group(of: $0) < 0 ? nil : fleet.groups[fleet.group(of: $0)] }
            tags = all.map { fleet.tagSets[Int(fleet.instanceTagSet[$0])].map { [$0.key, $0.value] } }
            otherState = flag(.otherState)
            marketplace = flag(.marketplace)
            arm64 = flag(.arm64)
            ena = flag(.withoutENA).map { !$0 }
            cloudAgent = flag(.cloudAgent)
            apiScanned = flag(.apiScanned)
            failures = all.map { Int(fleet.instanceFailures[$0]) }
            volumes = all.map { fleet.volumes(of: $0).count }
            gib = all.map { instance in
                let units = fleet.volumes(of: instance).reduce(0) { $0 + Int(fleet.volumeSize[$1]) }
                return Double(units) / Double(fleet.sizeUnitsPerGiB)
            }
        }

        /// `String` takes some texts for equal that are not.
        var texts: [[UInt8]] {
            let plain = account + region + (os + machineType + instanceGroup).compactMap(\.self)
            return (plain + tags.joined().joined()).map { Array($0.utf8) }
        }
    }

    private struct Volumes: Decodable, Equatable {
        var volume: [Int]
        var instance: [Int]
        var account: [String]
        var region: [String]
        var gib: [Double]
        var encryption: [String]
        var tags: [[[String]]]

        init(_ fleet: Fleet) {
            let all = Array(0..<fleet.volumeCount)
            volume = all
            instance = (0..<fleet.instanceCount).flatMap { Array(repeating: $0, count: fleet.volumes(of: $0).count) }
            account = instance.map { fleet.accounts[fleet.instanceAccount[$0]] }
            region = instance.map { fleet.regions[Int32(fleet.instanceRegion[$0])] }
            gib = all.map { Double(fleet.volumeSize[$0]) / Double(fleet.sizeUnitsPerGiB) }
            encryption = all.map { fleet.encryption(ofVolume: $0).name }
            tags = all.map { fleet.tagSets[Int(fleet.tagSet(ofVolume: $0))].map { [$0.key, $0.value] } }
        }
    }

    private struct Both<Found: Decodable>: Decodable {
        var pyarrow: Found
        var duckdb: Found
    }

    private struct Regions: Decodable, Equatable {
        var region: [String]
        var rows: [Int]
        var sum: [Double]
    }

    @Test(arguments: 1...25 as ClosedRange<UInt64>)
    func everyValueIsReadByBoth(seed: UInt64) throws {
        var random = RandomFleet(seed: seed)
        let fleet = random.fleet()
        let instances: Both<Instances> = try PythonReader.read(fleet, .instances, groupRows: 7, "rows")
        let expected = Instances(fleet)
        #expect(instances.pyarrow == expected)
        #expect(instances.duckdb == expected)
        #expect(instances.pyarrow.texts == expected.texts)
        #expect(instances.duckdb.texts == expected.texts)
        let volumes: Both<Volumes> = try PythonReader.read(fleet, .volumes, groupRows: 7, "rows")
        #expect(volumes.pyarrow == Volumes(fleet))
        #expect(volumes.duckdb == Volumes(fleet))
    }

    @Test func anEmptyFleetHasColumnsAndNoRows() throws {
        let instances: Both<Instances> = try PythonReader.read(Fleet(), .instances, "rows")
        #expect(instances.pyarrow == Instances(Fleet()) && instances.duckdb == Instances(Fleet()))
        let volumes: Both<Volumes> = try PythonReader.read(Fleet(), .volumes, "rows")
        #expect(volumes.pyarrow == Volumes(Fleet()) && volumes.duckdb == Volumes(Fleet()))
    }

    @Test func countsAndSumsOfRegionsAreThoseOfTheFleet() throws {
        let fleet = FleetGenerator.fleet(.sample(seed: 11, instances: 20_000))
        let overview = FleetOverview(fleet)
        for table in FleetParquet.Table.allCases {
            let found: Both<Regions> = try PythonReader.read(fleet, table, groupRows: 3000, "regions", "gib")
            #expect(found.pyarrow == found.duckdb)
            #expect(found.pyarrow.region == overview.regions.map(\.name))
            #expect(found.pyarrow.rows == overview.regions.map { table == .instances ? $0.instances : $0.volumes })
            #expect(found.pyarrow.sum == overview.regions.map { overview.gib($0.sizeUnits) })
        }
    }

    @Test func groupsHaveAsManyRowsAsTheyMay() throws {
        let fleet = FleetGenerator.fleet(.sample(seed: 11, instances: 1000))
        #expect(try PythonReader.read(fleet, .instances, groupRows: 400, "groups") == [400, 400, 200])
        #expect(try PythonReader.read(fleet, .instances, "groups") == [1000])
    }
}
