/// XXH64, a checksum that is faster than memory: 64 bits over any number of bytes, handed over piece by piece.
///
/// Written from its specification
/// (https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md, version 0.1.1 of 2018-10-10), whose test vectors the
/// tests hold. It guards against damage, not against somebody who wants to forge a file.
struct XXHash64 {
    private static let prime1: UInt64 = 0x9E37_79B1_85EB_CA87
    private static let prime2: UInt64 = 0xC2B2_AE3D_27D4_EB4F
    private static let prime3: UInt64 = 0x1656_67B1_9E37_79F9
    private static let prime4: UInt64 = 0x85EB_CA77_C2B2_AE63
    private static let prime5: UInt64 = 0x27D4_EB2F_1656_67C5
    /// Bytes that the four lanes take together.
    private static let stripe = 32

    private let seed: UInt64
    private var lanes: (UInt64, UInt64, UInt64, UInt64)
    private var total = 0
    /// Bytes that do not fill a stripe yet.
    private var rest: [UInt8] = []

    init(seed: UInt64 = 0) {
        self.seed = seed
        lanes = (
            seed &+ Self.prime1 &+ Self.prime2, seed &+ Self.prime2, seed, seed &- Self.prime1
        )
        rest.reserveCapacity(Self.stripe)
    }

    /// The checksum of bytes in memory.
    static func checksum(of bytes: some Sequence<UInt8>, seed: UInt64 = 0) -> UInt64 {
        var hash = XXHash64(seed: seed)
        Array(bytes).withUnsafeBytes { hash.update($0) }
        return hash.value
    }

    /// Takes more bytes. Complexity: O(bytes).
    mutating func update(_ bytes: UnsafeRawBufferPointer) {
        total += bytes.count
        var start = 0
        if !rest.isEmpty {
            start = min(Self.stripe - rest.count, bytes.count)
            rest.append(contentsOf: bytes[..<start])
            guard rest.count == Self.stripe else { return }
            rest.withUnsafeBytes { whole in XXHash64.consume(whole, &lanes) }
            rest.removeAll(keepingCapacity: true)
        }
        let end = start + (bytes.count - start) / Self.stripe * Self.stripe
        XXHash64.consume(UnsafeRawBufferPointer(rebasing: bytes[start..<end]), &lanes)
        rest.append(contentsOf: bytes[end...])
    }

    /// The checksum of all bytes so far.
    var value: UInt64 {
        var hash = seed &+ Self.prime5
        if total >= Self.stripe {
            hash =
                Self.rotated(lanes.0, 1) &+ Self.rotated(lanes.1, 7) &+ Self.rotated(lanes.2, 12)
                &+ Self.rotated(lanes.3, 18)
            for lane in [lanes.0, lanes.1, lanes.2, lanes.3] {
                hash = (hash ^ Self.round(0, lane)) &* Self.prime1 &+ Self.prime4
            }
        }
        hash &+= UInt64(total)
        var left = rest[...]
        while left.count >= 8 {
            hash ^= Self.round(0, Self.word(left.prefix(8)))
            hash = Self.rotated(hash, 27) &* Self.prime1 &+ Self.prime4
            left = left.dropFirst(8)
        }
        if left.count >= 4 {
            hash ^= Self.word(left.prefix(4)) &* Self.prime1
            hash = Self.rotated(hash, 23) &* Self.prime2 &+ Self.prime3
            left = left.dropFirst(4)
        }
        for byte in left {
            hash ^= UInt64(byte) &* Self.prime5
            hash = Self.rotated(hash, 11) &* Self.prime1
        }
        hash = (hash ^ (hash >> 33)) &* Self.prime2
        hash = (hash ^ (hash >> 29)) &* Self.prime3
        return hash ^ (hash >> 32)
    }

    /// Takes whole stripes.
    private static func consume(
        _ bytes: UnsafeRawBufferPointer, _ lanes: inout (UInt64, UInt64, UInt64, UInt64)
    ) {
        var (one, two, three, four) = lanes
        for start in stride(from: 0, to: bytes.count, by: stripe) {
            func word(_ offset: Int) -> UInt64 {
                UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: start + offset, as: UInt64.self))
            }
            one = round(one, word(0))
            two = round(two, word(8))
            three = round(three, word(16))
            four = round(four, word(24))
        }
        lanes = (one, two, three, four)
    }

    private static func round(_ lane: UInt64, _ input: UInt64) -> UInt64 {
        rotated(lane &+ input &* prime2, 31) &* prime1
    }

    private static func rotated(_ value: UInt64, _ bits: UInt64) -> UInt64 { value << bits | value >> (64 - bits) }

    private static func word(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
}
