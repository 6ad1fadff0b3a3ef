extension FleetSpecification {
    /// Most instances of a generated fleet.
    public static let instancesMax = 20_000_000
    /// Most accounts of a generated fleet.
    public static let accountsMax = 100_000
    /// Most regions of a generated fleet.
    public static let regionsMax = 100
    /// Most volumes of a generated instance.
    public static let volumesPerInstanceMax = 8

    /// One thing that is wrong with a specification.
    public struct Fault: Hashable, Sendable, CustomStringConvertible {
        /// The property, such as `rootSize.sigma` or `regions[2].share`.
        public var field: String
        /// What was found.
        public var problem: String
        /// What would be right; empty if `problem` says it all.
        public var expected: String

        /// `field: problem; expected …` on one line.
        public var description: String {
            expected.isEmpty ? "\(field): \(problem)" : "\(field): \(problem); expected \(expected)"
        }
    }

    /// Everything that is wrong, in the order of the properties; empty if a fleet can be generated.
    ///
    /// Complexity: O(regions).
    public var faults: [Fault] {
        var faults: [Fault] = []
        faults.check("instances", instances, in: 1...Self.instancesMax)
        faults.check("accounts", accounts, in: 1...Self.accountsMax)
        faults.check(
            "firstAccount", firstAccount, in: 0...(1_000_000_000_000 - min(max(accounts, 1), Self.accountsMax)))
        checkRegions(&faults)
        faults.check("accountSkew.shape", accountSkew.shape, in: 0.1...100)
        faults.check("accountSkew.ratio", accountSkew.ratio, in: 1...1_000_000)
        checkVolumes(&faults)
        check(rootSize, "rootSize", &faults)
        check(dataSize, "dataSize", &faults)
        faults.check("windowsShare", share: windowsShare)
        if let tag { check(tag, &faults) }
        faults.check("cloudAgent", share: cloudAgentShare)
        faults.check("apiScanned", share: apiScannedShare)
        faults += encryption.faults.map { fault in
            Fault(field: "encryption.\(fault.field)", problem: fault.problem, expected: fault.expected)
        }
        return faults
    }

    /// A text as a message shows it: in quotes, controls escaped, and not too long.
    private static func quoted(_ text: String) -> String {
        var shown = ""
        for scalar in text.unicodeScalars.prefix(40) {
            shown += scalar.value < 32 || scalar.value == 127 ? scalar.escaped(asASCII: true) : String(scalar)
        }
        return text.unicodeScalars.count > 40 ? "\"\(shown)…\"" : "\"\(shown)\""
    }

    private func checkRegions(_ faults: inout [Fault]) {
        faults.check("regions", regions.count, in: 1...Self.regionsMax, unit: "regions")
        var seen: Set<String> = []
        for (index, region) in regions.enumerated() {
            if !RegionName.isValid(region.name.utf8) {
                faults.add("regions[\(index)].name", "is \(Self.quoted(region.name))", RegionName.expected)
            } else if !seen.insert(region.name).inserted {
                faults.add("regions[\(index)].name", "\(region.name) is listed twice", "")
            }
            if region.share.numerator < 0 {
                faults.add("regions[\(index)].share", "is \(region.share)", "a share of at least 0")
            }
        }
        if !regions.isEmpty, regions.allSatisfy({ $0.share.numerator == 0 }) {
            faults.add("regions", "all shares are 0", "one above 0")
        } else if regions.allSatisfy({ $0.share.numerator >= 0 }), !regions.isEmpty, regionWeights == nil {
            faults.add(
                "regions", "the shares need whole numbers above 10^18 to say their proportions", "fewer digits")
        }
    }

    private func checkVolumes(_ faults: inout [Fault]) {
        faults.check(
            "volumesPerInstance", volumesPerInstance.count, in: 1...Self.volumesPerInstanceMax, unit: "weights")
        for (index, weight) in volumesPerInstance.enumerated() {
            faults.check("volumesPerInstance[\(index)]", weight, in: 0...1_000_000)
        }
        if !volumesPerInstance.isEmpty, volumesPerInstance.allSatisfy({ $0 == 0 }) {
            faults.add("volumesPerInstance", "all weights are 0", "one above 0")
        }
    }

    private func check(_ size: SizeDistribution, _ name: String, _ faults: inout [Fault]) {
        if !(size.medianGiB > 0 && size.medianGiB <= 65_536) {
            faults.add("\(name).medianGiB", "is \(size.medianGiB)", "a number above 0, at most 65536")
        }
        faults.check("\(name).sigma", size.sigma, in: 0...10)
        faults.check("\(name).leastGiB", size.leastGiB, in: 1...65_536)
        faults.check("\(name).mostGiB", size.mostGiB, in: min(max(size.leastGiB, 1), 65_536)...65_536)
    }

    private func check(_ tag: TagShares, _ faults: inout [Fault]) {
        faults.check("tag.key", tag.key.unicodeScalars.count, in: 1...128, unit: "characters")
        faults.check("tag.value", tag.value.unicodeScalars.count, in: 0...256, unit: "characters")
        faults.check("tag.otherValue", tag.otherValue.unicodeScalars.count, in: 0...256, unit: "characters")
        let before = faults.count
        faults.check("tag.share", share: tag.share)
        faults.check("tag.otherShare", share: tag.otherShare)
        if faults.count == before, tag.share + tag.otherShare > .one {
            faults.add("tag.otherShare", "is \(tag.share + tag.otherShare) together with tag.share", "at most 1")
        }
        if tag.otherShare.numerator > 0, tag.otherValue == tag.value {
            faults.add("tag.otherValue", "is the same as tag.value", "")
        }
    }
}

extension EncryptionShares {
    /// Everything that is wrong, in the order of the properties; empty if volumes can be dealt by these shares.
    public var faults: [FleetSpecification.Fault] {
        var faults: [FleetSpecification.Fault] = []
        faults.check("customerKey", share: customerKey)
        faults.check("defaultKey", share: defaultKey)
        if faults.isEmpty, customerKey + defaultKey > .one {
            faults.add("defaultKey", "both shares are \(customerKey + defaultKey) together", "at most 1")
        }
        return faults
    }
}

extension [FleetSpecification.Fault] {
    fileprivate mutating func add(_ field: String, _ problem: String, _ expected: String) {
        append(FleetSpecification.Fault(field: field, problem: problem, expected: expected))
    }

    fileprivate mutating func check(_ field: String, _ value: Int, in range: ClosedRange<Int>, unit: String = "") {
        if range.contains(value) { return }
        if unit.isEmpty {
            add(field, "is \(value)", "a whole number from \(range.lowerBound) to \(range.upperBound)")
        } else {
            add(field, "has \(value) \(unit)", "from \(range.lowerBound) to \(range.upperBound)")
        }
    }

    /// "Not a number" is in no range.
    fileprivate mutating func check(_ field: String, _ value: Double, in range: ClosedRange<Double>) {
        if range.contains(value) { return }
        add(field, "is \(value)", "a number from \(range.lowerBound) to \(range.upperBound)")
    }

    fileprivate mutating func check(_ field: String, share: Rational) {
        if share.numerator < 0 || share.numerator > share.denominator {
            add(field, "is \(share)", "a share from 0 to 1")
        } else if share.denominator > 1_000_000_000_000_000_000 {
            add(field, "is \(share)", "a share of at most 18 decimal places")
        }
    }
}
