import FleetInventory
import ScanModel

/// A kind of input that a fleet comes from, with a small sample that is fine.
struct ListingSample: Sendable {
    /// What a reader made of the bytes of one file.
    typealias Reader = @Sendable (_ bytes: [UInt8], _ keepsGoing: Bool) throws(InvalidInput) -> ImportedFleet

    static let file = "sample"

    var name: String
    var bytes: [UInt8]
    var read: Reader
    /// Whether the reader can leave out what is wrong.
    var canKeepGoing = true
    /// Whether a change of a packed byte nearly always breaks the file.
    var isPacked = false

    static let aws: Reader = { bytes, keepsGoing throws(InvalidInput) in
        try AWSInventory.imported([(file, bytes)], keepsGoing: keepsGoing)
    }

    static let azure: Reader = { bytes, keepsGoing throws(InvalidInput) in
        try AzureInventory.imported([(file, bytes)], keepsGoing: keepsGoing)
    }

    static let table: Reader = { bytes, _ throws(InvalidInput) in
        ImportedFleet(fleet: try FleetCSV.decode([(file, bytes)]))
    }

    static let counts: Reader = { bytes, _ throws(InvalidInput) in
        ImportedFleet(
            fleet: try ResourceCountCSV.decode([(file, bytes)], assuming: .init(volumeGiB: 50)))
    }

    /// Every kind, packed ones included.
    static let all: [ListingSample] = {
        let ofAWS: [(String, String)] = [
            ("AWS instances", awsInstances), ("AWS volumes", awsVolumes), ("AWS snapshots", awsSnapshots),
            ("AWS Config results", awsResults), ("AWS configuration snapshot", awsItems), ("AWS lines", awsLines),
        ]
        let ofAzure: [(String, String)] = [
            ("Azure lists", pages(.client)), ("Azure lists of the former client", pages(.formerClient)),
            ("Azure pages", pages(.services)), ("Resource Graph", pages(.graph)),
            ("Resource Graph of the client", pages(.graphClient)), ("Azure lines", azureLines),
            ("Azure list of pages", azureListOfPages),
        ]
        var samples = ofAWS.map { ListingSample(name: $0.0, bytes: Array($0.1.utf8), read: aws) }
        samples += ofAzure.map { ListingSample(name: $0.0, bytes: Array($0.1.utf8), read: azure) }
        for sample in samples
        where ["AWS instances", "AWS lines", "Azure lists", "Resource Graph"].contains(sample.name) {
            samples.append(packed(sample, "gzip", StoredFile.gzip))
            samples.append(packed(sample, "zstd", StoredFile.zstd))
        }
        samples.append(
            ListingSample(name: "fleet table", bytes: Array(fleetTable.utf8), read: table, canKeepGoing: false))
        samples.append(
            ListingSample(name: "counts", bytes: Array(countTable.utf8), read: counts, canKeepGoing: false))
        return samples
    }()

    private static func packed(_ sample: ListingSample, _ name: String, _ pack: ([UInt8]) -> [UInt8]) -> ListingSample {
        var packed = sample
        packed.name += ", \(name)"
        packed.bytes = pack(sample.bytes)
        packed.isPacked = true
        return packed
    }

    private static let awsInstances = reservation(
        instance(
            "i-1", volumes: ["vol-1", "vol-2"],
            more: "\"Tags\": [{\"Key\": \"Scan\", \"Value\": \"d\\u00e9ly\"}], \"PlatformDetails\": \"SUSE Linux\","),
        instance("i-2", state: "terminated"), instance("i-3", zone: "eu-west-1b", more: "\"EnaSupport\": false,"))

    private static let awsVolumes = """
        {"Volumes": [{"VolumeId": "vol-1", "Size": 8, "Encrypted": false},
         {"VolumeId": "vol-2", "Size": 100, "Encrypted": true, "KmsKeyId": "arn:aws:kms:us-east-1:111122223333:key/1",
          "Tags": [{"Key": "a", "Value": "b"}]}], "NextToken": null}
        """

    private static let awsSnapshots = """
        {"Snapshots": [{"SnapshotId": "snap-1", "State": "completed", "VolumeSize": 8, "FullSnapshotSizeInBytes": 1024},
         {"SnapshotId": "snap-2", "State": "pending", "VolumeSize": 8}]}
        """

    private static let items = """
        {"resourceType": "AWS::EC2::Instance", "awsAccountId": "111122223333", "configuration": {"instanceId": "i-1",
          "state": {"code": 16, "name": "running"}, "placement": {"availabilityZone": "us-east-1a"},
          "blockDeviceMappings": [{"deviceName": "/dev/xvda", "ebs": {"volumeId": "vol-1"}}]}},
        {"resourceType": "AWS::EC2::Volume", "awsAccountId": "111122223333",
          "configuration": {"volumeId": "vol-1", "size": 8, "encrypted": true}},
        {"resourceType": "AWS::S3::Bucket", "awsAccountId": "111122223333", "configuration": null}
        """

    private static let awsItems = "{\"configurationItems\": [\(items)]}"

    private static let awsResults: String = {
        let texts = items.replacing("},\n{", with: "}\u{0}{").split(separator: "\u{0}")
        let results = texts.map { AzureValue.text(String($0).replacing("\n", with: " ")) }
        return AzureValue.object([("Results", .list(results)), ("QueryInfo", .object([]))]).json
    }()

    private static let awsLines = """
        {"OwnerId": "111122223333", "Instances": [\(instance("i-1", volumes: ["vol-1"]).replacing("\n", with: " "))]}
        {"VolumeId": "vol-1", "Size": 8}
        {"OwnerId": "444455556666", "Instances": [\(instance("i-2", zone: "us-west-2c").replacing("\n", with: " "))]}
        """

    private static let estate = [
        AzureMachine(
            name: "a", tags: [("k", "v é")],
            disks: [AzureDisk(name: "a-os", size: 30, tags: [("t", "1")]), AzureDisk(name: "a-data", size: 512)],
            scaleSet: "s", state: "running"),
        AzureMachine(
            name: "b", location: "East US", system: "Windows", disks: [AzureDisk(name: "b-os", size: 127)],
            tellsSizes: true),
    ]

    private static func pages(_ shape: AzureShape) -> String {
        azurePage(shape, estate.map { $0.value(shape) }) + "\n"
            + azurePage(shape, estate.flatMap { $0.diskValues(shape) })
    }

    private static let azureLines: String = {
        var resources: [AzureValue] = []
        for machine in estate {
            resources.append(machine.value(.graph))
            resources += machine.diskValues(.graph)
        }
        return resources.map(\.json).joined(separator: "\n")
    }()

    private static let azureListOfPages: String = {
        let texts = pages(.services).split(separator: "\n")
        return "[\(texts.joined(separator: ", "))]"
    }()

    private static let fleetTable = """
        account,region,platform,tags,volumes_gib,count
        111122223333,us-east-1,linux,Scan=daily;Team=web,100+30,1
        444455556666,eu-west-1,windows,"Na%3Bme=a ""b"" c",50,2
        0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0,westeurope,linux,,,

        """

    private static let countTable = """
        account,region,instances,volumes
        111122223333,us-east-1,4,10
        444455556666,eu-west-1,3,2

        """
}
