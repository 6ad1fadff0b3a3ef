/// An IPv4 address block such as `10.82.64.0/22`.
struct CIDRBlock: Hashable, Sendable, CustomStringConvertible {
    /// The first address as a number.
    let network: UInt32
    /// Prefix length, 0 ... 32.
    let prefix: Int

    /// The block of an address with a prefix length; bits of the address behind the prefix are cleared.
    init(address: UInt32, prefix: Int) {
        network = address & CIDRBlock.mask(prefix)
        self.prefix = prefix
    }

    /// Four numbers of 0 ... 255 and a prefix length of 0 ... 32, without leading zeros; nil for anything else.
    ///
    /// - Returns: the block, and the address as written, which may lie inside the block.
    static func parse(_ text: String) -> (block: CIDRBlock, address: UInt32)? {
        let halves = text.split(separator: "/", omittingEmptySubsequences: false)
        guard halves.count == 2, let prefix = number(halves[1], most: 32) else { return nil }
        let octets = halves[0].split(separator: ".", omittingEmptySubsequences: false)
        guard octets.count == 4 else { return nil }
        var address: UInt32 = 0
        for octet in octets {
            guard let value = number(octet, most: 255) else { return nil }
            address = address << 8 | UInt32(value)
        }
        return (CIDRBlock(address: address, prefix: prefix), address)
    }

    /// Whether every address of `other` is one of this block.
    func contains(_ other: CIDRBlock) -> Bool {
        prefix <= other.prefix && other.network & CIDRBlock.mask(prefix) == network
    }

    var description: String {
        "\(network >> 24).\(network >> 16 & 255).\(network >> 8 & 255).\(network & 255)/\(prefix)"
    }

    private static func mask(_ prefix: Int) -> UInt32 { prefix == 0 ? 0 : UInt32.max << UInt32(32 - prefix) }

    private static func number(_ text: Substring, most: Int) -> Int? {
        guard (1...3).contains(text.utf8.count), text == "0" || text.first != "0",
            text.utf8.allSatisfy({ (48...57).contains($0) }), let value = Int(text), value <= most
        else { return nil }
        return value
    }
}
