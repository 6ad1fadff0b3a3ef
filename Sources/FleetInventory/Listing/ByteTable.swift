internal import DocumentReading

/// Distinct byte strings, each addressed by a dense index in the order in which they were first seen.
///
/// Beside `StringTable` it takes the bytes of a file as they are, so that the identifiers of millions of instances cost
/// no string each. Resident: the bytes, and about 20 for each entry. Hashes are keyed for each process, so no file can
/// be made to collide; indices do not depend on them.
struct ByteTable: Sendable {
    private var bytes: [UInt8] = []
    /// Where each entry ends in `bytes`.
    private var ends: [Int] = []
    private var hashes: [UInt32] = []
    /// Indices of entries plus 1, or 0; a power of two many.
    private var slots: [Int32] = [Int32](repeating: 0, count: 16)

    var count: Int { ends.count }

    /// The index of an entry, added if new. Complexity: O(length), amortised.
    mutating func intern(_ raw: UnsafeBufferPointer<UInt8>) -> Int32 {
        var hasher = Hasher()
        hasher.combine(bytes: UnsafeRawBufferPointer(raw))
        let full = hasher.finalize()
        let hash = UInt32(truncatingIfNeeded: full)
        let mask = slots.count - 1
        var slot = Int(hash) & mask
        while slots[slot] != 0 {
            let index = Int(slots[slot]) - 1
            if hashes[index] == hash, isEntry(index, raw) { return Int32(index) }
            slot = (slot + 1) & mask
        }
        let index = ends.count
        precondition(index < Int(Int32.max) - 1, "\(index) distinct texts")
        bytes.append(contentsOf: raw)
        ends.append(bytes.count)
        hashes.append(hash)
        slots[slot] = Int32(index + 1)
        if 4 * ends.count > 3 * slots.count { grow() }
        return Int32(index)
    }

    /// The index of a text. Complexity: O(length), amortised.
    mutating func intern(_ text: String) -> Int32 {
        var text = text
        return text.withUTF8 { intern($0) }
    }

    /// The index of a text of the element at hand; the value must be a text. Complexity: O(length), amortised.
    mutating func intern(_ node: JSONNode, of tape: borrowing JSONTape) -> Int32 {
        if tape.isEscaped(node) { return intern(tape.text(node) ?? "") }
        var index: Int32 = 0
        tape.withBytes(node) { index = intern($0) }
        return index
    }

    /// The index of the entry that another table has at `index`.
    mutating func intern(_ index: Int32, of other: borrowing ByteTable) -> Int32 {
        let range = other.range(Int(index))
        return other.bytes.withUnsafeBufferPointer { intern(UnsafeBufferPointer(rebasing: $0[range])) }
    }

    /// The text at an index. Complexity: O(length).
    func text(_ index: Int32) -> String { String(decoding: bytes[range(Int(index))], as: UTF8.self) }

    private func range(_ index: Int) -> Range<Int> { (index == 0 ? 0 : ends[index - 1])..<ends[index] }

    private func isEntry(_ index: Int, _ raw: UnsafeBufferPointer<UInt8>) -> Bool {
        let range = range(index)
        guard range.count == raw.count else { return false }
        return bytes.withUnsafeBufferPointer { stored in
            for offset in 0..<raw.count where stored[range.lowerBound + offset] != raw[offset] { return false }
            return true
        }
    }

    private mutating func grow() {
        slots = [Int32](repeating: 0, count: slots.count * 2)
        let mask = slots.count - 1
        for (index, hash) in hashes.enumerated() {
            var slot = Int(hash) & mask
            while slots[slot] != 0 { slot = (slot + 1) & mask }
            slots[slot] = Int32(index + 1)
        }
    }
}
