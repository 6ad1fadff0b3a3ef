import Rollout
import Testing

@Suite struct PreflightStorageTests {
    /// 10 scanners of 8 volumes of 100 GiB and 10 root volumes of 8 GiB: 8,080 GiB.
    private func find(_ limits: String) throws -> [PreflightFinding] {
        try Case(deployment: [limits], instances: [Case.instances(volumes: "100GiB", count: 200)])
            .findings(.gp3Storage)
    }

    @Test func theVolumesOfAllScannersAndTheirOwnCount() throws {
        let found = try find("limits: {gp3Storage: 8079GiB}")
        #expect(found.map(\.severity) == [.warns])
        #expect(found.first?.number("gp3 needed at most") == 8080)
        #expect(try find("limits: {gp3Storage: 8080GiB}") == [])
    }

    /// 10 scanners of 8 volumes of 1 TiB: more than the 50 TiB of an account that asked for nothing.
    @Test func anAccountHasFiftyTiB() throws {
        let found = try Case(instances: [Case.instances(volumes: "1TiB", count: 200)]).findings(.gp3Storage)
        #expect(found.first?.number("quota") == 51_200)
        #expect(found.first?.number("gp3 needed at most") == 82_000, "80 volumes of 1,024 GiB and 10 of 8 GiB")
        #expect(found.first?.remedy.contains("81 TiB") == true)
        #expect(try Case().findings(.gp3Storage) == [])
    }

    @Test func aHundredThousandVolumesMayHaveSnapshots() throws {
        let volumes = Array(repeating: "1GiB", count: 20).joined(separator: ", ")
        let many = try Case(interval: 8784, instances: [Case.instances(volumes: volumes, count: 5001)])
        #expect(many.findings(.snapshotsPerRegion).map(\.severity) == [.warns])
        #expect(many.findings(.snapshotsPerRegion).first?.number("snapshots at most") == 100_020)
        let enough = try Case(interval: 8784, instances: [Case.instances(volumes: volumes, count: 5000)])
        #expect(enough.findings(.snapshotsPerRegion) == [])
    }
}
