import ScanModel

/// The tag that a starter scenario scans by, and why that one.
struct TagChoice: Hashable {
    enum Reason: Hashable {
        /// The caller names it.
        case stated
        /// Its key speaks of scans.
        case speaksOfScans
        /// No key speaks of scans.
        case mostFrequent
        /// No instance carries a tag that can be used.
        case placeholder
    }

    /// What stands where no tag can be chosen.
    static let placeholder = Tag(key: "Scan", value: "daily")
    private static let scanWords = ["scan", "qualys"]
    /// Values that keep an instance out of scans.
    private static let refusals: Set<String> = [
        "no", "false", "off", "0", "never", "none", "disabled", "exclude", "excluded", "skip", "skipped",
    ]

    var tag: Tag
    var reason: Reason
    /// How many instances carry it.
    var instances: Int

    /// Chooses the pair of key and value that most instances carry, ties by the alphabet of key and value. Pairs whose
    /// key speaks of scans come before all others; one of them whose value says no is never chosen, and neither is a
    /// pair that the vendor refuses.
    ///
    /// - Parameters:
    ///   - stated: the pair that the caller wants, whatever the fleet carries.
    ///   - inList: whether the vendor takes tags as a list of key=value.
    /// - Complexity: O(instances + tags of all distinct tag sets).
    init(_ fleet: Fleet, stated: Tag? = nil, inList: Bool = false) {
        let carried = TagChoice.carried(fleet)
        if let stated {
            self.init(tag: stated, reason: .stated, instances: carried[stated] ?? 0)
            return
        }
        var best: TagChoice?
        for (tag, instances) in carried {
            let speaksOfScans = TagChoice.speaksOfScans(tag.key)
            if speaksOfScans, TagChoice.refusals.contains(tag.value.lowercased()) { continue }
            let found = TagChoice(
                tag: tag, reason: speaksOfScans ? .speaksOfScans : .mostFrequent, instances: instances)
            // The costly check comes last, for the few that would win.
            if best.map({ found.isBetter(than: $0) }) ?? true, TagChoice.problem(tag, inList: inList) == nil {
                best = found
            }
        }
        self = best ?? TagChoice(tag: TagChoice.placeholder, reason: .placeholder, instances: 0)
    }

    private init(tag: Tag, reason: Reason, instances: Int) {
        self.tag = tag
        self.reason = reason
        self.instances = instances
    }

    /// A total order of distinct tags, so that the order of a dictionary decides nothing.
    private func isBetter(than other: TagChoice) -> Bool {
        if reason != other.reason { return reason == .speaksOfScans }
        if instances != other.instances { return instances > other.instances }
        return tag < other.tag
    }

    /// What keeps the vendor from accepting a tag; nil if it is fine.
    static func problem(_ tag: Tag, inList: Bool = false) -> String? {
        if inList, !TextForm.isTagPair("\(tag.key)=\(tag.value)") {
            return "it is no \(TextForm.tagPair.words)"
        }
        for (name, text) in [("key", tag.key), ("value", tag.value)] {
            let log = IssueLog(file: "")
            let node = DocumentNode(content: .scalar(text, .quoted), place: .wholeFile)
            if Field(node: node, path: .root, log: log).tagText(isKey: name == "key") == nil,
                let issue = log.issues.first
            {
                return "the \(name) \(issue.problem); expected \(issue.expected)"
            }
        }
        return nil
    }

    private static func speaksOfScans(_ key: String) -> Bool {
        let key = key.lowercased()
        return scanWords.contains { key.contains($0) }
    }

    /// Every pair with the number of instances that carry it.
    private static func carried(_ fleet: Fleet) -> [Tag: Int] {
        var sets = [Int](repeating: 0, count: fleet.tagSets.count)
        for set in fleet.instanceTagSet { sets[Int(set)] += 1 }
        var carried: [Tag: Int] = [:]
        for (tags, instances) in zip(fleet.tagSets, sets) where instances > 0 {
            for tag in tags { carried[tag, default: 0] += instances }
        }
        return carried
    }
}
