import FleetInventory
import ScanModel
import Testing

/// Lines, packed files, several files at a time, and going on past what is wrong.
@Suite("How inventories of Azure are read")
struct AzureInventoryReadingTests {
    private static let group =
        "/subscriptions/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0/resourceGroups/rg/providers/Microsoft.Compute"

    private static func machine(_ name: String, size: Int? = 30) -> String {
        let told = size.map { "\"diskSizeGB\": \($0), " } ?? ""
        return "{\"id\": \"\(group)/virtualMachines/\(name)\", \"location\": \"westus\", \"properties\": "
            + "{\"storageProfile\": {\"osDisk\": {\(told)\"managedDisk\": {\"id\": \"\(group)/disks/\(name)\"}}}}}"
    }

    @Test("A record on each line, in whatever order of keys, packed or not")
    func lines() throws {
        let records =
            (0..<50).map { Self.machine("vm-\($0)") } + ["{\"name\": \"x\", \"id\": \"\(Self.group)/disks/vm-1\"}"]
        let text = records.joined(separator: "\n")
        let fleet = try azureFleet("[\(records.joined(separator: ","))]")
        #expect(fleet.instanceCount == 50)
        #expect(try azureFleet(text) == fleet)
        #expect(try azureFleet(text + "\n\n") == fleet)
        for pack in [StoredFile.gzip, StoredFile.zstd] {
            #expect(try AzureInventory.decode([("lines.ndjson", pack(Array(text.utf8)))]) == fleet)
        }
    }

    @Test("A line at fault costs the line, and a record at fault the record")
    func keepsGoing() throws {
        let lines = [
            Self.machine("a"), "{\"id\": oops}", Self.machine("b"), "{\"id\": 7}", Self.machine("c", size: 0),
            Self.machine("d"),
        ]
        let bytes = Array(lines.joined(separator: "\n").utf8)
        let imported = try AzureInventory.imported([("l", bytes)], keepsGoing: true)
        #expect(imported.fleet.instanceCount == 3 && imported.skippedCount == 3)
        #expect(imported.skipped.map(\.line) == [2, 4, 5])
        #expect(throws: InvalidInput(imported.skipped)) { try AzureInventory.decode([("l", bytes)]) }
        let page = try AzureInventory.imported(
            [("p", Array("{\"value\": [\(lines[0]), \(lines[3]), \(lines[2])], \"nextLink\": \"x\"}".utf8))],
            keepsGoing: true)
        #expect(page.fleet.instanceCount == 2 && page.skippedCount == 2)
        #expect(page.skipped.map(\.path) == ["nextLink", "value[1].id"].sorted { $0 > $1 })
    }

    @Test("Disks without a size are left out and counted if the reading goes on")
    func unsized() throws {
        let text = (0..<130).map { Self.machine("vm-\($0)", size: $0 < 120 ? nil : 8) }.joined(separator: "\n")
        let imported = try AzureInventory.imported([("l", Array(text.utf8))], keepsGoing: true)
        #expect(imported.fleet.instanceCount == 130 && imported.fleet.volumeCount == 10)
        #expect(imported.skippedCount == 120 && imported.skipped.count == 101)
        #expect(imported.skipped.contains { $0.path == "properties.storageProfile.osDisk" && $0.line == 120 } == false)
        #expect(imported.skipped.contains { $0.path == "properties.storageProfile.osDisk" && $0.line == 100 })
    }

    @Test("Files are joined in their order, however many are read at a time", arguments: [1, 2, 7])
    func width(_ width: Int) async throws {
        let folder = try TestFolder()
        var files: [ByteFile] = []
        for number in 0..<40 {
            // The first of two listings counts, so the order matters.
            let text = "[\(Self.machine("vm-\(number / 2)", size: number + 1))]"
            try folder.write(text, to: "\(number).json")
            files.append(
                ByteFile(name: "\(number)", location: "\(folder.path)/\(number).json", bytes: text.utf8.count))
        }
        let imported = try await AzureInventory.read(files, width: width)
        let sizes: [Int32] = (0..<20).map { 2 * $0 + 1 }
        #expect(imported.fleet.volumeSize == sizes)
        #expect(imported.fleet.intake.files == 40 && imported.fleet.intake.duplicateInstances == 20)
        #expect(imported.skippedCount == 0)
        let error = await #expect(throws: InventoryError.self) {
            try await AzureInventory.read([ByteFile(name: "gone", location: "\(folder.path)/gone")], width: width)
        }
        guard case .unreadable(path: "gone", reason: _)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test("A machine with very many disks takes no long time")
    func manyDisks() throws {
        let disks = (0..<20_000).map { "{\"managedDisk\": {\"id\": \"\(Self.group)/disks/d\($0)\"}}" }
        let text =
            "[{\"id\": \"\(Self.group)/virtualMachines/a\", \"location\": \"westus\", \"storageProfile\": "
            + "{\"osDisk\": {\"managedDisk\": {\"id\": \"\(Self.group)/disks/o\"}}, "
            + "\"dataDisks\": [\(disks.joined(separator: ","))]}}]"
        let clock = ContinuousClock()
        let start = clock.now
        let found = azureIssues(text)
        let time = clock.now - start
        #expect(found.count == 101)
        #expect(time < .seconds(30))
    }

    @Test("More regions than a fleet can tell apart, over several files, are an issue")
    func regions() throws {
        func text(_ numbers: Range<Int>) -> [UInt8] {
            Array(
                numbers.map {
                    Self.machine("vm\($0)").replacing("westus", with: "r\($0)")
                }.joined(separator: "\n").utf8)
        }
        let files: [(name: String, bytes: [UInt8])] = [("a", text(0..<40_000)), ("b", text(40_000..<66_000))]
        let imported = try AzureInventory.imported(files, keepsGoing: true)
        #expect(imported.fleet.instanceCount == 65_536 && imported.skippedCount == 1)
        #expect(imported.skipped.map(\.file) == ["b"])
    }
}
