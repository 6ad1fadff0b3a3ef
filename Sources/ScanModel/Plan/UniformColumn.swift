/// A column that takes no memory as long as all its values are the same.
///
/// How it is kept follows from the values alone, so columns are equal if their values are. Reading a value is O(1).
public struct UniformColumn<Value: Hashable & Sendable>: RandomAccessCollection, Hashable, Sendable,
    ExpressibleByArrayLiteral
{
    /// The value of all, nil if there are several or none.
    @usableFromInline
    let common: Value?
    /// The values if there are several, else nothing.
    @usableFromInline
    let own: [Value]
    public let count: Int

    /// A column of the given values. Complexity: O(n).
    public init(_ values: some Sequence<Value>) {
        let all = Array(values)
        count = all.count
        if let first = all.first, all.allSatisfy({ $0 == first }) {
            common = first
            own = []
        } else {
            common = nil
            own = all
        }
    }

    /// A column of `count` values, each asked for once or twice, in order.
    ///
    /// - Complexity: O(n), with one allocation if the values differ and none if they do not.
    @inlinable
    public init(count: Int, _ value: (Int) -> Value) {
        self.count = count
        if count > 0 {
            let first = value(0)
            if (1..<count).allSatisfy({ value($0) == first }) {
                common = first
                own = []
                return
            }
        }
        common = nil
        own = [Value](unsafeUninitializedCapacity: count) { buffer, initialized in
            for index in 0..<count { buffer.initializeElement(at: index, to: value(index)) }
            initialized = count
        }
    }

    public init(arrayLiteral values: Value...) { self.init(values) }

    @inlinable
    public var startIndex: Int { 0 }

    @inlinable
    public var endIndex: Int { count }

    @inlinable
    public subscript(index: Int) -> Value {
        if let common {
            precondition(index >= 0 && index < count, "index \(index) of \(count)")
            return common
        }
        return own[index]
    }

    /// The value of all, nil if there are several or none.
    @inlinable
    public var uniform: Value? { common }

    /// Bytes that one value takes.
    public var bytesPerValue: Int { own.isEmpty ? 0 : MemoryLayout<Value>.stride }
}
