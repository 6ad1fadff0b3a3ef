import ScanModel
import Studies
import Testing

/// What answers say about encrypted volumes.
@Suite struct EncryptionNoticesTests {
    private func notices(_ encryption: String, depth: StudyDepth = .plan) throws -> [String] {
        var scenario = try scenario()
        let plain = try answer(scenario, depth: depth)
        #expect(plain.deployments[0].notices == scenario.deployments[0].notices)
        let words = Dictionary(uniqueKeysWithValues: VolumeEncryption.allCases.map { ($0.name, $0) })
        let column = try encryption.split(separator: " ").map { try #require(words[String($0)]) }
        var fleet = scenario.deployments[0].fleet
        for tagSet in [fleet.instanceTagSet[0], 0] {
            fleet.append(
                account: 0, region: 0, platform: .linux, tagSet: tagSet, volumes: column.map { _ in 8 },
                encryption: column)
        }
        scenario.deployments[0].fleet = fleet
        let notices = try answer(scenario, depth: depth).deployments[0].notices
        #expect(Array(notices.prefix(plain.deployments[0].notices.count)) == plain.deployments[0].notices)
        return Array(notices.dropFirst(plain.deployments[0].notices.count))
    }

    @Test func nothingIsSaidWhereNoCopyIsNeeded() throws {
        #expect(try notices("none customerKey") == [])
        #expect(try notices("none customerKey", depth: .simulate) == [])
    }

    /// The instance without the tag has as many such volumes, and is not scanned.
    @Test(arguments: [StudyDepth.plan, .simulate])
    func scannedVolumesWithTheDefaultKeyAreCounted(depth: StudyDepth) throws {
        #expect(
            try notices("defaultKey none defaultKey", depth: depth) == [
                "2 of 891 scanned volumes are encrypted with the default key (aws/ebs), which cannot be shared: each "
                    + "snapshot must first be copied with another key. This copy is not modelled yet; times, requests "
                    + "and costs leave it out."
            ])
    }

    @Test func volumesOfAnUnknownKeyAreCountedApart() throws {
        let notices = try notices("unknownKey defaultKey")
        #expect(notices.count == 2)
        #expect(notices.first?.hasPrefix("1 of 890 scanned volumes is encrypted with the default key") == true)
        #expect(
            notices.last
                == "1 of 890 scanned volumes is encrypted with a key that the fleet does not tell. If it is the default "
                + "key (aws/ebs), each snapshot must first be copied with another key, which is not modelled yet.")
    }
}
