/// Lays one document over another.
struct DocumentMerge {
    /// Gets the names that a list does not have.
    let log: IssueLog

    /// The base with the changes of an overlay.
    ///
    /// Mappings merge key by key, the keys of the base first. Lists and scalars replace. `null` takes the key away;
    /// where there is none it stays, so that a misspelt key is still found. A key without any value changes nothing,
    /// as it counts as left out everywhere. A mapping over a list whose elements all have a `name` changes those
    /// elements by name: else a single value of a list could not be changed without a copy of the list.
    ///
    /// - Complexity: O(entries of the mappings that both have), expected.
    func merge(_ overlay: DocumentNode, over base: DocumentNode, path: DocumentPath = .root) -> DocumentNode {
        guard case .mapping(let changes) = overlay.content else { return overlay }
        switch base.content {
        case .scalar: return overlay
        case .sequence(let elements): return merge(changes, over: elements, of: base, path: path) ?? overlay
        case .mapping(let entries):
            let merged = merge(changes, over: entries, path: path)
            return DocumentNode(content: .mapping(merged), place: overlay.place)
        }
    }

    private func merge(
        _ changes: [DocumentNode.Entry], over base: [DocumentNode.Entry], path: DocumentPath
    ) -> [DocumentNode.Entry] {
        var entries = base
        var slots = Dictionary(uniqueKeysWithValues: entries.enumerated().map { ($1.key, $0) })
        var deleted: Set<Int> = []
        for change in changes {
            guard let slot = slots[change.key] else {
                slots[change.key] = entries.count
                entries.append(change)
                continue
            }
            if change.value.isExplicitNull {
                deleted.insert(slot)
            } else if !change.value.isNull {
                let value = merge(change.value, over: entries[slot].value, path: .key(change.key, of: path))
                entries[slot] = .init(key: change.key, keyPlace: change.keyPlace, value: value)
            }
        }
        return deleted.isEmpty ? entries : entries.enumerated().filter { !deleted.contains($0.offset) }.map(\.element)
    }

    /// Nil if the elements have no names of their own.
    private func merge(
        _ changes: [DocumentNode.Entry], over base: [DocumentNode], of list: DocumentNode, path: DocumentPath
    ) -> DocumentNode? {
        let names = base.compactMap(\.nameEntry)
        // Below a secret nothing has a name that could be told.
        guard !names.isEmpty, names.count == base.count, !path.isSecret else { return nil }
        let slots = Dictionary(names.enumerated().map { ($1, $0) }) { first, _ in first }
        guard slots.count == names.count else { return nil }
        var elements = base
        var deleted: Set<Int> = []
        for change in changes {
            guard let index = slots[change.key] else {
                log.report(
                    "no element is named `\(Excerpt.of(change.key))`", at: change.keyPlace, path: path,
                    expected: "one of \(names.prefix(8).map { Excerpt.of($0) }.joined(separator: ", "))",
                    suggestion: NearestKey.find(change.key, among: names.prefix(1000)))
                continue
            }
            if change.value.isExplicitNull {
                deleted.insert(index)
            } else if !change.value.isNull {
                elements[index] = merge(change.value, over: elements[index], path: .index(index, of: path))
            }
        }
        elements = elements.enumerated().filter { !deleted.contains($0.offset) }.map(\.element)
        return DocumentNode(content: .sequence(elements), place: list.place)
    }
}

extension DocumentNode {
    /// What a mapping says under `name`.
    var nameEntry: String? {
        guard case .mapping(let entries) = content, let entry = entries.first(where: { $0.key == "name" }),
            case .scalar(let text, _) = entry.value.content, !text.isEmpty
        else { return nil }
        return text
    }
}
