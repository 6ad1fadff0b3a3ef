import FleetInventory
import ScanModel
import Testing

@Suite("Systems, machine types and tags of volumes in AWS listings")
struct AWSKindsTests {
    private static func fleet(_ fields: String, volume: String = "") throws -> Fleet {
        let text = """
            {"Reservations": [{"OwnerId": "111122223333", "Instances": [{
              "InstanceId": "i-1", "State": {"Name": "running"}, "Placement": {"AvailabilityZone": "us-east-1a"},
              "BlockDeviceMappings": [{"Ebs": {"VolumeId": "vol-1"}}, {"Ebs": {"VolumeId": "vol-2"}}]
              \(fields.isEmpty ? "" : ", \(fields)")}]}],
             "Volumes": [{"VolumeId": "vol-1", "Size": 8}, {"VolumeId": "vol-2", "Size": 9 \(volume)}]}
            """
        return try AWSInventory.decode([("a.json", Array(text.utf8))])
    }

    @Test(
        "A family alone is no system",
        arguments: [
            ("", InstanceKind.unknown), ("\"PlatformDetails\": \"Linux/UNIX\"", .unknown),
            ("\"PlatformDetails\": \"Windows\"", .unknown), ("\"PlatformDetails\": \"windows\"", .unknown),
            (
                "\"PlatformDetails\": \"Red Hat Enterprise Linux\", \"InstanceType\": \"m5.large\"",
                InstanceKind(system: "Red Hat Enterprise Linux", machineType: "m5.large")
            ),
            ("\"InstanceType\": \"t3.nano\"", InstanceKind(machineType: "t3.nano")),
        ])
    func kinds(fields: String, kind: InstanceKind) throws {
        let fleet = try Self.fleet(fields)
        #expect(fleet.kinds[fleet.kind(of: 0)] == kind)
        #expect(fleet.instanceKind.isEmpty == (kind == .unknown))
    }

    @Test("Tags of volumes come from their own listing")
    func volumeTags() throws {
        let fleet = try Self.fleet("", volume: ", \"Tags\": [{\"Key\": \"scratch\", \"Value\": \"yes\"}]")
        #expect(fleet.tagSets[Int(fleet.tagSet(ofVolume: 0))] == [])
        #expect(fleet.tagSets[Int(fleet.tagSet(ofVolume: 1))] == [Tag(key: "scratch", value: "yes")])
        #expect(try Self.fleet("").volumeTagSet.isEmpty)
        #expect(try Self.fleet("", volume: ", \"Tags\": []").volumeTagSet.isEmpty)
    }

    @Test("A tag without a key is told with its place")
    func faults() throws {
        #expect(throws: InvalidInput.self) { try Self.fleet("", volume: ", \"Tags\": [{\"Value\": \"yes\"}]") }
    }
}
