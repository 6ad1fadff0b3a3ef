internal import Synchronization

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// A file that is written bit by bit and appears whole under its name, or not at all.
final class PendingFile: Sendable {
    private struct State {
        /// nil once the file has its name or is given up.
        var descriptor: Int32?
        /// The first thing that went wrong.
        var failure: UnwritableFile?
    }

    private let path: String
    private let target: String
    private let overwrites: Bool
    private let temporary: String
    private let state: Mutex<State>

    /// Makes a temporary file beside the path.
    ///
    /// - Parameter overwrites: whether a regular file that is there is replaced in the end.
    init(_ path: String, overwrites: Bool = true) throws(UnwritableFile) {
        try FileWriting.check(path, overwrites: overwrites)
        self.path = path
        self.overwrites = overwrites
        target = overwrites ? FileAccess.resolved(path) ?? path : path
        let made = try FileWriting.temporaryFile(beside: target, path: path)
        temporary = made.path
        state = Mutex(State(descriptor: made.descriptor))
    }

    deinit {
        if let descriptor = state.withLock({ $0.descriptor }) {
            close(descriptor)
            unlink(temporary)
        }
    }

    /// Adds bytes. What goes wrong is told by ``commit()``.
    func append(_ bytes: [UInt8]) {
        state.withLock { state in
            guard let descriptor = state.descriptor, state.failure == nil else { return }
            if !DescriptorWriting.writeAll(bytes[...], to: descriptor) { state.failure = FileWriting.failure(path) }
        }
    }

    /// Gives the file its name once all bytes are on the disk.
    func commit() throws(UnwritableFile) {
        let (descriptor, failure) = state.withLock { state in
            defer { state.descriptor = nil }
            return (state.descriptor, state.failure)
        }
        guard let descriptor else { preconditionFailure("\(path) was written before") }
        do throws(UnwritableFile) {
            defer { close(descriptor) }
            if let failure { throw failure }
            var status = stat()
            if stat(target, &status) == 0 { _ = fchmod(descriptor, status.st_mode & 0o777) }
            guard fsync(descriptor) == 0 else { throw FileWriting.failure(path) }
            try FileWriting.give(temporary, target, path: path, overwrites: overwrites)
        } catch {
            unlink(temporary)
            throw error
        }
    }
}
