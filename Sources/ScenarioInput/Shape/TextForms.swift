import ScanModel
import VendorProfiles

/// The forms of text that scenarios have, each beside the function that tells whether a text has it.
extension TextForm {
    /// Any text but an empty one.
    static let any = TextForm(name: "text", words: "a text", pattern: nil, bare: .all)

    /// The key and the value of an instance's tag, as long as AWS allows
    /// (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html#tag-restrictions).
    static let tagKey = TextForm(
        name: "tagKey", words: "the key of a tag", pattern: nil, length: 1...Tag.keyLengthMax, bare: .all)
    static let tagValue = TextForm(
        name: "tagValue", words: "a text, in quotes if it is empty", pattern: nil, length: 0...Tag.valueLengthMax,
        bare: .all)

    /// An account of AWS or a subscription of Azure.
    static let account = TextForm(
        name: "account", words: AccountName.expected,
        pattern: "^(?:[0-9]{12}|[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12})$",
        bare: .integers(100_000_000_000...999_999_999_999))

    /// An account of AWS, from which others can be counted up.
    static let accountNumber = TextForm(
        name: "accountNumber", words: "an account of 12 digits", pattern: "^[0-9]{12}$",
        bare: .integers(100_000_000_000...999_999_999_999))

    /// A name that can stand in file names and command lines.
    static let deploymentName = TextForm(
        name: "deploymentName", words: "1 to 64 letters, digits, `.`, `_` or `-`, the first a letter or digit",
        pattern: "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$", bare: .allFromZero)

    static func isDeploymentName(_ text: String) -> Bool {
        text.utf8.count <= 64
            && text.utf8.enumerated().allSatisfy { index, byte in
                switch byte {
                case 48...57, 65...90, 97...122: true
                case 45, 46, 95: index > 0
                default: false
                }
            }
    }

    /// A tag key or value as the vendor accepts them.
    static func tagText(atMost most: Int) -> TextForm {
        TextForm(
            name: "tagTextTo\(most)",
            words: "a text without spaces, tabs, invisible characters or the wildcards * and ?",
            pattern: "^[^\(TextForm.spaces)\(TextForm.controls)\(TextForm.formats)*?]+$",
            refusedPattern: "^[aA][wW][sS]:", length: 1...most, bare: .all)
    }

    static func isTagText(_ text: String) -> Bool {
        !text.unicodeScalars.contains {
            $0.properties.isWhitespace || $0.properties.generalCategory == .control
                || $0.properties.generalCategory == .format || $0 == "*" || $0 == "?"
        }
    }

    /// White space, control characters and invisible formats of the Basic Multilingual Plane, as a pattern spells them.
    private static let spaces = #" \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"#
    private static let controls = #"\u0000-\u001f\u007f-\u009f"#
    private static let formats =
        #"\u00ad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064"#
        + #"\u2066-\u206f\ufeff\ufff9-\ufffb"#

