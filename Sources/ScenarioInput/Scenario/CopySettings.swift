import ScanModel

/// Decisions about snapshots that must be copied before they can be shared.
struct CopySettings {
    static let gateKey = "copyGate"
    static let unknownKeyKey = "unknownKey"

    /// Who checks whether a copy may begin.
    enum Checker: String, CaseIterable {
        /// One for the service account: all regions wait for the same one, and are simulated on one clock for it.
        case serviceAccount
        /// One in each region, so that regions share nothing.
        case region
    }

    /// What becomes of a volume whose key the fleet does not tell.
    enum UnknownKey: String, CaseIterable {
        /// Its key is shared, as a customer key would be.
        case shared
        /// Its snapshot is copied first, as with the default key.
        case copied
    }

    var every: Setting<Seconds>?
    var looks: Setting<Int>?
    var checkRate: Setting<TokenRate>?
    var checker = Checker.serviceAccount
    var unknownKey: UnknownKey?

    init() {}

    /// Reads the keys of the mapping `policies` that are about copies.
    init(_ reader: inout MappingReader) {
        unknownKey = reader.optional(
            CopySettings.unknownKeyKey, "Whether volumes whose key is not told are shared, or copied first."
        )?.choice(UnknownKey.self)
        var settings = self
        reader.optional(CopySettings.gateKey, "How copies of snapshots ask whether they may begin.")?.withMapping {
            reader in
            settings.every = reader.optional("every", "Wait of a copy that was refused.").flatMap {
                $0.setting($0.durationAboveZero())
            }
            settings.looks = reader.optional("looks", "Times that a copy asks before it is given up.").flatMap {
                $0.setting($0.integer(1...10_000))
            }
            settings.checkRate = reader.optional("checkRate", "Checks that a checker makes.").flatMap {
                $0.setting($0.rate())
            }
            settings.checker =
                reader.optional("checker", "Whether one checker serves the service account, or one each region.")?
                .choice(Checker.self) ?? .serviceAccount
        }
        self = settings
    }
}

extension VendorProfile {
    /// Whether snapshots that cannot be shared are copied.
    var copies: Bool { stages.contains { $0.condition == .copyNeeded } }

    /// The checks of limits that are looked at, each once.
    var rechecks: [Recheck] {
        var known: Set<String> = []
        return stages.compactMap(\.recheck).filter { known.insert($0.check).inserted }
    }
}
