extension Console {
    /// Says why a file was not written.
    static func report(_ file: UnwritableFile) -> ExitStatus {
        diagnostic("error: \(file.path): cannot be written: \(file.reason)")
        return .inputOutput
    }

    /// Writes, or says why that did not work.
    static func writing(_ write: () throws(UnwritableFile) -> Void) throws(ExitStatus) {
        do {
            try write()
        } catch {
            throw report(error)
        }
    }
}
