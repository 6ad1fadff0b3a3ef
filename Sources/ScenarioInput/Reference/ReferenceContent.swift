import ScanModel

/// What a reference document says, checked.
struct ReferenceContent {
    /// The part of a document that tells how regions and jobs are ordered.
    struct Policy {
        var gate: RegionGate
        var regionOrder: [String]
        var dispatch: DispatchOrder
    }

    struct Scanner {
        var boot: Seconds
        var drain: Seconds
        var slots: Int
        var termination: ScannerTermination
        var priceHour: Dollars
        var minimumBilled: Seconds
    }

    struct Prices {
        var volume: Dollars
        var snapshot: Dollars
        var hoursPerMonth: Rational
    }

    /// Durations by stage, in the order of ``stageNames``.
    typealias Timing = [StageDuration]

    /// The stages of the model, as `timing` names them.
    static let stageNames = ["snapshot", "restore", "scan", "cleanup"]

    var id: String
    var policy: Policy
    var timing: Timing
    var scanner: Scanner
    var prices: Prices
    /// In the order of the document.
    var regions: [ReferenceRegion]
    var sizeUnitsPerGiB: Int64
    /// nil: the document is deterministic.
    var random: ReferenceRandom?
    /// Where prices come from, for the price book.
    var priceSource: Provenance

    /// Reads and checks everything; nil after at least one issue was reported.
    init?(_ field: Field) {
        let parts = field.mapping { reader in
            ReferenceContent.readSchema(&reader)
            let randomField = reader.optional("random")
            return (
                id: reader.required("id").flatMap { $0.text() },
                policy: reader.required("policy").flatMap { ReferenceContent.policy($0) },
                timing: reader.required("timing").flatMap { ReferenceContent.timing($0) },
                scanner: reader.required("scanner").flatMap { ReferenceContent.scanner($0) },
                prices: reader.required("prices").flatMap { ReferenceContent.prices($0) },
                regions: reader.required("regions").flatMap { ReferenceContent.regions($0) },
                random: randomField.flatMap { ReferenceRandom($0) },
                source: field.stated
            )
        }
        // Cross-checks look at whatever could be read, so that one wrong part does not hide what is wrong in another.
        guard let parts else { return nil }
        ReferenceContent.checkOrder(parts.policy, regions: parts.regions, field: field)
        let units = parts.regions.flatMap { ReferenceContent.sizeUnits($0) }
        if let scanner = parts.scanner, scanner.termination == .idle, let regions = parts.regions {
            ReferenceContent.checkIdleTermination(regions, random: parts.random)
        }
        if let timing = parts.timing, let units {
            ReferenceContent.checkClock(
                timing, scanner: parts.scanner, regions: parts.regions, units: units, field: field)
        }
        guard let id = parts.id, let policy = parts.policy, let timing = parts.timing, let scanner = parts.scanner,
            let prices = parts.prices, let regions = parts.regions, let units, field.log.isEmpty
        else { return nil }
        self.id = id
        self.policy = policy
        self.timing = timing
        self.scanner = scanner
        self.prices = prices
        self.regions = regions
        random = parts.random
        sizeUnitsPerGiB = units
        priceSource = parts.source
    }

    private static func readSchema(_ reader: inout MappingReader) {
        guard let field = reader.required("schema"), let text = field.text() else { return }
        if text != ReferenceDocument.schema { field.report(field.shown, expected: "\"\(ReferenceDocument.schema)\"") }
    }

    /// The orders that the reference model knows.
    private static let referenceOrders = [DispatchOrder.fifo, .lpt, .spt].map { (word: $0.rawValue, value: $0) }

    private static func policy(_ field: Field) -> Policy? {
        field.mapping { reader -> Policy? in
            let mode = reader.required("mode").flatMap {
                $0.choice([(word: "batch", value: GateDiscipline.barrier), (word: "sliding", value: .sliding)])
            }
            let window = reader.required("window").flatMap { $0.integer(1...1_000_000) }
            let order = reader.required("regionOrder").flatMap { field in
                field.list(count: ReferenceRegion.counts) { $0.text(expected: "the name of a region") }
            }
            let dispatch = reader.required("dispatch").flatMap { $0.choice(referenceOrders) }
            guard let mode, let window, let order, let dispatch else { return nil }
            return Policy(
                gate: RegionGate(reading: .window, window: window, discipline: mode),
                regionOrder: order.compactMap { $0 }, dispatch: dispatch)
        }
    }

    private static func timing(_ field: Field) -> Timing? {
        field.mapping { reader -> Timing? in
            let stages = stageNames.map { name in
                reader.required(name).flatMap { field in
                    field.mapping { reader -> StageDuration? in
                        let base = reader.required("base").flatMap { $0.seconds() }
                        let perGiB = reader.required("perGiB").flatMap { $0.seconds() }
                        guard let base, let perGiB else { return nil }
                        return StageDuration(base: base, perGiB: perGiB, size: .total)
                    }
                }
            }
            return stages.contains { $0 == nil } ? nil : stages.compactMap { $0 }
        }
    }

    private static func scanner(_ field: Field) -> Scanner? {
        field.mapping { reader -> Scanner? in
            let boot = reader.required("boot").flatMap { $0.seconds() }
            let drain = reader.required("drain").flatMap { $0.seconds() }
            let slots = reader.required("slots").flatMap { $0.integer(1...1_000_000) }
            let termination = reader.required("terminate").flatMap { $0.choice(ScannerTermination.self) }
            let price = reader.required("priceHour").flatMap { $0.decimal() }
            let minimum = reader.required("minBill").flatMap { $0.seconds() }
            guard let boot, let drain, let slots, let termination, let price, let minimum else { return nil }
            return Scanner(
                boot: boot, drain: drain, slots: slots, termination: termination, priceHour: Dollars(price),
                minimumBilled: minimum)
        }
    }

    private static func prices(_ field: Field) -> Prices? {
        field.mapping { reader -> Prices? in
            let volume = reader.required("volumeGiBMonth").flatMap { $0.decimal() }
            let snapshot = reader.required("snapshotGiBMonth").flatMap { $0.decimal() }
            let hours = reader.required("hoursPerMonth").flatMap { $0.decimal(isAboveZero: true) }
            guard let volume, let snapshot, let hours else { return nil }
            return Prices(volume: Dollars(volume), snapshot: Dollars(snapshot), hoursPerMonth: hours)
        }
    }

    private static func regions(_ field: Field) -> [ReferenceRegion]? {
        let regions = field.list(count: ReferenceRegion.counts) { ReferenceRegion($0) }
        guard let regions else { return nil }
        let known = regions.compactMap { $0 }
        var names: Set<String> = []
        for region in known where !names.insert(region.name).inserted {
            region.field.report("the region `\(Excerpt.of(region.name))` is given more than once")
        }
        return known.count == regions.count ? known : nil
    }
}

extension Field {
    /// A bare number of seconds, at most 366 days.
    func seconds() -> Seconds? { decimal(atMost: 366 * 86_400).map { Seconds($0) } }
}
