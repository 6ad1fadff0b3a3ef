/// A zone name as EC2 spells it, split into the region and what lies beyond it.
struct AvailabilityZone: Hashable {
    /// The region the zone belongs to; a Local Zone belongs to its parent region.
    let region: String
    /// True for a Local Zone or a Wavelength Zone.
    let isLocal: Bool

    /// Reads a zone name, or gives nil if it has neither of the two forms.
    ///
    /// A region is two or more words and a number (`us-east-1`, `us-gov-west-1`). In a zone of the region a letter
    /// follows at once (`us-east-1a`); in a Local Zone or Wavelength Zone more words follow (`us-west-2-lax-1a`,
    /// `us-east-1-wl1-bos-wlz-1`).
    init?(_ name: String) {
        guard name.utf8.count <= 64 else { return nil }
        let parts = name.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { isLetter($0) || isDigit($0) } }),
            let numbered = parts.firstIndex(where: { isDigit($0.utf8.first!) }), numbered >= 2,
            parts[..<numbered].allSatisfy({ $0.utf8.allSatisfy(isLetter) })
        else { return nil }
        let number = parts[numbered].prefix { $0.isNumber }
        let letters = parts[numbered].dropFirst(number.count)
        let further = parts[(numbered + 1)...]
        switch (letters.count, further.count) {
        case (1, 0): isLocal = false
        case (0, 2...): isLocal = true
        default: return nil
        }
        region = (parts[..<numbered] + [number]).joined(separator: "-")
    }
}

private func isLetter(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z") }

private func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
