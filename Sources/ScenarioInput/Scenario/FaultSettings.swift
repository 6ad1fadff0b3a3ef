import ScanModel

/// What the scenario says goes wrong; nothing does unless it is stated.
struct FaultSettings {
    var field: Field?
    var scanFailure: Setting<Rational>?
    var attempts: Setting<Int>?
    var sweep: Setting<Seconds>?
    var interruptionPerHour: Setting<Rational>?
    var outages: [ZoneOutage] = []
    var outageField: Field?
    var launchFailure: Setting<Rational>?

    init() {}

    /// Reads the mapping `faults`.
    ///
    /// - Parameter regions: the regions of the deployment; nil if they are not known.
    init(_ field: Field, regions known: [String]?) {
        var faults = FaultSettings()
        faults.field = field
        field.withMapping { reader in
            faults.scanFailure = reader.optional(
                "scanFailure", "Chance that an attempt to scan an instance fails, at most 99%."
            ).flatMap { $0.share(atMost: 99) }
            faults.attempts = reader.optional("attempts", "Attempts before an instance is given up.").flatMap {
                $0.setting($0.integer(1...10))
            }
            faults.sweep = reader.optional("sweep", "Time from one sweep for what was left behind to the next.").flatMap
            {
                $0.setting($0.durationAboveZero())
            }
            faults.interruptionPerHour = reader.optional(
                "spotInterruption", "Scanners that the cloud takes back; counts where bill.include has spot."
            ).flatMap { field in
                field.mapping { reader in
                    reader.required("perHour", "Chance that a scanner is taken in its next hour, at most 99%.")?.share(
                        atMost: 99)
                }
            }
            faults.outageField = reader.optional("zoneOutages", "Times in which a region has no capacity for launches.")
            faults.outages =
                faults.outageField?.list(count: 1...1000) { $0.zoneOutage(among: known) }?.compactMap(\.self) ?? []
            faults.launchFailure = reader.optional(
                "launchFailure", "Chance that a launch comes to nothing, at most 50%."
            ).flatMap { $0.share(atMost: 50) }
        }
        self = faults
    }

    /// Only scanners of batches are launched again and again.
    func check(_ lifecycle: ScannerLifecycle) {
        guard lifecycle == .persistent else { return }
        for field in [interruptionPerHour?.field, outageField, launchFailure?.field].compactMap(\.self) {
            field.report(
                "is stated for persistent scanners, which are launched once",
                expected: "policies.scannerLifecycle to be perBatch")
        }
    }

    /// Whether something can happen to a scanner.
    ///
    /// - Parameter isSpot: whether the scanners are spot machines.
    private func reachesScanners(isSpot: Bool) -> Bool {
        (isSpot && interruptionPerHour.map { $0.value > .zero } == true) || !outages.isEmpty
            || launchFailure.map { $0.value > .zero } == true
    }

    /// Whether instances may be given up, so that a sweep finds what they leave behind.
    ///
    /// - Parameter isSpot: whether the scanners are spot machines.
    func leavesBehind(isSpot: Bool) -> Bool {
        scanFailure.map { $0.value > .zero } == true
            || (isSpot && interruptionPerHour.map { $0.value > .zero } == true)
    }

    /// The rules about scanners; nil if nothing can happen to them.
    func rules(isSpot: Bool, retry: () -> Backoff) -> FaultRules? {
        guard reachesScanners(isSpot: isSpot) else { return nil }
        let perHour = isSpot ? interruptionPerHour.map(\.value.doubleValue) ?? 0 : 0
        return FaultRules(
            interruption: perHour > 0 ? InterruptionRule(perHour: perHour) : nil, outages: outages,
            launchFailure: launchFailure?.value.doubleValue ?? 0, retry: retry())
    }

    /// What the answer rests on, without what has a place among the profile's constants.
    var assumptions: [Assumption] {
        func row(_ name: String, _ setting: Setting<Rational>?) -> Assumption? {
            setting.map { Assumption(name: "faults.\(name)", value: $0.text, range: nil, provenance: $0.provenance) }
        }
        return [
            row("scanFailure", scanFailure), row("spotInterruption.perHour", interruptionPerHour),
            row("launchFailure", launchFailure),
        ].compactMap(\.self)
            + outages.enumerated().map { number, outage in
                Assumption(
                    name: "faults.zoneOutages[\(number)]",
                    value: "\(outage.region) from \(outage.from.value)s to \(outage.to.value)s", range: nil,
                    provenance: outageField?.stated ?? .stated(at: "faults.zoneOutages"))
            }
    }

    /// What the answer must say.
    func notices(isSpot: Bool) -> [String] {
        var notices: [String] = []
        if let chance = interruptionPerHour, chance.value > .zero, !isSpot {
            notices.append("faults.spotInterruption changes nothing while bill.include leaves out spot.")
        }
        if attempts != nil, scanFailure == nil {
            notices.append("faults.attempts changes nothing while faults.scanFailure is not stated.")
        }
        if leavesBehind(isSpot: isSpot) || reachesScanners(isSpot: isSpot) {
            notices.append(
                "The planner's arithmetic leaves out what faults state; its lower bounds are those of a cycle in which "
                    + "nothing goes wrong and nobody is given up.")
        }
        return notices
    }
}

extension Field {
    /// A share up to so many percent.
    fileprivate func share(atMost percent: Int) -> Setting<Rational>? {
        guard let share = fraction() else { return nil }
        guard share <= Rational(Int128(percent), over: 100) else {
            report(shown, expected: "a chance of at most \(percent)%")
            return nil
        }
        return setting(share)
    }

    fileprivate func zoneOutage(among known: [String]?) -> ZoneOutage? {
        mapping { reader in
            let region = reader.required("region", "A region of the deployment.").flatMap { $0.outageRegion(known) }
            let from = reader.required("from", "Begin, counted from the start of the cycle.")?.duration()
            let end = reader.required("to", "End, counted from the start of the cycle.")
            let to = end?.duration()
            guard let region, let from, let end, let to else { return nil }
            guard from < to else {
                end.report("\(end.shown), no later than `from`", expected: "an end after its begin")
                return nil
            }
            return ZoneOutage(region: region, from: from, to: to)
        }
    }

    private func outageRegion(_ known: [String]?) -> String? {
        guard let region = region() else { return nil }
        guard let known, !known.contains(region) else { return region }
        report(
            "`\(Excerpt.of(region))` is not one of the deployment's Regions",
            suggestion: NearestKey.find(region, among: known))
        return nil
    }
}
