import FleetInventory
import ScanModel
import Testing

@Suite("Details of instances in AWS listings")
struct AWSInstanceDetailsTests {
    private static func fleet(_ fields: String, tags: String = "") throws -> Fleet {
        let text = """
            {"Reservations": [{"OwnerId": "111122223333", "Instances": [{
              "InstanceId": "i-1", "State": {"Name": "stopped"}, "Placement": {"AvailabilityZone": "us-east-1a"},
              "BlockDeviceMappings": [
                {"DeviceName": "/dev/sdf", "Ebs": {"VolumeId": "vol-2"}},
                {"DeviceName": "/dev/xvda", "Ebs": {"VolumeId": "vol-1"}}],
              "Tags": [\(tags)] \(fields.isEmpty ? "" : ", \(fields)")}]}],
             "Volumes": [{"VolumeId": "vol-1", "Size": 8}, {"VolumeId": "vol-2", "Size": 100}]}
            """
        return try AWSInventory.decode([("a.json", Array(text.utf8))])
    }

    @Test(
        "Processor and adapter are kept for images of the marketplace",
        arguments: [
            ("", []), ("\"Architecture\": \"arm64\"", []),
            ("\"ProductCodes\": [{\"ProductCodeType\": \"marketplace\"}]", [.marketplace]),
            ("\"ProductCodes\": [{\"ProductCodeType\": \"devpay\"}], \"Architecture\": \"arm64\"", []),
            (
                "\"ProductCodes\": [{\"ProductCodeType\": \"marketplace\"}], \"Architecture\": \"arm64_mac\"",
                [.marketplace, .arm64]
            ),
            (
                "\"ProductCodes\": [{\"ProductCodeType\": \"marketplace\"}], \"EnaSupport\": false",
                [.marketplace, .withoutENA]
            ),
            ("\"ProductCodes\": [{\"ProductCodeType\": \"marketplace\"}], \"EnaSupport\": true", [.marketplace]),
        ] as [(String, InstanceTraits)])
    func traits(fields: String, traits: InstanceTraits) throws {
        #expect(try Self.fleet(fields).traits(of: 0) == traits)
    }

    @Test("The volume that an instance starts from comes first")
    func root() throws {
        #expect(try Self.fleet("\"RootDeviceName\": \"/dev/xvda\"").volumeSize == [8, 100])
        #expect(try Self.fleet("\"RootDeviceName\": \"/dev/sdf\"").volumeSize == [100, 8])
        #expect(try Self.fleet("").volumeSize == [100, 8])
    }

    @Test("Members of a group start from the same image and template")
    func groups() throws {
        func group(_ fields: String, _ tags: String...) throws -> String? {
            let tags = tags.map { text in
                let halves = text.split(separator: "=")
                return "{\"Key\": \"\(halves[0])\", \"Value\": \"\(halves[1])\"}"
            }
            let fleet = try Self.fleet(fields, tags: tags.joined(separator: ", "))
            return fleet.group(of: 0) < 0 ? nil : fleet.groups.texts[Int(fleet.group(of: 0))]
        }
        let image = "\"ImageId\": \"ami-1\""
        #expect(try group(image, "Name=web") == nil)
        let web = try #require(try group(image, "aws:autoscaling:groupName=web"))
        #expect(try group(image, "aws:autoscaling:groupName=web", "Name=other") == web)
        #expect(try group("\"ImageId\": \"ami-2\"", "aws:autoscaling:groupName=web") != web)
        #expect(try group(image, "aws:ec2:fleet-id=web") != web)
        #expect(try group(image, "aws:autoscaling:groupName=web", "aws:ec2launchtemplate:version=2") != web)
    }
}
