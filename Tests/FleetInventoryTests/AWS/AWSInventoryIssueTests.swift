import FleetInventory
import ScanModel
import Testing

/// What an import says about a wrong file, word for word.
@Suite struct AWSInventoryIssueTests {
    private static let commands = "the output of aws ec2 describe-instances or aws ec2 describe-volumes"

    @Test(arguments: [
        ("", "1.json:1:1: the file is empty; expected \(commands)"),
        (" \n ", "1.json:2:2: the file is empty; expected \(commands)"),
        (
            "\nAn error occurred (UnauthorizedOperation) when calling the DescribeInstances operation\n",
            "1.json:2:1: this is not JSON: it begins with \"An error occurred (UnauthorizedOperation…\"; "
                + "expected \(commands), with --output json"
        ),
        (
            "Reservations:\n- OwnerId: '111122223333'\n",
            "1.json:1:1: this is not JSON: it begins with \"Reservations:\"; expected \(commands), with --output json"
        ),
        (
            "{\"Volumes\": [\n  {\"VolumeId\": \"vol-a\", \"Size\": 8},\n  {\"Volume",
            "1.json:3:11: Volumes[1]: the file ends in the middle of the document; expected the complete output of the client"
        ),
        (
            "{\"Volumes\": []}\nVolumes",
            "1.json:2:1: other text follows the end of a document; expected nothing but JSON documents in a file"
        ),
        (
            "{\"Volumes\": [\n  {\"Größe\": 8,}]}",
            "1.json:2:15: Volumes[0]: this is not JSON: unexpected \"}\"; expected a key in double quotes"
        ),
        (
            "{\"Volumes\": \(String(repeating: "[", count: 300))\(String(repeating: "]", count: 300))}",
            "1.json:1:270: Volumes\(String(repeating: "[0]", count: 23))…: objects and lists are nested more than 256 deep"
        ),
    ])
    func text(_ text: String, expected: String) {
        #expect(issues(text) == [expected])
    }

    @Test(arguments: [
        (
            "[]",
            "1.json:1:1: the document is a list; expected an object with the key Reservations or Volumes; "
                + "did you mean the same command without --query?"
        ),
        ("{}", "1.json:1:1: the document is an empty object; expected \(commands)"),
        (
            " {\"Images\": []}",
            "1.json:1:2: the document has neither Reservations nor Volumes, but \"Images\"; expected \(commands)"
        ),
        (
            "{\"f\": 1, \"b\": 1, \"c\": 1, \"d\": 1, \"e\": 1, \"a\": 1}",
            "1.json:1:1: the document has neither Reservations nor Volumes, but \"a\", \"b\", \"c\", \"d\" and 2 more; "
                + "expected \(commands)"
        ),
        ("{\"Volumes\": {}}", "1.json:1:13: Volumes: found an object; expected a list"),
        ("{\"Reservations\": \"none\"}", "1.json:1:18: Reservations: found the text \"none\"; expected a list"),
        ("{\"Volumes\": [null]}", "1.json:1:14: Volumes[0]: found null; expected an object"),
        (
            "{\"Volumes\": [],\n \"NextToken\": \"eyJOZXh0VG9rZW4iOiBudWxsfQ==\"}",
            "1.json:2:15: NextToken: the listing is incomplete: more pages follow; "
                + "expected the whole listing; run the client without --max-items and --no-paginate"
        ),
    ])
    func shape(_ text: String, expected: String) {
        #expect(issues(text) == [expected])
    }

