internal import DocumentReading
internal import ScanModel

/// Reads one file, whichever of the two lists it is, element by element.
struct ListFileReader: ~Copyable {
    /// The containers whose children come one at a time; prices of reserved machines are passed.
    private static let entered = [["products"], ["terms", "OnDemand"], ["terms", "Reserved"], ["Items"]]
    /// Most bytes of one product or of the terms of one.
    private static let elementBytesMax = 1 << 22
    /// Issues beyond this number are counted, not told.
    static let issuesMax = 100

    /// What a file turned out to be.
    struct Outcome {
        var header = OfferHeader()
        var offer = OfferContent()
        var pages = RetailPages()
        var issues: [InputIssue] = []
        var untold = 0
        /// Documents in the file.
        var documents = 0
        var isOffer: Bool { header.offer != nil || offer.products > 0 || offer.terms > 0 }
        var isPages: Bool { pages.rows > 0 || pages.documents > 0 }
    }

    private var elements: JSONElements
    private var slots: [JSONNode?] = []
    private var outcome = Outcome()
    private let onlyTerms: Bool

    /// - Parameter latest: rows of Azure that begin later are left out (ISO 8601); empty: none.
    init(_ input: consuming ByteInput, latest: String = "") {
        elements = JSONElements(input, entering: Self.entered, elementBytesMax: Self.elementBytesMax)
        onlyTerms = false
        outcome.pages.latest = latest
    }

    /// Reads nothing but the terms of products that were found before.
    init(_ input: consuming ByteInput, matches: OfferContent) {
        elements = JSONElements(input, entering: Self.entered, elementBytesMax: Self.elementBytesMax)
        onlyTerms = true
        outcome.offer = matches.withoutTerms
    }

    /// Reads to the end. Complexity: O(bytes), with memory for the products that match.
    consuming func read() throws(ReadFault) -> Outcome {
        while try elements.next() {
            outcome.documents = elements.document + 1
            switch elements.container {
            case 0: readProduct()
            case 1: readTerms()
            case 2: continue
            case 3: readRow()
            default: readHeader()
            }
        }
        return outcome
    }

    private mutating func complain(at node: JSONNode, _ expected: String) {
        guard outcome.issues.count < Self.issuesMax else {
            outcome.untold += 1
            return
        }
        let shown = elements.element.description(of: node)
        outcome.issues.append(elements.issue(at: node, problem: "is \(shown)", expected: expected))
    }

    /// The text of a member; an issue and nil if it is anything else.
    private mutating func text(_ node: JSONNode) -> String? {
        if let text = elements.element.text(node) { return text }
        complain(at: node, "a text")
        return nil
    }

    // MARK: What stands before the products, or around the rows

    private mutating func readHeader() {
        let root = elements.element.root
        switch elements.key {
        case "offerCode": outcome.header.offer = text(root)
        case "version": outcome.header.version = text(root)
        case "publicationDate": outcome.header.date = text(root)
        case "products", "terms", "OnDemand": complain(at: root, "an object")
        case "Items": complain(at: root, "a list of prices")
        case "NextPageLink":
            outcome.pages.documents += 1
            if elements.element.kind(root) == .null || elements.element.text(root)?.isEmpty == true {
                outcome.pages.lastPages += 1
            }
        default: break
        }
    }

    // MARK: AWS

    private mutating func readProduct() {
        if onlyTerms { return }
        outcome.offer.countProduct()
        let root = elements.element.root
        guard let sku = elements.key, elements.element.kind(root) == .object else {
            return complain(at: root, "a product")
        }
        elements.element.collect(OfferFields.product, root, into: &slots)
        var family = ""
        if let node = slots[0] {
            guard let text = elements.element.text(node) else { return complain(at: node, "a text") }
            family = text
        }
        guard OfferRules.mayMatch(family: family) else { return }
        guard let node = slots[1], elements.element.kind(node) == .object else {
            return complain(at: slots[1] ?? root, "a product with `attributes`")
        }
        elements.element.collect(OfferFields.attributes, node, into: &slots)
        var product = OfferProduct(family: family, attributes: [:])
        for (index, slot) in slots.enumerated() {
            guard let slot else { continue }
            guard let text = elements.element.text(slot) else { return complain(at: slot, "a text") }
            product.attributes[OfferFields.attributeTexts[index]] = text
        }
        outcome.offer.add(product, sku: sku, offer: outcome.header.offer ?? "")
    }

