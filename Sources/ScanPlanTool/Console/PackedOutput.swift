internal import GzipWriting

/// A file or standard output that bytes go to piece by piece, packed if its name ends in `.gz`.
struct PackedOutput {
    private let file: PendingFile?
    private let packer: GzipWriter?

    /// - Parameters:
    ///   - path: where to; nil or `-`: standard output, as it is.
    ///   - overwrites: whether a regular file that is there is replaced in the end.
    init(_ path: String?, overwrites: Bool) throws(UnwritableFile) {
        guard let path, path != "-" else {
            file = nil
            packer = nil
            return
        }
        let file = try PendingFile(path, overwrites: overwrites)
        self.file = file
        guard path.lowercased().hasSuffix(".gz") else {
            packer = nil
            return
        }
        do throws(GzipFault) {
            packer = try GzipWriter { file.append($0) }
        } catch {
            throw UnwritableFile(path: path, reason: "zlib cannot pack it: \(error)")
        }
    }

    /// Adds bytes. What goes wrong with a file is told by ``finish()``.
    func append(_ bytes: [UInt8]) {
        if let packer {
            do { try packer.write(bytes) } catch { preconditionFailure("packed after the end: \(error)") }
        } else if let file {
            file.append(bytes)
        } else {
            Console.answer(bytes: bytes)
        }
    }

    /// Ends the output; a file gets its name.
    func finish() throws(UnwritableFile) {
        if let packer {
            do { try packer.finish() } catch { preconditionFailure("ended twice: \(error)") }
        }
        try file?.commit()
    }
}
