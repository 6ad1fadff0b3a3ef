import ScanModel

/// Limits that the scenario states, for all regions or for one.
struct LimitSettings {
    /// The quota of scanner vCPU, under its name in the profile.
    static let vcpuQuota = "onDemandVcpu"

    /// What is stated of one bucket.
    struct Rate {
        var field: Field
        var rate: Setting<TokenRate>?
        var burst: Setting<Rational>?
    }

    var onDemandVcpu: Setting<Int>?
    /// Capacities by the name of the resource.
    var capacities: [String: Setting<Int>] = [:]
    /// Bucket limits by action.
    var rates: [String: Rate] = [:]
    /// What others spend all the time, by action.
    var background: [String: Setting<TokenRate>] = [:]
    /// What is stated of the vendor's gateway; of the whole deployment only.
    var vendorApi: VendorApiSettings?
    /// The same for single regions.
    var regions: [String: LimitSettings] = [:]

    init() {}

    /// Reads the mapping `limits`.
    ///
    /// - Parameter regions: the regions of the deployment; nil if they are not known.
    init(_ field: Field, profile: VendorProfile, regions known: [String]?) {
        var gateway: VendorApiSettings?
        self.init(field, profile: profile) { reader in
            if profile.constant("vendorRequestBurst") != nil {
                gateway = reader.optional(
                    "vendorApi", "The vendor's gateway, which all regions share; off unless stated."
                ).flatMap { VendorApiSettings($0) }
                gateway?.check(profile)
            }
            let field = reader.optional("regions", "The same for single regions; these go before those of all regions.")
            let regions = field?.entries(count: 1...1000) { key, value in
                let name = key.limitedRegion(among: known)
                return (name: name, limits: LimitSettings(value, profile: profile) { _ in [:] })
            }
            let named = (regions ?? []).compactMap { entry in entry.name.map { ($0, entry.limits) } }
            return Dictionary(named) { first, _ in first }
        }
        vendorApi = gateway
    }

    private init(
        _ field: Field, profile: VendorProfile, regions: (inout MappingReader) -> [String: LimitSettings]
    ) {
        var limits = LimitSettings()
        field.withMapping { reader in
            if profile.quotas.contains(where: { $0.name == LimitSettings.vcpuQuota }) {
                limits.onDemandVcpu = reader.optional(
                    LimitSettings.vcpuQuota, "Quota of running on-demand standard instances, in vCPU."
                ).flatMap {
                    $0.setting($0.integer(0...1_000_000_000))
                }
            }
            for resource in profile.resources {
                limits.capacities[resource.name] = reader.optional(resource.name, resource.meaning).flatMap { field in
                    let capacity = resource.per == .sizeUnit ? field.storage() : field.integer(1...1_000_000_000)
                    return field.setting(capacity)
                }
            }
            if let field = reader.optional("apiRates", "Token buckets of API actions.") {
                limits.readRates(field, profile: profile)
            }
            if let field = reader.optional("background", "Tokens that others spend all the time, by action.") {
                limits.readBackground(field, profile: profile)
            }
            limits.regions = regions(&reader)
        }
        self = limits
    }

    private mutating func readBackground(_ field: Field, profile: VendorProfile) {
        var background: [String: Setting<TokenRate>] = [:]
        field.withMapping { reader in
            for bucket in profile.buckets {
                background[bucket.action] = reader.optional(bucket.action, "Steady use of \(bucket.action) by others.")
                    .flatMap { $0.setting($0.rate()) }
            }
        }
        self.background = background
    }

    private mutating func readRates(_ field: Field, profile: VendorProfile) {
        var rates: [String: Rate] = [:]
        field.withMapping { reader in
            for bucket in profile.buckets {
                guard let field = reader.optional(bucket.action, "Token bucket of \(bucket.action).") else { continue }
                rates[bucket.action] = field.mapping { reader -> Rate? in
                    let rate = reader.optional("rate", "Tokens that come back.")
                    let burst = reader.optional("burst", "Tokens that a full bucket holds.")
                    reader.atLeastOne(
                        [("rate", rate), ("burst", burst)], problem: "states nothing",
                        expected: "`rate`, `burst` or both")
                    return Rate(
                        field: field, rate: rate.flatMap { $0.setting($0.rate()) },
                        burst: burst.flatMap { $0.setting($0.burst()) })
                }
            }
        }
        self.rates = rates
    }
}

extension Field {
    /// The name of a region that limits are stated for.
    ///
    /// - Parameter known: the regions of the deployment; nil if they are not known.
    fileprivate func limitedRegion(among known: [String]?) -> String? {
        if recorder != nil { return region() }
        guard let name = text(expected: "a region") else { return nil }
        if let known, !known.contains(name) {
            report(
                "`\(Excerpt.of(name))` is not one of the deployment's Regions",
                suggestion: NearestKey.find(name, among: known))
        }
        return name
    }
}
