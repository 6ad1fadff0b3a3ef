import ScanModel
import VendorProfiles

/// The values of a vendor's parameters, checked against what the profile says of them.
struct VendorParameters {
    /// Whole numbers by name, defaults included.
    private(set) var integers: [String: Int] = [:]
    /// Region lists by name.
    private(set) var regionLists: [String: [String]] = [:]
    /// Tag keys and tag values by name.
    private(set) var tagTexts: [String: String] = [:]
    /// Address blocks by name.
    private(set) var blocks: [String: CIDRBlock] = [:]

    /// Every parameter that has a value, in the order of the profile.
    private(set) var given: [VendorParameterValue] = []

    /// Reads a mapping of parameters; nil if there is no mapping.
    ///
    /// - Parameters:
    ///   - parameters: what a stack asks for.
    ///   - serviceAccount: the only account that a stack may be told; nil: it is not known.
    init?(_ field: Field, parameters: [VendorProfile.Parameter], serviceAccount: String? = nil) {
        var values = VendorParameters()
        let isMapping = field.withMapping { reader in
            for parameter in parameters {
                let about = parameter.meaning
                let value =
                    parameter.required
                    ? reader.required(parameter.name, about) : reader.optional(parameter.name, about)
                values.read(parameter, value, serviceAccount: serviceAccount)
                values.keep(parameter, value)
            }
            if parameters.contains(where: { $0.name == "AdditionalTagKey" }) {
                reader.describeAllOrNone(["AdditionalTagKey", "AdditionalTagValue"])
                values.checkAdditionalTag(reader)
            }
            values.checkSubnet(reader)
        }
        guard isMapping else { return nil }
        self = values
    }

    private init() {}

    private mutating func read(
        _ parameter: VendorProfile.Parameter, _ field: Field?, serviceAccount: String?
    ) {
        guard let field else {
            if parameter.kind == .integer { integers[parameter.name] = parameter.defaultValue.flatMap { Int($0) } }
            return
        }
        switch parameter.kind {
        case .integer: integers[parameter.name] = field.vendorInteger(parameter)
        case .regionList: regionLists[parameter.name] = field.regionList()
        case .tagText:
            tagTexts[parameter.name] = field.tagText(isKey: parameter.name.hasSuffix("Key"))
        case .cidr: blocks[parameter.name] = field.addressBlock()
        case .url: field.checkURL()
        case .secretReference: field.checkSecretReference()
        case .account: field.checkAccount(is: serviceAccount)
        }
    }

    private mutating func keep(_ parameter: VendorProfile.Parameter, _ field: Field?) {
        guard let text = field?.writtenText ?? parameter.defaultValue else { return }
        given.append(
            VendorParameterValue(
                name: parameter.name, text: text, isSecretReference: parameter.kind == .secretReference,
                isDefault: field == nil))
    }

    /// The pairs of key and value that an instance must carry.
    var requiredTags: [Tag] {
        [("TagKey", "TagValue"), ("AdditionalTagKey", "AdditionalTagValue")].compactMap { key, value in
            guard let key = tagTexts[key], let value = tagTexts[value] else { return nil }
            return Tag(key: key, value: value)
        }
    }

    private func checkAdditionalTag(_ reader: MappingReader) {
        func written(_ name: String) -> Field? { reader.field.child(name).flatMap { $0.node.isNull ? nil : $0 } }
        let key = written("AdditionalTagKey")
        let value = written("AdditionalTagValue")
        if let key, value == nil {
            key.report("stands without AdditionalTagValue", expected: "both or neither")
        }
        if let value, key == nil {
            value.report("stands without AdditionalTagKey", expected: "both or neither")
        }
        if let key, let first = tagTexts["TagKey"], tagTexts["AdditionalTagKey"] == first {
            key.report("is the same key as TagKey", expected: "another key; an instance carries each key once")
        }
    }

    private func checkSubnet(_ reader: MappingReader) {
        guard let subnet = blocks["SubnetCIDR"], let network = blocks["VpcCidr"], !network.contains(subnet) else {
            return
        }
        reader.field.child("SubnetCIDR")?.report(
            "\(subnet) does not lie in VpcCidr \(network)", expected: "a block inside it or equal to it")
    }
}

extension Field {
    /// The value as it is written, the elements of a list joined by commas.
    fileprivate var writtenText: String {
        switch node.content {
        case .scalar(let text, _): text
        case .sequence(let nodes):
            nodes.map { Field(node: $0, path: path, log: log).writtenText }.joined(separator: ",")
        case .mapping: ""
        }
    }

    /// Checks an account that has to be the service account, if that is known.
    fileprivate func checkAccount(is serviceAccount: String?) {
        guard let account = account(), let serviceAccount, account != serviceAccount else { return }
        report(shown, expected: "the service account \(serviceAccount)")
    }

