/// The spelling of region names, whichever cloud they belong to.
public enum RegionName {
    /// What a message asks for.
    public static let expected = "a region such as us-east-1"

    /// True for 1 ... 64 lower-case letters, digits and hyphens that begin with a letter.
    public static func isValid(_ name: some Collection<UInt8>) -> Bool {
        guard let first = name.first, (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first) else { return false }
        return name.count <= 64
            && name.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
                default: byte == UInt8(ascii: "-")
                }
            }
    }
}
