import Testing

@testable import DocumentReading

@Suite struct ByteInputPiecesTests {
    private static let bytes = (0..<3_500_000).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }

    @Test func piecesAreTheWholeInput() throws {
        var input = try ByteInput.memory(Self.bytes, name: "memory")
        var (read, pieces): ([UInt8], Int) = ([], 0)
        try input.forEachPiece { piece in
            #expect(!piece.isEmpty && piece.count <= 1 << 20)
            read += piece
            pieces += 1
            return true
        }
        #expect(read == Self.bytes)
        #expect(pieces >= 4)
    }

    @Test func stopsWhenNoMoreIsWanted() throws {
        var input = try ByteInput.memory(Self.bytes, name: "memory")
        var pieces = 0
        try input.forEachPiece { _ in
            pieces += 1
            return pieces < 2
        }
        #expect(pieces == 2)
        var empty = try ByteInput.memory([], name: "memory")
        try empty.forEachPiece { _ in
            Issue.record("there is nothing to hand over")
            return true
        }
    }
}
