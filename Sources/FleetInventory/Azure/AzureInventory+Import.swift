internal import DocumentReading
internal import ScanModel

extension AzureInventory {
    static func read(
        _ files: [ByteFile], keepsGoing: Bool, width: Int, progress: ((Int) -> Void)?
    ) async throws(InventoryError) -> ImportedFleet {
        ImportedFleet(fleet: try load(paths: files.map(\.location), relativeTo: "."))
    }

    static func read(_ input: consuming ByteInput, keepsGoing: Bool) throws(InventoryError) -> ImportedFleet {
        let name = input.name
        do throws(ReadFault) {
            let bytes = try input.allBytes(most: fileBytesMax)
            do throws(InvalidInput) { return ImportedFleet(fleet: try decode([(name, bytes)])) } catch {
                throw ReadFault.invalid(error.issues[0])
            }
        } catch { throw InventoryError(error, name) }
    }
}