    /// An address block of a network or subnet in AWS.
    static let addressBlock = {
        let octet = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])"
        return TextForm(
            name: "addressBlock", words: "an IPv4 block such as 10.82.64.0/22, /16 to /28",
            pattern: "^(?:\(octet)\\.){3}\(octet)/(?:1[6-9]|2[0-8])$")
    }()

    /// An address of a web service.
    static let webAddress = TextForm(
        name: "webAddress", words: "an address that starts with https://",
        pattern: "^https://[A-Za-z0-9.-]+(?:[:/?#][^\(spaces)\\t-\\r]*)?$")

    static func isWebAddress(_ text: String) -> Bool {
        let host = text.dropFirst("https://".utf8.count).prefix { $0 != "/" && $0 != ":" && $0 != "?" && $0 != "#" }
        let isHost = host.utf8.allSatisfy { byte in
            (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 45
                || byte == 46
        }
        return text.hasPrefix("https://") && !host.isEmpty && isHost
            && text.unicodeScalars.allSatisfy { !$0.properties.isWhitespace }
    }

    /// Where a secret is kept.
    static let secretReference = TextForm(
        name: "secretReference",
        words: "where the secret is kept: env:NAME, file:PATH, arn:aws:secretsmanager:… or arn:aws:ssm:…",
        pattern: "^(?:env:[A-Za-z_][A-Za-z0-9_]*|(?:file|arn:aws:secretsmanager|arn:aws:ssm):[\\s\\S]+)$")

    static func isSecretReference(_ text: String) -> Bool {
        if text.hasPrefix("env:") {
            let name = text.utf8.dropFirst(4)
            let isName = name.allSatisfy { byte in
                (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 95
            }
            return isName && name.first.map { !(48...57).contains($0) } == true
        }
        if text.hasPrefix("file:") { return text.utf8.count > 5 }
        return ["arn:aws:secretsmanager:", "arn:aws:ssm:"].contains { text.hasPrefix($0) && text != $0 }
    }

    /// Regions separated by commas.
    static func regionLine(of cloud: Cloud) -> TextForm {
        switch cloud {
        case .aws: regionLine("regionLine", cloud.regions)
        case .azure: regionLine("azureRegionLine", cloud.regions)
        case .other: regionLine("regionNameLine", ["[a-z][a-z0-9-]{0,63}"])
        }
    }

    /// A region of a cloud whose regions are not known.
    static let regionName = TextForm(
        name: "regionName", words: "1 to 64 lower-case letters, digits and hyphens that begin with a letter",
        pattern: "^[a-z][a-z0-9-]{0,63}$")

    /// Regions that a vendor takes, separated by commas.
    static func vendorRegionLine(_ regions: [String]) -> TextForm {
        regionLine("regionLineOf\(regions.count)", regions)
    }

    private static func regionLine(_ name: String, _ regions: [String]) -> TextForm {
        let region = "(?:\(regions.joined(separator: "|")))"
        return TextForm(
            name: name, words: "regions, as a list or separated by commas",
            pattern: "^ *\(region) *(?:, *\(region) *){0,999}$")
    }

    /// How many tags a list of the vendor may have: as many as AWS lets an instance carry
    /// (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html#tag-restrictions).
    static let tagPairsMax = 50

    /// A tag as the vendor's lists spell it: the vendor parts it at the equals sign, and the list at its commas.
    static let tagPair = TextForm(
        name: "tagPair",
        words: "key=value without commas, further equals signs, invisible characters, or blanks at an end",
        pattern: "^\(tagPairPattern)$")

    /// Such tags separated by commas.
    static let tagLine = TextForm(
        name: "tagLine", words: "tags as key=value, as a list or separated by commas",
        pattern: "^\(tagPairPattern)(?:,\(tagPairPattern)){0,\(tagPairsMax - 1)}$")

    private static let tagPairPattern = {
        let solid = "[^=,\(TextForm.spaces)\(TextForm.controls)\(TextForm.formats)]+"
        return "\(solid)(?: +\(solid))*=\(solid)(?: +\(solid))*"
    }()

    static func isTagPair(_ text: String) -> Bool {
        let halves = text.split(separator: "=", omittingEmptySubsequences: false)
        return halves.count == 2
            && halves.allSatisfy { half in
                !half.isEmpty && half.first != " " && half.last != " "
                    && half.unicodeScalars.allSatisfy {
                        $0 == " "
                            || $0 != "," && !$0.properties.isWhitespace
                                && $0.properties.generalCategory != .control && $0.properties.generalCategory != .format
                    }
            }
    }
}

extension Quantity {
    /// What a text has to look like to be this quantity, its range included.
    var form: TextForm {
        let patterns = units.sorted { $0.key < $1.key }.map { name, unit in
            "(?:\(numberPattern(unit)))\(name)"
        }
        return TextForm(
            name: name, words: "\(words), \(range)", pattern: "^(?:\(patterns.joined(separator: "|")))$",
            length: 1...Quantity.longest, bare: units[""] == nil ? .none : .numbers(0...1))
    }

    /// The decimal numbers of a unit that are in range, without look-around.
    private func numberPattern(_ unit: Unit) -> String {
        let most = most / unit.factor
        precondition(most.isWhole && least <= 1, "\(name): bounds that a pattern cannot tell")
        let top = most.numerator.description
        let fraction = fractionPattern(unit)
        var ways = ["0*(?:\(Quantity.below(top)))(?:\\.\(fraction.any))?", "0*\(top)(?:\\.0*)?"]
        // With a least value of 1 base unit, a fraction of a unit can do only where the unit is larger than that.
        if least == .zero {
            if let positive = fraction.positive { ways.append("0*\\.\(positive)") }
            if !isAboveLeast { ways.append("0+(?:\\.0*)?|\\.0+") }
        } else if unit.factor > 1, let positive = fraction.positive {
            ways.append("0*\\.\(positive)")
        }
        return ways.joined(separator: "|")
    }

    /// What may stand behind the point: anything that is allowed there, and what is above 0.
    private func fractionPattern(_ unit: Unit) -> (any: String, positive: String?) {
        guard unit.places > 0 else { return ("0*", nil) }
        guard isWhole else {
            return ("[0-9]{0,\(unit.places)}0*", "[0-9]{0,\(unit.places - 1)}[1-9]0*")
        }
        // Few fractions of a unit make whole base units; they can be listed.
        var listed: [String] = []
        var power = 1
        for places in 1...unit.places {
            power *= 10
            for part in 1..<power
            where part % 10 != 0 && (Rational(Int128(part), over: Int128(power)) * unit.factor).isWhole {
                let digits = String(part)
                listed.append(String(repeating: "0", count: places - digits.count) + digits)
            }
        }
        let positive = "(?:\(listed.joined(separator: "|")))0*"
        return (listed.isEmpty ? "0*" : "(?:\(listed.joined(separator: "|")))?0*", listed.isEmpty ? nil : positive)
    }

    /// Whole numbers from 1 to below `top`, which is a whole number without leading zeros; nothing if that is 1.
    private static func below(_ top: String) -> String {
        let digits = top.utf8.map { Int($0) - 48 }
        var ways: [String] = []
        if digits.count > 1 { ways.append("[1-9]\(repeated(digits.count - 2, most: true))") }
        for (index, digit) in digits.enumerated() {
            let least = index == 0 ? 1 : 0
            guard digit > least else { continue }
            let prefix = digits[..<index].map(String.init).joined()
            let range = digit - 1 == least ? "\(least)" : "[\(least)-\(digit - 1)]"
            ways.append("\(prefix)\(range)\(repeated(digits.count - 1 - index, most: false))")
        }
        // A class without characters matches nothing.
        return ways.isEmpty ? "[^\\s\\S]" : ways.joined(separator: "|")
    }

    private static func repeated(_ count: Int, most: Bool) -> String {
        switch count {
        case 0: ""
        case 1 where !most: "[0-9]"
        default: most ? "[0-9]{0,\(count)}" : "[0-9]{\(count)}"
        }
    }
}
