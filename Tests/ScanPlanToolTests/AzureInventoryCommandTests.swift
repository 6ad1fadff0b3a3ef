import Foundation
import Testing

/// Listings of Azure as a user hands them over.
@Suite("Inventories of Azure, by the tool")
struct AzureInventoryCommandTests {
    private static let scanners = "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0"
    private static let group =
        "/subscriptions/00000000-0000-0000-0000-00000000000A/resourceGroups/rg/providers/Microsoft.Compute"

    private static func machines(_ count: Int) -> String {
        let entries = (0..<count).map { index in
            """
              {"id": "\(group)/virtualMachines/vm\(index)", "name": "vm\(index)", "location": "westeurope",
               "powerState": "VM running", "tags": {"Scan": "daily"}, "hardwareProfile": {"vmSize": "Standard_D2s_v5"},
               "storageProfile": {"dataDisks": [], "osDisk": {"osType": "Linux", "diskSizeGb": null,
                 "managedDisk": {"id": "\(group)/disks/vm\(index)-os"}}}}
            """
        }
        return "[\n\(entries.joined(separator: ",\n"))\n]\n"
    }

    private static func disks(_ count: Int) -> String {
        let entries = (0..<count).map { index in
            "{\"id\": \"\(group)/disks/vm\(index)-os\", \"properties\": {\"diskSizeGB\": 30}}"
        }
        return "{\"value\": [\(entries.joined(separator: ", "))]}\n"
    }

    private static func scenario() throws -> ScenarioFile {
        try ScenarioFile(
            """
            schemaVersion: 1
            deployments:
              - name: main
                profile: qualys-azure@3.20
                serviceAccount: "\(scanners)"
                parameters: {Locations: [westeurope], MustHaveTagList: [Scan=daily]}
                targetAccounts: [{account: 00000000-0000-0000-0000-00000000000a, targetStack: {}}]
                fleet: {inventory: {azureCli: [azure]}}

            """)
    }

    private static func write(_ text: String, _ name: String, _ file: ScenarioFile) throws {
        let folder = file.folder.appending(path: "azure")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: folder.appending(path: name))
    }

    @Test("A folder of listings is planned")
    func planned() throws {
        let file = try Self.scenario()
        try Self.write(Self.machines(5), "machines.json", file)
        try Self.write(Self.disks(5), "disks.json", file)
        let result = try ToolProcess.run(["simulate", "--format", "json", file.path])
        #expect(result.status == 0, "\(result.diagnostics)")
        let answer = try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
        let text = String(decoding: try JSONSerialization.data(withJSONObject: answer), as: UTF8.self)
        #expect(text.contains("westeurope"))
        #expect(result.output.contains("\"instances\": 5"), "\(result.output.prefix(3000))")
    }

    @Test("A size that no file tells is told where the machine names its disk, with the scenario's line")
    func missingSizes() throws {
        let file = try Self.scenario()
        try Self.write(Self.machines(2), "machines.json", file)
        try Self.write(Self.disks(1), "disks.json", file)
        let result = try ToolProcess.run(["validate", file.path])
        #expect(result.status == 3)
        let lines = result.diagnostics.split(separator: "\n")
        #expect(lines.count == 3, "\(result.diagnostics)")
        #expect(lines.first?.contains("machines.json:8:50: [1].storageProfile.osDisk: no file tells the size") == true)
        #expect(lines[1].contains("deployments[0].fleet.inventory.azureCli[0]: names"))
    }

    @Test("A scenario to start from knows a listing of Azure by its content", arguments: [true, false])
    func starter(isFolder: Bool) throws {
        let file = try Self.scenario()
        try Self.write(Self.machines(3) + Self.disks(3), "all.json", file)
        let path = file.folder.appending(path: isFolder ? "azure" : "azure/all.json").path
        let output = file.folder.appending(path: "starter.yaml").path
        let result = try ToolProcess.run([
            "init", "--profile", "qualys-azure@3.20", "--from", path, "--service-account", Self.scanners, "--output",
            output,
        ])
        #expect(result.status == 0, "\(result.diagnostics)")
        let text = String(decoding: try Data(contentsOf: URL(filePath: output)), as: UTF8.self)
        #expect(text.contains("azureCli:"), "\(text)")
        let checked = try ToolProcess.run(["validate", output])
        #expect(checked.status == 0, "\(checked.diagnostics)")
    }
}
