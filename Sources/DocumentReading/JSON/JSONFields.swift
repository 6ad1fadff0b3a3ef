/// Some keys of an object, found by their length and two of their letters before they are compared.
public struct JSONFields: Sendable {
    private let names: [StaticString]
    private let spelled: [String]
    /// For each of 256 hashes the index of the only name that has it, or -1.
    private let slots: [Int8]
    private let factor: UInt8

    /// Number of keys.
    public var count: Int { names.count }

    /// The key at an index.
    public func name(_ index: Int) -> String { spelled[index] }

    /// Traps beyond 64 keys, at an empty key, and if no hash tells the keys apart.
    public init(_ names: [StaticString]) {
        precondition(names.count <= 64 && names.allSatisfy { $0.utf8CodeUnitCount > 0 }, "\(names.count) keys")
        self.names = names
        spelled = names.map { "\($0)" }
        for factor in stride(from: UInt8(1), through: 253, by: 2) {
            var slots = [Int8](repeating: -1, count: 256)
            let isPerfect = names.indices.allSatisfy { index in
                let raw = UnsafeBufferPointer(start: names[index].utf8Start, count: names[index].utf8CodeUnitCount)
                let hash = JSONFields.hash(raw, factor)
                defer { slots[hash] = Int8(index) }
                return slots[hash] < 0
            }
            if isPerfect {
                self.slots = slots
                self.factor = factor
                return
            }
        }
        preconditionFailure("keys with the same length, first, middle and last letters")
    }

    @inline(__always)
    private static func hash(_ raw: UnsafeBufferPointer<UInt8>, _ factor: UInt8) -> Int {
        let last = raw[raw.count - 1]
        let middle = raw[raw.count / 2]
        let mixed = (raw[0] &+ last &* 7 &+ middle &* 31) &* factor &+ UInt8(truncatingIfNeeded: raw.count) &* 57
        return Int(mixed ^ mixed >> 4)
    }

    /// The index of a key, or -1.
    @inline(__always)
    func index(of raw: UnsafeBufferPointer<UInt8>) -> Int {
        if raw.isEmpty { return -1 }
        let index = Int(slots[JSONFields.hash(raw, factor)])
        guard index >= 0 else { return -1 }
        let name = names[index]
        guard name.utf8CodeUnitCount == raw.count else { return -1 }
        for position in 0..<raw.count where raw[position] != name.utf8Start[position] { return -1 }
        return index
    }

    /// The index of a key that was written with escapes, or -1.
    func index(ofEscaped key: String) -> Int { spelled.firstIndex(of: key) ?? -1 }
}
