extension ByteInput {
    private static let pieceBytes = 1 << 20

    /// Hands over all bytes that are left, in pieces of at most 1 MiB, each only while `body` runs.
    ///
    /// - Parameter body: whether it wants more.
    /// - Complexity: O(bytes).
    public mutating func forEachPiece(_ body: (UnsafeBufferPointer<UInt8>) -> Bool) throws(ReadFault) {
        while true {
            var start = 0
            while start < count {
                let length = min(Self.pieceBytes, count - start)
                guard body(UnsafeBufferPointer(start: base + start, count: length)) else { return }
                start += length
            }
            if isComplete { return }
            try readMore(keepingFrom: count)
        }
    }
}