    private mutating func readTerms() {
        outcome.offer.terms += 1
        let root = elements.element.root
        guard let sku = elements.key, elements.element.kind(root) == .object else { return complain(at: root, "terms") }
        guard outcome.offer.matches[sku] != nil else { return }
        var terms: [OfferTerm] = []
        for (_, term) in elements.element.members(root) {
            guard let read = readTerm(term) else { return }
            terms.append(read)
        }
        outcome.offer.price(sku, terms)
    }

    private mutating func readTerm(_ node: JSONNode) -> OfferTerm? {
        guard elements.element.kind(node) == .object else {
            complain(at: node, "a term")
            return nil
        }
        elements.element.collect(OfferFields.term, node, into: &slots)
        let (date, dimensions) = (slots[0], slots[1])
        var term = OfferTerm(effectiveDate: "", tiers: [])
        if let date {
            guard let text = text(date) else { return nil }
            term.effectiveDate = text
        }
        guard let dimensions, elements.element.kind(dimensions) == .object else {
            complain(at: dimensions ?? node, "a term with `priceDimensions`")
            return nil
        }
        for (_, dimension) in elements.element.members(dimensions) {
            guard let tier = readTier(dimension) else { return nil }
            term.tiers.append(tier)
        }
        return term
    }

    private mutating func readTier(_ node: JSONNode) -> OfferTier? {
        guard elements.element.kind(node) == .object else {
            complain(at: node, "a price")
            return nil
        }
        elements.element.collect(OfferFields.tier, node, into: &slots)
        let (unit, begin, prices) = (slots[0], slots[1], slots[2])
        guard let unit, let unitText = elements.element.text(unit) else {
            complain(at: unit ?? node, "a price with `unit`")
            return nil
        }
        var tier = OfferTier(unit: unitText, beginRange: .zero, usd: nil)
        if let begin {
            guard let value = decimal(begin), value >= .zero else {
                complain(at: begin, "a number of units")
                return nil
            }
            tier.beginRange = value
        }
        guard let prices, elements.element.kind(prices) == .object else {
            complain(at: prices ?? node, "a price with `pricePerUnit`")
            return nil
        }
        guard let usd = elements.element.member("USD", of: prices) else { return tier }
        guard let value = decimal(usd), value == .zero || PriceTerms.isPrice(value) else {
            complain(at: usd, "0, or \(PriceTerms.expected)")
            return nil
        }
        tier.usd = value
        return tier
    }

    /// An exact decimal, written as a text or as a number.
    private func decimal(_ node: JSONNode) -> Rational? {
        guard let text = elements.element.text(node) ?? elements.element.numberText(node), text.utf8.count <= 64 else {
            return nil
        }
        return Rational(decimal: text)
    }

    // MARK: Azure

    private mutating func readRow() {
        outcome.pages.rows += 1
        let root = elements.element.root
        guard elements.element.kind(root) == .object else { return complain(at: root, "a row of prices") }
        elements.element.collect(RetailFields.row, root, into: &slots)
        let found = slots
        func plain(_ index: Int) -> String { found[index].flatMap { elements.element.text($0) } ?? "" }
        let start = plain(RetailFields.start)
        let day = String(start.prefix(10))
        if PriceDate.firstDay(of: day) != nil, day > outcome.pages.newest { outcome.pages.newest = day }
        // Of rows that no rule can take nothing else is looked at.
        guard RetailRules.services.contains(plain(RetailFields.service)),
            plain(RetailFields.type) == RetailRules.consumption
        else { return }
        guard PriceDate.firstDay(of: day) != nil else {
            return complain(at: found[RetailFields.start] ?? root, "a row with the day `effectiveStartDate`")
        }
        guard plain(RetailFields.currency) == "USD" else {
            return complain(at: found[RetailFields.currency] ?? root, "prices in USD: `currencyCode`")
        }
        guard let price = found[RetailFields.price], let amount = decimal(price), amount >= .zero,
            amount <= RetailRules.most
        else { return complain(at: found[RetailFields.price] ?? root, "a row with an amount of USD as `retailPrice`") }
        let minimum = found[RetailFields.tier].flatMap { decimal($0) } ?? .zero
        let isPrimary = found[RetailFields.primary].flatMap { elements.element.bool($0) } ?? true
        outcome.pages.add(
            RetailRow(
                price: amount, tierMinimum: minimum, region: plain(RetailFields.region), start: day,
                product: plain(RetailFields.product), sku: plain(RetailFields.sku), meter: plain(RetailFields.meter),
                machine: plain(RetailFields.machine), service: plain(RetailFields.service),
                unit: plain(RetailFields.unit), type: RetailRules.consumption, isPrimary: isPrimary))
    }
}
