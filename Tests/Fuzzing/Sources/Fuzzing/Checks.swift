internal import ScanModel

/// Stops the program, so that libFuzzer keeps the input, if something does not hold that should.
func require(_ holds: Bool, _ what: @autoclosure () -> String) {
    if !holds { fatalError("does not hold: \(what())") }
}

/// Checks of the issues that a reader throws.
enum Issues {
    /// Every issue names the file, says something, and lies within the file.
    static func check(_ issues: [InputIssue], of bytes: [UInt8], file: String) {
        require(!issues.isEmpty, "at least one issue")
        // Places count in the text, and these bytes are none yet.
        let isPacked = [[0x1F, 0x8B], [0x28, 0xB5], [0xFF, 0xFE], [0xFE, 0xFF]].contains { bytes.starts(with: $0) }
        let lines = TextLines(bytes)
        for issue in issues {
            require(issue.file == file, "the issue names the file: \(issue)")
            require(!issue.problem.isEmpty, "the issue says something: \(issue)")
            require(issue.line >= 0 && issue.column >= 0, "places are no negative numbers: \(issue)")
            require(!issue.description.contains { $0.isNewline }, "the issue is one line: \(issue)")
            if isPacked { continue }
            require(lines.has(issue.line, issue.column), "the place is in the file: \(issue)")
            if let offset = issue.byteOffset {
                require((0...bytes.count).contains(offset), "the byte is in the file: \(issue)")
            }
        }
    }

    static func check(_ input: InvalidInput, of bytes: [UInt8], file: String) {
        check(input.issues, of: bytes, file: file)
    }
}

/// Where places may be in a text, whatever its reader takes for the end of a line.
struct TextLines {
    private let lengths: [Int]
    private let bytes: Int
    /// Only line feeds end lines.
    private let isPlain: Bool

    init(_ bytes: [UInt8]) {
        var lengths: [Int] = []
        var start = 0
        for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
            lengths.append(index - start)
            start = index + 1
        }
        lengths.append(bytes.count - start)
        self.lengths = lengths
        self.bytes = bytes.count
        // A return, and the next line, line separator and paragraph separator of YAML 1.1.
        isPlain = !bytes.contains { [0x0D, 0xC2, 0xE2].contains($0) }
    }

    /// Whether a line has such a column; its end, behind the last character, counts.
    func has(_ line: Int, _ column: Int) -> Bool {
        if line == 0 { return true }
        guard isPlain else { return line <= bytes + 1 && column <= bytes + 1 }
        return line <= lengths.count && column <= lengths[line - 1] + 1
    }
}
