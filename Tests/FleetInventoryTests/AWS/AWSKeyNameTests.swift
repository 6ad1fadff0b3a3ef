import ScanModel
import Testing

@testable import FleetInventory

/// What a volume listing tells about encryption, and what it does not.
@Suite struct AWSKeyNameTests {
    private static let uuid = "1234abcd-12ab-34cd-56ef-1234567890ab"

    @Test(
        arguments: [
            ("arn:aws:kms:us-east-1:111122223333:key/\(uuid)", VolumeEncryption.unknownKey, "111122223333"),
            ("arn:aws-us-gov:kms:us-gov-west-1:111122223333:key/\(uuid)", .unknownKey, "111122223333"),
            ("arn:aws:kms:us-east-1:111122223333:key/mrk-\(uuid)", .customerKey, "111122223333"),
            ("arn:aws:kms:us-east-1:111122223333:alias/aws/ebs", .defaultKey, "111122223333"),
            ("arn:aws:kms:us-east-1:111122223333:alias/team", .customerKey, "111122223333"),
            ("arn:aws:kms:us-east-1:111122223333:alias/aws/s3", .unknownKey, "111122223333"),
            ("arn:aws:iam:us-east-1:111122223333:key/\(uuid)", .unknownKey, nil),
            ("arn:aws:kms:us-east-1::key/\(uuid)", .unknownKey, nil), ("alias/aws/ebs", .defaultKey, nil),
            ("alias/team", .customerKey, nil), (uuid, .unknownKey, nil), ("mrk-\(uuid)", .customerKey, nil),
            ("", .unknownKey, nil), (":::::", .unknownKey, nil),
        ] as [(String, VolumeEncryption, String?)])
    func aNameTellsWhatItCan(name: String, encryption: VolumeEncryption, account: String?) {
        let key = AWSKeyName(name)
        #expect(key.encryption == encryption)
        #expect(key.account == account)
    }

    private func listing(_ volumes: [(id: String, fields: String)]) -> String {
        let objects = volumes.map { "{\"VolumeId\": \"\($0.id)\", \"Size\": 8\($0.fields)}" }
        return "{\"Volumes\": [\(objects.joined(separator: ", "))]}"
    }

    private func key(_ account: String, _ resource: String) -> String {
        ", \"Encrypted\": true, \"KmsKeyId\": \"arn:aws:kms:us-east-1:\(account):\(resource)\""
    }

    @Test func theListingOfVolumesEncryptsTheVolumesOfInstances() throws {
        let volumes = listing([
            ("vol-a", ""), ("vol-b", ", \"Encrypted\": false"), ("vol-c", ", \"Encrypted\": true"),
            ("vol-d", key("111122223333", "key/\(Self.uuid)")), ("vol-e", key("444455556666", "key/\(Self.uuid)")),
            ("vol-f", key("111122223333", "key/mrk-\(Self.uuid)")), ("vol-g", key("111122223333", "alias/aws/ebs")),
            ("vol-h", ", \"Encrypted\": null, \"KmsKeyId\": null"),
        ])
        let names = ["vol-h", "vol-g", "vol-f", "vol-e", "vol-d", "vol-c", "vol-b", "vol-x", "vol-a"]
        let instances = reservation(instance("i-1", volumes: names))
        let expected: [VolumeEncryption] = [
            .none, .defaultKey, .customerKey, .customerKey, .unknownKey, .unknownKey, .none, .none,
        ]
        #expect(try fleet(volumes, instances).volumeEncryption == expected)
        #expect(try fleet(instances, volumes).volumeEncryption == expected)
    }

    @Test func whoseTheInstanceIsDecidesWhoseTheKeyIs() throws {
        let volumes = listing([
            ("vol-a", key("111122223333", "key/\(Self.uuid)")), ("vol-b", key("111122223333", "key/\(Self.uuid)")),
            ("vol-c", key("111122223333", "alias/aws/ebs")),
        ])
        let fleet = try fleet(
            volumes, reservation(instance("i-1", volumes: ["vol-a"])),
            reservation(instance("i-2", volumes: ["vol-b", "vol-c"]), owner: "444455556666"))
        #expect(fleet.volumeEncryption == [.unknownKey, .customerKey, .defaultKey])
    }

    @Test func theFirstListingOfAVolumeCounts() throws {
        let instances = reservation(instance("i-1", volumes: ["vol-a"]))
        let (plain, encrypted) = (listing([("vol-a", "")]), listing([("vol-a", key("111122223333", "alias/aws/ebs"))]))
        #expect(try fleet(instances, plain, encrypted).volumeEncryption.isEmpty)
        #expect(try fleet(instances, encrypted, plain).volumeEncryption == [.defaultKey])
    }

    @Test func aListingWithoutEncryptionHasNoColumn() throws {
        let fleet = try fleet(reservation(instance("i-1", volumes: ["vol-a"])), volumes(["vol-a": 8]))
        #expect(fleet.volumeEncryption.isEmpty)
    }

    @Test func otherTypesAreIssues() {
        let text = listing([("vol-a", ", \"Encrypted\": \"yes\", \"KmsKeyId\": 7")])
        #expect(
            issues(text) == [
                "1.json:1:60: Volumes[0].Encrypted: found the text \"yes\"; expected true or false",
                "1.json:1:79: Volumes[0].KmsKeyId: found the number 7; expected a text such as \"arn:aws:kms:...\"",
            ])
    }
}
