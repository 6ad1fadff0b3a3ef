import ScanModel
import VendorProfiles

/// The optional parts of a deployment, switched off. Each value is the one that holds without the part, so that
/// switching it on changes nothing yet; quotas, which have none, get what a new account has.
extension StarterWriter {
    mutating func switchedOffParts() {
        limits()
        policies()
        timings()
        scanner()
        prices()
        bill()
        faults()
        variation()
    }

    private mutating func part(_ name: String, _ words: String, _ lines: [Line]) {
        guard !lines.isEmpty else { return }
        out.explain(words, indent: Self.key)
        out.off("\(name):", indent: Self.key)
        for line in lines { out.off(line.yaml, indent: Self.inner + line.level * 2, note: line.note) }
        out.blank()
    }

    /// A line of a part.
    private struct Line {
        var yaml: String
        var note: String?
        var level = 0

        init(_ yaml: String, _ note: String? = nil, level: Int = 0) {
            self.yaml = yaml
            self.note = note
            self.level = level
        }
    }

    private mutating func limits() {
        var lines: [Line] = []
        let vcpu = profile.quotas.first { $0.name == LimitSettings.vcpuQuota }
        if let vcpu { lines.append(quotaLine(vcpu)) }
        for resource in profile.resources {
            if let capacity = resource.capacity {
                let unit = resource.per == .sizeUnit ? "GiB" : ""
                lines.append(Line("\(resource.name): \(capacity)\(unit)", lowerFirst(resource.meaning)))
            } else if let quota = profile.quotas.first(where: { $0.name == resource.name }) {
                lines.append(quotaLine(quota, unit: resource.per == .sizeUnit ? "GiB" : ""))
            }
        }
        if !profile.buckets.isEmpty { lines.append(Line("apiRates:", "refill and capacity of each request's bucket")) }
        for bucket in profile.buckets {
            let yaml = "\(bucket.action): { rate: \(bucket.rate), burst: \(bucket.burst) }"
            lines.append(Line(yaml, words(bucket.scope), level: 1))
        }
        if let vcpu {
            lines.append(Line("regions:", "any of these for one region alone"))
            lines.append(Line("\(firstRegion): { \(quotaLine(vcpu).yaml) }", level: 1))
        }
        part(
            "limits",
            """
            Quotas and request rates of your accounts, in each region. A quota that nobody states limits nothing, but \
            the answer lists what the plan needs of it.
            """, lines)
    }

    private func quotaLine(_ quota: VendorProfile.Quota, unit: String = "") -> Line {
        let own = quota.freshAccountValue
        let note = quota.title + (own.map { "; a new account has \($0) \(quota.unit)" } ?? ", \(quota.unit)")
        return Line("\(quota.name): \(own ?? 1000)\(unit)", note)
    }

    private func words(_ scope: LimitScope) -> String {
        switch scope {
        case .targetAccountRegion: "of each target account"
        case .serviceAccountRegion: "of the service account"
        case .serviceAccount: "of the service account over all regions"
        }
    }

    private mutating func policies() {
        let readings = GateReading.choices(of: profile).map(\.rawValue)
        var lines = [
            choiceLine("regionReading", profile.regionReading.value.rawValue, readings),
            Line(
                "regionGate: \(GateDiscipline.sliding.rawValue)",
                "one of \(GateDiscipline.allCases.map(\.rawValue).joined(separator: ", ")); "
                    + "without it what the reading implies"),
            choiceLine("regionOrder", PolicySettings().regionOrder),
            choiceLine("itemOrder", PolicySettings().itemOrder),
            choiceLine("dispatchOrder", PolicySettings().dispatchOrder),
            choiceLine("scannerLifecycle", PolicySettings().scannerLifecycle),
        ]
        if let line = constantLine("volumesPerScanner", of: "volumesPerScanner") { lines.append(line) }
        lines.append(choiceLine("batching", PolicySettings().batching))
        lines.append(choiceLine("emptyBatches", PolicySettings().emptyBatches))
        lines.append(choiceLine("onEmpty", PolicySettings().onEmpty))
        let backoff = [("first", "backoffFirst"), ("factor", "backoffFactor"), ("limit", "backoffLimit")]
            .compactMap { key, name in profile.constant(name).map { "\(key): \($0.value)" } }
        if !backoff.isEmpty {
            lines.append(
                Line("backoff: { \(backoff.joined(separator: ", ")) }", "waits after refusals, with `onEmpty: reject`"))
        }
        if profile.parameter(.batchWindow) != nil {
            lines.append(choiceLine("batchWindow", PolicySettings.BatchWindow.timer))
        }
        if profile.copies { lines += copyLines() }
        part("policies", "Decisions that neither you nor the vendor's documentation settles.", lines)
    }

