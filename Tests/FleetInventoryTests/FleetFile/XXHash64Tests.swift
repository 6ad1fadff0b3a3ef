import Testing

@testable import FleetInventory

@Suite struct XXHash64Tests {
    /// The buffer of the reference implementation's own check: the upper byte of 2654435761 squared again and again
    /// (https://github.com/Cyan4973/xxHash/blob/v0.8.1/tests/sanity_test.c).
    private static func buffer(_ count: Int) -> [UInt8] {
        var state: UInt64 = 2_654_435_761
        return (0..<count).map { _ in
            let byte = UInt8(truncatingIfNeeded: state >> 56)
            state &*= 11_400_714_785_074_694_797
            return byte
        }
    }

    /// Vectors of that check: length, seed, checksum.
    @Test(
        arguments: [
            (0, 0, 0xEF46_DB37_51D8_E999), (0, 2_654_435_761, 0xAC75_FDA2_929B_17EF),
            (1, 0, 0xE934_A84A_DB05_2768), (1, 2_654_435_761, 0x5014_6076_43A9_B4C3),
            (4, 0, 0x9136_A0DC_A574_57EE), (14, 0, 0x8282_DCC4_994E_35C8),
            (14, 2_654_435_761, 0xC3BD_6BF6_3DEB_6DF0), (222, 0, 0xB641_AE8C_B691_C174),
            (222, 2_654_435_761, 0x20CB_8AB7_AE10_C14A),
        ] as [(Int, UInt64, UInt64)])
    func knownChecksums(length: Int, seed: UInt64, checksum: UInt64) {
        #expect(XXHash64.checksum(of: Self.buffer(length), seed: seed) == checksum)
    }

    @Test(arguments: 0...130)
    func piecesGiveTheSameAsTheWhole(length: Int) {
        let bytes = Self.buffer(length)
        let whole = XXHash64.checksum(of: bytes)
        #expect(whole == Self.referenceChecksum(bytes[...]))
        for step in [1, 3, 31, 32, 33, 64] {
            var hash = XXHash64()
            for start in stride(from: 0, to: length, by: step) {
                bytes[start..<min(start + step, length)].withUnsafeBytes { hash.update($0) }
            }
            #expect(hash.value == whole)
        }
    }

    /// XXH64 once more, word for word after the specification and without any regard for speed.
    static func referenceChecksum(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        let p: [UInt64] = [
            0, 0x9E37_79B1_85EB_CA87, 0xC2B2_AE3D_27D4_EB4F, 0x1656_67B1_9E37_79F9, 0x85EB_CA77_C2B2_AE63,
            0x27D4_EB2F_1656_67C5,
        ]
        func rotl(_ x: UInt64, _ r: UInt64) -> UInt64 { (x << r) | (x >> (64 - r)) }
        func round(_ acc: UInt64, _ lane: UInt64) -> UInt64 { rotl(acc &+ lane &* p[2], 31) &* p[1] }
        func read(_ at: Int, _ count: Int) -> UInt64 {
            (0..<count).reduce(0) { $0 | UInt64(bytes[bytes.startIndex + at + $1]) << UInt64(8 * $1) }
        }
        var position = 0
        var acc = p[5]
        if bytes.count >= 32 {
            var lanes = [p[1] &+ p[2], p[2], 0, 0 &- p[1]]
            while position + 32 <= bytes.count {
                for lane in 0..<4 { lanes[lane] = round(lanes[lane], read(position + 8 * lane, 8)) }
                position += 32
            }
            acc = rotl(lanes[0], 1) &+ rotl(lanes[1], 7) &+ rotl(lanes[2], 12) &+ rotl(lanes[3], 18)
            for lane in lanes { acc = (acc ^ round(0, lane)) &* p[1] &+ p[4] }
        }
        acc = acc &+ UInt64(bytes.count)
        while position + 8 <= bytes.count {
            acc = rotl(acc ^ round(0, read(position, 8)), 27) &* p[1] &+ p[4]
            position += 8
        }
        if position + 4 <= bytes.count {
            acc = rotl(acc ^ (read(position, 4) &* p[1]), 23) &* p[2] &+ p[3]
            position += 4
        }
        while position < bytes.count {
            acc = rotl(acc ^ (read(position, 1) &* p[5]), 11) &* p[1]
            position += 1
        }
        acc = (acc ^ (acc >> 33)) &* p[2]
        acc = (acc ^ (acc >> 29)) &* p[3]
        return acc ^ (acc >> 32)
    }
}
