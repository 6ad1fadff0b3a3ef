internal import FleetInventory
internal import ScanModel

/// Listings and tables that fleets are made of.
enum InventoryTargets {
    private static let name = "fuzz"

    /// What a table says is written and read again as it was.
    static func table(_ bytes: [UInt8]) -> Bool {
        if hasLargeNumbers(bytes) { return false }
        do throws(InvalidInput) {
            let fleet = try FleetCSV.decode([(name, bytes)])
            let text = written(fleet)
            let again: Fleet
            do throws(InvalidInput) { again = try FleetCSV.decode([("again", text)]) } catch {
                fatalError("what was written cannot be read: \(error)")
            }
            require(written(again) == text, "a table is written the same again")
            require(again.instanceCount == fleet.instanceCount, "no instance is lost")
            require(FleetFileTarget.bytes(of: again) == FleetFileTarget.bytes(of: fleet), "fleets are the same")
        } catch { Issues.check(error, of: bytes, file: name) }
        return true
    }

    private static func written(_ fleet: Fleet) -> [UInt8] {
        var bytes: [UInt8] = []
        FleetCSV.write(fleet) { bytes += $0 }
        return bytes
    }

    static func counts(_ bytes: [UInt8]) -> Bool {
        if hasLargeNumbers(bytes) { return false }
        do throws(InvalidInput) {
            let fleet = try ResourceCountCSV.decode(
                [(name, bytes)], assuming: ResourceCountCSV.Assumptions(volumeGiB: 30, volumesPerInstance: 2))
            require(FleetFileTarget.isSameAgain(fleet), "a fleet file keeps it")
        } catch { Issues.check(error, of: bytes, file: name) }
        return true
    }

    /// Counts of many thousand instances are right, and take the memory that so many instances take.
    private static func hasLargeNumbers(_ bytes: [UInt8]) -> Bool {
        bytes.split { !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }.contains { digits in
            (5...8).contains(digits.drop { $0 == UInt8(ascii: "0") }.count)
        }
    }

    static func observations(_ bytes: [UInt8]) {
        do throws(InvalidInput) {
            let read = try ObservationTable.read(bytes: bytes, file: name)
            let text = ObservationTable.csv(read)
            do throws(InvalidInput) {
                let again = try ObservationTable.read(bytes: Array(text.utf8), file: "again")
                require(again == read, "observations are the same again")
            } catch { fatalError("what was written cannot be read: \(error)\n\(text)") }
        } catch { Issues.check(error, of: bytes, file: name) }
    }

    static func aws(_ bytes: [UInt8]) {
        listing(
            bytes, strict: { () throws(InvalidInput) in try AWSInventory.decode([(name, bytes)]) },
            lenient: { () throws(InvalidInput) in
                try AWSInventory.imported([(name, bytes)], keepsGoing: true, traces: true)
            })
    }

    static func azure(_ bytes: [UInt8]) {
        listing(
            bytes, strict: { () throws(InvalidInput) in try AzureInventory.decode([(name, bytes)]) },
            lenient: { () throws(InvalidInput) in try AzureInventory.imported([(name, bytes)], keepsGoing: true) })
    }

    /// Without issues both ways of reading give the same fleet; with issues the second one counts them.
    private static func listing(
        _ bytes: [UInt8], strict: () throws(InvalidInput) -> Fleet,
        lenient: () throws(InvalidInput) -> ImportedFleet
    ) {
        let imported: ImportedFleet
        do throws(InvalidInput) { imported = try lenient() } catch { fatalError("keeps not going: \(error)") }
        require(FleetFileTarget.isSameAgain(imported.fleet), "a fleet file keeps it")
        require(imported.skippedCount >= imported.skipped.count, "what is told is counted")
        do throws(InvalidInput) {
            let fleet = try strict()
            require(imported.skippedCount == 0, "nothing is left out of a listing without issues")
            require(FleetFileTarget.bytes(of: fleet) == FleetFileTarget.bytes(of: imported.fleet), "one fleet")
        } catch {
            Issues.check(error, of: bytes, file: name)
            require(imported.skippedCount > 0, "what is wrong is told: \(error)")
            Issues.check(imported.skipped, of: bytes, file: name)
        }
    }

    static func manifest(_ bytes: [UInt8]) {
        do throws(InvalidInput) {
            let manifest = try ImportManifest(bytes: bytes, file: name)
            do throws(InvalidInput) {
                require(try ImportManifest(bytes: manifest.document, file: "again") == manifest, "the same again")
            } catch { fatalError("what was written cannot be read: \(error)") }
        } catch { Issues.check(error, of: bytes, file: name) }
    }
}
