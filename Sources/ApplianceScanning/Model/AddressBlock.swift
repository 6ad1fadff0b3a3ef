/// A block of IPv4 addresses in the notation `10.1.0.0/16`.
public struct AddressBlock: Hashable, Sendable, CustomStringConvertible {
    /// The first address, as one number.
    public let first: UInt32

    /// Leading bits that all addresses of the block share, 0 ... 32.
    public let prefixLength: Int

    /// Reads the notation; `nil` if the text is no block, or if bits are set behind the prefix.
    ///
    /// Azure refuses an address space such as `10.1.2.0/16` too, so it is not rounded down silently.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let length = Self.number(parts[1], max: 32) else { return nil }
        let octets = parts[0].split(separator: ".", omittingEmptySubsequences: false)
        guard octets.count == 4 else { return nil }
        var address: UInt32 = 0
        for octet in octets {
            guard let value = Self.number(octet, max: 255) else { return nil }
            address = address << 8 | UInt32(value)
        }
        // A shift by 32 gives 0 in Swift, so the whole address space needs no case of its own.
        guard address & ~(UInt32.max << UInt32(32 - length)) == 0 else { return nil }
        first = address
        prefixLength = length
    }

    /// The last address, as one number.
    public var last: UInt32 { first | ~(UInt32.max << UInt32(32 - prefixLength)) }

    /// Whether the two blocks share an address.
    public func overlaps(_ other: AddressBlock) -> Bool { first <= other.last && other.first <= last }

    public var description: String {
        let octets = [24, 16, 8, 0].map { String(first >> UInt32($0) & 255) }
        return octets.joined(separator: ".") + "/\(prefixLength)"
    }

    private static func number(_ text: some StringProtocol, max: Int) -> Int? {
        guard !text.isEmpty, text.utf8.allSatisfy({ (48...57).contains($0) }), text.count <= 3,
            let value = Int(text), value <= max
        else { return nil }
        return value
    }
}
