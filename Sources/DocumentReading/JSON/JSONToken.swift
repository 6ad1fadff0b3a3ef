/// What a JSON value is.
public enum JSONKind: UInt8, Hashable, Sendable, BitwiseCopyable {
    case object, list, text, number, yes, no, null
}

/// One value or key of a parsed text. Positions are bytes from the beginning of the element.
@usableFromInline
struct JSONToken: BitwiseCopyable {
    /// First byte; of a text the one behind the quotation mark.
    @usableFromInline var start: UInt32
    /// One past the last byte; of a text the quotation mark that ends it.
    @usableFromInline var end: UInt32
    /// The token behind this value and all it holds.
    @usableFromInline var next: UInt32
    @usableFromInline var kind: JSONKind
    /// Whether a text holds escapes.
    @usableFromInline var isEscaped: Bool

    @usableFromInline
    init(start: UInt32, end: UInt32, next: UInt32, kind: JSONKind, isEscaped: Bool) {
        self.start = start
        self.end = end
        self.next = next
        self.kind = kind
        self.isEscaped = isEscaped
    }
}

/// A value of the element at hand; only that element's tape knows what it means.
public struct JSONNode: Hashable, Sendable, BitwiseCopyable {
    @usableFromInline var index: Int32

    @usableFromInline
    init(_ index: Int) { self.index = Int32(truncatingIfNeeded: index) }
}
