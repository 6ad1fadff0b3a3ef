import ScanModel
import TestSupport
import VendorProfiles

@testable import PriceLists

/// Makes price list files of AWS that say what a book says, among much that a reader has to leave.
///
/// Built from the wanted prices the other way round than the rules go, in the form of
/// https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/reading-service-price-list-file-for-services.html.
struct OfferMaker {
    var dice: Dice
    private var products: [(sku: String, text: String)] = []
    private var terms: [(sku: String, text: String)] = []

    init(dice: Dice) { self.dice = dice }

    /// Prices of random items in random regions; the provenance is left to the reader.
    mutating func book(prices: Int) -> PriceBook {
        var books = RandomBooks(dice: dice)
        defer { dice = books.dice }
        let items = OfferRules.fixed.map(\.item)
        var book = PriceBook()
        for _ in 0..<prices {
            let price = Price(
                amount: books.amount(), provenance: Provenance(source: "", date: "", confidence: .documented))
            book.set(price, for: books.item(items), region: books.dice.pick(AWSCatalog.regions))
        }
        return book
    }

    /// - Parameter termsFirst: whether terms stand before the products they are of.
    mutating func file(_ book: PriceBook, termsFirst: Bool = false) -> String {
        (products, terms) = ([], [])
        for item in book.items {
            for region in book.regions(of: item) {
                guard let price = book.price(of: item, region: region) else { continue }
                if item == .interRegionGB {
                    addTransfers(price.amount, from: region)
                } else {
                    add(attributes(of: item, in: region), family: family(of: item), item, price.amount)
                }
            }
        }
        for _ in 0..<dice.roll(0...20) { addNoise() }
        products = dice.shuffled(products)
        terms = dice.shuffled(terms)
        let head =
            "\"formatVersion\":\"v1.0\",\"offerCode\":\"AmazonEC2\",\"version\":\"20261120\","
            + "\"publicationDate\":\"2026-11-20T18:45:00Z\""
        let listed = "\"products\":{" + products.map { "\"\($0.sku)\":\($0.text)" }.joined(separator: ",") + "}"
        let sold =
            "\"terms\":{\"Reserved\":{\"R\":[1,{}]},\"OnDemand\":{"
            + terms.map { "\"\($0.sku)\" :\n \($0.text)" }.joined(separator: ",") + "}}"
        return "{\(head),\(termsFirst ? sold : listed),\(termsFirst ? listed : sold),\"attributesList\":{}}"
    }

    private func family(of item: PriceItem) -> String? {
        guard let rule = OfferRules.fixed.first(where: { $0.item == item }) else { return "Compute Instance" }
        return rule.family
    }

    private mutating func usage(_ base: String, in region: String) -> String {
        dice.pick([base, "USE2-\(base)", "EU-\(base)", "\(region)-\(base)"])
    }

    private mutating func attributes(of item: PriceItem, in region: String) -> [String: String] {
        guard let rule = OfferRules.fixed.first(where: { $0.item == item }) else {
            let type = String(item.sku.dropFirst("ec2:".count).dropLast(":linux:on-demand".count))
            var machine = [
                "servicecode": "AmazonEC2", "regionCode": region, "instanceType": type, "operatingSystem": "Linux",
                "tenancy": "Shared", "preInstalledSw": "NA", "usagetype": usage("BoxUsage:\(type)", in: region),
            ]
            if dice.chance(80) { machine["capacitystatus"] = "Used" }
            if dice.chance(80) { machine["marketoption"] = "OnDemand" }
            if dice.chance(80) { machine["operation"] = "RunInstances" }
            return machine
        }
        var found = Dictionary(uniqueKeysWithValues: rule.others.map { ($0.name, $0.value) })
        found["servicecode"] = rule.service
        found["usagetype"] = usage(rule.usage ?? "Requests-RBP", in: region)
        found[rule.service == "AWSDataTransfer" ? "fromRegionCode" : "regionCode"] = region
        if dice.chance(70) {
            found[rule.service == "AWSDataTransfer" ? "fromLocationType" : "locationType"] = "AWS Region"
        }
        return found
    }

