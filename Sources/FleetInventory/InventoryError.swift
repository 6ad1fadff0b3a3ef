public import ScanModel

/// Why an inventory gave no fleet.
public enum InventoryError: Error, Hashable, Sendable {
    /// A file or folder could not be opened or read; the tool answers with its exit code for I/O.
    ///
    /// `path` is the text the user gave, and `reason` the operating system's own words.
    case unreadable(path: String, reason: String)
    /// The files were read and are wrong; every issue of every file at once.
    case invalid(InvalidInput)
}

extension InventoryError: CustomStringConvertible {
    /// One line for each thing that is wrong.
    public var description: String {
        switch self {
        case .unreadable(let path, let reason): "\(path): cannot be read: \(reason)"
        case .invalid(let input): input.issues.map(\.description).joined(separator: "\n")
        }
    }
}
