import FleetInventory
import ScanModel
import Testing

/// Listings beside those of `describe-instances` and `describe-volumes`, and what is left out of all.
@Suite struct AWSFurtherListingsTests {
    private func imported(_ texts: String..., keepsGoing: Bool = false) throws(InvalidInput) -> ImportedFleet {
        try AWSInventory.imported(
            texts.enumerated().map { ("\($0 + 1).json", Array($1.utf8)) }, keepsGoing: keepsGoing)
    }

    private let configInstance = """
        {"accountId": "111122223333", "resourceType": "AWS::EC2::Instance", "awsRegion": "eu-west-1",
         "configuration": {"instanceId": "i-1", "state": {"name": "running"}, "instanceType": "t3.medium",
          "placement": {"availabilityZone": "eu-west-1a"}, "platformDetails": "Windows", "rootDeviceName": "/dev/sda1",
          "blockDeviceMappings": [{"deviceName": "/dev/sdf", "ebs": {"volumeId": "vol-2"}},
           {"deviceName": "/dev/sda1", "ebs": {"volumeId": "vol-1"}}],
          "tags": [{"key": "Scan", "value": "yes"}]}}
        """

    private func configVolume(_ id: String, _ size: Int) -> String {
        """
        {"accountId": "111122223333", "resourceType": "AWS::EC2::Volume",
         "configuration": {"volumeId": "\(id)", "size": \(size), "encrypted": true, "kmsKeyId": "alias/aws/ebs"}}
        """
    }

    private func result(_ item: String) -> String {
        let escaped = item.replacing("\n", with: "").replacing("\"", with: "\\\"")
        return "\"\(escaped)\""
    }

    /// The same estate as the client lists it.
    private let listing = """
        {"Reservations": [{"OwnerId": "111122223333", "Instances": [
         {"InstanceId": "i-1", "State": {"Name": "running"}, "InstanceType": "t3.medium",
          "Placement": {"AvailabilityZone": "eu-west-1a"}, "PlatformDetails": "Windows", "RootDeviceName": "/dev/sda1",
          "BlockDeviceMappings": [{"DeviceName": "/dev/sdf", "Ebs": {"VolumeId": "vol-2"}},
           {"DeviceName": "/dev/sda1", "Ebs": {"VolumeId": "vol-1"}}],
          "Tags": [{"Key": "Scan", "Value": "yes"}]}]}],
         "Volumes": [{"VolumeId": "vol-1", "Size": 30, "Encrypted": true, "KmsKeyId": "alias/aws/ebs"},
          {"VolumeId": "vol-2", "Size": 100, "Encrypted": true, "KmsKeyId": "alias/aws/ebs"}]}
        """