    /// Prices to other regions, of which most are the wanted one.
    private mutating func addTransfers(_ amount: Dollars, from region: String) {
        let others = dice.shuffled(AWSCatalog.regions.filter { $0 != region })
        let usual = dice.roll(2...6)
        for (index, target) in others.prefix(usual + 1).enumerated() {
            let price = index < usual ? amount : Dollars(Rational(123, over: 1_000_000))
            let found = [
                "servicecode": "AWSDataTransfer", "fromRegionCode": region, "toRegionCode": target,
                "toLocationType": "AWS Region", "transferType": "InterRegion Outbound",
                "usagetype": "USE1-USW2-AWS-Out-Bytes",
            ]
            add(found, family: "Data Transfer", .interRegionGB, price)
        }
    }

    private mutating func add(
        _ attributes: [String: String], family: String?, _ item: PriceItem, _ amount: Dollars
    ) {
        let sku = "SKU\(products.count)"
        let unit = OfferRules.fixed.first { $0.item == item }.map { $0.unit ?? "Requests" } ?? "Hrs"
        let wanted = amount.value.description
        var tiers = [(begin: "0", usd: wanted)]
        if dice.chance(30) { tiers = [("0", "0.0000000000"), ("1000000", wanted)] }
        if dice.chance(30) { tiers.append(("99999999999", "0.0000000001")) }
        var sold = [term(sku, "A", "2026-11-01T00:00:00Z", unit, dice.shuffled(tiers))]
        if dice.chance(30) { sold.append(term(sku, "B", "2025-01-01T00:00:00Z", unit, [("0", "77.7")])) }
        products.append((sku, product(sku, family, attributes)))
        terms.append((sku, "{" + dice.shuffled(sold).joined(separator: ",") + "}"))
    }

    private mutating func product(_ sku: String, _ family: String?, _ attributes: [String: String]) -> String {
        let pairs = dice.shuffled(attributes.sorted { $0.key < $1.key }).map { "\"\($0.key)\" : \"\($0.value)\"" }
        let family = family.map { "\"productFamily\":\"\($0)\"," } ?? ""
        return "{\"sku\":\"\(sku)\",\(family)\"attributes\":{\(pairs.joined(separator: ","))}}"
    }

    private mutating func term(
        _ sku: String, _ code: String, _ date: String, _ unit: String, _ tiers: [(begin: String, usd: String)]
    ) -> String {
        let dimensions = tiers.enumerated().map { index, tier in
            "\"\(sku).\(code).\(index)\":{\"unit\":\"\(unit)\",\"beginRange\":\"\(tier.begin)\",\"endRange\":\"Inf\","
                + "\"appliesTo\":[],\"pricePerUnit\":{\"USD\":\"\(tier.usd)\"}}"
        }
        return "\"\(sku).\(code)\":{\"offerTermCode\":\"\(code)\",\"effectiveDate\":\"\(date)\",\"priceDimensions\":{"
            + dimensions.joined(separator: ",") + "},\"termAttributes\":{}}"
    }

    /// A product that looks like an item of bills and is none.
    private mutating func addNoise() {
        let region = dice.pick(AWSCatalog.regions)
        var item = dice.pick(OfferRules.fixed.map(\.item) + [.machineHour("c9.large"), .machineHour("m9.large")])
        if item == .interRegionGB { item = .internetGB }
        var found = attributes(of: item, in: region)
        let isMachine = item.sku.hasPrefix("ec2:")
        switch dice.roll(0...4) {
        case 0: found[isMachine ? "operatingSystem" : "usagetype"] = "Windows"
        case 1: found["servicecode"] = "AmazonOther"
        case 2:
            found["regionCode"] = "moon-east-1"
            found["fromRegionCode"] = nil
        case 3: found[isMachine ? "tenancy" : "usagetype"] = "Dedicated"
        default:
            found["locationType"] = "AWS Local Zone"
            found["fromLocationType"] = "AWS Local Zone"
        }
        // Queues are told by their type alone, so that another usage is no noise.
        if item == .queueRequest { found["queueType"] = "FIFO (first-in, first-out)" }
        add(found, family: family(of: item), item, Dollars(Rational(999)))
    }
}
