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
    /// The same for single regions.
    var regions: [String: LimitSettings] = [:]

    init() {}

    /// Reads the mapping `limits`.
    ///
    /// - Parameter regions: the regions of the deployment; nil if they are not known.
    init(_ field: Field, profile: VendorProfile, regions known: [String]?) {
        self.init(field, profile: profile) { reader in
            guard let field = reader.optional("regions"), let entries = field.entries(count: 1...1000) else {
                return [:]
            }
            var regions: [String: LimitSettings] = [:]
            for (key, value) in entries {
                guard case .scalar(let name, _) = key.node.content else { continue }
                if let known, !known.contains(name) {
                    key.report(
                        "`\(Excerpt.of(name))` is not one of the deployment's Regions",
                        suggestion: NearestKey.find(name, among: known))
                }
                regions[name] = LimitSettings(value, profile: profile) { _ in [:] }
            }
            return regions
        }
    }

    private init(
        _ field: Field, profile: VendorProfile, regions: (inout MappingReader) -> [String: LimitSettings]
    ) {
        var limits = LimitSettings()
        field.withMapping { reader in
            if profile.quotas.contains(where: { $0.name == LimitSettings.vcpuQuota }) {
                limits.onDemandVcpu = reader.optional(LimitSettings.vcpuQuota).flatMap {
                    $0.setting($0.integer(0...1_000_000_000))
                }
            }
            for resource in profile.resources {
                limits.capacities[resource.name] = reader.optional(resource.name).flatMap { field in
                    let capacity = resource.per == .sizeUnit ? field.storage() : field.integer(1...1_000_000_000)
                    return field.setting(capacity)
                }
            }
            if let field = reader.optional("apiRates") { limits.readRates(field, profile: profile) }
            limits.regions = regions(&reader)
        }
        self = limits
    }

    private mutating func readRates(_ field: Field, profile: VendorProfile) {
        var rates: [String: Rate] = [:]
        field.withMapping { reader in
            for bucket in profile.buckets {
                guard let field = reader.optional(bucket.action) else { continue }
                rates[bucket.action] = field.mapping { reader -> Rate? in
                    let rate = reader.optional("rate")
                    let burst = reader.optional("burst")
                    if rate == nil, burst == nil {
                        field.report("states nothing", expected: "`rate`, `burst` or both")
                    }
                    return Rate(
                        field: field, rate: rate.flatMap { $0.setting($0.rate()) },
                        burst: burst.flatMap { $0.setting($0.burst()) })
                }
            }
        }
        self.rates = rates
    }
}
