/// A column of whole numbers, kept in a narrower type as long as every one of them fits.
///
/// The type it is kept in follows from the values alone, so columns are equal if their values are. An index outside the
/// column traps. Reading a value is O(1) and costs one predictable branch more than an array.
public struct NarrowColumn<Narrow, Value>: RandomAccessCollection, Hashable, Sendable, ExpressibleByArrayLiteral
where
    Narrow: FixedWidthInteger & UnsignedInteger & Sendable,
    Value: FixedWidthInteger & SignedInteger & Sendable
{
    /// The values if all fit, else nothing.
    @usableFromInline
    let narrow: [Narrow]
    /// The values if some do not fit, else nothing.
    @usableFromInline
    let wide: [Value]
    @usableFromInline
    let isWide: Bool

    /// A column of the given values. Complexity: O(n).
    public init(_ values: some Sequence<Value>) {
        let all = Array(values)
        if all.allSatisfy({ Narrow(exactly: $0) != nil }) {
            narrow = all.map { Narrow($0) }
            wide = []
            isWide = false
        } else {
            narrow = []
            wide = all
            isWide = true
        }
    }

    /// A column of `count` values from 0 to `largest`, of which the largest must occur unless there is none.
    ///
    /// - Parameter value: the value at an index; asked once for each, in order. One that is negative or above `largest`
    ///   gives a column that is not equal to one of the same values, or traps.
    /// - Complexity: O(n), with one allocation.
    @inlinable
    public init(count: Int, largest: Value, _ value: (Int) -> Value) {
        if Narrow(exactly: largest) != nil {
            narrow = [Narrow](unsafeUninitializedCapacity: count) { buffer, initialized in
                for index in 0..<count { buffer.initializeElement(at: index, to: Narrow(value(index))) }
                initialized = count
            }
            wide = []
            isWide = false
        } else {
            narrow = []
            wide = [Value](unsafeUninitializedCapacity: count) { buffer, initialized in
                for index in 0..<count { buffer.initializeElement(at: index, to: value(index)) }
                initialized = count
            }
            isWide = true
        }
    }

    public init(arrayLiteral values: Value...) { self.init(values) }

    @inlinable
    public var startIndex: Int { 0 }

    @inlinable
    public var endIndex: Int { isWide ? wide.count : narrow.count }

    @inlinable
    public subscript(index: Int) -> Value {
        isWide ? wide[index] : Value(truncatingIfNeeded: narrow[index])
    }

    /// Bytes that one value takes.
    public var bytesPerValue: Int { isWide ? MemoryLayout<Value>.stride : MemoryLayout<Narrow>.stride }
}
