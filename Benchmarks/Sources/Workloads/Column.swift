/// Plain values side by side, in memory of their own: no copy on write, so that a loop over them counts no references.
///
/// An index is checked in debug builds only.
public struct Column<Element: BitwiseCopyable & Sendable>: ~Copyable, @unchecked Sendable {
    // Sendable: the memory belongs to this value alone, and the value cannot be copied.
    @usableFromInline let base: UnsafeMutablePointer<Element>
    public let count: Int

    /// Complexity: O(count).
    @inlinable
    public init(repeating value: Element, count: Int) {
        precondition(count >= 0, "a column of \(count)")
        self.count = count
        base = .allocate(capacity: max(count, 1))
        base.initialize(repeating: value, count: count)
    }

    @inlinable
    deinit { base.deallocate() }

    @inlinable
    public subscript(index: Int) -> Element {
        @inline(__always) get {
            assert(index >= 0 && index < count, "index \(index) of \(count)")
            return base[index]
        }
        @inline(__always) nonmutating _modify {
            assert(index >= 0 && index < count, "index \(index) of \(count)")
            yield &base[index]
        }
    }
}

/// First in, first out. Grows when it is full.
public struct Line: ~Copyable, Sendable {
    private var members: Column<Int64>
    private var head = 0
    private var tail = 0

    public init() { members = Column(repeating: 0, count: 512) }

    public var isEmpty: Bool { head == tail }
    public var count: Int { tail &- head }

    public mutating func append(_ member: Int64) {
        if count == members.count { grow() }
        members[tail & (members.count &- 1)] = member
        tail &+= 1
    }

    /// There must be a member.
    public mutating func removeFirst() -> Int64 {
        let first = members[head & (members.count &- 1)]
        head &+= 1
        return first
    }

    @inline(never)
    private mutating func grow() {
        let larger = Column<Int64>(repeating: 0, count: 2 * members.count)
        for index in head..<tail { larger[index & (larger.count - 1)] = members[index & (members.count - 1)] }
        members = larger
    }
}
