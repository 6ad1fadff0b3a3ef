import ScanModel
import Studies
import Testing

@Suite struct FleetNoticesTests {
    private func notices(_ instance: String, policies: String = "{}") throws -> [String] {
        try answer(
            scenario(deployment: [
                "    - {account: \"222233334444\", region: us-east-1, tags: {Scan: daily}, volumes: [8GiB], count: 3, "
                    + "\(instance)}", "policies: \(policies)",
            ]), depth: .plan
        ).deployments[0].notices
    }

    @Test func otherScansAreCountedUntilTheyAreLeftOut() throws {
        let both = try notices("cloudAgent: true, apiScanned: true")
        #expect(both.contains { $0.hasPrefix("3 listed instances are covered by the cloud agent too") })
        #expect(both.contains { $0.hasPrefix("3 listed instances are covered by the API-based scan too") })
        let less = try notices(
            "cloudAgent: true, apiScanned: true", policies: "{skipCloudAgent: true, skipApiScanned: true}")
        #expect(!less.contains { $0.contains("covered by") })
        #expect(less.contains { $0.contains("begins every 4 h and takes 4 to 8 h for a whole account") })
        #expect(try !notices("state: stopped").contains { $0.contains("covered by") })
    }

    @Test func systemsThatAreNotToldAreCounted() throws {
        #expect(try notices("os: Ubuntu").contains { $0.hasPrefix("888 of 891 listed instances do not tell") })
        #expect(try !notices("machineType: m5.large").contains { $0.contains("do not tell") })
    }

    @Test func machineTypesThatAreNotActivatedAreNamed() throws {
        #expect(try notices("machineType: t3.nano").contains { $0.contains("(t3.nano)") })
        #expect(
            try !notices("machineType: t3.nano", policies: "{skipTypesNotActivated: true}").contains {
                $0.contains("(t3.nano)")
            })
    }
}
