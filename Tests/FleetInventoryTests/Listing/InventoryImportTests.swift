import FleetInventory
import ScanModel
import Testing

@Suite("Inventories of any kind")
struct InventoryImportTests {
    private let azure = """
        [{"id": "/subscriptions/00000000-1111-2222-3333-444444444444/resourceGroups/g/providers/\
        Microsoft.Compute/virtualMachines/vm1", "name": "vm1", "location": "westeurope",
        "hardwareProfile": {"vmSize": "Standard_D2s_v5"},
        "storageProfile": {"osDisk": {"osType": "Linux", "diskSizeGb": 30}, "dataDisks": []}, "tags": {}}]
        """

    @Test("A folder of both clouds and a table becomes one fleet, whatever the width", arguments: [1, 3])
    func folder(_ width: Int) async throws {
        let folder = try TestFolder()
        try folder.makeFolder("in")
        try folder.write(reservation(instance("i-1", volumes: ["vol-1"])), to: "in/a.json")
        try folder.write(azure, to: "in/b.json")
        try folder.write(volumes(["vol-1": 7]), to: "in/c.ndjson")
        try folder.write("account,region,platform,tags,volumes_gib\n111122223333,us-east-1,linux,,5\n", to: "t.csv")
        let files = try InventoryImport.files(of: ["\(folder.path)/in", "\(folder.path)/t.csv"])
        #expect(files.count == 4)
        let reading = try await InventoryImport.read(files, width: width)
        #expect(reading.files == [.aws: 2, .azure: 1, .fleetCsv: 1])
        #expect(reading.imported.fleet.readable.map(\.volumes) == [[7], [30], [5]])
    }

    @Test("Faults of all kinds are told at once, and a missing path is another error")
    func faults() async throws {
        let folder = try TestFolder()
        try folder.write("{\"Volumes\": [0]}", to: "a.json")
        try folder.write("[0, \"/subscriptions/\"]", to: "b.json")
        try folder.write("account,region\n1,2\n", to: "t.csv")
        let files = try InventoryImport.files(of: ["a.json", "b.json", "t.csv"].map { "\(folder.path)/\($0)" })
        do throws(InventoryError) {
            _ = try await InventoryImport.read(files, width: 2)
            Issue.record("a wrong inventory was read")
        } catch {
            guard case .invalid(let input) = error else { throw error }
            #expect(Set(input.issues.map { $0.file.split(separator: "/").last! }) == ["a.json", "b.json", "t.csv"])
        }
        #expect(throws: InventoryError.self) { try InventoryImport.files(of: ["\(folder.path)/none.json"]) }
    }

    @Test("A table keeps its good rows when asked to go on")
    func table() async throws {
        let folder = try TestFolder()
        let rows = [
            "111122223333,us-east-1,linux,,5", "111122223333,us-east-1,beos,,5", "1,us-east-1,linux,,5",
            "111122223333,eu-west-1,windows,,6+7",
        ]
        try folder.write("account,region,platform,tags,volumes_gib\n\(rows.joined(separator: "\n"))\n", to: "t.csv")
        let files = try InventoryImport.files(of: ["\(folder.path)/t.csv"])
        let reading = try await InventoryImport.read(files, keepsGoing: true, width: 1)
        #expect(reading.imported.fleet.readable.map(\.volumes) == [[5], [6, 7]])
        #expect(reading.imported.skippedCount == 2 && reading.imported.skipped.map(\.line) == [3, 4])
    }
}
