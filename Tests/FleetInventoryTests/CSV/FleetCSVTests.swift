import FleetInventory
import ScanModel
import Testing

/// Tables that are fine.
@Suite struct FleetCSVTests {
    private let web = ReadableInstance(
        account: "111122223333", region: "us-east-1", platform: "linux", volumes: [30, 100],
        tags: ["Scan": "daily", "Team": "web"])

    @Test func everyColumnIsRead() throws {
        let fleet = try fleetOfRows(
            "111122223333,us-east-1,linux,Scan=daily;Team=web,100+30,1",
            "444455556666,eu-west-1,windows,,50,2",
            "111122223333,eu-west-1,linux,Empty=,,")
        let windows = ReadableInstance(
            account: "444455556666", region: "eu-west-1", platform: "windows", volumes: [50], tags: [:])
        let bare = ReadableInstance(
            account: "111122223333", region: "eu-west-1", platform: "linux", volumes: [], tags: ["Empty": ""])
        #expect(fleet.readable == [web, windows, windows, bare])
        #expect(fleet.volumeSize.prefix(2) == [100, 30])
        #expect(fleet.accounts.texts == ["111122223333", "444455556666"])
        #expect(fleet.regions.texts == ["us-east-1", "eu-west-1"])
    }

    @Test func subscriptionsAreAccountsInSmallLetters() throws {
        let fleet = try fleetOfRows(
            "0F1E2D3C-4B5A-6978-8796-A5B4C3D2E1F0,westeurope,linux,,8,1",
            "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0,eastus2,linux,,8,1", "111122223333,us-east-1,linux,,8,1")
        #expect(fleet.accounts.texts == ["0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0", "111122223333"])
        #expect(fleet.regions.texts == ["westeurope", "eastus2", "us-east-1"])
    }

    @Test func columnsStandInAnyOrderAndTheCountMayBeMissing() throws {
        let fleet = try fleetOfTables(
            "tags,volumes_gib,platform,region,account\nTeam=web;Scan=daily,30+100,linux,us-east-1,111122223333\n")
        #expect(fleet.readable == [web])
    }

    @Test(arguments: ["\n", "\r\n"])
    func linesEndWithEither(end: String) throws {
        let lines = [String(fleetHeader.dropLast()), "111122223333,us-east-1,linux,Scan=daily;Team=web,30+100,1"]
        #expect(try fleetOfTables(lines.joined(separator: end)).readable == [web])
        #expect(try fleetOfTables(lines.joined(separator: end) + end).readable == [web])
        #expect(try fleetOfTables("\u{FEFF}" + lines.joined(separator: end) + end).readable == [web])
    }

    @Test func cellsMayStandInQuotationMarks() throws {
        let fleet = try fleetOfTables(
            #"""
            "account","region",platform,"tags","volumes_gib","count"\#r
            "111122223333","us-east-1","linux","Scan=daily;Team=web","30+100","1"\#r
            "111122223333","us-east-1","linux","Scan=daily, ""or"" so;Team=""","",""\#r

            """#)
        #expect(fleet.readable[0] == web)
        #expect(fleet.readable[1].tags == ["Scan": "daily, \"or\" so", "Team": "\""])
        #expect(fleet.readable[1].volumes == [])
    }

    @Test func percentEncodingIsUndoneWhateverItEncodes() throws {
        let fleet = try fleetOfRows("111122223333,us-east-1,linux,%41%3d=%2B1%3B%25;Bé=%C3%a9%00 %0A,,")
        #expect(fleet.tagSets[1] == [Tag(key: "A=", value: "+1;%"), Tag(key: "Bé", value: "é\0 \n")])
    }

    @Test func filesFollowOneAnother() throws {
        let fleet = try FleetCSV.decode([
            ("b.csv", Array("\(fleetHeader)222222222222,us-east-1,linux,,8,2".utf8)),
            ("a.csv", Array("\(fleetHeader)111111111111,us-east-1,linux,,8,1".utf8)),
        ])
        #expect(fleet.readable.map(\.account) == ["222222222222", "222222222222", "111111111111"])
        #expect(fleet.intake.files == 2)
    }

    @Test func aHeaderAloneIsAnEmptyFleet() throws {
        #expect(try fleetOfTables(fleetHeader) == Fleet())
        #expect(try fleetOfTables(String(fleetHeader.dropLast())) == Fleet())
        #expect(try FleetCSV.decode([]) == Fleet())
    }

    @Test func theEndsOfEveryRangeAreRead() throws {
        let most = [String](repeating: "65536", count: 1000).joined(separator: "+")
        let fleet = try fleetOfRows(
            "000000000000,a,linux,,1+65536,", "999999999999,\(String(repeating: "z", count: 64)),linux,,\(most),001")
        #expect(fleet.volumeCount == 1002)
        #expect(fleet.volumeSize.max() == 65_536)
        let many = try fleetOfTables("count,account,region,platform,tags,volumes_gib\n100000,111122223333,a,linux,,\n")
        #expect(many.instanceCount == 100_000)
    }

    @Test func aLineMayHaveSixtyFourKibibytes() throws {
        let tags = (0..<254).map { "\($0 + 100)=" + String(repeating: "y", count: 252) }.joined(separator: ";")
        let start = "111122223333,us-east-1,linux,\(tags);Long="
        let rest = ",8,1"
        let value = String(repeating: "x", count: 65_536 - start.utf8.count - rest.utf8.count)
        #expect(value.utf8.count > 100)
        #expect(try fleetOfRows(start + value + rest).tagSets[1].contains(Tag(key: "Long", value: value)))
        #expect(try fleetOfRows(start + value + rest + "\r\n").instanceCount == 1)
        #expect(
            rowIssues(start + value + "x" + rest, "111122223333,us-east-1,linux,,x,")
                == [
                    "1.csv:2:1: the line has 65537 bytes; expected at most 65536 bytes",
                    "1.csv:3:31: volumes_gib: found \"x\"; expected sizes such as 30+100, "
                        + "each a whole number of GiB from 1 to 65536",
                ])
    }
}
