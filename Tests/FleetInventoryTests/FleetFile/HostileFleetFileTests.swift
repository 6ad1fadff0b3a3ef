import ScanModel
import TestSupport
import Testing

@testable import FleetInventory

/// Files that are cut, damaged or made up: each is refused with its section and byte, and none stops the program.
@Suite struct HostileFleetFileTests {
    private static func small() -> [UInt8] {
        var random = RandomFleet(seed: 77)
        return fleetFile(random.fleet(instances: 12))
    }

    private func issues(_ bytes: [UInt8]) -> [InputIssue] {
        do throws(InventoryError) {
            _ = try FleetFile.decode(bytes, name: "f")
            return []
        } catch {
            guard case .invalid(let input) = error else { return [] }
            return input.issues
        }
    }

    @Test func everyCutFileIsRefused() {
        let bytes = Self.small()
        for length in 0..<bytes.count {
            let issues = issues(Array(bytes.prefix(length)))
            #expect(issues.count == 1 && issues[0].problem.hasPrefix("at byte "), "\(length): \(issues)")
        }
        #expect(issues(bytes + [0]).map(\.path) == ["header"])
    }

    @Test func everyDamagedByteIsNoticed() {
        let bytes = Self.small()
        for place in bytes.indices {
            for flip in [0x01, 0x80, 0xFF] as [UInt8] {
                var damaged = bytes
                damaged[place] ^= flip
                #expect(!issues(damaged).isEmpty, "byte \(place)")
            }
        }
    }

    /// Every section that is damaged is told, and no other.
    @Test func allDamagedSectionsAreTold() throws {
        var bytes = Self.small()
        let table = try FleetFileTable(Array(bytes.prefix(1040)), fileBytes: bytes.count)
        let hit: [FleetFileLayout.Section] = [.tagKey, .instanceVolumes, .volumeSize]
        for section in hit { bytes[table[section].offset] ^= 4 }
        #expect(issues(bytes).map(\.path).sorted() == hit.map(\.name).sorted())
        #expect(issues(bytes).allSatisfy { $0.problem.contains("checksum") })
    }

    /// Somebody who knows the format can make every checksum fit.
    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func mutationsWithGoodChecksumsAreReadOrRefused(seed: UInt64) throws {
        var random = RandomFleet(seed: seed)
        let bytes = fleetFile(random.fleet(instances: 10))
        var dice = Dice(seed: seed &* 31)
        var refused = 0
        for _ in 0..<150 {
            var mutant = bytes
            for _ in 0..<dice.roll(1...3) {
                let place = dice.chance(40) ? dice.roll(16...1031) : dice.roll(1040...(bytes.count - 1))
                mutant[place] = UInt8(dice.pick([0, 1, 0x7F, 0x80, 0xFF, dice.roll(0...255)]))
            }
            Self.seal(&mutant)
            let found = issues(mutant)
            if !found.isEmpty {
                refused += 1
                #expect(found.allSatisfy { !$0.path.isEmpty && $0.problem.hasPrefix("at byte ") }, "\(found)")
            } else {
                // What is accepted is a fleet like any other.
                let fleet = try FleetFile.decode(mutant, name: "f")
                #expect(try FleetFile.decode(fleetFile(fleet), name: "f") == fleet)
                var grown = Fleet(sizeUnitsPerGiB: fleet.sizeUnitsPerGiB)
                grown.append(contentsOf: fleet)
                _ = FleetOverview(fleet)
            }
        }
        #expect(refused > 50, "\(refused) of 150")
    }

    /// Makes the checksums of all sections that lie in the file fit, and then that of the table.
    static func seal(_ bytes: inout [UInt8]) {
        for index in 0..<25 {
            let start = 32 + 40 * index
            func number(_ offset: Int, _ count: Int) -> Int {
                Int(
                    truncatingIfNeeded: bytes[start + offset..<start + offset + count].reversed().reduce(UInt64(0)) {
                        $0 << 8 | UInt64($1)
                    })
            }
            let (width, offset, count) = (number(4, 4), number(8, 8), number(16, 8))
            guard width <= 8, (0..<bytes.count).contains(offset), (0..<bytes.count).contains(count) else { continue }
            let end = offset + FleetFileLayout.Entry.bytes(count: count, width: width)
            if end <= bytes.count { put(XXHash64.checksum(of: bytes[offset..<end]), at: start + 32, in: &bytes) }
        }
        put(XXHash64.checksum(of: bytes[..<1032]), at: 1032, in: &bytes)
    }

    static func put(_ value: UInt64, at place: Int, in bytes: inout [UInt8]) {
        for byte in 0..<8 { bytes[place + byte] = UInt8(truncatingIfNeeded: value >> UInt64(8 * byte)) }
    }

    /// A count that the file is too short for is refused before anything is made for it.
    @Test(arguments: FleetFileLayout.Section.allCases)
    func lyingCountsAreRefused(section: FleetFileLayout.Section) {
        let entry = 32 + 40 * (Int(section.rawValue) - 1)
        for count in [1 << 30, Int(Int32.max), 1 << 31, 1 << 61, -1] {
            for width in [0, 1, 2, 4, 8] {
                var bytes = Self.small()
                Self.put(UInt64(bitPattern: Int64(count)), at: entry + 16, in: &bytes)
                bytes[entry + 4] = UInt8(width)
                Self.seal(&bytes)
                let found = issues(bytes)
                #expect(!found.isEmpty, "\(count) values of \(width) bytes")
            }
        }
    }

    @Test func foreignAndNewerFilesAreToldApart() {
        var bytes = Self.small()
        bytes[8] = 2
        #expect(
            issues(bytes).map(\.description) == [
                "f: header: at byte 8: the file has version 2 of the format; "
                    + "expected at most version 1; a newer scanplan reads it"
            ])
        bytes[8] = 0
        #expect(issues(bytes)[0].problem.contains("the version of the format is 0"))
        for text in ["", "account,region\n", "PAR1"] {
            #expect(issues(Array(text.utf8))[0].problem == "at byte 0: this is no fleet file")
        }
        let asText = Self.small().filter { $0 != 0x0D }
        #expect(
            issues(asText)[0].problem == "at byte 0: a transfer took this fleet file for text and changed its bytes")
    }
}
