internal import DocumentReading
internal import ScanModel

extension AWSRowReader {
    mutating func read(volume: JSONNode, _ elements: inout JSONElements) {
        let sizeExpected = "a whole number of GiB from 1 to 65536"
        elements.element.collect(names.volume, volume, into: &slots)
        let id = issues.requiredText(
            &elements, slots[0], of: volume, names.volume.name(0), Self.volumeIDExpected)
        let isEncrypted = issues.flag(&elements, slots[2]) ?? false
        let key = optionalText(slots[3], "a text such as \"arn:aws:kms:...\"", &elements)
        let (tagSet, _) = tags(slots[4], &elements)
        guard
            let field = issues.required(&elements, slots[1], of: volume, names.volume.name(1), .number, sizeExpected)
        else { return }
        guard let size = elements.element.integer(field), (1...65_536).contains(size) else {
            issues.report(&elements, at: field, "found \(elements.element.description(of: field))", sizeExpected)
            return
        }
        guard let id else { return }
        rows.volumes.append(
            AWSListingRows.Volume(
                id: rows.texts.intern(id, of: elements.element), size: Int32(size),
                key: !isEncrypted ? -1 : key < 0 ? rows.texts.intern("") : key, tagSet: tagSet))
    }

    private static let snapshotFields = JSONFields(["State", "VolumeSize", "FullSnapshotSizeInBytes"])

    /// Reads a snapshot, of which the state and the two sizes count.
    mutating func read(snapshot: JSONNode, _ elements: inout JSONElements) {
        elements.element.collect(Self.snapshotFields, snapshot, into: &slots)
        if let state = issues.optional(&elements, slots[0], .text, "a text"), elements.element.isText(state, "pending")
        {
            rows.snapshots.pending += 1
        }
        guard let volume = issues.optional(&elements, slots[1], .number, "a number of GiB"),
            let stored = issues.optional(&elements, slots[2], .number, "a number of bytes"),
            let gib = elements.element.integer(volume), let bytes = elements.element.integer(stored),
            (1...65_536).contains(gib), (0...(65_536 << 30)).contains(bytes)
        else {
            rows.snapshots.unsized += 1
            return
        }
        rows.snapshots.sized += 1
        rows.snapshots.storedBytes &+= bytes
        rows.snapshots.volumeGiB &+= gib
    }

    /// The set of tags, and whether the cloud itself gave one of them, which may name a group.
    mutating func tags(_ field: JSONNode?, _ elements: inout JSONElements) -> (set: Int32, isGrouped: Bool) {
        var pairs: [Int32] = []
        var isGrouped = false
        let list = issues.elements(&elements, field)
        if list.isEmpty { return (0, false) }
        let (keyName, valueName) = (names.tag.name(0), names.tag.name(1))
        for tag in list {
            guard issues.isObject(&elements, tag, "an object with the keys \(keyName) and \(valueName)") else {
                continue
            }
            elements.element.collect(names.tag, tag, into: &part)
            let value = part[1]
            guard let key = issues.requiredText(&elements, part[0], of: tag, keyName, "a text") else { continue }
            if elements.element.hasPrefix(key, "aws:") { isGrouped = true }
            pairs.append(rows.texts.intern(key, of: elements.element))
            let text = issues.optional(&elements, value, .text, "a text")
            pairs.append(text.map { rows.texts.intern($0, of: elements.element) } ?? rows.texts.intern(""))
        }
        if let known = tagSets[pairs] { return (known, isGrouped) }
        let index = Int32(rows.tagSets.count)
        tagSets[pairs] = index
        rows.tagSets.append(
            stride(from: 0, to: pairs.count, by: 2).map {
                Tag(key: rows.texts.text(pairs[$0]), value: rows.texts.text(pairs[$0 + 1]))
            }.sorted())
        return (index, isGrouped)
    }

    static let volumeIDExpected = "a text such as \"vol-0123456789abcdef0\""
}
