/// Interned strings: each distinct text once, addressed by a dense index.
public struct StringTable: Hashable, Sendable {
    /// The texts in the order they were first seen.
    public private(set) var texts: [String] = []
    private var indices: [String: Int32] = [:]

    public init() {}

    /// A table of texts in this order; nil if two of them are equal. Complexity: O(bytes).
    public init?(distinct texts: [String]) {
        self.texts = texts
        indices.reserveCapacity(texts.count)
        for (index, text) in texts.enumerated() where indices.updateValue(Int32(index), forKey: text) != nil {
            return nil
        }
    }

    /// Number of distinct texts.
    public var count: Int { texts.count }

    /// The index of `text`, added if new. Complexity: O(length).
    public mutating func intern(_ text: String) -> Int32 {
        if let known = indices[text] { return known }
        let index = Int32(texts.count)
        texts.append(text)
        indices[text] = index
        return index
    }

    /// The index of `text`, or nil if it was never interned. Complexity: O(length).
    public func index(of text: String) -> Int32? { indices[text] }

    /// The text at a dense index.
    public subscript(index: Int32) -> String { texts[Int(index)] }
}
