import FleetInventory
import ScanModel
import Testing

@Suite struct ResourceCountCSVTests {
    private func decode(
        _ texts: String..., assuming: ResourceCountCSV.Assumptions = .init(volumeGiB: 50)
    ) throws(InvalidInput) -> Fleet {
        try ResourceCountCSV.decode(texts.enumerated().map { ("\($0 + 1).csv", Array($1.utf8)) }, assuming: assuming)
    }

    private func issues(_ texts: String...) -> [String] {
        do throws(InvalidInput) {
            _ = try ResourceCountCSV.decode(
                texts.enumerated().map { ("\($0 + 1).csv", Array($1.utf8)) }, assuming: .init(volumeGiB: 50))
            return []
        } catch {
            return error.issues.map(\.description)
        }
    }

    @Test func volumesGoRoundTheInstances() throws {
        let fleet = try decode(
            "account,region,instances,volumes\n111122223333,us-east-1,4,10\n444455556666,eu-west-1,3,2\n",
            assuming: .init(volumeGiB: 30, tags: [Tag(key: "Scan", value: "daily")]))
        #expect(fleet.readable.map(\.volumes.count) == [3, 3, 2, 2, 1, 1, 0])
        #expect(
            fleet.readable.map(\.region).prefix(5) == ["us-east-1", "us-east-1", "us-east-1", "us-east-1", "eu-west-1"])
        #expect(fleet.volumeSize.allSatisfy { $0 == 30 })
        #expect(fleet.readable.allSatisfy { $0.platform == "linux" && $0.tags == ["Scan": "daily"] })
        #expect(fleet.intake.files == 1)
    }

    @Test func withoutAColumnForVolumesEveryInstanceHasTheSame() throws {
        let text = "instances,region,account\n3,us-east-1,111122223333\n"
        #expect(try decode(text).readable.map(\.volumes) == [[50], [50], [50]])
        let two = try decode(text, assuming: .init(volumeGiB: 8, volumesPerInstance: 2))
        #expect(two.readable.map(\.volumes) == [[8, 8], [8, 8], [8, 8]])
        let none = try decode(text, assuming: .init(volumeGiB: 8, volumesPerInstance: 0))
        #expect(none.readable.map(\.volumes) == [[], [], []])
    }

    @Test func placesWithoutInstancesCount() throws {
        let fleet = try decode("account,region,instances,volumes\n111122223333,us-east-1,0,7\n111122223333,a,0,0\n")
        #expect(fleet.instanceCount == 0 && fleet.volumeCount == 0)
        #expect(fleet.intake.unattachedVolumes == 7)
        #expect(try decode("account,region,instances\n").instanceCount == 0)
        #expect(try decode("account,region,instances\n111122223333,us-east-1,0\n").intake.unattachedVolumes == 0)
    }

    @Test func theTotalsOfAHundredPlacesMatch() throws {
        var text = "account,region,instances,volumes\n"
        var (instances, volumes) = (0, 0)
        for place in 0..<100 {
            let (more, moreVolumes) = (place * 37 % 101 + 1, place * 53 % 211)
            text += "\(111_111_111_111 + place),us-east-1,\(more),\(moreVolumes)\n"
            (instances, volumes) = (instances + more, volumes + moreVolumes)
        }
        let fleet = try decode(text)
        #expect(fleet.instanceCount == instances && fleet.volumeCount == volumes)
    }

    @Test func subscriptionsCountAsAccountsDo() throws {
        let small = "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0"
        let fleet = try decode("account,region,instances\n\(small.uppercased()),westeurope,2\n\(small),eastus,1\n")
        #expect(fleet.readable.map(\.account) == [small, small, small])
        #expect(fleet.readable.map(\.region) == ["westeurope", "westeurope", "eastus"])
        #expect(
            issues("account,region,instances\n\(small.uppercased()),eastus,2\n\(small),eastus,1\n") == [
                "1.csv:3:1: \(small) and eastus have a row already; expected one row for an account and region"
            ])
    }

    @Test func issuesOfCells() {
        let columns = "expected account, region, instances or volumes"
        #expect(
            issues("account,region,instances,volumes\n1,A,-1,x\n111122223333,us-east-1,,\n") == [
                "1.csv:2:1: account: found \"1\"; expected the 12 digits of an account or the GUID of a subscription; "
                    + "a spreadsheet keeps them if the column is formatted as text",
                "1.csv:2:3: region: found \"A\"; expected a region such as us-east-1",
                "1.csv:2:5: instances: found \"-1\"; expected a whole number from 0 to 20000000",
                "1.csv:2:8: volumes: found \"x\"; expected a whole number from 0 to 200000000",
                "1.csv:3:24: instances: found \"\"; expected a whole number from 0 to 20000000",
                "1.csv:3:25: volumes: found \"\"; expected a whole number from 0 to 200000000",
            ])
        #expect(
            issues("account,region,count\n") == [
                "1.csv:1:1: the column instances is missing; "
                    + "expected the header account,region,instances, and optionally volumes",
                "1.csv:1:16: the column \"count\" is unknown; \(columns)",
            ])
    }

    @Test func aPlaceHasOneRow() {
        let header = "account,region,instances\n"
        let row = "111122223333,us-east-1,2\n"
        #expect(
            issues(header + row + "111122223333,eu-west-1,2\n" + row, header + row) == [
                "1.csv:4:1: 111122223333 and us-east-1 have a row already; expected one row for an account and region",
                "2.csv:2:1: 111122223333 and us-east-1 have a row already; expected one row for an account and region",
            ])
    }

    @Test func totalsAreBounded() {
        let header = "account,region,instances,volumes\n"
        // Nothing is built of a file with an issue, here the region in capitals.
        #expect(
            issues(header + "111122223333,A,20000000,0\n", header + "111122223333,b,1,0\n").dropFirst() == [
                "2.csv:2:16: instances: with this row there are 20000001 instances; expected at most 20000000"
            ])
        #expect(
            issues(header + "111122223333,A,200000,199999999\n111122223333,b,1,2\n").dropFirst() == [
                "1.csv:3:16: instances: with this row there are 200000001 volumes; expected at most 200000000"
            ])
        #expect(
            issues(header + "111122223333,a,1,1001\n111122223333,b,2,2001\n") == [
                "1.csv:2:18: volumes: there are 1001 volumes for 1 instance; expected at most 1000 for each",
                "1.csv:3:18: volumes: there are 2001 volumes for 2 instances; expected at most 1000 for each",
            ])
    }
}
