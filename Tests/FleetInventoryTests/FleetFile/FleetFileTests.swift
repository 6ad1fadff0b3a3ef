import FleetInventory
import FoundationEssentials
import ScanModel
import Testing

/// What is written is read back, whatever a fleet holds.
@Suite struct FleetFileTests {
    @Test(arguments: 1...200 as ClosedRange<UInt64>)
    func everythingOfAFleetSurvives(seed: UInt64) throws {
        var random = RandomFleet(seed: seed)
        let fleet = random.fleet()
        let bytes = fleetFile(fleet)
        let read = try FleetFile.decode(bytes, name: "f")
        #expect(read == fleet)
        #expect(bytesOfTexts(read) == bytesOfTexts(fleet))
        #expect(fleetFile(read) == bytes)
    }

    /// Fleets are equal if their columns are, however they came about.
    @Test(arguments: 1...50 as ClosedRange<UInt64>)
    func equalFleetsGiveEqualFiles(seed: UInt64) {
        var (one, other) = (RandomFleet(seed: seed), RandomFleet(seed: seed))
        let fleet = one.fleet()
        let again = other.fleet()
        var grown = Fleet(sizeUnitsPerGiB: again.sizeUnitsPerGiB)
        grown.append(contentsOf: again)
        #expect(grown == fleet)
        #expect(fleetFile(grown) == fleetFile(fleet))
        #expect(fleetFile(again.rows(Array(0..<again.instanceCount))).count <= fleetFile(fleet).count)
    }

    /// A fleet that was read goes on like any other.
    @Test(arguments: 1...50 as ClosedRange<UInt64>)
    func aReadFleetCanGrow(seed: UInt64) throws {
        var random = RandomFleet(seed: seed)
        var fleet = random.fleet()
        var read = try FleetFile.decode(fleetFile(fleet), name: "f")
        let known = fleet.tagSets.last ?? []
        for tags in [known, [Tag(key: "new", value: "")], known, [Tag(key: "new", value: "")]] {
            #expect(read.internTags(tags) == fleet.internTags(tags))
        }
        for name in ["new", fleet.accounts.texts.first ?? "new"] {
            #expect(read.internAccount(name) == fleet.internAccount(name))
            #expect(read.internRegion(name) == fleet.internRegion(name))
            #expect(read.internGroup(name) == fleet.internGroup(name))
        }
        #expect(read.internKind(.unknown) == 0)
        for index in 0..<2 {
            read.append(account: 0, region: 0, platform: .linux, tagSet: Int32(index), volumes: [5])
            fleet.append(account: 0, region: 0, platform: .linux, tagSet: Int32(index), volumes: [5])
        }
        #expect(read == fleet)
        #expect(fleetFile(read) == fleetFile(fleet))
    }

    @Test func countsThatNoImportReachesAreHeldInside() throws {
        var fleet = Fleet()
        fleet.intake.files = .max
        fleet.intake.missingVolumes = -1
        fleet.intake.instancesByUnscannableState = ["pending": .max]
        let read = try FleetFile.decode(fleetFile(fleet), name: "f").intake
        #expect(read.files == 1 << 40 && read.missingVolumes == 0)
        #expect(read.instancesByUnscannableState == ["pending": 1 << 40])
    }

    @Test func aGeneratedFleetNeedsFewBytes() throws {
        let fleet = FleetGenerator.fleet(.sample(seed: 3, instances: 20_000))
        let bytes = fleetFile(fleet)
        #expect(try FleetFile.decode(bytes, name: "f") == fleet)
        // An instance has a byte or two in six columns, and a volume two for its size.
        #expect(bytes.count < fleet.instanceCount * 7 + fleet.volumeCount * 2 + 20_000, "\(bytes.count)")
    }

    @Test func columnsLargerThanAPieceComeBack() throws {
        var fleet = Fleet()
        let account = fleet.internAccount("a")
        let region = fleet.internRegion("r")
        for number in 0..<150_001 as Range<Int32> {
            fleet.append(
                account: account, region: region, platform: number % 3 == 0 ? .windows : .linux,
                failures: UInt8(number % 251), volumes: [number * 13 + 1])
        }
        #expect(try FleetFile.decode(fleetFile(fleet), name: "f") == fleet)
    }

    @Test func aFileIsReadFromDisk() throws {
        let folder = try TestFolder()
        let fleet = FleetGenerator.fleet(.sample(seed: 5, instances: 3000))
        try Data(fleetFile(fleet)).write(to: URL(filePath: "\(folder.path)/f.scanfleet"))
        let contents = try FleetFile.contents(path: "f.scanfleet", relativeTo: folder.path)
        #expect(contents.fleet == fleet)
        #expect(contents.sections.count == 25)
        #expect(contents.sections.map(\.name).prefix(2) == ["textLength", "textBytes"])
        #expect(contents.sections.first { $0.name == "volumeSize" }?.count == fleet.volumeCount)
        #expect(contents.sections.first?.offset == 1040)
        #expect(try FleetFile.load(path: "\(folder.path)/f.scanfleet", relativeTo: "/") == fleet)
        #expect(throws: InventoryError.unreadable(path: "none", reason: "No such file or directory")) {
            try FleetFile.load(path: "none", relativeTo: folder.path)
        }
        #expect(throws: InventoryError.self) { try FleetFile.load(path: ".", relativeTo: folder.path) }
    }

    /// The bytes of a small fleet, so that the format cannot change without its version.
    @Test func theFormatIsTheDocumentedOne() {
        var fleet = Fleet()
        let tags = fleet.internTags([Tag(key: "k", value: "v")])
        fleet.append(
            account: fleet.internAccount("111122223333"), region: fleet.internRegion("us-east-1"), platform: .windows,
            tagSet: tags, volumes: [30, 300])
        let bytes = fleetFile(fleet)
        #expect(bytes.count == 1040 + 10 * 8 + 8 * 4)
        #expect(Array(bytes[0..<16]) == [0x89, 0x53, 0x46, 0x4C, 0x0D, 0x0A, 0x1A, 0x0A, 1, 0, 0, 0, 25, 0, 0, 0])
        #expect(String(decoding: bytes[1048..<1072], as: UTF8.self) == "111122223333kus-east-1v\0")
        #expect(XXHash64Tests.referenceChecksum(bytes[..<1032]) == word(bytes[1032..<1040]))
        // Sizes: two values of two bytes, the least is 30.
        let entry = Array(bytes[(32 + 16 * 40)..<(32 + 17 * 40)])
        #expect(word(entry[0..<4]) == 17 && word(entry[4..<8]) == 2 && word(entry[16..<24]) == 2)
        #expect(word(entry[24..<32]) == 30)
        let offset = Int(word(entry[8..<16]))
        #expect(Array(bytes[offset..<offset + 8]) == [0, 0, 14, 1, 0, 0, 0, 0])
        #expect(XXHash64Tests.referenceChecksum(bytes[offset..<offset + 8]) == word(entry[32..<40]))
    }

    private func word(_ bytes: ArraySlice<UInt8>) -> UInt64 { bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) } }
}
