import ScanModel
import ScenarioInput
import Studies
import Testing

/// What answers say about volumes of which nobody knows whether their snapshots must be copied.
@Suite struct EncryptionNoticesTests {
    /// Sentences that a deployment has with such instances, and has not without them.
    private func notices(
        _ encryption: String, policies: String = "{}", depth: StudyDepth = .plan
    ) throws -> [String] {
        let lines = ["volumes", "scanned"].map { tag in
            let tags = tag == "scanned" ? "{Scan: daily}" : "{}"
            return "        - {account: \"222233334444\", region: us-east-1, tags: \(tags), "
                + "volumes: [8GiB, 8GiB, 8GiB], encryption: [\(encryption)]}"
        }
        // Listed instances come last in the text of the small scenario, so further ones can follow it.
        let plain = try answer(scenario(deployment: ["policies: \(policies)"]), depth: depth)
        let encrypted = try answer(
            scenario(instances: lines, deployment: ["policies: \(policies)"]), depth: depth)
        return encrypted.deployments[0].notices.filter { !plain.deployments[0].notices.contains($0) }
    }

    @Test(arguments: ["none, customerKey, none", "defaultKey, none, customerKey"])
    func nothingIsSaidWhereTheKeyIsKnown(encryption: String) throws {
        #expect(try notices(encryption) == [])
        #expect(try notices(encryption, depth: .simulate) == [])
    }

    /// The instance without the tag has as many such volumes, and is not scanned.
    @Test(arguments: [StudyDepth.plan, .simulate])
    func scannedVolumesOfAnUnknownKeyAreCounted(depth: StudyDepth) throws {
        #expect(
            try notices("unknownKey, defaultKey, unknownKey", depth: depth) == [
                "2 of 891 scanned volumes are encrypted with a key that the fleet does not tell. It is taken as one that "
                    + "can be shared; if it is the default key (aws/ebs), each snapshot must first be copied with another "
                    + "one. policies.unknownKey says which."
            ])
        #expect(try notices("unknownKey, none, none").first?.hasPrefix("1 of 891 scanned volumes is encrypted") == true)
    }

    @Test(arguments: ["shared", "copied"])
    func nothingIsSaidWhereTheScenarioDecides(word: String) throws {
        #expect(try notices("unknownKey, none, none", policies: "{unknownKey: \(word)}") == [])
    }

    /// Copied volumes take time and requests, shared ones none.
    @Test func theDecisionIsWhatHappens() throws {
        let volumes =
            "        - {account: \"222233334444\", region: eu-west-1, tags: {Scan: daily}, volumes: [8GiB], "
            + "encryption: unknownKey}"
        func requests(_ word: String) throws -> (Double, Int) {
            let answer = try answer(
                scenario(instances: [volumes], deployment: ["policies: {unknownKey: \(word)}"]), depth: .simulate
            ).deployments[0]
            return (
                answer.run?.usage.total(.requests(action: "CopySnapshot")).doubleValue ?? -1,
                answer.plan.demand.copiedVolumes
            )
        }
        #expect(try requests("shared") == (0, 0))
        #expect(try requests("copied") == (1, 1))
    }
}
