import FleetInventory
import ScanModel
import Testing

/// What an import says about a wrong file, word for word.
@Suite("What is wrong with an inventory of Azure")
struct AzureInventoryIssueTests {
    private static let commands = "the output of az vm list, az disk list, az account list or az graph query"
    private static let group =
        "/subscriptions/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0/resourceGroups/rg/providers/Microsoft.Compute"
    private static let identifier = "an identifier such as /subscriptions/{guid}/resourceGroups/..."

    @Test(
        "Texts",
        arguments: [
            ("", "1.json:1:1: the file is empty; expected \(commands)"),
            (
                "ERROR: Please run 'az login' to setup account.\n",
                "1.json:1:1: this is not JSON: it begins with \"ERROR: Please run 'az login' to setup ac…\"; "
                    + "expected \(commands), with --output json"
            ),
            (
                "[{\"id\": \"\(group)/disks/d\"},\n {\"id",
                "1.json:2:6: [1]: the file ends in the middle of the document; expected the complete output of the client"
            ),
            (
                "[]\nx",
                "1.json:2:1: other text follows the end of a document; expected nothing but JSON documents in a file"
            ),
            (
                "[]\n[{\"id\": \"\(group)/disks/d\"},]",
                "1.json:2:\(21 + group.count): [1]: this is not JSON: unexpected \"]\"; expected a value"
            ),
        ])
    func text(text: String, expected: String) {
        #expect(azureIssues(text) == [expected])
    }

    @Test(
        "Documents",
        arguments: [
            ("{}", ["1.json:1:1: the document is an empty object; expected \(commands)"]),
            ("[\n{}]", ["1.json:2:1: [0]: found an empty object; expected \(commands)"]),
            ("[3]", ["1.json:1:2: [0]: found the number 3; expected an object"]),
            (
                "[]\n{\"error\": {\"code\": \"AuthorizationFailed\"}}",
                [
                    "1.json:2:1: there is none of the keys id, value and data, but \"error\"; expected \(commands)"
                ]
            ),
            (
                "[{\"name\": \"vm\", \"size\": \"Standard_B2s\"}]",
                [
                    "1.json:1:2: [0]: there is none of the keys id, value and data, but \"name\", \"size\"; "
                        + "expected \(commands); did you mean the same command without --query?"
                ]
            ),
            ("{\"value\": {}}", ["1.json:1:11: value: found an object; expected a list"]),
            (
                "{\"data\": {\"columns\": [], \"rows\": []}}",
                [
                    "1.json:1:10: data: found an object, as the format table has it; expected a list; "
                        + "did you mean the result format objectArray?"
                ]
            ),
            ("[{\"id\": \"vm-1\"}]", ["1.json:1:9: [0].id: found the text \"vm-1\"; expected \(identifier)"]),
            ("{\"value\": [{\"name\": \"x\"}]}", ["1.json:1:12: value[0]: id is missing; expected \(identifier)"]),
        ])
    func document(text: String, expected: [String]) {
        #expect(azureIssues(text) == expected)
    }