    @Test("AWS Config gives the fleet that the client gives, in all three of its shapes")
    func config() throws {
        let items = [configInstance, configVolume("vol-1", 30), configVolume("vol-2", 100)]
        let expected = try imported(listing).fleet
        #expect(expected.readable.map(\.volumes) == [[30, 100]])
        #expect(expected.volumeSize == [30, 100])
        let query =
            "{\"Results\": [\(items.map(result).joined(separator: ", "))], \"QueryInfo\": {\"SelectFields\": []}}"
        #expect(try imported(query).fleet == expected)
        let snapshot = items.joined(separator: ", ").replacing("accountId", with: "awsAccountId")
        #expect(
            try imported("{\"fileVersion\": \"1.0\", \"configurationItems\": [\(snapshot)]}").fleet == expected)
        let lines = items.map { $0.replacing("\n", with: "") }.joined(separator: "\n")
        #expect(try imported(lines).fleet == expected)
    }

    @Test("Resources of other types, and deleted ones, are passed over")
    func otherItems() throws {
        let bucket = "{\"accountId\": \"111122223333\", \"resourceType\": \"AWS::S3::Bucket\", \"configuration\": {}}"
        let gone = configInstance.replacing(
            "\"awsRegion\"", with: "\"configurationItemStatus\": \"ResourceDeleted\", \"r\"")
        let fleet = try imported("{\"Results\": [\(result(bucket)), \(result(gone))]}").fleet
        #expect(fleet.instanceCount == 0)
    }

    @Test("A fault inside a result of AWS Config points to the text and names the path in it")
    func configFault() throws {
        let broken = configVolume("vol-1", 0)
        let found = issues("{\"Results\": [\n\(result(broken))]}")
        #expect(
            found == [
                "1.json:2:1: Results[0].configuration.size: found the number 0; expected a whole number of GiB from 1 to "
                    + "65536"
            ])
        #expect(issues("{\"Results\": [\"{\"]}").count == 1)
        #expect(issues("{\"Results\": [7]}").count == 1)
    }

    @Test("Lines with a reservation or a volume each, as jq -c prints them")
    func lines() throws {
        let reservation = """
            {"OwnerId": "111122223333", "Instances": [\(instance("i-1", volumes: ["vol-1"]))]}
            """.replacing("\n", with: "")
        let lines = "\(reservation)\n"
        let volumes = "{\"VolumeId\": \"vol-1\", \"Size\": 8}\n{\"VolumeId\": \"vol-2\", \"Size\": 9}\n"
        let fleet = try imported(lines, volumes).fleet
        #expect(fleet.readable.map(\.volumes) == [[8]])
        #expect(fleet.intake.unattachedVolumes == 1)
    }

    @Test("Several documents of one file, one after the other")
    func documents() throws {
        let both = reservation(instance("i-1", volumes: ["vol-1"])) + "\n" + volumes(["vol-1": 12])
        #expect(try imported(both).fleet.readable.map(\.volumes) == [[12]])
    }

    @Test("Snapshots are counted with what they store")
    func snapshots() throws {
        let text = """
            {"Snapshots": [
             {"SnapshotId": "snap-1", "State": "completed", "VolumeSize": 100, "FullSnapshotSizeInBytes": 53687091200},
             {"SnapshotId": "snap-2", "State": "completed", "VolumeSize": 50, "FullSnapshotSizeInBytes": 26843545600},
             {"SnapshotId": "snap-3", "State": "pending", "VolumeSize": 8}]}
            """
        let counts = try imported(text).snapshots
        #expect(counts.sized == 2 && counts.unsized == 1 && counts.pending == 1)
        #expect(counts.storedBytes == 75 << 30 && counts.volumeGiB == 150)
    }

    @Test("With keepsGoing what is wrong is left out, counted and told, and the rest is the fleet")
    func keepsGoing() throws {
        let text = """
            {"Reservations": [{"OwnerId": "111122223333", "Instances": [
              \(instance("i-1", volumes: ["vol-1"])), \(instance("i-2", zone: "nowhere", volumes: ["vol-1"])), 7,
              \(instance("i-3", volumes: ["vol-2"]))]}, {"OwnerId": "x", "Instances": [\(instance("i-4"))]}],
             "Volumes": [{"VolumeId": "vol-1", "Size": 8}, {"VolumeId": "vol-2", "Size": -1}]}
            """
        let all = try imported(text, "{\"Volumes\": [{\"VolumeId\": \"vol-2\", \"Size\": 9}, ", keepsGoing: true)
        #expect(all.fleet.readable.map(\.volumes) == [[8], [9]])
        #expect(all.skippedCount == 5 && all.skipped.count == 5)
        #expect(
            all.skipped.map(\.path) == [
                "Reservations[0].Instances[1].Placement.AvailabilityZone", "Reservations[0].Instances[2]",
                "Reservations[1].OwnerId", "Volumes[1].Size", "Volumes[1]",
            ])
        #expect(throws: InvalidInput.self) { try imported(text) }
    }

    @Test("A line that is no JSON costs this line only")
    func brokenLines() throws {
        let lines = "{\"VolumeId\": \"vol-1\", \"Size\": 8}\n{\"VolumeId\": \n{\"VolumeId\": \"vol-2\", \"Size\": 9}\n"
        let all = try imported(lines, keepsGoing: true)
        #expect(all.skippedCount == 1)
        #expect(all.fleet.intake.unattachedVolumes == 2)
    }

    @Test("Any number of files at a time gives the same fleet", arguments: [1, 2, 3, 8])
    func width(_ width: Int) async throws {
        let folder = try TestFolder()
        var texts: [(name: String, bytes: [UInt8])] = []
        for number in 0..<40 {
            // Instances and volumes repeat in other files, so that the order of the files counts.
            let text =
                number.isMultiple(of: 2)
                ? reservation(
                    instance("i-\(number % 14)", zone: "us-east-1a", volumes: ["vol-\(number)", "vol-\(number + 1)"]),
                    instance("i-\(number)", zone: "eu-west-1b", volumes: ["vol-\(number % 6)"]),
                    owner: "\(111_122_223_333 + number % 5)")
                : volumes(["vol-\(number)": number, "vol-\(number - 1)": number + 1, "vol-\(number % 6)": 99])
            try folder.write(text, to: "\(100 + number).json")
            texts.append(("\(100 + number).json", Array(text.utf8)))
        }
        let expected = try AWSInventory.decode(texts)
        let files = texts.map { ByteFile(name: $0.name, location: "\(folder.path)/\($0.name)") }
        #expect(try await AWSInventory.read(files, width: width).fleet == expected)
    }
}
