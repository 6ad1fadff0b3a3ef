internal import FleetInventory
internal import Reporting
internal import ScanModel

/// An import into a fleet file that reads of the listings only what changed since the fleet file was written.
///
/// Beside the fleet file lies its manifest, which knows the files by their digests. A manifest that does not fit the
/// fleet file counts as none.
struct IncrementalImport {
    let output: String

    /// Where the manifest of a fleet file is.
    var manifestPath: String { output + ".manifest" }

    /// Reads what changed, or everything if there is no earlier import.
    func read(_ paths: [String], width: Int) throws -> ImportManifest.Reimport {
        let earlier = try earlier(width: width)
        let result: Result<ImportManifest.Reimport, InventoryError> = ProgressLine.during("reading what changed") {
            blocking {
                do throws(InventoryError) {
                    let files = try InventoryImport.files(of: paths)
                    return .success(try await InventoryImport.readAgain(files, after: earlier, width: width))
                } catch {
                    return .failure(error)
                }
            }
        }
        switch result {
        case .success(let again): return again
        case .failure(let error): throw ImportCommand.report(error)
        }
    }

    /// Writes the manifest of the fleet file that was just written.
    func write(_ manifest: ImportManifest, width: Int) throws {
        var manifest = manifest
        manifest.fleet = try digest(width: width)
        let bytes = manifest.document
        try Console.writing { () throws(UnwritableFile) in
            try FileWriting.write(bytes, to: manifestPath, overwrites: true)
        }
    }

    /// The fleet and the manifest of the earlier import, if both are there and belong together.
    private func earlier(width: Int) throws -> (fleet: Fleet, manifest: ImportManifest)? {
        guard FileAccess.identity(of: output) != nil, FileAccess.identity(of: manifestPath) != nil else { return nil }
        let manifest: ImportManifest
        do {
            manifest = try ImportManifest(
                bytes: FileAccess.read(manifestPath, limit: ImportManifest.bytesMax), file: manifestPath)
        } catch let error as InvalidInput {
            throw ScenarioLoading.report(error)
        } catch let error as UnreadableFile {
            throw ScenarioLoading.report(error)
        }
        guard try manifest.fleet == digest(width: width) else {
            Console.diagnostic("note: \(manifestPath) is of another fleet than \(output): everything is read")
            return nil
        }
        do throws(InventoryError) {
            return (try FleetFile.load(path: output, relativeTo: "."), manifest)
        } catch {
            throw ImportCommand.report(error)
        }
    }

    private func digest(width: Int) throws -> ContentDigest {
        let path = output
        let result: Result<ContentDigest, InventoryError> = blocking {
            do throws(InventoryError) {
                let file = ByteFile(name: path, location: path.hasPrefix("/") ? path : "./\(path)")
                return .success(try await InventoryImport.present([file], width: width)[0].digest)
            } catch {
                return .failure(error)
            }
        }
        switch result {
        case .success(let digest): return digest
        case .failure(let error): throw ImportCommand.report(error)
        }
    }
}
