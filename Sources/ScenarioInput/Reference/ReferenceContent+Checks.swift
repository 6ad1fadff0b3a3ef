import ScanModel

/// What two parts of a reference document have to agree on.
extension ReferenceContent {
    /// `regionOrder` names every region once and nothing else.
    static func checkOrder(_ policy: Policy?, regions: [ReferenceRegion]?, field: Field) {
        guard let policy, let regions, let order = field.child("policy")?.child("regionOrder") else { return }
        let names = Set(regions.map(\.name))
        var seen: Set<String> = []
        for (index, name) in policy.regionOrder.enumerated() {
            guard let element = order.element(index) else { continue }
            if !names.contains(name) {
                element.report(
                    "`\(Excerpt.of(name))` is no region of this document",
                    suggestion: NearestKey.find(name, among: names))
            } else if !seen.insert(name).inserted {
                element.report("the region `\(Excerpt.of(name))` is listed more than once")
            }
        }
        let missing = regions.map(\.name).filter { !seen.contains($0) }
        if !missing.isEmpty {
            let listed = missing.prefix(5).map { "`\(Excerpt.of($0))`" }.joined(separator: ", ")
            order.report(
                "does not list \(missing.count == 1 ? "the region" : "the regions") \(listed)"
                    + (missing.count > 5 ? " and \(missing.count - 5) more" : ""),
                expected: "every region once")
        }
    }

    /// With termination when idle no attempt may fail: a retry could come back to a scanner that is gone.
    static func checkIdleTermination(_ regions: [ReferenceRegion], random: ReferenceRandom?) {
        if let random, random.failsAtRandom {
            random.field.child("failProb")?.report(
                "is \(random.failureProbability) while `terminate` is `idle`", expected: "0, or `regionEnd`")
        }
        for region in regions {
            for job in region.jobs where job.failures > 0 {
                job.field.child("fails")?.report(
                    "is \(job.failures) while `terminate` is `idle`", expected: "0, or `regionEnd`")
            }
        }
    }

    /// The smallest power of ten that makes every size whole; nil after an issue.
    static func sizeUnits(_ regions: [ReferenceRegion]) -> Int64? {
        var units: Int128 = 1
        for region in regions {
            for job in region.jobs {
                while units % job.gib.denominator != 0 { units *= 10 }
            }
        }
        let most = Rational(Int128(Int32.max), over: units)
        let step = Rational(1, over: units)
        var isFine = true
        for region in regions {
            for job in region.jobs where job.gib > most {
                isFine = false
                job.field.child("gib")?.report(
                    "is `\(job.gib)`, too large beside sizes in steps of \(step) GiB",
                    expected: "at most \(most.doubleValue) GiB")
            }
        }
        return isFine ? Int64(units) : nil
    }

    /// All times are whole ticks of some clock that is no finer than the engine's.
    static func checkClock(
        _ timing: Timing, scanner: Scanner?, regions: [ReferenceRegion]?, units: Int64, field: Field
    ) {
        let perUnit = Rational(1, over: Int128(units))
        var durations = timing.flatMap { [$0.base.value, $0.perGiB.value * perUnit] }
        if let scanner { durations += [scanner.boot, scanner.drain, scanner.minimumBilled].map(\.value) }
        durations += (regions ?? []).flatMap { [$0.setup.value, $0.teardown.value] }
        if TickScale.choose(durations: durations, rateFractions: []) == nil {
            field.child("timing")?.report(
                "the decimal places of the times and sizes together ask for a clock finer than a picosecond",
                expected: "fewer decimal places in `perGiB` or `gib`")
        }
    }
}

extension Field {
    /// The value of a key, without any claim that it has to be there.
    func child(_ key: String) -> Field? {
        guard case .mapping(let entries) = node.content, let entry = entries.first(where: { $0.key == key }) else {
            return nil
        }
        return Field(node: entry.value, path: .key(key, of: path), log: log)
    }

    /// An element of a list, without any claim that it has to be there.
    func element(_ index: Int) -> Field? {
        guard case .sequence(let nodes) = node.content, nodes.indices.contains(index) else { return nil }
        return Field(node: nodes[index], path: .index(index, of: path), log: log)
    }
}
