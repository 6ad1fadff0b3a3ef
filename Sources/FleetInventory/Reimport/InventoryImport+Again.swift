internal import DocumentReading
internal import ParallelWork
public import ScanModel

extension InventoryImport {
    /// What reads listings of AWS, with the version of its rules: a manifest of another reader is of no use.
    public static let reader = "scanplan-aws/1"

    /// Files with what they hold now.
    ///
    /// The digest is of the unpacked bytes, so a listing that was only packed anew has not changed.
    /// - Complexity: O(bytes), `width` files at a time.
    public static func present(_ files: [ByteFile], width: Int) async throws(InventoryError) -> [PresentFile] {
        let found = await ParallelWork.map(weights: files.map(\.bytes), width: width) { index in
            Result { () throws(InventoryError) -> PresentFile in try content(of: files[index]) }
        }
        var present: [PresentFile] = []
        for result in found { present.append(try result.get()) }
        return present
    }

    private static func content(of file: ByteFile) throws(InventoryError) -> PresentFile {
        var hash = SHA256()
        var bytes = 0
        do throws(ReadFault) {
            var input = try file.open(bytesMax: ByteInput.bytesMaxDefault)
            try input.forEachPiece {
                hash.update($0)
                bytes += $0.count
                return true
            }
        } catch {
            throw InventoryError(error, file.name)
        }
        return PresentFile(name: file.name, bytes: bytes, digest: ContentDigest(hash))
    }

    /// Imports listings of AWS and reads of an earlier import only what changed.
    ///
    /// - Parameters:
    ///   - earlier: the fleet and the manifest of the earlier import; nil: everything is read.
    ///   - width: files that are read at the same time, 1 or more.
    /// - Returns: what an import of everything would give.
    /// - Throws: every issue of the files that are read.
    public static func readAgain(
        _ files: [ByteFile], after earlier: (fleet: Fleet, manifest: ImportManifest)?, width: Int
    ) async throws(InventoryError) -> ImportManifest.Reimport {
        let contents = try await present(files, width: width)
        let byName = Dictionary(files.map { ($0.name, $0) }) { first, _ in first }
        let manifest = earlier?.manifest ?? ImportManifest(reader: "nobody", files: [], traces: [])
        var again = try await manifest.imported(again: earlier?.fleet ?? Fleet(), contents, reader: reader) {
            names async throws(InventoryError) in
            try await AWSInventory.read(names.map { byName[$0]! }, traces: true, width: width)
        }
        // A first import has nothing to explain.
        if earlier == nil { again.reason = nil }
        return again
    }
}
