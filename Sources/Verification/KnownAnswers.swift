internal import RandomStreams

/// The vectors that the authors of the generator publish with it (Random123, file `tests/kat_vectors`, philox4x32 10).
enum KnownAnswers {
    private struct Vector {
        var title: String
        var counter: SIMD4<UInt32>
        var key: SIMD2<UInt32>
        var block: SIMD4<UInt32>
    }

    private static let vectors = [
        Vector(
            title: "zeros", counter: SIMD4(repeating: 0), key: SIMD2(repeating: 0),
            block: SIMD4(0x6627_E8D5, 0xE169_C58D, 0xBC57_AC4C, 0x9B00_DBD8)),
        Vector(
            title: "ones", counter: SIMD4(repeating: .max), key: SIMD2(repeating: .max),
            block: SIMD4(0x408F_276D, 0x41C8_3B0E, 0xA20B_C7C6, 0x6D54_51FD)),
        Vector(
            title: "digits of pi", counter: SIMD4(0x243F_6A88, 0x85A3_08D3, 0x1319_8A2E, 0x0370_7344),
            key: SIMD2(0xA409_3822, 0x299F_31D0),
            block: SIMD4(0xD16C_FE09, 0x94FD_CCEB, 0x5001_E420, 0x2412_6EA1)),
    ]

    static func rows() -> [SelfTestRow] {
        vectors.enumerated().map { index, vector in
            let got = Philox4x32.block(counter: vector.counter, key: vector.key)
            return SelfTestRow(
                id: "P0\(index + 1)", title: "Philox4x32-10", parameters: vector.title, metric: "block",
                subject: .text(expected: hex(vector.block), got: hex(got)), method: "the generator",
                verdict: got == vector.block ? .passed : .differs, sampling: nil)
        }
    }

    private static func hex(_ block: SIMD4<UInt32>) -> String {
        (0..<4).map { index in
            let digits = String(block[index], radix: 16)
            return String(repeating: "0", count: 8 - digits.count) + digits
        }.joined(separator: " ")
    }
}
