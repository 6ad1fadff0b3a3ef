import ScanModel

/// Decisions that the scenario takes: how regions follow one another, in which order, with which scanners.
struct PolicySettings {
    /// What happens at an empty bucket, by name.
    enum OnEmpty: String, CaseIterable {
        case wait, reject
    }

    /// Whether waits after refusals are drawn.
    enum Jitter: String, CaseIterable {
        case none, full
    }

    /// What becomes of the empty batch that the vendor's next-fit makes before an instance that is too heavy for it.
    enum EmptyBatches: String, CaseIterable {
        case ignored, launched
    }

    /// Whether both classic tag pairs have to match; the vendor does not say.
    enum TagPairs: String, CaseIterable {
        case all, any
    }

    struct BackoffSettings {
        var field: Field
        var first: Setting<Seconds>?
        var factor: Setting<Int>?
        var limit: Setting<Seconds>?
        var jitter = Jitter.none

        /// The longest wait is no shorter than the first; one of the two may be the profile's.
        func check(_ profile: VendorProfile) {
            var values = ProfileValues(profile)
            let least = values.seconds("backoffFirst", stated: first)
            let most = values.seconds("backoffLimit", stated: limit)
            if most < least {
                (limit?.field ?? field).report(
                    "the longest wait, \(most.value)s, is shorter than the first, \(least.value)s",
                    expected: "`limit` to be at least `first`")
            }
        }
    }

    /// nil: the profile's.
    var regionReading: GateReading?
    var regionGate: GateDiscipline?
    var regionOrder = RegionOrder.listed
    var itemOrder = ItemOrder.listed
    var dispatchOrder = DispatchOrder.fifo
    var scannerLifecycle = ScannerLifecycle.perBatch
    var volumesPerScanner: Setting<Int>?
    /// Whether instances that another scan of the vendor covers are left out; a subscription may have all of them.
    var skipsCloudAgent = false
    var skipsApiScanned = false
    /// Whether instances of types that a connector does not activate by itself are left out.
    var skipsTypesNotActivated = false
    /// Beginnings of the names of systems that the product does not read, beside those of the profile's list.
    var unsupportedSystems: [String] = []
    /// Whether one of the two classic tag pairs is enough.
    var tagPairs = TagPairs.all
    var onEmpty = OnEmpty.wait
    var backoff: BackoffSettings?
    var batchWindow: BatchWindow?
    var copies = CopySettings()

    /// nil: the profile's.
    var waves: Waves?

    /// Whether the scanners of a region wait for one another.
    enum Waves: String, CaseIterable {
        /// The next ones are launched when all of a wave are gone.
        case barrier
        /// A position is filled as soon as it is free.
        case rolling
    }

    /// When a batch that is ready gets a scanner.
    enum BatchWindow: String, CaseIterable {
        /// At the vendor's next search.
        case timer
        /// At once.
        case none
    }
    var batching = BatchingRule.nextFit
    var emptyBatches = EmptyBatches.ignored

    init() {}

