import FleetInventory
import ScanModel
import Testing

/// The column `encryption` of a fleet table.
@Suite struct EncryptionTextTests {
    private let header = "account,region,platform,tags,volumes_gib,encryption,count\n"

    private func row(_ volumes: String, _ encryption: String, count: Int = 1) -> String {
        "111122223333,us-east-1,linux,,\(volumes),\(encryption),\(count)\n"
    }

    private func column(_ fleet: Fleet) -> [VolumeEncryption] {
        (0..<fleet.volumeCount).map { fleet.encryption(ofVolume: $0) }
    }

    @Test func wordsAreForEachVolumeOrForAll() throws {
        let fleet = try fleetOfTables(
            header + row("8+30+100", "none+defaultKey+customerKey") + row("8+30", "customerKey", count: 2)
                + row("8+30", "") + row("8", "unknownKey") + row("", "") + row("", "defaultKey"))
        #expect(
            column(fleet) == [
                .none, .defaultKey, .customerKey, .customerKey, .customerKey, .customerKey, .customerKey, .none, .none,
                .unknownKey,
            ])
        #expect(fleet.instanceCount == 7)
    }

    @Test func tablesWithoutTheColumnAreReadAsBefore() throws {
        let without = try fleetOfRows("111122223333,us-east-1,linux,,8+30,2")
        #expect(without.volumeEncryption.isEmpty)
        #expect(try fleetOfTables(header + row("8+30", "", count: 2)) == without)
        #expect(try fleetOfTables(header + row("8+30", "none", count: 2)) == without)
        #expect(try fleetOfTables(header + row("8+30", "none+none", count: 2)) == without)
    }

    @Test func theColumnMayStandAnywhere() throws {
        let fleet = try fleetOfTables(
            "encryption,volumes_gib,account,region,platform,tags\n\"defaultKey+none\",8+30,111122223333,a,linux,\n")
        #expect(column(fleet) == [.defaultKey, .none])
    }

    @Test func neighboursThatDifferByEncryptionHaveLinesOfTheirOwn() throws {
        let text =
            header + row("8+30", "", count: 2) + row("8+30", "none+defaultKey", count: 3)
            + row("8+30", "defaultKey+defaultKey") + row("8+30", "customerKey+unknownKey")
        let fleet = try fleetOfTables(text)
        #expect(table(of: fleet) == text)
    }

    @Test func aFleetWithoutEncryptedVolumesHasNoColumn() throws {
        let fleet = try fleetOfTables(header + row("8", "none"))
        #expect(table(of: fleet) == fleetHeader + "111122223333,us-east-1,linux,,8,1\n")
    }

    @Test(arguments: 1...30 as ClosedRange<UInt64>)
    func whatIsWrittenIsReadBack(seed: UInt64) throws {
        var state = seed
        func draw(below limit: UInt64) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % limit)
        }
        var fleet = Fleet()
        let (account, region) = (fleet.internAccount("111122223333"), fleet.internRegion("us-east-1"))
        for _ in 0..<200 {
            let encryption = (0..<draw(below: 4)).map { _ in VolumeEncryption(rawValue: UInt8(draw(below: 4)))! }
            fleet.append(
                account: account, region: region, platform: .linux, volumes: encryption.map { _ in 8 },
                encryption: encryption)
        }
        let written = table(of: fleet)
        #expect(try fleetOfTables(written) == fleet)
        #expect(table(of: try fleetOfTables(written)) == written)
    }

    @Test func otherWordsAreExplained() {
        let expected = "expected none, customerKey, defaultKey or unknownKey for each volume, joined by +"
        #expect(
            tableIssues(
                header + row("8+30", "none+aes") + row("8", "default-key") + row("8", "Customer") + row("8+30", "none+")
                    + row("8", "none;defaultKey") + row("8", "un")
            ) == [
                "1.csv:2:41: encryption: found \"aes\"; \(expected)",
                "1.csv:3:33: encryption: found \"default-key\"; \(expected); did you mean defaultKey?",
                "1.csv:4:33: encryption: found \"Customer\"; \(expected); did you mean customerKey?",
                "1.csv:5:41: encryption: found \"\"; \(expected)",
                "1.csv:6:33: encryption: found \"none;defaultKey\"; \(expected)",
                "1.csv:7:33: encryption: found \"un\"; \(expected)",
            ])
    }

    @Test func anotherNumberOfWordsIsExplained() {
        let expected = "expected one word for each volume, or one for all of them"
        #expect(
            tableIssues(header + row("8+30+9", "none+defaultKey") + row("8", "none+none") + row("", "none+none")) == [
                "1.csv:2:38: encryption: there are 2 words for 3 volumes; \(expected)",
                "1.csv:3:33: encryption: there are 2 words for 1 volume; \(expected)",
                "1.csv:4:32: encryption: there are 2 words for 0 volumes; \(expected)",
            ])
    }

    @Test func sizesThatCannotBeReadAreTheOnlyIssueOfTheirRow() {
        #expect(tableIssues(header + row("x", "none+none")).map { $0.prefix(24) } == ["1.csv:2:31: volumes_gib:"])
    }
}
