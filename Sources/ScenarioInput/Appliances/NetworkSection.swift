import ApplianceScanning
import ScanModel

/// One element of `networks`.
struct NetworkSection {
    /// Hosts that are alike.
    struct Segment {
        /// Nil for the hosts of a network without segments.
        var name: PlacedName?
        var hosts: Int?
        var hostScan: (value: Int, field: Field)?
        /// Megabytes per host and scan.
        var traffic: Int?
        /// Networks that are let in; nil: the own one and its peers.
        var admits: [PlacedName]?
    }

    var name: PlacedName?
    /// Nil if something of it could not be read.
    var network: VirtualNetwork?
    var segments: [Segment] = []

    /// Whether every segment states the time of a host itself.
    var statesHostScan: Bool { segments.allSatisfy { $0.hostScan != nil } }

    init?(_ field: Field) {
        let isMapping = field.withMapping { reader in
            name = reader.required("name").flatMap { $0.placedName() }
            let region = reader.required("region").flatMap { $0.azureRegion() }
            let subscription = reader.optional("subscription").map { $0.placedName()?.text } ?? ""
            let addresses = reader.required("addressSpaces").flatMap { $0.addressSpaces() }
            let accepts = reader.optional("appliances").map { $0.bool() } ?? true
            let hosts = reader.optional("hosts")
            let parts = reader.optional("segments")
            if let hosts, parts != nil { hosts.report("stands beside `segments`", expected: "one of the two") }
            if let hosts { segments = [Segment(hosts: hosts.integer(ApplianceReader.hostCounts))] }
            if let parts {
                segments = (parts.list(count: ApplianceReader.segmentCounts) { Segment($0) } ?? []).compactMap(\.self)
            }
            guard let name, let region, let subscription, let addresses, let accepts else { return }
            network = VirtualNetwork(
                name: name.text, region: region, subscription: subscription, addresses: addresses,
                acceptsAppliances: accepts)
        }
        guard isMapping else { return nil }
        var seen: Set<String> = []
        for name in segments.compactMap(\.name) where !seen.insert(name.text).inserted {
            name.field.report(
                "another segment of this network is named `\(name.text)`", expected: "a name of its own")
        }
    }
}

extension NetworkSection.Segment {
    fileprivate init?(_ field: Field) {
        self.init()
        let isMapping = field.withMapping { reader in
            name = reader.required("name").flatMap { $0.placedName() }
            hosts = reader.required("hosts").flatMap { $0.integer(ApplianceReader.hostCounts) }
            hostScan = reader.optional("hostScan").flatMap { field in field.wholeSeconds().map { ($0, field) } }
            traffic = reader.optional("trafficPerHost").flatMap { $0.traffic() }
            admits = reader.optional("admits").map { field in
                (field.list(count: 0...ApplianceReader.networkCounts.upperBound) { $0.placedName() } ?? [])
                    .compactMap(\.self)
            }
        }
        guard isMapping else { return nil }
    }
}

/// One element of `peerings`: `[a, b]` for both directions, or `{from: a, to: b}` for one.
struct PeeringSection {
    var from: PlacedName
    var to: PlacedName
    var isMutual: Bool
    var field: Field

    var links: [Peering] {
        isMutual ? Peering.mutual(from.text, to.text) : [Peering(from: from.text, to: to.text)]
    }

    init?(_ field: Field) {
        var names: [PlacedName] = []
        if case .mapping = field.node.content {
            isMutual = false
            field.withMapping { reader in
                names = ["from", "to"].compactMap { reader.required($0).flatMap { $0.placedName() } }
            }
        } else if case .sequence = field.node.content {
            isMutual = true
            names = (field.list(count: 2...2) { $0.placedName() } ?? []).compactMap(\.self)
        } else {
            field.report(field.shown, expected: "two networks: [a, b] for both directions, {from: a, to: b} for one")
            return nil
        }
        guard names.count == 2 else { return nil }
        from = names[0]
        to = names[1]
        self.field = field
    }
}

extension Field {
    /// A name of up to 64 letters, digits, dots, underscores and hyphens.
    fileprivate func placedName() -> PlacedName? {
        text(.deploymentName, TextForm.isDeploymentName).map { PlacedName(text: $0, field: self) }
    }

    /// The name of a region as the price table spells it.
    func azureRegion() -> String? {
        let expected = "an Azure region such as westeurope"
        guard let text = text(expected: expected) else { return nil }
        func isRegion(_ text: String) -> Bool {
            (2...40).contains(text.utf8.count)
                && text.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) }
        }
        guard !isRegion(text) else { return text }
        let meant = text.lowercased().filter { $0 != " " && $0 != "-" }
        report(shown, expected: expected, suggestion: isRegion(meant) ? meant : nil)
        return nil
    }

    /// Blocks of which no two share an address.
    fileprivate func addressSpaces() -> [AddressBlock]? {
        let read = list(count: ApplianceReader.addressCounts) { field -> (block: AddressBlock, field: Field)? in
            let expected = "an IPv4 block such as 10.1.0.0/16"
            guard let text = field.text(expected: expected) else { return nil }
            guard let block = AddressBlock(text) else {
                // An address inside a block names the block.
                let meant = CIDRBlock.parse(text)?.block.description
                field.report(field.shown, expected: expected, suggestion: meant)
                return nil
            }
            return (block, field)
        }
        guard let read else { return nil }
        let blocks = read.compactMap(\.self)
        for (index, one) in blocks.enumerated() {
            if let other = blocks[..<index].first(where: { $0.block.overlaps(one.block) }) {
                one.field.report(
                    "\(one.block) overlaps \(other.block) of the same network", expected: "blocks that do not overlap")
            }
        }
        return blocks.count == read.count ? blocks.map(\.block) : nil
    }

    /// A time in whole seconds, at most 31 days.
    func wholeSeconds() -> Int? {
        guard let seconds = quantity(.positiveDuration) else { return nil }
        guard seconds.isWhole, seconds <= Rational(ApplianceReader.windowMax) else {
            report(shown, expected: "whole seconds, at most 31d")
            return nil
        }
        return Int(seconds.numerator)
    }

    /// An amount in micro-dollars.
    func microDollars(most: Int) -> Int? {
        guard let dollars = quantity(.money) else { return nil }
        let micro = dollars * 1_000_000
        guard micro.isWhole, dollars <= Rational(most) else {
            report(shown, expected: "an amount such as 0.09USD, at most \(most)USD, with at most 6 decimal places")
            return nil
        }
        return Int(micro.numerator)
    }

    /// Traffic in megabytes.
    func traffic() -> Int? { quantity(.traffic).map { Int($0.numerator) } }
}

extension Quantity {
    /// Traffic in megabytes of 10^6 bytes: whole ones only.
    static let traffic = Quantity(
        name: "traffic", words: "traffic such as 50MB or 2GB",
        units: ["MB": Unit(factor: 1, places: 0), "GB": Unit(factor: 1000, places: 3)],
        aliases: ["m": "MB", "mib": "MB", "g": "GB", "gib": "GB"], usualUnit: "MB", most: 1_000_000,
        range: "whole MB from 0MB to 1000GB", isWhole: true)
}
