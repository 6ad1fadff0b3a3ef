import ScanModel
import Testing

@testable import ScenarioInput

@Suite("Encryption in scenarios")
struct EncryptionFieldsTests {
    private func listing(_ volumes: String, _ encryption: String) -> String {
        ScenarioSample.least.replacing("volumes: [8GiB]", with: "volumes: \(volumes), encryption: \(encryption)")
    }

    private func fleet(_ volumes: String, _ encryption: String) throws -> Fleet {
        let draft = try ScenarioSample.draft(listing(volumes, encryption))
        return try ScenarioAssembler.assemble(draft, inventories: [nil]).deployments[0].fleet
    }

    private func issues(_ volumes: String, _ encryption: String) -> [String] {
        ScenarioSample.unplaced(listing(volumes, encryption))
    }

    @Test("a word stands for all volumes, a list for each")
    func words() throws {
        #expect(try fleet("[8GiB, 9GiB]", "defaultKey").volumeEncryption == [.defaultKey, .defaultKey])
        #expect(try fleet("[8GiB, 9GiB]", "[none, customerKey]").volumeEncryption == [.none, .customerKey])
        #expect(try fleet("[8GiB, 9GiB]", "[unknownKey, none]").volumeEncryption == [.unknownKey, .none])
        #expect(
            try fleet("[8GiB]", "defaultKey, count: 3").volumeEncryption == [.defaultKey, .defaultKey, .defaultKey])
    }

    @Test("without a word, with `none` and without volumes there is no column")
    func none() throws {
        let plain = try ScenarioAssembler.assemble(
            try ScenarioSample.draft(ScenarioSample.least), inventories: [nil])
        #expect(plain.deployments[0].fleet.volumeEncryption.isEmpty)
        #expect(try fleet("[8GiB]", "none") == plain.deployments[0].fleet)
        #expect(try fleet("[8GiB]", "[none]") == plain.deployments[0].fleet)
        #expect(try fleet("[8GiB]", "") == plain.deployments[0].fleet)
        #expect(try fleet("[]", "defaultKey").volumeEncryption.isEmpty)
    }

    @Test("other words and other numbers of them are issues")
    func wrongWords() {
        let path = "deployments[0].fleet.instances[0].encryption"
        let words = "expected one of none, customerKey, defaultKey, unknownKey"
        #expect(
            issues("[8GiB]", "defaultkey") == ["\(path): is `defaultkey`; \(words); did you mean defaultKey?"])
        #expect(
            issues("[8GiB, 9GiB]", "[true, none]") == ["\(path)[0]: is `true`; \(words)"])
        #expect(issues("[8GiB]", "{customerKey: 10%}") == ["\(path): is a mapping; \(words)"])
        #expect(
            issues("[8GiB, 9GiB]", "[none]") == [
                "\(path): has 1 element for 2 volumes; expected one for each volume, or one word for all of them"
            ])
        #expect(
            issues("[8GiB]", "[none, none, none]") == [
                "\(path): has 3 elements for 1 volume; expected one for each volume, or one word for all of them"
            ])
    }

    @Test("volumes that cannot be read leave no second issue about their number")
    func volumesUnread() {
        #expect(issues("8GiB", "[none, none]").count == 1)
        #expect(issues("[8]", "[none]").count == 1)
    }

    private func described(_ encryption: String) -> String {
        let head = ScenarioSample.least.split(separator: "      instances:\n")[0]
        return head + """
                  generate:
                    instances: 10
                    accounts: 1
                    firstAccount: "222233334444"
                    regions: {us-east-1: 1}
                    volumesPerInstance: [1]
                    rootSize: {median: 30GiB, sigma: 0.5, least: 8GiB, most: 100GiB}
                    encryption: \(encryption)

            """
    }

    @Test("shares of a described fleet reach its specification")
    func shares() throws {
        func shares(_ text: String) throws -> EncryptionShares? {
            try ScenarioSample.draft(described(text)).deployments[0].generated?.encryption
        }
        #expect(
            try shares("{customerKey: 30%, defaultKey: 0.2}")
                == EncryptionShares(customerKey: Rational(3, over: 10), defaultKey: Rational(1, over: 5)))
        #expect(try shares("{defaultKey: 100%}") == EncryptionShares(defaultKey: .one))
        #expect(try shares("{}") == EncryptionShares())
        #expect(try shares("") == EncryptionShares())
    }

    @Test("wrong shares of a described fleet are issues")
    func wrongShares() {
        let path = "deployments[0].fleet.generate"
        #expect(
            ScenarioSample.unplaced(described("{customerKey: 60%, defaultKey: 50%}"))
                == ["\(path).encryption.defaultKey: both shares are 1.1 together; expected at most 1"])
        #expect(
            ScenarioSample.unplaced(described("{customerKey: 60%, unknownKey: 10%}"))
                == ["\(path).encryption.unknownKey: unknown key; expected one of customerKey, defaultKey"])
        #expect(
            ScenarioSample.unplaced(described("30%"))
                == ["\(path).encryption: is `30%`; expected a mapping of keys to values"])
        #expect(ScenarioSample.unplaced(described("{customerKey: 130%}")).count == 1)
    }

    private func counted(_ encryption: String) -> String {
        let head = ScenarioSample.least.split(separator: "      instances:\n")[0]
        return head
            + "      inventory: {resourceCounts: {files: [c.csv], volumeSize: 8GiB, encryption: \(encryption)}}\n"
    }

    @Test("shares are assumed of counted volumes")
    func counts() throws {
        let counts = try #require(
            try ScenarioSample.draft(counted("{customerKey: 0.5, defaultKey: 50%}")).deployments[0].counts)
        #expect(
            counts.encryption
                == EncryptionShares(customerKey: Rational(1, over: 2), defaultKey: Rational(1, over: 2)))
        #expect(
            ScenarioSample.unplaced(counted("{customerKey: 0.5, defaultKey: 51%}")) == [
                "deployments[0].fleet.inventory.resourceCounts.encryption: "
                    + "defaultKey both shares are 1.01 together; expected at most 1"
            ])
    }
}
