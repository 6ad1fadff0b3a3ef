internal import DocumentReading
internal import ScanModel

/// Reads inventories of any kind, as many at a time as there is width for.
public enum InventoryImport {
    /// What was read, and of which kind.
    public struct Reading: Sendable {
        public var imported: ImportedFleet
        /// Files of each kind.
        public var files: [ListingKind: Int]
        /// Bytes on disk of all files; 0 for standard input.
        public var bytes: Int
    }

    /// Finds the files behind paths; a folder stands for its listings in the order of their names.
    ///
    /// - Parameter paths: files and folders, or `-` alone for standard input.
    /// - Throws: `.unreadable` at the first path that cannot be read, `.invalid` for folders without a listing.
    public static func files(of paths: [String]) throws(InventoryError) -> [ByteFile] {
        if paths == ["-"] { return [ByteFile(name: "-", location: "-")] }
        var issues: [InputIssue] = []
        let files = try ByteSource.files(of: paths, relativeTo: ".", issues: &issues)
        guard issues.isEmpty else { throw .invalid(InvalidInput(issues)) }
        return files
    }

    /// Reads files into one fleet: listings of AWS first, then those of Azure, then tables.
    ///
    /// - Parameters:
    ///   - kind: of all files; nil: each file tells by its beginning.
    ///   - keepsGoing: whether what is wrong is left out, counted and told beside the fleet, instead of an error.
    ///   - width: files that are read at the same time, 1 or more; the fleet does not depend on it.
    ///   - progress: called now and then with the number of files done.
    /// - Throws: `.unreadable` at the first file that cannot be read; otherwise, unless `keepsGoing`, every issue.
    /// - Complexity: O(bytes).
    public static func read(
        _ files: [ByteFile], as kind: ListingKind? = nil, keepsGoing: Bool = false, width: Int,
        progress: (@Sendable (Int) -> Void)? = nil
    ) async throws(InventoryError) -> Reading {
        if files.first?.location == "-" { return try await readStandardInput(as: kind, keepsGoing: keepsGoing) }
        var sorted: [ListingKind: [ByteFile]] = [:]
        for file in files {
            let told = if let kind { kind } else { try Self.kind(of: file) }
            sorted[told, default: []].append(file)
        }
        var all = ImportedFleet(fleet: Fleet())
        var issues: [InputIssue] = []
        var done = 0
        for kind in ListingKind.allCases {
            guard let some = sorted[kind] else { continue }
            let before = done
            do throws(InventoryError) {
                all.append(
                    try await read(some, of: kind, keepsGoing: keepsGoing, width: width) { progress?(before + $0) })
            } catch {
                // Files of another kind may be wrong too, and everything is told at once.
                guard case .invalid(let input) = error else { throw error }
                issues += input.issues
            }
            done += some.count
            progress?(done)
        }
        guard issues.isEmpty else { throw .invalid(InvalidInput(issues)) }
        return Reading(
            imported: all, files: sorted.mapValues(\.count), bytes: files.reduce(0) { $0 + $1.bytes })
    }

    private static func read(
        _ files: [ByteFile], of kind: ListingKind, keepsGoing: Bool, width: Int, progress: @escaping (Int) -> Void
    ) async throws(InventoryError) -> ImportedFleet {
        switch kind {
        case .aws:
            try await AWSInventory.read(files, keepsGoing: keepsGoing, width: width, progress: progress)
        case .azure:
            try await AzureInventory.read(files, keepsGoing: keepsGoing, width: width, progress: progress)
        case .fleetCsv: try FleetCSV.read(files, keepsGoing: keepsGoing)
        case .resourceExplorer: throw countsOnly(files[0].name)
        }
    }

    private static func countsOnly(_ file: String) -> InventoryError {
        .invalid(
            InvalidInput([
                InputIssue(
                    file: file, line: 0, column: 0, path: "",
                    problem: "Resource Explorer counts machines and does not describe them",
                    expected: "such files alone, which become a table of counts")
            ]))
    }

    /// Whether all files are of Resource Explorer, so that they give counts and no fleet.
    public static func areCounts(_ files: [ByteFile]) throws(InventoryError) -> Bool {
        for file in files {
            if file.location == "-" { return false }
            if try kind(of: file) != .resourceExplorer { return false }
        }
        return !files.isEmpty
    }

    /// The kind of a file, by its beginning. A file that cannot be opened is told by the reader of listings.
    private static func kind(of file: ByteFile) throws(InventoryError) -> ListingKind {
        do throws(ReadFault) {
            let input = try file.open(bytesMax: ByteInput.bytesMaxDefault)
            return ListingKind(beginning: input.beginning(ListingKind.beginningBytes))
        } catch {
            switch error {
            case .unreadable(let reason): throw .unreadable(path: file.name, reason: reason)
            case .invalid: return .aws
            }
        }
    }

    private static func standardInput() throws(InventoryError) -> ByteInput {
        do throws(ReadFault) { return try ByteInput.standardInput() } catch { throw InventoryError(error, "-") }
    }

    /// Standard input can be opened once, so its kind is told from the bytes that are read.
    private static func readStandardInput(
        as kind: ListingKind?, keepsGoing: Bool
    ) async throws(InventoryError) -> Reading {
        let input = try standardInput()
        let kind = kind ?? ListingKind(beginning: input.beginning(ListingKind.beginningBytes))
        let imported: ImportedFleet
        switch kind {
        case .aws: imported = try AWSInventory.read(input, keepsGoing: keepsGoing)
        case .azure: imported = try AzureInventory.read(input, keepsGoing: keepsGoing)
        case .fleetCsv: imported = try FleetCSV.read(input, keepsGoing: keepsGoing)
        case .resourceExplorer: throw countsOnly("-")
        }
        return Reading(imported: imported, files: [kind: 1], bytes: 0)
    }
}

extension InventoryError {
    /// What reading the bytes of a file ended with.
    init(_ fault: ReadFault, _ file: String) {
        switch fault {
        case .unreadable(let reason): self = .unreadable(path: file, reason: reason)
        case .invalid(let issue): self = .invalid(InvalidInput([issue]))
        }
    }
}
