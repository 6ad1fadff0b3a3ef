/// What a `console` block shows of an output: all of it, or parts with a line `...` for at least one line left out.
struct ShownOutput {
    static let leftOut = "..."
    let parts: [[String]]

    init(_ lines: [String]) {
        parts = lines.split(separator: Self.leftOut, omittingEmptySubsequences: false).map(Array.init)
    }

    /// The first part begins the output, the last one ends it, and those between follow one another somewhere.
    func fits(_ printed: [String]) -> Bool {
        guard parts.count > 1 else { return printed == parts[0] }
        guard let ranges = ranges(in: printed, like: { $0 == Array($1) }) else { return false }
        return zip(parts, ranges).allSatisfy { $0 == Array(printed[$1]) }
    }

    /// The same parts of a newer output: as many lines of its beginning and its end, and as many from the lines that
    /// start with the word with which the other parts start. Nothing if one of them is no longer there.
    func renewed(by printed: [String]) -> [String]? {
        guard parts.count > 1 else { return printed }
        func word(_ line: String?) -> Substring? { line?.split(separator: " ").first }
        let ranges = ranges(in: printed) { part, lines in word(part.first) == word(lines.first) }
        return ranges.map { Array($0.map { Array(printed[$0]) }.joined(separator: [Self.leftOut])) }
    }

    /// Where the parts lie: the first and the last one at the ends, each other one at the first place that is like it.
    private func ranges(
        in printed: [String], like: (_ part: [String], _ lines: ArraySlice<String>) -> Bool
    ) -> [Range<Int>]? {
        let (head, tail) = (parts[0].count, parts[parts.count - 1].count)
        guard head + tail < printed.count else { return nil }
        let end = printed.count - tail
        var ranges = [0..<head]
        for part in parts.dropFirst().dropLast() {
            let starts = ranges[ranges.count - 1].upperBound + 1
            let found = (starts..<max(starts, end - part.count)).first { like(part, printed[$0..<$0 + part.count]) }
            guard let found else { return nil }
            ranges.append(found..<found + part.count)
        }
        return ranges + [end..<printed.count]
    }
}
