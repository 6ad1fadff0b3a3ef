public import ScanModel
internal import VendorProfiles

/// What prices of a book may be, whoever states them.
public enum PriceTerms {
    /// Most USD per unit. The dearest machine on sale costs a few hundred USD an hour.
    public static let most = Dollars(10_000)
    /// Most decimal places, not counting zeros at the end. AWS writes ten, Azure seven. With more, an amount times a
    /// share times a discount could leave the 128 bits of exact arithmetic.
    public static let placesMax = 12
    /// What a message asks for.
    static let expected = "USD above 0 and up to 10000 with at most 12 decimal places"

    /// An amount written as a decimal number; nil if it is no price.
    static func amount(_ text: some StringProtocol) -> Dollars? {
        guard text.utf8.count <= 64, let value = Rational(decimal: text), isPrice(value) else { return nil }
        return Dollars(value)
    }

    static func isPrice(_ value: Rational) -> Bool {
        value > .zero && value <= most.value && 1_000_000_000_000 % value.denominator == 0
    }

    /// Whether bills can ask for an item of this name. Complexity: O(length).
    static func isKnown(_ item: PriceItem) -> Bool { items.contains(item) || machine(item) != nil }

    /// Items with a fixed name, sorted.
    static let fixedItems: [PriceItem] = items.sorted()

    private static let items: Set<PriceItem> = Set(
        (Cloud.aws.priceBook.items + Cloud.azure.priceBook.items).filter { machine($0) == nil })

    /// The machine type of a machine's hour; nil for any other item.
    private static func machine(_ item: PriceItem) -> Substring? {
        for (start, end) in [("ec2:", ":linux:on-demand"), ("vm:", ":linux:h")]
        where item.sku.hasPrefix(start) && item.sku.hasSuffix(end) && item.sku.count > start.count + end.count {
            let type = item.sku.dropFirst(start.count).dropLast(end.count)
            return isMachineType(type) ? type : nil
        }
        return nil
    }

    /// True for 1 ... 64 letters, digits, points, hyphens and underscores, as in `c5.large` or `Standard_D2s_v5`.
    static func isMachineType(_ text: some StringProtocol) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                default: byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
                }
            }
    }

    /// What one unit of an item is, in words.
    public static func unit(of item: PriceItem) -> String {
        if machine(item) != nil { return "h" }
        let last = item.sku.split(separator: ":").last.map(String.init) ?? item.sku
        return item == .keyMonth ? "key-month" : last
    }
}
