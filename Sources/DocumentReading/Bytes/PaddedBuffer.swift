/// Bytes with zeros behind them, so that a scan may look a few bytes past the end.
///
/// This is the only owner of raw memory in this module besides ``MappedFile``; it frees what it holds.
final class PaddedBuffer {
    /// Zeros behind the bytes.
    static let padding = 64

    private(set) var base: UnsafeMutablePointer<UInt8>
    private(set) var capacity: Int

    init(capacity: Int) {
        self.capacity = capacity
        base = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity + PaddedBuffer.padding)
        base.initialize(repeating: 0, count: capacity + PaddedBuffer.padding)
    }

    deinit { base.deallocate() }

    /// Makes room for `wanted` bytes and keeps the first `used` ones.
    func grow(to wanted: Int, keeping used: Int) {
        precondition(used <= capacity && wanted >= used, "\(used) of \(capacity) bytes, \(wanted) wanted")
        let grown = UnsafeMutablePointer<UInt8>.allocate(capacity: wanted + PaddedBuffer.padding)
        grown.initialize(repeating: 0, count: wanted + PaddedBuffer.padding)
        grown.update(from: base, count: used)
        base.deallocate()
        base = grown
        capacity = wanted
    }

    /// Puts zeros behind the first `used` bytes.
    func pad(after used: Int) {
        precondition(used <= capacity, "\(used) of \(capacity) bytes")
        (base + used).update(repeating: 0, count: PaddedBuffer.padding)
    }
}
