/// Memory of its own for plain values: the only place of the event kernel and the simulation that
/// touches pointers.
///
/// A column of a model that changes with every event: no reference counts, no copies on write, no checks in release
/// builds. Every access goes through the subscript, which checks the index in debug builds, and in release builds that define
/// `CHECKED_KERNEL`. What was never written holds no particular value.
@frozen
public struct FlatBuffer<Element: BitwiseCopyable>: ~Copyable, @unchecked Sendable {
    // Sendable: the memory belongs to this value alone, and the value cannot be copied.
    @usableFromInline var base: UnsafeMutablePointer<Element>
    @usableFromInline var capacity: Int

    /// Room for `capacity` values, at least one.
    @inlinable
    public init(capacity: Int) {
        self.capacity = max(capacity, 1)
        base = .allocate(capacity: self.capacity)
    }

    /// Room for `count` values, at least one, all equal.
    @inlinable
    public init(repeating value: Element, count: Int) {
        self.init(capacity: count)
        base.initialize(repeating: value, count: capacity)
    }

    /// The values of a collection. Complexity: O(count).
    @inlinable
    public init(_ values: some Collection<Element>) {
        self.init(capacity: values.count)
        var index = 0
        for value in values {
            self[index] = value
            index += 1
        }
    }

    @inlinable
    deinit { base.deallocate() }

    @inlinable
    public subscript(index: Int) -> Element {
        @inline(__always) _read {
            check(index)
            yield base[index]
        }
        @inline(__always) _modify {
            check(index)
            yield &base[index]
        }
    }

    /// The first `count` values. Complexity: O(count).
    @inlinable
    public func array(_ count: Int) -> [Element] {
        precondition((0...capacity).contains(count), "\(count) values of \(capacity)")
        return Array(UnsafeBufferPointer(start: base, count: count))
    }

    /// Enlarges the room to at least `capacity` values and keeps the first `count`. Complexity: O(count).
    @inlinable
    @inline(never)
    mutating func grow(to capacity: Int, keeping count: Int) {
        precondition(count <= self.capacity && capacity >= count, "\(count) of \(self.capacity) to \(capacity)")
        let larger = UnsafeMutablePointer<Element>.allocate(capacity: capacity)
        larger.moveInitialize(from: base, count: count)
        base.deallocate()
        base = larger
        self.capacity = capacity
    }

    /// Moves `count` values from one place to another, which may overlap.
    @inlinable
    mutating func move(_ count: Int, from source: Int, to target: Int) {
        guard count > 0 else { return }
        check(source)
        check(source + count - 1)
        check(target)
        check(target + count - 1)
        (base + target).update(from: base + source, count: count)
    }

    @inlinable
    @inline(__always)
    func check(_ index: Int) {
        #if CHECKED_KERNEL
            precondition(UInt(bitPattern: index) < UInt(bitPattern: capacity), "index \(index) of \(capacity)")
        #else
            assert(UInt(bitPattern: index) < UInt(bitPattern: capacity), "index \(index) of \(capacity)")
        #endif
    }
}

extension FlatBuffer where Element == UInt32 {
    /// Writes into `ranks`, for each of the first `count` values, how many of the first `valid` are smaller.
    ///
    /// What lies behind `valid` counts as larger than everything and is overwritten. Values must be below 2^31. Both
    /// buffers need room for `count` and 16 more. No branch depends on a value. Complexity: O(count * count), eight
    /// comparisons at a time.
    @inlinable
    @inline(__always)
    mutating func rank(_ count: Int, of valid: Int, into ranks: inout FlatBuffer<UInt32>) {
        check(count &+ 15)
        check(valid)
        ranks.check(count &+ 15)
        let larger = SIMD16<UInt32>(repeating: UInt32(Int32.max))
        UnsafeMutableRawPointer(base + valid).storeBytes(of: larger, as: SIMD16<UInt32>.self)
        var block = 0
        while block < count {
            let values = UnsafeRawPointer(base + block).loadUnaligned(as: SIMD8<UInt32>.self)
            var smaller = SIMD8<UInt32>()
            for other in 0..<count {
                // The sign of the difference; a comparison of vectors would go lane by lane.
                smaller &+= (SIMD8(repeating: base[other]) &- values) &>> SIMD8(repeating: 31)
            }
            UnsafeMutableRawPointer(ranks.base + block).storeBytes(of: smaller, as: SIMD8<UInt32>.self)
            block &+= 8
        }
    }
}

/// Small plain values as the bits of a machine word.
@usableFromInline
enum WordBits {
    /// Whether a value of this type fits into a word.
    @inlinable
    @inline(__always)
    static func fits<Value: BitwiseCopyable>(_: Value.Type) -> Bool {
        MemoryLayout<Value>.size <= MemoryLayout<UInt64>.size
    }

    @inlinable
    @inline(__always)
    static func word<Value: BitwiseCopyable>(of value: Value) -> UInt64 {
        precondition(fits(Value.self), "a value of \(MemoryLayout<Value>.size) bytes in a word")
        var word: UInt64 = 0
        withUnsafeMutableBytes(of: &word) { $0.storeBytes(of: value, as: Value.self) }
        return word
    }

    @inlinable
    @inline(__always)
    static func value<Value: BitwiseCopyable>(_: Value.Type, of word: UInt64) -> Value {
        precondition(fits(Value.self), "a value of \(MemoryLayout<Value>.size) bytes in a word")
        return withUnsafeBytes(of: word) { $0.loadUnaligned(as: Value.self) }
    }
}