    /// Reads the mapping `policies`.
    ///
    /// - Parameters:
    ///   - mostVolumes: the most volumes that one scanner can hold.
    ///   - profile: nil if it is not known; what depends on it is left aside then.
    init(_ field: Field, mostVolumes: Int, profile: VendorProfile?) {
        var policies = PolicySettings()
        field.withMapping { reader in
            let readings = GateReading.choices(of: profile).map { (word: $0.rawValue, value: $0) }
            policies.regionReading = reader.optional(
                "regionReading", "How Concurrency is read; the profile's way if left out.")?.choice(readings)
            policies.regionGate = reader.optional("regionGate", "Whether regions follow one by one or in groups.")?
                .choice(GateDiscipline.self)
            policies.take(
                reader.optional("regionOrder", "Order in which regions open.")?.choice(RegionOrder.self), \.regionOrder)
            policies.take(
                reader.optional("itemOrder", "Order in which instances begin.")?.choice(ItemOrder.self), \.itemOrder)
            policies.take(
                reader.optional("dispatchOrder", "Which waiting instance or batch gets a free scanner.")?.choice(
                    DispatchOrder.self), \.dispatchOrder)
            policies.take(
                reader.optional("scannerLifecycle", "How long a scanner lives.")?.choice(ScannerLifecycle.self),
                \.scannerLifecycle)
            policies.volumesPerScanner = reader.optional("volumesPerScanner", "Volumes that one scanner takes at once.")
                .flatMap {
                    $0.setting($0.integer(1...mostVolumes))
                }
            policies.take(
                reader.optional("skipCloudAgent", "Whether instances with the cloud agent are left out.")?.bool(),
                \.skipsCloudAgent)
            policies.take(
                reader.optional("skipApiScanned", "Whether instances of the API-based scan are left out.")?.bool(),
                \.skipsApiScanned)
            policies.take(
                reader.optional(
                    "skipTypesNotActivated",
                    "Whether instances of types that a connector does not activate by itself are left out.")?.bool(),
                \.skipsTypesNotActivated)
            policies.unsupportedSystems =
                reader.optional(
                    "unsupportedSystems", "Beginnings of the names of operating systems that the product does not read."
                )?
                .list(count: 1...1000) { $0.text(.any) { _ in true } }?.compactMap { $0 } ?? []
            policies.take(
                reader.optional(
                    "tagPairs",
                    "Whether an instance must carry both classic tags or any of them; the vendor does not say.")?
                    .choice(TagPairs.self), \.tagPairs)
            policies.take(
                reader.optional("onEmpty", "What a request does that finds no token.")?.choice(OnEmpty.self), \.onEmpty)
            policies.take(
                reader.optional("batching", "How batches are filled.")?.choice(BatchingRule.self), \.batching)
            policies.take(
                reader.optional("emptyBatches", "Whether next-fit's empty first batch gets a scanner; nobody knows.")?
                    .choice(EmptyBatches.self), \.emptyBatches)
            policies.backoff = reader.optional("backoff", "Waits of refused requests.").flatMap {
                PolicySettings.backoff($0)
            }
            if let profile {
                policies.readRules(of: profile, &reader)
            } else {
                for key in [
                    PolicySettings.batchWindowKey, PolicySettings.wavesKey, CopySettings.gateKey,
                    CopySettings.unknownKeyKey,
                ] {
                    _ = reader.optional(key, "As the profile has it.")
                }
            }
        }
        self = policies
    }

    /// Sets a value that was read and keeps the default where none was.
    private mutating func take<Value>(_ value: Value?, _ path: WritableKeyPath<PolicySettings, Value>) {
        if let value { self[keyPath: path] = value }
    }

    static let batchWindowKey = "batchWindow"
    static let wavesKey = "waves"

    /// What only some profiles have.
    private mutating func readRules(of profile: VendorProfile, _ reader: inout MappingReader) {
        if profile.parameter(.batchWindow) != nil {
            batchWindow = reader.optional(
                PolicySettings.batchWindowKey,
                "When volumes that are ready get a scanner: at the vendor's next search, or at once."
            )?.choice(BatchWindow.self)
        }
        if profile.waves != nil {
            waves = reader.optional(
                PolicySettings.wavesKey,
                "Whether the scanners of a region wait for one another: in waves, or each position is filled when free."
            )?.choice(Waves.self)
        }
        if profile.copies { copies = CopySettings(&reader) }
    }

    private static func backoff(_ field: Field) -> BackoffSettings? {
        field.mapping { reader -> BackoffSettings? in
            var backoff = BackoffSettings(field: field)
            backoff.first = reader.optional("first", "First wait.").flatMap { $0.setting($0.durationAboveZero()) }
            backoff.factor = reader.optional("factor", "What each wait is multiplied by for the next.").flatMap {
                $0.setting($0.integer(1...10))
            }
            backoff.limit = reader.optional("limit", "Longest wait.").flatMap { $0.setting($0.durationAboveZero()) }
            backoff.jitter =
                reader.optional("jitter", "Whether waits are drawn between 0 and their length.")?.choice(Jitter.self)
                ?? .none
            return backoff
        }
    }
}
