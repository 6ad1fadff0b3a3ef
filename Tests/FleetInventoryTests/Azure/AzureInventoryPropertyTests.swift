import FleetInventory
import ScanModel
import TestSupport
import Testing

/// What must not depend on how listings happen to be cut, and what no text may do.
@Suite("Properties of inventories of Azure")
struct AzureInventoryPropertyTests {
    private static func estate(_ dice: inout Dice) -> [AzureMachine] {
        let locations = ["westeurope", "eastus", "southcentralus"]
        let states: [String?] = [nil, "running", "stopped", "deallocated", "deallocating", "unknown"]
        let encryptions = ["EncryptionAtRestWithPlatformKey", "EncryptionAtRestWithCustomerKey", "Other"]
        return (0..<dice.roll(1...25)).map { index in
            AzureMachine(
                name: "vm-\(index)", subscription: "00000000-0000-0000-0000-00000000000\(dice.roll(0...3))",
                location: locations[dice.roll(0...2)], size: ["Standard_B2s", "Standard_E4s_v5"][dice.roll(0...1)],
                system: ["Linux", "Windows"][dice.roll(0...1)],
                tags: (0..<dice.roll(0...3)).map { ("k\($0)", "v \"\(dice.roll(0...9))\" \\ é") },
                disks: (0...dice.roll(0...3)).map {
                    AzureDisk(
                        name: "vm-\(index)-\($0)", size: dice.roll(1...65_536),
                        encryption: encryptions[dice.roll(0...2)],
                        tags: dice.roll(0...1) == 0 ? [] : [("t", "\(dice.roll(0...2))")])
                }, scaleSet: [nil, "a", "b"][dice.roll(0...2)], state: states[dice.roll(0...5)],
                tellsSizes: dice.roll(0...1) == 0)
        }
    }

    @Test("Every shape, cut into any pages and files, gives the same fleet", arguments: 0..<30)
    func shapes(seed: Int) throws {
        var dice = Dice(seed: UInt64(seed))
        let estate = Self.estate(&dice)
        let reference = try azureFleet(
            azurePage(.client, estate.map { $0.value(.client) } + estate.flatMap { $0.diskValues(.client) }))
        for shape in AzureShape.allCases {
            var resources = estate.map { $0.value(shape) }
            // The order of machines is part of a fleet; disks may come anywhere.
            for disk in estate.flatMap({ $0.diskValues(shape) }) {
                resources.insert(disk, at: dice.roll(0...resources.count))
            }
            var files: [String] = [""]
            while !resources.isEmpty {
                let taken = resources.prefix(dice.roll(1...8))
                resources.removeFirst(taken.count)
                files[files.count - 1] += azurePage(shape, Array(taken)) + "\n"
                if dice.roll(0...2) == 0, !resources.isEmpty { files.append("") }
            }
            var fleet = try AzureInventory.decode(files.enumerated().map { ("\($0).json", Array($1.utf8)) })
            #expect(fleet.intake.files == files.count)
            fleet.intake.files = 1
            #expect(fleet == reference)
        }
    }

    @Test("Bytes changed at random are read or refused, and never stop the program", arguments: 0..<30)
    func mutations(seed: Int) throws {
        var dice = Dice(seed: UInt64(1000 + seed))
        let shape = AzureShape.allCases[seed % AzureShape.allCases.count]
        let estate = Array(Self.estate(&dice).prefix(4))
        let bytes = Array(
            (azurePage(shape, estate.map { $0.value(shape) })
                + azurePage(shape, estate.flatMap { $0.diskValues(shape) }))
                .utf8)
        let marks = Array("{}[],:\"\\0129e-ntf/ \n".utf8) + [0, 0x80, 0xC3, 0xFF]
        var refused = 0
        for _ in 0..<60 {
            var changed = bytes
            for _ in 0..<dice.roll(1...3) {
                let index = dice.roll(0...(changed.count - 1))
                switch dice.roll(0...3) {
                case 0: changed.remove(at: index)
                case 1: changed.insert(marks[dice.roll(0...(marks.count - 1))], at: index)
                case 2: changed.removeSubrange(index..<min(changed.count, index + dice.roll(1...40)))
                default: changed[index] = marks[dice.roll(0...(marks.count - 1))]
                }
                if changed.isEmpty { changed = bytes }
            }
            do throws(InvalidInput) {
                let fleet = try AzureInventory.decode([("m.json", changed)])
                #expect(fleet.volumeSize.allSatisfy { (1...65_536).contains($0) })
                #expect(fleet.accounts.texts.allSatisfy { AccountName.isGUID($0.utf8) })
                #expect(fleet.regions.texts.allSatisfy { RegionName.isValid($0.utf8) })
            } catch {
                refused += 1
                #expect(!error.issues.isEmpty && error.issues.allSatisfy { $0.file == "m.json" && !$0.problem.isEmpty })
            }
        }
        #expect(refused > 0)
    }

    @Test("Every text that is cut short is refused at its end", arguments: [AzureShape.client, .services, .graph])
    func truncation(shape: AzureShape) {
        var dice = Dice(seed: 7)
        let text = azurePage(shape, Self.estate(&dice).prefix(2).map { $0.value(shape) })
        for length in stride(from: 1, to: text.utf8.count, by: 7) {
            do throws(InvalidInput) {
                _ = try AzureInventory.decode([("t.json", Array(text.utf8.prefix(length)))])
                Issue.record("\(length) bytes were read")
            } catch {
                #expect(error.issues.count == 1 && error.issues[0].line == 1)
            }
        }
    }
}
