/// The hash function SHA-256 of FIPS 180-4 (https://doi.org/10.6028/NIST.FIPS.180-4).
///
/// It names fleets, files and points of a sweep by what they are, so it has to give the same digest everywhere and for
/// ever, and nobody should be able to make two contents of one digest. A faster hash without that property, such as
/// XXH3, would save less than reading the same bytes costs; a package of cryptography would add a minute of compiling C.
public struct SHA256: Sendable {
    private var state = SIMD8<UInt32>(
        0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19)
    /// Bytes that do not fill a block yet, fewer than 64.
    private var pending: [UInt8] = []
    private var length: UInt64 = 0

    public init() { pending.reserveCapacity(64) }

    /// Adds bytes. Complexity: O(bytes).
    public mutating func update(_ bytes: some Sequence<UInt8>) {
        if bytes.withContiguousStorageIfAvailable({ update(contiguous: $0) }) == nil {
            update(contiguous: Array(bytes).span)
        }
    }

    /// Adds a number as eight bytes, the greatest first.
    public mutating func update(_ number: Int64) {
        withUnsafeBytes(of: number.bigEndian) { update(contiguous: $0.bindMemory(to: UInt8.self)) }
    }

    /// Adds a text with its length before it, so that two texts are told from their concatenation.
    public mutating func update(_ text: String) {
        update(Int64(text.utf8.count))
        update(text.utf8)
    }

    /// The digest of everything added, 32 bytes.
    public func digest() -> [UInt8] {
        var copy = self
        let zeros = (119 - pending.count) % 64
        copy.update(CollectionOfOne(0x80))
        copy.update(repeatElement(0, count: zeros))
        copy.update(Int64(bitPattern: length * 8))
        return (0..<32).map { UInt8(truncatingIfNeeded: copy.state[$0 / 4] >> UInt32(24 - $0 % 4 * 8)) }
    }

    private mutating func update(contiguous bytes: Span<UInt8>) {
        bytes.withUnsafeBufferPointer { update(contiguous: $0) }
    }

    private mutating func update(contiguous bytes: UnsafeBufferPointer<UInt8>) {
        length += UInt64(bytes.count)
        var next = 0
        if !pending.isEmpty {
            next = min(64 - pending.count, bytes.count)
            pending.append(contentsOf: bytes[..<next])
            guard pending.count == 64 else { return }
            let block = pending
            block.withUnsafeBufferPointer { compress($0, blocks: 1) }
            pending.removeAll(keepingCapacity: true)
        }
        let blocks = (bytes.count - next) / 64
        if blocks > 0 { compress(UnsafeBufferPointer(rebasing: bytes[next...]), blocks: blocks) }
        pending.append(contentsOf: bytes[(next + 64 * blocks)...])
    }

    /// Takes whole blocks of 64 bytes into the state.
    private mutating func compress(_ bytes: UnsafeBufferPointer<UInt8>, blocks: Int) {
        precondition(bytes.count >= 64 * blocks, "\(blocks) blocks of \(bytes.count) bytes")
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { words in
            SHA256.constants.withUnsafeBufferPointer { constants in
                let source = UnsafeRawPointer(bytes.baseAddress!)
                for block in 0..<blocks {
                    for index in 0..<16 {
                        words[index] =
                            source.loadUnaligned(fromByteOffset: 64 &* block &+ 4 &* index, as: UInt32.self).bigEndian
                    }
                    round(words, constants)
                }
            }
        }
    }

    @inline(__always)
    private mutating func round(
        _ words: UnsafeMutableBufferPointer<UInt32>, _ constants: UnsafeBufferPointer<UInt32>
    ) {
        for index in 16..<64 {
            let (near, far) = (words[index &- 15], words[index &- 2])
            let small = SHA256.turned(near, 7) ^ SHA256.turned(near, 18) ^ near &>> 3
            let great = SHA256.turned(far, 17) ^ SHA256.turned(far, 19) ^ far &>> 10
            words[index] = words[index &- 16] &+ small &+ words[index &- 7] &+ great
        }
        var (a, b, c, d) = (state[0], state[1], state[2], state[3])
        var (e, f, g, h) = (state[4], state[5], state[6], state[7])
        for index in 0..<64 {
            let great = SHA256.turned(e, 6) ^ SHA256.turned(e, 11) ^ SHA256.turned(e, 25)
            let first = h &+ great &+ (e & f ^ ~e & g) &+ constants[index] &+ words[index]
            let small = SHA256.turned(a, 2) ^ SHA256.turned(a, 13) ^ SHA256.turned(a, 22)
            let second = small &+ (a & b ^ a & c ^ b & c)
            (h, g, f, e, d, c, b, a) = (g, f, e, d &+ first, c, b, a, first &+ second)
        }
        state &+= SIMD8(a, b, c, d, e, f, g, h)
    }

    @inline(__always)
    private static func turned(_ word: UInt32, _ bits: UInt32) -> UInt32 { word &>> bits | word &<< (32 &- bits) }

    /// The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
    private static let constants: [UInt32] = [
        0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4, 0xab1c_5ed5,
        0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174,
        0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
        0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967,
        0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85,
        0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070,
        0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
        0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
    ]
}
