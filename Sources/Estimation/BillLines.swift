internal import ScanModel

/// A quantity to be priced.
struct BillLine {
    var kind: CostKind
    var region: String
    var item: PriceItem
    /// In the unit of the item.
    var quantity: Rational
    var unit: String
    /// What a unit costs as a share of its price, before any discount.
    var priceShare: Rational = .one
}

/// From what was used to what is billed, line by line and without prices.
struct BillLines {
    let usage: UsageLedger
    let pricing: Pricing
    /// Hours that a cycle stands for; what stands all month is billed for them. nil: for the time that regions are open.
    let hoursPerCycle: Rational?
    /// Every region with an entry, sorted.
    private let regions: [String]

    init(_ usage: UsageLedger, pricing: Pricing, hoursPerCycle: Rational?) {
        self.usage = usage
        self.pricing = pricing
        self.hoursPerCycle = hoursPerCycle
        regions = usage.regions
    }

    private var bill: BillSettings { pricing.bill }

    /// The lines of a kind by region, those that come to nothing left out.
    func lines(_ kind: CostKind) -> [BillLine] {
        lines(unfiltered: kind).filter { $0.quantity > .zero }
    }

    private func lines(unfiltered kind: CostKind) -> [BillLine] {
        switch kind {
        case .scanners:
            let share = bill.parts.contains(.spot) ? bill[.spotPriceFactor] : .one
            return perHour(kind, pricing.scanner) { hours(.scannerSeconds, $0) }.map {
                var line = $0
                line.priceShare = share
                return line
            }
        case .scannerRootVolumes:
            return pricing.scannerRoot.map { stored(kind, $0, .scannerRootGiBSeconds) } ?? []
        case .volumes: return stored(kind, pricing.volume, .volumeGiBSeconds)
        case .snapshots:
            return stored(kind, pricing.snapshot, .snapshotGiBSeconds, share: pricing.snapshotStoredFraction.value)
        // A copy with another key is a full one, and how full the volumes are is not known: an upper bound.
        case .copiedSnapshots: return stored(kind, pricing.snapshot, .copiedSnapshotGiBSeconds)
        case .leftoverVolumes: return stored(kind, pricing.volume, .leftoverVolumeGiBSeconds)
        case .leftoverSnapshots:
            return stored(
                kind, pricing.snapshot, .leftoverSnapshotGiBSeconds, share: pricing.snapshotStoredFraction.value)
        case .initialisation, .fastRestore, .keys, .keyRequests: return storageServices(kind)
        case .natGateways, .natTraffic, .interfaceEndpoints, .publicAddresses, .uploads, .interRegionTraffic:
            return network(kind)
        case .transitions, .functionCalls, .functionTime, .queueRequests, .tableWrites, .tableReads, .trailEvents:
            return control(kind)
        }
    }

    // MARK: Where it is used

    private func storageServices(_ kind: CostKind) -> [BillLine] {
        switch kind {
        case .initialisation:
            let rate = bill[.initialisationWrittenFraction] * bill[.initialisationRate]
            return perRegion(kind, .initialisation, unit: "GiB x MiB/s") { usage[.volumeGiB, $0] * rate }
        case .fastRestore:
            let hours = bill[.fastRestoreZones] * bill[.fastRestoreHours]
            return perHour(kind, .fastRestore) { usage[.volumes, $0] * hours }
        case .keys:
            return perRegion(kind, .keyMonth, unit: "key-month") {
                bill[.keysPerRegion] * standingHours($0) / pricing.hoursPerMonth
            }
        default:
            return perRegion(kind, .keyRequest, unit: "requests") {
                usage[.encryptedVolumes, $0] * bill[.keyRequestsPerEncryptedVolume]
            }
        }
    }

    private func network(_ kind: CostKind) -> [BillLine] {
        let gateways = bill[.natGatewaysPerRegion]
        switch kind {
        case .natGateways: return perHour(kind, .natGatewayHour) { gateways * standingHours($0) }
        case .natTraffic:
            // Whatever scanners send and fetch goes through the gateway if there is one.
            return perRegion(kind, .natGatewayGB, unit: "GB") {
                gateways > .zero ? upload($0) + usage[.launches, $0] * bill[.downloadGBPerScanner] : .zero
            }
        case .interfaceEndpoints:
            return perHour(kind, .interfaceEndpointHour) { bill[.interfaceEndpointsPerRegion] * standingHours($0) }
        case .publicAddresses:
            return perHour(kind, .publicAddressHour) {
                gateways * standingHours($0) + bill[.publicAddressesPerScanner] * hours(.scannerSeconds, $0)
            }
        case .uploads: return perRegion(kind, .internetGB, unit: "GB", quantity: upload)
        default:
            return perRegion(kind, .interRegionGB, unit: "GB") {
                $0 == bill.homeRegion ? .zero : usage[.items, $0] * bill[.interRegionGBPerItem]
            }
        }
    }

    private func upload(_ region: String) -> Rational { usage[.items, region] * bill[.uploadGBPerItem] }

    // MARK: In the home region

    private func control(_ kind: CostKind) -> [BillLine] {
        let items = usage.total(.items)
        switch kind {
        case .transitions:
            return home(
                kind, .transition, unit: "transitions",
                items * bill[.transitionsPerItem] + usage.total(.launches) * bill[.transitionsPerScanner])
        case .functionCalls: return home(kind, .lambdaRequest, unit: "requests", items * bill[.lambdaRequestsPerItem])
        case .functionTime: return home(kind, .lambdaGBSecond, unit: "GB-s", items * bill[.lambdaGBSecondsPerItem])
        case .queueRequests: return home(kind, .queueRequest, unit: "requests", items * bill[.queueRequestsPerItem])
        case .tableWrites: return home(kind, .tableWrite, unit: "write units", items * bill[.tableWritesPerItem])
        case .tableReads: return home(kind, .tableRead, unit: "read units", items * bill[.tableReadsPerItem])
        default:
            // The log is written where the requests are made.
            return perRegion(kind, .paidEvent, unit: "events") {
                bill[.paidTrailCopies] * (usage.requests(in: $0) + usage[.items, $0] * bill[.otherEventsPerItem])
            }
        }
    }

    private func home(_ kind: CostKind, _ item: PriceItem, unit: String, _ quantity: Rational) -> [BillLine] {
        [BillLine(kind: kind, region: bill.homeRegion, item: item, quantity: quantity, unit: unit)]
    }

    // MARK: Hours and months

    /// Hours that something in a region stands for one cycle.
    private func standingHours(_ region: String) -> Rational {
        hoursPerCycle.map { usage[.regions, region] * $0 } ?? hours(.regionOpenSeconds, region)
    }

    private func hours(_ kind: UsageKind, _ region: String) -> Rational { usage[kind, region] / Rational(3600) }

    private func stored(
        _ kind: CostKind, _ item: PriceItem, _ usageKind: UsageKind, share: Rational = .one
    ) -> [BillLine] {
        let monthSeconds = pricing.hoursPerMonth * Rational(3600)
        return perRegion(kind, item, unit: "GiB-month") { usage[usageKind, $0] * share / monthSeconds }
    }

    private func perHour(_ kind: CostKind, _ item: PriceItem, quantity: (String) -> Rational) -> [BillLine] {
        perRegion(kind, item, unit: "h", quantity: quantity)
    }

    private func perRegion(
        _ kind: CostKind, _ item: PriceItem, unit: String, quantity: (String) -> Rational
    ) -> [BillLine] {
        regions.map { BillLine(kind: kind, region: $0, item: item, quantity: quantity($0), unit: unit) }
    }
}
