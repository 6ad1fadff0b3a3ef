import FleetInventory
import FoundationEssentials
import ScanModel
import Testing

/// A scenario asks more of a fleet than that it is one.
@Suite struct FleetFileInventoryTests {
    private static func fleet(
        account: String = "111122223333", region: String = "us-east-1", tag: String = "v", failures: UInt8 = 0,
        volumes: [Int32] = [8], sizeUnitsPerGiB: Int64 = 1
    ) -> Fleet {
        var fleet = Fleet(sizeUnitsPerGiB: sizeUnitsPerGiB)
        fleet.append(
            account: fleet.internAccount(account), region: fleet.internRegion(region), platform: .linux,
            tagSet: fleet.internTags([Tag(key: "k", value: tag)]), failures: failures, volumes: volumes)
        return fleet
    }

    private func problems(_ fleets: Fleet...) throws -> [String] {
        let folder = try TestFolder()
        var names: [String] = []
        for (index, fleet) in fleets.enumerated() {
            names.append("\(index).scanfleet")
            try Data(fleetFile(fleet)).write(to: URL(filePath: "\(folder.path)/\(index).scanfleet"))
        }
        do throws(InventoryError) {
            _ = try FleetFile.loadInventory(paths: names, relativeTo: folder.path)
            return []
        } catch {
            return error.description.split(separator: "\n").map(String.init)
        }
    }

    @Test func soundFleetsAreAddedUp() throws {
        let folder = try TestFolder()
        let fleets = [Self.fleet(), Self.fleet(account: "222233334444", region: "eu-west-1", volumes: [1, 65_536])]
        for (index, fleet) in fleets.enumerated() {
            try Data(fleetFile(fleet)).write(to: URL(filePath: "\(folder.path)/\(index).scanfleet"))
        }
        let read = try FleetFile.loadInventory(paths: ["0.scanfleet", "1.scanfleet"], relativeTo: folder.path)
        var sum = fleets[0]
        sum.append(contentsOf: fleets[1])
        #expect(read == sum)
    }

    @Test func whatNoScenarioCanUseIsTold() throws {
        #expect(try problems(Self.fleet(account: "1234")).first?.contains("an account is \"1234\"") == true)
        #expect(
            try problems(Self.fleet(account: "ABCDEF00-0000-0000-0000-000000000000")).first?.contains("an account is")
                == true)
        #expect(try problems(Self.fleet(region: "US")).first?.contains("a region is \"US\"") == true)
        #expect(
            try problems(Self.fleet(tag: String(repeating: "x", count: 257))).first?.contains("has 257 characters")
                == true)
        #expect(try problems(Self.fleet(failures: 2)).first?.contains("instance 0 has 2 preset failures") == true)
        #expect(try problems(Self.fleet(volumes: [1, 65_537])).first?.contains("volume 1 has 65537 GiB") == true)
        let many = [Int32](repeating: 1, count: 1001)
        #expect(try problems(Self.fleet(volumes: many)).first?.contains("has 1001 volumes") == true)
        #expect(try problems(Self.fleet(sizeUnitsPerGiB: 1024)).first?.contains("in 1/1024 GiB") == true)
        #expect(try problems(Fleet()).first?.contains("has no instance") == true)
        let both = try problems(Self.fleet(region: ""), Self.fleet(), Self.fleet(account: ""))
        #expect(both.count == 2 && both[0].hasPrefix("0.scanfleet: ") && both[1].hasPrefix("2.scanfleet: "))
    }
}