    @Test("Every field of a machine and a disk is told")
    func fields() {
        let text = """
            [
            {"id": "\(Self.group)/virtualMachines/a", "location": "Mars!", "tags": {"a": 1}, "powerState": 3,
             "storageProfile": {"osDisk": {"osType": 1, "diskSizeGb": 0, "managedDisk": {"id": "x"}},
                                "dataDisks": [7, {"diskSizeGB": 70000, "managedDisk": []}]}},
            {"id": "\(Self.group)/virtualMachines/b", "properties": {"storageProfile": {}}},
            {"id": "\(Self.group)/disks/d", "diskSizeGB": "30", "encryption": {"type": 4}, "tags": []}
            ]
            """
        let gib = "expected a whole number of GiB from 1 to 65536"
        let tags = "expected an object of keys and texts"
        #expect(
            azureIssues(text).map { $0.replacing(Self.group, with: "") } == [
                "1.json:2:139: [0].location: found the text \"Mars!\"; expected a location such as westeurope",
                "1.json:2:162: [0].tags.a: found the number 1; expected a text",
                "1.json:2:180: [0].powerState: found the number 3; expected a text such as \"VM running\"",
                "1.json:3:42: [0].storageProfile.osDisk.osType: found the number 1; expected Linux or Windows",
                "1.json:3:59: [0].storageProfile.osDisk.diskSizeGb: found the number 0; \(gib)",
                "1.json:3:84: [0].storageProfile.osDisk.managedDisk.id: found the text \"x\"; expected \(Self.identifier)",
                "1.json:4:35: [0].storageProfile.dataDisks[0]: found the number 7; "
                    + "expected an object with the key managedDisk",
                "1.json:4:53: [0].storageProfile.dataDisks[1].diskSizeGB: found the number 70000; \(gib)",
                "1.json:4:75: [0].storageProfile.dataDisks[1].managedDisk: found a list; "
                    + "expected an object with the key id",
                "1.json:5:1: [1]: location is missing; expected a location such as westeurope",
                "1.json:5:160: [1].properties.storageProfile: osDisk is missing; "
                    + "expected an object with the key managedDisk",
                "1.json:6:131: [2].diskSizeGB: found the text \"30\"; \(gib)",
                "1.json:6:160: [2].encryption.type: found the number 4; expected a text",
                "1.json:6:172: [2].tags: found a list; \(tags)",
            ])
    }

    private static func machine(_ name: String, disk: String) -> String {
        "{\"id\": \"\(group)/virtualMachines/\(name)\", \"location\": \"westus\", \"storageProfile\": {\"osDisk\":\n"
            + "{\"managedDisk\": {\"id\": \"\(group)/disks/\(disk)\"}}}}"
    }

    @Test("A disk without a size in any file is an issue where the machine names it")
    func sizes() {
        let machines = "[\(Self.machine("a", disk: "a")),\n\(Self.machine("b", disk: "b"))]"
        let told =
            "no file tells the size of the disk; expected diskSizeGB here or in a listing of disks; "
            + "did you mean the output of az disk list beside this file?"
        #expect(
            azureIssues(machines) == [
                "1.json:2:1: [0].storageProfile.osDisk: \(told)", "1.json:4:1: [1].storageProfile.osDisk: \(told)",
            ])
        let disk = "[{\"id\": \"\(Self.group)/disks/a\", \"diskSizeGB\": 30}]"
        #expect(azureIssues(machines, disk) == ["1.json:4:1: [1].storageProfile.osDisk: \(told)"])
        #expect(azureIssues(disk, machines) == ["2.json:4:1: [1].storageProfile.osDisk: \(told)"])
        let many = "[\((0..<150).map { Self.machine("m\($0)", disk: "d\($0)") }.joined(separator: ", "))]"
        #expect(azureIssues(many).count == 101)
        #expect(azureIssues(many).contains("1.json: 50 more issues of this file are not shown"))
    }

    @Test("Pages of the management interface that are missing are told")
    func servicePages() throws {
        func page(_ name: String, link: String?) -> String {
            let next = link.map { ", \"nextLink\": \"\($0)\"" } ?? ""
            return "{\"value\": [{\"id\": \"\(Self.group)/disks/\(name)\", \"diskSizeGB\": 4}]\(next)}"
        }
        let told =
            "nextLink: the listing is incomplete: more pages follow; "
            + "expected every page of a listing, in one file or several"
        let link = "https://management.azure.com/x?$skiptoken=y"
        #expect(azureIssues(page("a", link: link)).map { $0.replacing(#/1.json:1:\d+: /#, with: "") } == [told])
        #expect(azureIssues(page("a", link: link), page("b", link: nil)) == [])
        #expect(azureIssues(page("b", link: nil), page("a", link: link)) == [])
        #expect(azureIssues(page("a", link: link), "{\"value\": []}") == [])
        let other = "{\"value\": [\(Self.machine("m", disk: "a"))]}"
        #expect(azureIssues(page("a", link: link), other).count == 1)
        #expect(azureIssues(page("a", link: "")) == [])
    }

    @Test("Rows of Resource Graph that are missing are told")
    func graphPages() throws {
        func page(_ rows: Range<Int>, of total: Int, token: Bool, client: Bool = false) -> String {
            let disks = rows.map { "{\"id\": \"\(Self.group)/disks/d\($0)\", \"diskSizeGB\": 4}" }
            let tokenKey = client ? "skip_token" : "$skipToken"
            return "{\"\(client ? "total_records" : "totalRecords")\": \(total),\n"
                + "\"\(tokenKey)\": \(token ? "\"t\"" : "null"), \"data\": [\(disks.joined(separator: ", "))]}"
        }
        for client in [false, true] {
            let first = page(0..<10, of: 25, token: true, client: client)
            let second = page(10..<20, of: 25, token: true, client: client)
            let last = page(20..<25, of: 25, token: false, client: client)
            #expect(azureIssues(first, second, last) == [])
            #expect(azureIssues(last, second, first) == [])
            #expect(azureIssues(first, second, last, page(0..<3, of: 3, token: false, client: client)) == [])
            let key = client ? "skip_token" : "$skipToken"
            let pages = "expected every page of a listing, in one file or several"
            #expect(azureIssues(first).count == 1)
            #expect(azureIssues(first)[0].hasSuffix("\(key): the answer is incomplete: more pages follow; \(pages)"))
            #expect(
                azureIssues(first, last)[0].hasSuffix(
                    "\(key): the answer is incomplete: there are 15 rows, and the last pages tell of 25; \(pages)"))
            // A page that belongs to nothing that ends.
            #expect(azureIssues(page(0..<3, of: 3, token: false, client: client), first).count == 1)
            // Machines come and go while pages are fetched.
            #expect(azureIssues(first, second, page(20..<26, of: 27, token: false, client: client)) == [])
            // A first page alone that has no token.
            #expect(
                azureIssues(page(0..<10, of: 25, token: false, client: client)).map { $0.prefix(13) }
                    == [client ? "1.json:1:19: " : "1.json:1:18: "].map { $0.prefix(13) })
        }
        let cut = "{\"count\": 1000, \"resultTruncated\": \"true\", \"data\": []}"
        #expect(
            azureIssues(cut) == [
                "1.json:1:36: resultTruncated: the answer is cut off and no page can follow; "
                    + "expected the answer to a query that keeps the column id"
            ])
        #expect(
            azureIssues("{\"totalRecords\": \(Int.max), \"data\": []}", "{\"totalRecords\": -5, \"data\": []}").count
                == 1)
    }

    @Test("A file full of faults tells a hundred and counts the rest")
    func manyIssues() {
        let text = "[\((0..<250).map { _ in "{\"id\": \"x\"}" }.joined(separator: ", "))]"
        let issues = azureIssues(text)
        #expect(issues.count == 101 && issues.contains("1.json: 150 more issues of this file are not shown"))
    }
}