    @Test(arguments: [
        ("\"VolumeId\": \"vol-a\"", "1.json:1:14: Volumes[0]: Size is missing"),
        ("\"VolumeId\": \"vol-a\", \"Size\": 0", "1.json:1:44: Volumes[0].Size: found the number 0"),
        ("\"VolumeId\": \"vol-a\", \"Size\": -8", "1.json:1:44: Volumes[0].Size: found the number -8"),
        ("\"VolumeId\": \"vol-a\", \"Size\": 65537", "1.json:1:44: Volumes[0].Size: found the number 65537"),
        ("\"VolumeId\": \"vol-a\", \"Size\": 8.5", "1.json:1:44: Volumes[0].Size: found the number 8.5"),
        ("\"VolumeId\": \"vol-a\", \"Size\": 1e30", "1.json:1:44: Volumes[0].Size: found the number 1e30"),
        ("\"VolumeId\": \"vol-a\", \"Size\": \"8\"", "1.json:1:44: Volumes[0].Size: found the text \"8\""),
        ("\"VolumeId\": \"vol-a\", \"Size\": true", "1.json:1:44: Volumes[0].Size: found true"),
        ("\"VolumeId\": \"vol-a\", \"Size\": [8]", "1.json:1:44: Volumes[0].Size: found a list"),
        ("\"VolumeId\": \"vol-a\", \"Size\": null", "1.json:1:14: Volumes[0]: Size is missing"),
    ])
    func size(_ fields: String, expected: String) {
        #expect(
            issues("{\"Volumes\": [{\(fields)}]}") == ["\(expected); expected a whole number of GiB from 1 to 65536"])
    }

    @Test func aVolumeNeedsAnIdentifier() {
        #expect(
            issues("{\"Volumes\": [{\"Size\": 8}, {\"VolumeId\": 7, \"Size\": 8}]}") == [
                "1.json:1:14: Volumes[0]: VolumeId is missing; expected a text such as \"vol-0123456789abcdef0\"",
                "1.json:1:40: Volumes[1].VolumeId: found the number 7; "
                    + "expected a text such as \"vol-0123456789abcdef0\"",
            ])
    }

    @Test(arguments: [
        ("", "1.json:1:19: Reservations[0]: OwnerId is missing"),
        ("\"OwnerId\": \"\",", "1.json:1:31: Reservations[0].OwnerId: OwnerId is empty"),
        ("\"OwnerId\": 111122223333,", "1.json:1:31: Reservations[0].OwnerId: found the number 111122223333"),
        ("\"OwnerId\": \"1111\",", "1.json:1:31: Reservations[0].OwnerId: found the text \"1111\""),
        ("\"OwnerId\": \"11112222333x\",", "1.json:1:31: Reservations[0].OwnerId: found the text \"11112222333x\""),
        (
            "\"OwnerId\": \"\(String(repeating: "9", count: 1000))\",",
            "1.json:1:31: Reservations[0].OwnerId: found the text \"\(String(repeating: "9", count: 40))…\""
        ),
    ])
    func owner(_ field: String, expected: String) {
        let text = "{\"Reservations\": [{\(field) \"Instances\": [\(instance("i-1"))]}]}"
        #expect(issues(text) == ["\(expected); expected the 12 digits of an account"])
    }

    @Test func zone() {
        let expected = "a zone such as \"us-east-1a\""
        let text = reservation(
            """

            {"InstanceId": "i-1", "State": {"Name": "running"}}
            """,
            """

            {"InstanceId": "i-2", "State": {"Name": "running"}, "Placement": {}}
            """,
            """

            {"InstanceId": "i-3", "State": {"Name": "stopped"}, "Placement": {"AvailabilityZone": "use1-az1"}}
            """)
        #expect(
            issues(text) == [
                "1.json:2:1: Reservations[0].Instances[0]: Placement is missing; "
                    + "expected an object with the key AvailabilityZone",
                "1.json:3:66: Reservations[0].Instances[1].Placement: AvailabilityZone is missing; "
                    + "expected \(expected)",
                "1.json:4:87: Reservations[0].Instances[2].Placement.AvailabilityZone: found the text \"use1-az1\"; "
                    + "expected \(expected)",
            ])
    }

    @Test func fieldsOfAnInstance() {
        let text = reservation(
            """

            {"InstanceId": "", "State": {"Name": 16}}
            """,
            """

            {"State": "running", "BlockDeviceMappings": [{"Ebs": {}}, 5]}
            """,
            """

            {"InstanceId": "i-3", "State": {"Name": "running"}, "Placement": {"AvailabilityZone": "us-east-1a"},
             "Platform": ["windows"], "Tags": [{"Value": "daily"}, {"Key": "Scan", "Value": 1}, "Scan"]}
            """,
            "\n7")
        #expect(
            issues(text) == [
                "1.json:2:16: Reservations[0].Instances[0].InstanceId: InstanceId is empty; "
                    + "expected a text such as \"i-0123456789abcdef0\"",
                "1.json:2:38: Reservations[0].Instances[0].State.Name: found the number 16; "
                    + "expected a state such as \"running\"",
                "1.json:3:1: Reservations[0].Instances[1]: InstanceId is missing; "
                    + "expected a text such as \"i-0123456789abcdef0\"",
                "1.json:3:11: Reservations[0].Instances[1].State: found the text \"running\"; "
                    + "expected an object with the key Name",
                "1.json:3:54: Reservations[0].Instances[1].BlockDeviceMappings[0].Ebs: VolumeId is missing; "
                    + "expected a text such as \"vol-0123456789abcdef0\"",
                "1.json:3:59: Reservations[0].Instances[1].BlockDeviceMappings[1]: found the number 5; "
                    + "expected an object",
                "1.json:5:14: Reservations[0].Instances[2].Platform: found a list; expected a text",
                "1.json:5:36: Reservations[0].Instances[2].Tags[0]: Key is missing; expected a text",
                "1.json:5:81: Reservations[0].Instances[2].Tags[1].Value: found the number 1; expected a text",
                "1.json:5:85: Reservations[0].Instances[2].Tags[2]: found the text \"Scan\"; "
                    + "expected an object with the keys Key and Value",
                "1.json:6:1: Reservations[0].Instances[3]: found the number 7; expected an object",
            ])
    }

    @Test func everyFileIsToldAtOnce() {
        let found = issues("{", "{}", volumes(["vol-a": 0]), reservation(instance("i-1"), owner: "x"))
        #expect(found.map { $0.prefix(7) } == ["1.json:", "2.json:", "3.json:", "4.json:"])
    }

    @Test func aFileFullOfIssuesTellsAHundredAndCountsTheRest() {
        let text = "{\"Volumes\": [\(String(repeating: "0, ", count: 249))0]}"
        let found = issues(text)
        #expect(found.count == 101)
        #expect(found.first == "1.json: 150 more issues of this file are not shown")
        #expect(found.last == "1.json:1:311: Volumes[99]: found the number 0; expected an object")
    }

    @Test func moreRegionsThanAFleetCanAddress() {
        let many = (0...65_536).map { number in
            "{\"InstanceId\": \"\(number)\", \"State\": {\"Name\": \"running\"}, "
                + "\"Placement\": {\"AvailabilityZone\": \"aa-bb-\(number)a\"}}"
        }
        let found = issues(reservation(many.joined(separator: ",")))
        #expect(found.count == 1)
        #expect(found.first?.hasSuffix(": this is one region too many; expected at most 65536 regions") == true)
    }
}
