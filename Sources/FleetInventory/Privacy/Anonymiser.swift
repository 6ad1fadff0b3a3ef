public import ScanModel

/// A pseudonym and the name that it stands for.
public struct PseudonymEntry: Hashable, Sendable, Comparable {
    public var kind: NameKind
    public var pseudonym: String
    public var name: String
    /// The key that a tag's value belongs to, as its name is; empty for other kinds.
    public var within: String

    public static func < (left: PseudonymEntry, right: PseudonymEntry) -> Bool {
        (left.kind, left.within, left.name) < (right.kind, right.within, right.name)
    }
}

/// Two names of one kind that would have the same pseudonym under a key. Another key helps.
///
/// Of 10,000 accounts of 12 digits two collide under one key in 20,000.
public struct PseudonymCollision: Error, Hashable, Sendable {
    public var kind: NameKind
}

/// Replaces names by pseudonyms and remembers which.
///
/// A pseudonym depends on the key, the kind and the name alone, so fleets and scenarios that are anonymised one by one
/// with the same key still fit together.
public struct Anonymiser: Sendable {
    private struct Name: Hashable {
        var kind: NameKind
        var within: String
        var text: String
    }

    private let key: AnonymisingKey
    /// Keys of tags that stay as they are, with their values.
    private let keptTagKeys: Set<String>
    private var known: [Name: String] = [:]
    private var taken: [Name: String] = [:]
    private var collision: PseudonymCollision?

    public init(key: AnonymisingKey, keepingTags keptTagKeys: Set<String> = []) {
        self.key = key
        self.keptTagKeys = keptTagKeys
    }

    /// The fleet under pseudonyms: accounts, groups, and keys and values of tags.
    ///
    /// Instances keep their order, and everything else of them stays: regions, platforms, sizes, encryption, machine
    /// types, names of operating systems. A fleet holds no name of an instance, a volume or an image.
    ///
    /// - Throws: if two names would become one.
    /// - Complexity: O(accounts + groups + tag sets * tags).
    public mutating func anonymised(_ fleet: Fleet) throws(PseudonymCollision) -> Fleet {
        // All names first: a fleet in which two became one cannot be made.
        for name in fleet.accounts.texts { _ = account(name) }
        for name in fleet.groups.texts { _ = group(name) }
        for tags in fleet.tagSets { _ = self.tags(tags) }
        try check()
        var copy = self
        var second = self
        var third = self
        return fleet.renamed(
            account: { copy.account($0) }, group: { second.group($0) }, tags: { third.tags($0) })
    }

    /// Throws if two of the names so far would become one.
    public func check() throws(PseudonymCollision) {
        if let collision { throw collision }
    }

    /// The pseudonym of an account, which keeps the form of an account.
    public mutating func account(_ name: String) -> String {
        pseudonym(AccountName.normalized(name.utf8) ?? name, .account)
    }

    /// The pseudonym of a group.
    public mutating func group(_ name: String) -> String { pseudonym(name, .group) }

    /// A tag under pseudonyms, or as it is if its key is kept.
    public mutating func tag(_ tag: Tag) -> Tag {
        if keptTagKeys.contains(tag.key) {
            return Tag(key: kept(tag.key, .tagKey), value: kept(tag.value, .tagValue, within: tag.key))
        }
        return Tag(key: pseudonym(tag.key, .tagKey), value: pseudonym(tag.value, .tagValue, within: tag.key))
    }

    /// Tags under pseudonyms.
    public mutating func tags(_ tags: [Tag]) -> [Tag] { tags.map { tag($0) } }

    /// Every pseudonym so far with its name, by kind and name; names that were kept are not among them.
    public var entries: [PseudonymEntry] {
        known.compactMap { name, pseudonym in
            pseudonym == name.text
                ? nil
                : PseudonymEntry(kind: name.kind, pseudonym: pseudonym, name: name.text, within: name.within)
        }.sorted()
    }

    /// The entries as a table: `kind,pseudonym,name,of_tag_key`, texts percent-encoded as in a fleet table.
    public var mapping: [UInt8] {
        var bytes = Array("kind,pseudonym,name,of_tag_key\n".utf8)
        for entry in entries {
            bytes += Array("\(entry.kind.rawValue),".utf8)
            bytes += TagText.plainCell(entry.pseudonym) + [CSVMark.comma]
            bytes += TagText.plainCell(entry.name) + [CSVMark.comma]
            bytes += TagText.plainCell(entry.within) + [CSVMark.lineFeed]
        }
        return bytes
    }

    private mutating func pseudonym(_ text: String, _ kind: NameKind, within: String = "") -> String {
        let name = Name(kind: kind, within: within, text: text)
        if let pseudonym = known[name] { return pseudonym }
        let pseudonym = Pseudonym.text(text, kind, within: within, key: key)
        take(pseudonym, for: name)
        return pseudonym
    }

    private mutating func kept(_ text: String, _ kind: NameKind, within: String = "") -> String {
        let name = Name(kind: kind, within: within, text: text)
        if known[name] == nil { take(text, for: name) }
        return text
    }

    private mutating func take(_ pseudonym: String, for name: Name) {
        known[name] = pseudonym
        let place = Name(kind: name.kind, within: name.within, text: pseudonym)
        if taken[place] != nil { collision = collision ?? PseudonymCollision(kind: name.kind) }
        taken[place] = name.text
    }
}
