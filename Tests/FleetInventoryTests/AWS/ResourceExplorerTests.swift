import FleetInventory
import ScanModel
import Testing

@Suite("Counts of Resource Explorer")
struct ResourceExplorerTests {
    private func resource(
        _ number: Int, _ type: String = "ec2:instance", account: String = "111122223333", region: String = "us-east-1"
    ) -> String {
        """
        {"Arn": "arn:aws:\(type):\(number)", "OwningAccountId": "\(account)", "Region": "\(region)",
         "ResourceType": "\(type)", "Service": "ec2", "LastReportedAt": "2026-01-02T03:04:05+00:00",
         "Properties": [{"Name": "tags", "Data": [{"Key": "a", "Value": "b"}]}]}
        """
    }

    private func read(_ texts: String..., keepsGoing: Bool = false) throws -> ResourceExplorer.Counts {
        let folder = try TestFolder()
        var files: [ByteFile] = []
        for (number, text) in texts.enumerated() {
            try folder.write(text, to: "\(number).json")
            files.append(ByteFile(name: "\(number).json", location: "\(folder.path)/\(number).json"))
        }
        return try ResourceExplorer.read(files, keepsGoing: keepsGoing)
    }

    @Test("Instances and volumes are counted by account and region, each ARN once")
    func counts() throws {
        let first = [
            resource(1), resource(2, region: "eu-west-1"), resource(3, "ec2:volume"), resource(4, "ec2:volume"),
            resource(5, "s3:bucket"), resource(6, account: "000011112222"),
        ]
        let second = [resource(1), resource(7)]
        let counts = try read(
            "{\"Resources\": [\(first.joined(separator: ","))], \"Count\": {\"Complete\": true, \"TotalResources\": 6}}",
            "{\"Resources\": [\(second.joined(separator: ","))]}")
        #expect(counts.others == 1 && counts.duplicates == 1 && counts.skippedCount == 0)
        #expect(
            String(decoding: ResourceExplorer.csv(counts.rows), as: UTF8.self) == """
                account,region,instances,volumes
                000011112222,us-east-1,1,0
                111122223333,eu-west-1,1,0
                111122223333,us-east-1,2,2

                """)
        // What is written is what the reader of counts takes.
        let fleet = try ResourceCountCSV.decode(
            [("c.csv", ResourceExplorer.csv(counts.rows))],
            assuming: ResourceCountCSV.Assumptions(volumeGiB: 50))
        #expect(fleet.instanceCount == 4 && fleet.volumeCount == 2)
    }

    @Test("Faults are told with their places, or passed over")
    func faults() throws {
        let text =
            "{\"Resources\": [\(resource(1, account: "12")), \(resource(2, region: "global")), 5, \(resource(3))]}"
        #expect(throws: InventoryError.self) { try read(text) }
        let counts = try read(text, keepsGoing: true)
        #expect(counts.rows.map(\.instances) == [1])
        #expect(
            counts.skipped.map(\.path) == ["Resources[0].OwningAccountId", "Resources[1].Region", "Resources[2]"])
        #expect(throws: InventoryError.self) { try read("{\"Resources\": [], \"NextToken\": \"more\"}") }
    }
}