    /// A bare number in the vendor's unit and range.
    func vendorInteger(_ parameter: VendorProfile.Parameter) -> Int? {
        // Where the vendor names no end, a year in hours is more than any schedule needs.
        let range = (parameter.minimum ?? 0)...(parameter.maximum ?? 8784)
        var words = "a whole number "
        switch (parameter.minimum, parameter.maximum) {
        case (let least?, let most?): words += "from \(least) to \(most)"
        case (let least?, nil): words += "from \(least); more than a year (\(range.upperBound)) is refused"
        case (nil, let most?): words += "of at most \(most)"
        case (nil, nil): words += "from 0"
        }
        let unit = parameter.unit.map { "in units of \($0), " } ?? ""
        return integer(range, expected: "\(words) (\(unit)\(parameter.source))")
    }

    /// Regions as a list or as one text with commas.
    func regionList() -> [String]? {
        if let recorder {
            let list = DocumentShape.list(.region, count: 1...1000, isUnique: true)
            recorder.note(.either([.text(.regionLine), list]))
            return nil
        }
        let expected = "regions, as a list or separated by commas"
        let names: [(name: String, field: Field)]?
        switch node.content {
        case .scalar(let text, _) where !text.isEmpty && text.utf8.count(where: { $0 == UInt8(ascii: ",") }) < 1000:
            names = text.split(separator: ",", omittingEmptySubsequences: false).map { part in
                (name: part.split(separator: " ").joined(separator: " "), field: self)
            }
        case .sequence:
            let listed = list(count: 1...1000) { field in field.text(expected: "a region").map { ($0, field) } }
            names = listed.flatMap { $0.contains { $0 == nil } ? nil : $0.compactMap { $0 } }
        default:
            report(shown, expected: expected)
            return nil
        }
        guard let names else { return nil }
        var seen: Set<String> = []
        var isFine = true
        for (name, field) in names {
            if !field.checkedRegion(name) {
                isFine = false
            } else if !seen.insert(name).inserted {
                field.report("the region `\(name)` is listed more than once")
                isFine = false
            }
        }
        return isFine ? names.map(\.name) : nil
    }

    /// Whether a region is known; reports if not.
    func checkedRegion(_ name: String) -> Bool {
        if AWSCatalog.isKnownRegion(name) { return true }
        report(
            name.isEmpty ? "a region is empty" : "`\(Excerpt.of(name))` is not a known region",
            expected: "a region such as us-east-1", suggestion: NearestKey.find(name, among: AWSCatalog.regions))
        return false
    }

    /// A tag key or value as the vendor accepts them.
    func tagText(isKey: Bool) -> String? {
        let most = isKey ? Tag.keyLengthMax : Tag.valueLengthMax
        guard let text = text(.tagText(atMost: most), { TextForm.isTagText($0) }) else { return nil }
        guard !text.lowercased().hasPrefix("aws:") else {
            report(shown, expected: "a text without the prefix `aws:`, which AWS keeps for itself")
            return nil
        }
        if let fault = isKey ? Tag.fault(inKey: text) : Tag.fault(inValue: text) {
            report(fault.problem, expected: fault.expected)
            return nil
        }
        return text
    }

    /// An address block of a network or subnet in AWS.
    func addressBlock() -> CIDRBlock? {
        let text = text(.addressBlock) { text in
            CIDRBlock.parse(text).map { (16...28).contains($0.block.prefix) } ?? false
        }
        guard let text, let (block, address) = CIDRBlock.parse(text) else { return nil }
        guard block.network == address else {
            report(
                "\(shown), with bits set behind the prefix", expected: "the first address of the block",
                suggestion: block.description)
            return nil
        }
        return block
    }

    /// Checks an address of a web service.
    func checkURL() {
        let expected = TextForm.webAddress.words
        if let recorder {
            recorder.note(.text(.webAddress))
            return
        }
        guard let text = text(expected: expected) else { return }
        if !TextForm.isWebAddress(text) {
            let meant = text.hasPrefix("http://") ? "https://" + text.dropFirst("http://".count) : nil
            report(shown, expected: expected, suggestion: meant.map { Excerpt.of($0) })
        }
    }

    /// Checks that a secret is named and not told.
    func checkSecretReference() {
        let expected = TextForm.secretReference.words
        if let recorder {
            recorder.note(.text(.secretReference))
            return
        }
        guard case .scalar(let text, _) = node.content else {
            report("is no reference to a secret", expected: expected)
            return
        }
        if !TextForm.isSecretReference(text) {
            // The text may be the secret itself, so nothing of it is repeated.
            report("is no reference to a secret (a secret itself must not stand in a scenario)", expected: expected)
        }
    }
}
