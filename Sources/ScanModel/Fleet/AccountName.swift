/// The spelling of what owns instances: an account of AWS, or a subscription of Azure.
///
/// An account has 12 digits
/// (https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-identifiers.html). A subscription has a GUID, 32
/// hexadecimal digits in groups of 8, 4, 4, 4 and 12, in which capitals mean the same
/// (https://learn.microsoft.com/azure/azure-portal/get-subscription-tenant-id).
public enum AccountName {
    /// What a message asks for.
    public static let expected = "an account of 12 digits or a subscription GUID"

    /// The spelling by which an account is known: digits as they are, a GUID in small letters; nil if it is neither.
    public static func normalized(_ name: some Collection<UInt8>) -> String? {
        if isNumber(name) { return String(decoding: name, as: UTF8.self) }
        return isGUID(name) ? String(decoding: name, as: UTF8.self).lowercased() : nil
    }

    /// True for 12 digits, the form of AWS.
    public static func isNumber(_ name: some Collection<UInt8>) -> Bool {
        name.count == 12 && name.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }

    /// True for a GUID, in letters of either case, the form of Azure.
    public static func isGUID(_ name: some Collection<UInt8>) -> Bool {
        name.count == 36
            && zip(0..., name).allSatisfy { index, byte in
                if [8, 13, 18, 23].contains(index) { return byte == UInt8(ascii: "-") }
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"): return true
                case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"): return true
                default: return false
                }
            }
    }
}
