public import ScanModel

/// A file that is there to be imported.
public struct PresentFile: Hashable, Sendable {
    /// The name under which it is read.
    public var name: String
    /// Its size in bytes.
    public var bytes: Int
    public var digest: ContentDigest

    public init(name: String, bytes: Int, digest: ContentDigest) {
        (self.name, self.bytes, self.digest) = (name, bytes, digest)
    }
}

/// What an import was made of: enough to tell later which of its files must be read again.
///
/// Files are related if they mention the same instance or volume, or list instances of the same account and region. What
/// a file contributes depends on related files alone, so files fall into groups that can be imported by themselves. A
/// group stays as it was imported while each of its files has the same content, all of them are read in the same order
/// among themselves, and no file outside has become related to it.
public struct ImportManifest: Hashable, Sendable {
    /// One file of the import.
    public struct File: Hashable, Sendable {
        public var present: PresentFile
        public var trace: FileTrace
        /// The number of its group, from 0 in the order of the first files.
        public internal(set) var group: Int

        public var name: String { present.name }
    }

    /// What read the files, with its version; another reader would have read something else from them.
    public let reader: String
    /// In the order in which they were read.
    public let files: [File]
    /// The digest of the fleet file that the import wrote; nil if it wrote none.
    public var fleet: ContentDigest?

    /// - Parameters:
    ///   - files: in the order in which they were read.
    ///   - traces: what each of them contributed, in the same order.
    /// - Complexity: O(marks), expected.
    public init(reader: String, files: [PresentFile], traces: [FileTrace]) {
        precondition(files.map(\.name) == traces.map(\.name), "traces of other files")
        self.reader = reader
        let groups = ImportManifest.groups(traces)
        self.files = zip(files, traces).enumerated().map { index, file in
            File(present: file.0, trace: file.1, group: groups[index])
        }
    }

    /// Whether what a file contributes depends on no other file.
    public func isSelfContained(_ file: File) -> Bool { files.count { $0.group == file.group } == 1 }

    /// What must be read of the files that are there now.
    ///
    /// - Parameters:
    ///   - present: all files of the new import, in the order in which they would be read.
    ///   - reader: what would read them.
    /// - Complexity: O(files * log files), without a look at any mark.
    public func decision(for present: [PresentFile], reader: String) -> ReimportDecision {
        guard reader == self.reader else { return .everything(reason: "the files were read by \(self.reader)") }
        let places = Dictionary(present.enumerated().map { ($1.name, $0) }) { first, _ in first }
        guard places.count == present.count, Set(files.map(\.name)).count == files.count else {
            return .everything(reason: "a file is named twice")
        }
        var stale: Set<Int> = []
        var last: [Int: Int] = [:]
        for file in files {
            guard let place = places[file.name], present[place] == file.present else {
                stale.insert(file.group)
                continue
            }
            // The first listing of an instance counts, so the order of related files does.
            if let before = last[file.group], before > place { stale.insert(file.group) }
            last[file.group] = place
        }
        return decision(for: present, stale: stale)
    }

    /// What must be read when more is known: the decision again, with the groups that turned out to be related to what was
    /// read; nil if the decision stands.
    ///
    /// - Parameter traces: what the files contributed that were read.
    /// - Complexity: O(marks), expected.
    public func revised(
        _ part: ReimportPart, for present: [PresentFile], after traces: [FileTrace]
    ) -> ReimportDecision? {
        var marks: Set<UInt64> = []
        var pairs: Set<AccountRegion> = []
        for trace in traces {
            marks.formUnion(trace.marks)
            pairs.formUnion(trace.pairs)
        }
        let kept = Set(part.kept)
        var stale = Set(files.map(\.group)).subtracting(files.filter { kept.contains($0.name) }.map(\.group))
        let before = stale.count
        for file in files where !stale.contains(file.group) {
            if file.trace.pairs.contains(where: pairs.contains) || file.trace.marks.contains(where: marks.contains) {
                stale.insert(file.group)
            }
        }
        return stale.count == before ? nil : decision(for: present, stale: stale)
    }

    private func decision(for present: [PresentFile], stale: Set<Int>) -> ReimportDecision {
        let kept = files.filter { !stale.contains($0.group) }
        let names = Set(kept.map(\.name))
        let read = present.map(\.name).filter { !names.contains($0) }
        if kept.isEmpty { return .everything(reason: "no file is as it was, or all are related to one that is not") }
        let gone = files.filter { stale.contains($0.group) }
        if read.isEmpty, gone.isEmpty { return .nothing }
        return .some(
            ReimportPart(
                read: read, kept: present.map(\.name).filter(names.contains),
                keptPairs: Set(kept.flatMap(\.trace.pairs)).sorted(),
                stalePairs: Set(gone.flatMap(\.trace.pairs)).sorted()))
    }

    /// The group of each file: a union by size over what they mention.
    private static func groups(_ traces: [FileTrace]) -> [Int] {
        var sets = RelatedFiles(traces.count)
        var first: [UInt64: Int] = [:]
        var firstOfPair: [AccountRegion: Int] = [:]
        for (index, trace) in traces.enumerated() {
            for mark in trace.marks {
                if let other = first[mark] { sets.join(other, index) } else { first[mark] = index }
            }
            for pair in trace.pairs {
                if let other = firstOfPair[pair] { sets.join(other, index) } else { firstOfPair[pair] = index }
            }
        }
        var numbers: [Int: Int] = [:]
        return traces.indices.map { index in
            let root = sets.root(index)
            if let known = numbers[root] { return known }
            numbers[root] = numbers.count
            return numbers.count - 1
        }
    }
}

/// What a re-import has to do.
public enum ReimportDecision: Hashable, Sendable {
    /// The fleet is that of the manifest.
    case nothing
    /// Some files must be read, others not.
    case some(ReimportPart)
    /// Everything must be read, and why.
    case everything(reason: String)
}

/// Which files of a re-import must be read.
public struct ReimportPart: Hashable, Sendable {
    /// Files to read, in the order of the import; none if files only went away.
    public var read: [String]
    /// Files that stay as they were imported.
    public var kept: [String]
    /// Pairs whose instances stay, and pairs whose instances are taken out of the old fleet; sorted.
    public var keptPairs: [AccountRegion]
    public var stalePairs: [AccountRegion]
}

/// Disjoint sets of files (B. A. Galler, M. J. Fischer, An improved equivalence algorithm, CACM 1964).
private struct RelatedFiles {
    private var parents: [Int]
    private var sizes: [Int]

    init(_ count: Int) {
        parents = Array(0..<count)
        sizes = [Int](repeating: 1, count: count)
    }

    mutating func root(_ file: Int) -> Int {
        var file = file
        while parents[file] != file {
            parents[file] = parents[parents[file]]
            file = parents[file]
        }
        return file
    }

    mutating func join(_ one: Int, _ other: Int) {
        var (large, small) = (root(one), root(other))
        if large == small { return }
        if sizes[large] < sizes[small] { swap(&large, &small) }
        parents[small] = large
        sizes[large] += sizes[small]
    }
}
