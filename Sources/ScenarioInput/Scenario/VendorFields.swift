import ScanModel
import VendorProfiles

extension Field {
    /// The vendor's own value of a parameter that is left out; nil if there is none.
    static func standing(for parameter: VendorProfile.Parameter) -> Field? {
        guard let text = parameter.defaultValue else { return nil }
        let node = DocumentNode(content: .scalar(text, .plain), place: .wholeFile)
        return Field(node: node, path: .root, log: IssueLog(file: parameter.source))
    }

    /// The value as it is written, the elements of a list joined by commas.
    var writtenText: String {
        switch node.content {
        case .scalar(let text, _): text
        case .sequence(let nodes):
            nodes.map { Field(node: $0, path: path, log: log).writtenText }.joined(separator: ",")
        case .mapping: ""
        }
    }

    /// Checks an account that has to be the service account, if that is known.
    func checkAccount(is serviceAccount: String?) {
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
    ///
    /// - Parameter allowed: the regions that the vendor takes; nil: every known one.
    func regionList(allowed: [String]? = nil) -> [String]? {
        let shape = allowed.map { DocumentShape.vendorRegion($0) } ?? .region(of: cloud)
        let line = allowed.map { TextForm.vendorRegionLine($0) } ?? .regionLine(of: cloud)
        return elements(line: line, element: shape, words: "a region", most: 1000) { name, field in
            // Spaces may stand around the commas of one text, but not within the elements of a list.
            let region = field.path == path ? name.split(separator: " ").joined(separator: " ") : name
            guard field.checkedRegion(region) else { return nil }
            guard let allowed, !allowed.contains(region) else { return region }
            field.report(
                "`\(region)` is not among the regions that this version takes",
                expected: "one of its \(allowed.count) regions", suggestion: NearestKey.find(region, among: allowed))
            return nil
        } repeated: {
            "the region `\($0)` is listed more than once"
        }
    }

    /// Pairs of key and value as a list or as one text with commas.
    func tagList() -> [Tag]? {
        elements(line: .tagLine, element: .text(.tagPair), words: "a tag", most: TextForm.tagPairsMax) { text, field in
            guard TextForm.isTagPair(text), let equals = text.firstIndex(of: "=") else {
                let shown = text.isEmpty ? "a tag is empty" : "`\(Excerpt.of(text))` is no tag"
                field.report(shown, expected: TextForm.tagPair.words)
                return nil
            }
            let tag = Tag(key: String(text[..<equals]), value: String(text[text.index(after: equals)...]))
            guard let fault = Tag.fault(inKey: tag.key) ?? Tag.fault(inValue: tag.value) else { return tag }
            field.report(fault.problem, expected: fault.expected)
            return nil
        } repeated: {
            "the tag `\(Excerpt.of("\($0.key)=\($0.value)"))` is listed more than once"
        }
    }

    /// Elements as a list or as one text with commas, each of them once.
    ///
    /// - Parameters:
    ///   - words: what an element is.
    ///   - read: one element; nil after an issue.
    ///   - repeated: what is wrong with an element that stands there before.
    private func elements<Element: Hashable>(
        line: TextForm, element: DocumentShape, words: String, most: Int, _ read: (String, Field) -> Element?,
        repeated: (Element) -> String
    ) -> [Element]? {
        if let recorder {
            recorder.note(.either([.text(line), .list(element, count: 1...most, isUnique: true)]))
            return nil
        }
        let parts: [(text: String, field: Field)]?
        switch node.content {
        case .scalar(let text, _) where !text.isEmpty && text.utf8.count(where: { $0 == UInt8(ascii: ",") }) < most:
            parts = text.split(separator: ",", omittingEmptySubsequences: false).map { part in
                (text: String(part), field: self)
            }
        case .sequence:
            let listed = list(count: 1...most) { field in
                field.text(expected: words).map { (text: $0, field: field) }
            }
            parts = listed.flatMap { $0.contains { $0 == nil } ? nil : $0.compactMap { $0 } }
        default:
            report(shown, expected: line.words)
            return nil
        }
        guard let parts else { return nil }
        var seen: Set<Element> = []
        var isFine = true
        let elements = parts.compactMap { text, field -> Element? in
            guard let element = read(text, field) else {
                isFine = false
                return nil
            }
            guard seen.insert(element).inserted else {
                field.report(repeated(element))
                isFine = false
                return nil
            }
            return element
        }
        return isFine ? elements : nil
    }

    /// Whether a region is known; reports if not.
    func checkedRegion(_ name: String) -> Bool {
        if cloud.isKnownRegion(name) { return true }
        if cloud == .aws, name.hasPrefix("us-gov-") || name.hasPrefix("cn-") {
            report(
                "`\(Excerpt.of(name))` lies in another partition",
                expected:
                    "a region such as us-east-1; GovCloud and China need a service account, and so a subscription, of "
                    + "their own")
            return false
        }
        report(
            name.isEmpty ? "a region is empty" : "`\(Excerpt.of(name))` is not a known region",
            expected: "a region such as \(cloud.exampleRegion)",
            suggestion: NearestKey.find(name, among: cloud.regions))
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
        // Whatever stands before the @ may be a password, so it is not shown.
        if let authority = text.split(separator: "/").dropFirst().first, authority.contains("@") {
            report("holds a user name or a password", expected: "\(expected), without them")
            return
        }
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
