internal import ScanModel
internal import ScenarioInput

/// Reads the documents of commands that answer no scenario.
enum DocumentLoading {
    /// Reads a document, or says what is wrong with it.
    ///
    /// - Parameters:
    ///   - path: the file, or - for standard input.
    ///   - standardName: what a document without a name is called if it has no file either.
    ///   - read: the reader of such documents: bytes, file and the name that stands in.
    static func read<Request>(
        _ path: String, standardName: String,
        with read: (_ bytes: [UInt8], _ file: String, _ standardName: String) throws(InvalidInput) -> Request
    ) throws(ExitStatus) -> Request {
        let bytes: [UInt8]
        do throws(UnreadableFile) {
            bytes = try FileAccess.read(path, limit: ScenarioReader.bytesMax)
        } catch {
            throw ScenarioLoading.report(error)
        }
        do throws(InvalidInput) {
            return try read(bytes, path, path == "-" ? standardName : FileAccess.standardName(of: path))
        } catch {
            throw ScenarioLoading.report(error)
        }
    }
}
