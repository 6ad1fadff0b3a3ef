internal import DocumentReading
internal import ParallelWork
internal import ScanModel

/// What one file of a listing said: its rows and everything that is wrong with it.
protocol ListingFile: Sendable {
    /// At most a hundred issues of elements, and the faults that ended the reading or cost a line.
    var issues: [InputIssue] { get set }
    /// All issues, told or not.
    var issueCount: Int { get set }
    /// The system's words, if the file could not be read.
    var unreadable: String? { get set }
    /// Whether a fault kept something of the file from being read.
    var isIncomplete: Bool { get set }

    /// A file that says nothing.
    init()

    /// Reads everything that can be read.
    static func read(_ input: consuming ByteInput) -> Self
}

extension ListingFile {
    /// What a file is that could not even be opened.
    init(_ fault: ReadFault) {
        self.init()
        note(fault)
    }

    /// Takes note of what ended the reading, or cost a line.
    mutating func note(_ fault: ReadFault) {
        isIncomplete = true
        switch fault {
        case .unreadable(let reason): unreadable = reason
        case .invalid(var issue):
            // What the client says instead of JSON has most often to do with its output format.
            if issue.problem.hasPrefix("this is not JSON: it begins") { issue.expected += ", with --output json" }
            if issues.count < ListingIssues.issuesPerFileMax { issues.append(issue) }
            issueCount += 1
        }
    }

    /// Puts the issues of elements before the faults.
    mutating func add(_ log: ListingIssues, of name: String) {
        issues = log.all(of: name) + issues
        issueCount += log.count
    }

    static func read(_ file: ByteFile, bytesMax: Int) -> Self {
        do throws(ReadFault) { return read(try file.open(bytesMax: bytesMax)) } catch { return Self(error) }
    }
}

/// Joins the rows of files in their order.
protocol ListingIntake {
    associatedtype File: ListingFile

    /// Adds what a file said.
    ///
    /// - Throws: `.unreadable` if the file could not be read.
    mutating func add(_ file: File, of name: String) throws(InventoryError)

    /// The fleet of all files.
    ///
    /// - Throws: every issue, unless what is wrong is left out.
    func finished() throws(InventoryError) -> ImportedFleet
}

extension ListingIntake {
    /// Reads files one after the other.
    consuming func reading(
        _ files: [ByteFile], bytesMax: Int, progress: ((Int, Int) -> Void)?
    ) throws(InventoryError) -> ImportedFleet {
        for (index, file) in files.enumerated() {
            try add(File.read(file, bytesMax: bytesMax), of: file.name)
            progress?(index + 1, files.count)
        }
        return try finished()
    }

    /// Reads files several at a time; the result does not depend on how many.
    consuming func reading(
        _ files: [ByteFile], bytesMax: Int, width: Int, progress: ((Int) -> Void)?
    ) async throws(InventoryError) -> ImportedFleet {
        var first = 0
        while first < files.count {
            // A group of files at a time, so that the rows of few files are in memory.
            let group = Array(files[first..<min(first + 8 * width, files.count)])
            let rows = await ParallelWork.map(weights: group.map(\.bytes), width: width) {
                File.read(group[$0], bytesMax: bytesMax)
            }
            for (file, rows) in zip(group, rows) { try add(rows, of: file.name) }
            first += group.count
            progress?(first)
        }
        return try finished()
    }

    /// Reads files that are already in memory.
    consuming func reading(_ files: [(name: String, bytes: [UInt8])]) throws(InvalidInput) -> ImportedFleet {
        do throws(InventoryError) {
            for file in files {
                let rows: File
                do throws(ReadFault) {
                    rows = File.read(try ByteInput.memory(file.bytes, name: file.name))
                } catch { rows = File(error) }
                try add(rows, of: file.name)
            }
            return try finished()
        } catch {
            switch error {
            case .invalid(let input): throw input
            case .unreadable(let path, let reason):
                throw InvalidInput([InputIssue(file: path, line: 0, column: 0, path: "", problem: reason)])
            }
        }
    }

    /// Reads an input that is open already.
    consuming func reading(_ input: consuming ByteInput) throws(InventoryError) -> ImportedFleet {
        let name = input.name
        try add(File.read(input), of: name)
        return try finished()
    }
}