    private func copyLines() -> [Line] {
        let gate = [("every", "copyRetryWait"), ("looks", "copyRequestsMax"), ("checkRate", "copyCheckRate")]
            .compactMap { key, name in profile.constant(name).map { "\(key): \($0.value)" } }
        return [
            Line(
                "unknownKey: \(CopySettings.UnknownKey.shared.rawValue)",
                "or \(CopySettings.UnknownKey.copied.rawValue): of volumes whose key the fleet does not tell"),
            Line(
                "copyGate: { \((gate + ["checker: \(CopySettings().checker.rawValue)"]).joined(separator: ", ")) }",
                "how copies for the default key (aws/ebs) ask to begin"),
        ]
    }

    private mutating func faults() {
        part(
            "faults",
            """
            What goes wrong: nothing unless it is stated, for nobody publishes how often it does. `zoneOutages` lists times \
            without capacity.
            """,
            [
                Line("scanFailure: 0%", "chance that an attempt to scan an instance fails"),
                constantLine("attempts", of: "scanAttemptsMax"),
                constantLine("sweep", of: "cleanupInterval"),
                Line("spotInterruption: { perHour: 0% }", "chance of each scanner, with `spot` in bill.include"),
                Line("launchFailure: 0%", "chance that a launch comes to nothing"),
            ].compactMap(\.self))
    }

    private func choiceLine<Choice: RawRepresentable & CaseIterable>(_ key: String, _ value: Choice) -> Line
    where Choice.RawValue == String {
        choiceLine(key, value.rawValue, Choice.allCases.map(\.rawValue))
    }

    private func choiceLine(_ key: String, _ value: String, _ words: [String]) -> Line {
        Line("\(key): \(value)", "one of \(words.joined(separator: ", "))")
    }

    private mutating func timings() {
        var lines: [Line] = profile.timedSteps.map { stage in
            let ranges = [stage.base.range, stage.perGiB.range].compactMap { ProfileValues.range($0) }
            let note = ranges.isEmpty ? nil : "plausible: \(ranges.joined(separator: ", and "))"
            return Line("\(stage.name): { base: \(stage.base.value), perGiB: \(stage.perGiB.value) }", note)
        }
        lines += TimingSettings.constants.compactMap { constantLine($0, of: $0) }
        part(
            "timings",
            """
            How long each step takes: a base, and something for each GiB. Measure these in your own logs, as nobody \
            publishes them.
            """, lines)
    }

    private mutating func variation() {
        let scanned = profile.stages.first { $0.name == "scan" } ?? profile.stages.first
        part(
            "variation",
            """
            How durations scatter around their means, for studies of many trials: lognormal, uniform, triangular, normal, \
            erlang, weibull, pareto, exponential or observed multiples.
            """,
            [
                Line("\(scanned?.name ?? ""): none", "such as { lognormal: { cv: 0.5 } }; any stage"),
                Line("\(VariationSettings.bootKey): none", "such as { erlang: { shape: 4 } }"),
                Line("\(VariationSettings.regionKey): none", "good and bad days, such as { lognormal: { cv: 0.15 } }"),
            ])
    }

    private mutating func scanner() {
        let lines = [
            constantLine("instanceType", of: "scannerInstanceType"),
            constantLine("rootVolume", of: "scannerRootVolume"),
        ]
        part("scanner", "The machine that a scanner runs on.", lines.compactMap { $0 })
    }

    private mutating func prices() {
        let volume = profile.cloud.volume
        var lines = [Line("standIn: \(firstRegion)", "its prices stand in where a region has none")]
        if let line = constantLine("snapshotStoredFraction", of: "snapshotStoredFraction") { lines.append(line) }
        if let price = profile.cloud.priceBook.price(of: volume, region: firstRegion) {
            let everywhere = PriceBook.everywhere
            lines.append(Line("items:", "your own prices, by item and region; `\(everywhere)` is every region"))
            lines.append(
                Line("\(StarterText.quoted(volume.sku)): { \(firstRegion): \(price.amount.value)USD }", level: 1))
        }
        lines.append(Line("discounts: { overall: 0% }", "off every list price; `items` for single ones"))
        part("prices", "List prices are built in, before discount and tax. State what you pay instead.", lines)
    }

    private mutating func bill() {
        let parts = BillPart.allCases.map(\.rawValue).joined(separator: ", ")
        let own = (profile.bill ?? []).map(\.rawValue).joined(separator: ", ")
        part(
            "bill", "What the product causes beside scanners and storage. There is: \(parts).",
            [
                Line("include: [\(own)]", "the parts to add to the bill"),
                Line("homeRegion: \(firstRegion)", "where its state machines, functions, queues and tables run"),
            ])
    }

    private func constantLine(_ key: String, of name: String) -> Line? {
        guard let constant = profile.constant(name) else { return nil }
        let range = ProfileValues.range(constant.range).map { "; plausible: \($0)" } ?? ""
        return Line("\(key): \(constant.value)", lowerFirst(constant.meaning) + range)
    }

    /// A sentence as a note: with a small first letter and without its full stop.
    private func lowerFirst(_ words: String) -> String {
        let rest = words.hasSuffix(".") ? words.dropLast() : words[...]
        return rest.prefix(1).lowercased() + rest.dropFirst()
    }
}
