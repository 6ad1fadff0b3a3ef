import ScanModel

/// What the scenario states of the vendor's gateway, which all regions of a subscription share.
struct VendorApiSettings {
    /// The name of its bucket among the workflow's.
    static let action = "VendorApi"

    var requestsPerItem: Setting<Int>
    var rate: Setting<TokenRate>?
    var burst: Setting<Rational>?
    var perDay: Setting<Int>?

    /// Reads the mapping `limits.vendorApi`.
    init?(_ field: Field) {
        let settings = field.mapping { reader -> VendorApiSettings? in
            let requests = reader.required(
                "requestsPerItem", "Requests to the gateway for each scanned instance; the vendor does not publish it."
            ).flatMap { $0.setting($0.integer(1...1000)) }
            let rate = reader.optional("rate", "Requests that the gateway takes for long.").flatMap {
                $0.setting($0.rate())
            }
            let burst = reader.optional("burst", "Requests that the gateway takes at once.").flatMap {
                $0.setting($0.burst())
            }
            let perDay = reader.optional("perDay", "Requests that the gateway takes in a day.").flatMap {
                $0.setting($0.integer(1...1_000_000_000))
            }
            return requests.map {
                VendorApiSettings(requestsPerItem: $0, rate: rate, burst: burst, perDay: perDay)
            }
        }
        guard let settings else { return nil }
        self = settings
    }

    private init(
        requestsPerItem: Setting<Int>, rate: Setting<TokenRate>?, burst: Setting<Rational>?, perDay: Setting<Int>?
    ) {
        self.requestsPerItem = requestsPerItem
        self.rate = rate
        self.burst = burst
        self.perDay = perDay
    }

    /// A full bucket holds the requests of one instance; one of the two may be the profile's.
    func check(_ profile: VendorProfile) {
        var values = ProfileValues(profile)
        let most = values.rational("vendorRequestBurst", stated: burst)
        if Rational(requestsPerItem.value) > most {
            (burst?.field ?? requestsPerItem.field).report(
                "a full bucket holds \(most) requests, fewer than the \(requestsPerItem.value) of one instance",
                expected: "a burst of at least requestsPerItem")
        }
    }
}

extension DeploymentBuilder {
    /// The bucket of the gateway, in instances: one token is all requests of one. Spending n tokens of a bucket of
    /// rate r and burst b at once is granted when one token of rate r/n and burst b/n is.
    mutating func vendorBucket() -> TokenBucketLimit? {
        guard let settings = settings.limits.vendorApi else { return nil }
        let each = Rational(settings.requestsPerItem.value)
        let rate = values.value("vendorRequestRate", stated: settings.rate) { text throws(Misread) in
            TokenRate(perSecond: try Quantity.rate.value(of: text))
        }
        let burst = values.rational("vendorRequestBurst", stated: settings.burst)
        // A smaller burst has been reported; 1 keeps the bucket defined until then.
        return TokenBucketLimit(rate: TokenRate(perSecond: rate.perSecond / each), burst: max(.one, burst / each))
    }

    mutating func vendorGateway() -> VendorGateway? {
        guard let settings = settings.limits.vendorApi else { return nil }
        return VendorGateway(
            requestsPerItem: settings.requestsPerItem.value,
            perDay: values.integer("vendorRequestsPerDay", stated: settings.perDay))
    }

    /// What others take of the buckets, and what the gateway is taken for.
    func limitNotices() -> [String] {
        var notices: [String] = []
        for bucket in profile.buckets {
            let used = regions.filter { background(of: bucket, in: $0) > .zero }
            guard !used.isEmpty else { continue }
            let everywhere = used.count == regions.count ? "every region" : used.joined(separator: ", ")
            let shares = Set(
                used.map { region in
                    let limit = self.bucket(bucket, in: region)
                    return "\(limit.background) of \(limit.rate.perSecond)"
                }
            ).sorted()
            notices.append(
                "Others take \(shares.joined(separator: " or ")) tokens a second of \(bucket.action) in \(everywhere): "
                    + "counted as a steady flow, which is right to about a token; bursts of theirs would delay more.")
        }
        if let gateway = settings.limits.vendorApi {
            let requests = gateway.requestsPerItem.value
            notices.append(
                "Each attempt makes its \(requests) \(requests == 1 ? "request" : "requests") to the vendor's gateway "
                    + "at once, when it comes to the stage \(vendorStage); the gateway's budget of a day is not spent in "
                    + "the simulation, see preflight and the lower bound.")
        }
        return notices
    }

    /// The stage in which an instance asks the gateway: the last one on the scanner.
    var vendorStage: String {
        guard let stage = profile.stages.first(where: { ["givesPlaceBack", "takesAndGivesBack"].contains($0.scanner) })
        else { preconditionFailure("\(profile.id) never leaves the scanner") }
        return stage.name
    }

    func background(of bucket: VendorProfile.Bucket, in region: String) -> Rational {
        (settings.limits.regions[region]?.background[bucket.action] ?? settings.limits.background[bucket.action])?.value
            .perSecond ?? .zero
    }
}
