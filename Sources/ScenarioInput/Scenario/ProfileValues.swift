import ScanModel

/// The constants of a profile as values, with the scenario's own values in their place, and a record of what was used.
///
/// A profile that lacks a constant or spells one wrongly is a bug in its data file, not an input error.
struct ProfileValues {
    /// Where the scenario spells a constant; one that is not listed cannot be stated.
    static let keys = [
        "scannerBoot": "timings.scannerBoot", "scannerDrain": "timings.scannerDrain",
        "regionSetup": "timings.regionSetup", "regionTeardown": "timings.regionTeardown",
        "volumesPerScanner": "policies.volumesPerScanner", "scannerInstanceType": "scanner.instanceType",
        "scannerRootVolume": "scanner.rootVolume", "snapshotStoredFraction": "prices.snapshotStoredFraction",
        "backoffFirst": "policies.backoff.first", "backoffFactor": "policies.backoff.factor",
        "backoffLimit": "policies.backoff.limit", "copyRetryWait": "policies.copyGate.every",
        "copyRequestsMax": "policies.copyGate.looks", "copyCheckRate": "policies.copyGate.checkRate",
        "scanAttemptsMax": "faults.attempts",
        "cleanupInterval": "faults.sweep", "vendorRequestRate": "limits.vendorApi.rate",
        "vendorRequestBurst": "limits.vendorApi.burst", "vendorRequestsPerDay": "limits.vendorApi.perDay",
        "connectorPollInterval": "weeks.pollInterval",
        "candidateSearchInterval": "weeks.searchInterval", "recordExpiryLag": "weeks.recordExpiryLag",
        "terminatedVisible": "weeks.terminatedVisible", "discoveryCallTime": "weeks.discovery.callTime",
        "discoveryTaskBatchTime": "weeks.discovery.taskBatchTime",
    ]

    /// Where the scenario spells a constant, or its own name.
    static func path(of constant: String) -> String { keys[constant] ?? constant }

    let profile: VendorProfile
    private var used: [String: Assumption] = [:]

    init(_ profile: VendorProfile) { self.profile = profile }

    /// The constants that were asked for, in the order of the profile.
    var assumptions: [Assumption] { profile.constants.compactMap { used[$0.name] } }

    /// A constant's value, or what the scenario states in its place.
    mutating func value<Value>(
        _ name: String, stated: Setting<Value>? = nil, _ parse: (String) throws(Misread) -> Value
    ) -> Value {
        guard let constant = profile.constant(name) else { preconditionFailure("\(profile.id) has no \(name)") }
        let key = ProfileValues.keys[name] ?? name
        if let stated {
            used[name] = Assumption(name: key, value: stated.text, range: nil, provenance: stated.provenance)
            return stated.value
        }
        used[name] = Assumption(
            name: key, value: constant.value, range: ProfileValues.range(constant.range),
            provenance: constant.provenance)
        return ProfileValues.parse(constant.value, of: "\(profile.id) \(name)", parse)
    }

    mutating func integer(_ name: String, stated: Setting<Int>? = nil) -> Int {
        value(name, stated: stated) { text throws(Misread) in try ProfileValues.integer(text) }
    }

    /// A bare number.
    mutating func rational(_ name: String, stated: Setting<Rational>? = nil) -> Rational {
        value(name, stated: stated) { text throws(Misread) in
            guard let value = Rational(number: text) else {
                throw Misread(problem: "is `\(text)`", expected: "a number")
            }
            return value
        }
    }

    mutating func seconds(_ name: String, stated: Setting<Seconds>? = nil) -> Seconds {
        value(name, stated: stated) { text throws(Misread) in Seconds(try Quantity.duration.value(of: text)) }
    }

    mutating func rate(_ name: String, stated: Setting<TokenRate>? = nil) -> TokenRate {
        value(name, stated: stated) { text throws(Misread) in
            TokenRate(perSecond: try Quantity.rate.value(of: text))
        }
    }

    /// Whole GiB.
    mutating func volume(_ name: String, stated: Setting<Int>? = nil) -> Int {
        value(name, stated: stated) { text throws(Misread) in Int(try Quantity.volume.value(of: text).numerator) }
    }

    mutating func text(_ name: String, stated: Setting<String>? = nil) -> String {
        value(name, stated: stated) { text throws(Misread) in text }
    }

    /// A share, together with where it comes from.
    mutating func fraction(_ name: String, stated: Setting<Rational>?) -> Sourced<Rational> {
        let share = value(name, stated: stated) { text throws(Misread) in try Quantity.fraction.value(of: text) }
        return Sourced(share, used[name]?.provenance ?? .stated(at: name))
    }

    /// A constant that is needed only to check a setting and is therefore not an assumption of the answer.
    func bound(_ name: String) -> Int {
        guard let constant = profile.constant(name) else { preconditionFailure("\(profile.id) has no \(name)") }
        return ProfileValues.parse(constant.value, of: "\(profile.id) \(name)") { text throws(Misread) in
            try ProfileValues.integer(text)
        }
    }

    /// Lowest and highest value of a constant; nil if it has no range.
    func range(_ name: String, in quantity: Quantity) -> ClosedRange<Rational>? {
        guard let ends = profile.constant(name)?.range, ends.count == 2 else { return nil }
        let values = ends.map { ProfileValues.quantity(quantity, $0, of: "\(profile.id) \(name)") }
        return values[0]...values[1]
    }

    /// Lowest and highest value as one text.
    static func range(_ range: [String]?) -> String? {
        range.map { $0.joined(separator: " to ") }
    }

    /// The value of a text from a data file.
    static func parse<Value>(
        _ text: String, of name: String, _ parse: (String) throws(Misread) -> Value
    ) -> Value {
        do throws(Misread) {
            return try parse(text)
        } catch {
            preconditionFailure("\(name): \(error.problem); expected \(error.expected)")
        }
    }

    /// The value of a quantity from a data file.
    static func quantity(_ quantity: Quantity, _ text: String, of name: String) -> Rational {
        parse(text, of: name) { text throws(Misread) in try quantity.value(of: text) }
    }

    private static func integer(_ text: String) throws(Misread) -> Int {
        guard let value = Int(text), value >= 0 else {
            throw Misread(problem: "is `\(text)`", expected: "a whole number")
        }
        return value
    }
}
