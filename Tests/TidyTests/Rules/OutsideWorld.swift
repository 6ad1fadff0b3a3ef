/// Finds code that reaches for files, clocks, the terminal or the environment.
enum OutsideWorld {
    /// Names that may not appear at all.
    private static let names: Set<String> = [
        "FileManager", "FileHandle", "fopen", "freopen", "opendir", "mmap",
        "ContinuousClock", "SuspendingClock", "clock_gettime", "gettimeofday", "DispatchTime",
        "ProcessInfo", "CommandLine", "getenv", "stdin", "stdout", "stderr",
    ]
    /// Names that may not be called; as a part of another expression they are harmless.
    private static let calls: Set<String> = [
        "print", "debugPrint", "dump", "readLine", "puts", "fputs", "printf", "Date",
    ]

    /// The rooms, and the places, that may do so: the bytes of documents come from files and pipes.
    static func mayReachOut(_ path: String) -> Bool {
        path.hasPrefix("Sources/ScanPlanTool/") || path.hasPrefix("Sources/DocumentReading/Bytes/")
            || path == "Sources/FleetInventory/ByteSource.swift"
    }

    static func uses(in file: SourceFile) -> [String] {
        let code = CodeText.code(of: file.text)
        return code.split(separator: "\n", omittingEmptySubsequences: false).enumerated().flatMap { index, line in
            words(in: line).filter(isForbidden).map { "\(file.path):\(index + 1): uses \($0.text)" }
        }
    }

    private static func isForbidden(_ word: Word) -> Bool {
        if names.contains(word.text) { return true }
        guard calls.contains(word.text), !word.isMember, !word.isDeclared else { return false }
        return word.next == "(" || (word.text == "Date" && word.next == ".")
    }

    private struct Word {
        var text: String
        /// The first sign after it that is no space.
        var next: Character?
        /// A point stands before it, so that it names a member of some value.
        var isMember: Bool
        var isDeclared: Bool
    }

    private static func words(in line: Substring) -> [Word] {
        var words: [Word] = []
        var before = ""
        var rest = line
        while let first = rest.first {
            guard first.isLetter || first == "_" else {
                if !first.isWhitespace { before = String(first) }
                rest = rest.dropFirst()
                continue
            }
            let text = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
            rest = rest[text.endIndex...]
            words.append(
                Word(
                    text: String(text), next: rest.first { !$0.isWhitespace }, isMember: before == ".",
                    isDeclared: before == "func"))
            before = String(text)
        }
        return words
    }
}
