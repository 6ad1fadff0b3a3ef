/// A contract between the settings, the plan and the cloud, with what the plan makes of it.
public struct PreflightFinding: Hashable, Sendable {
    public enum Severity: String, Hashable, Sendable, CaseIterable, Comparable {
        /// The deployment cannot work like this.
        case blocks
        /// It works, but not as it is set, or only with luck.
        case warns
        /// Worth knowing before the first stack is made.
        case informs

        public static func < (left: Severity, right: Severity) -> Bool {
            let order = Severity.allCases
            return (order.firstIndex(of: left) ?? 0) < (order.firstIndex(of: right) ?? 0)
        }
    }

    /// What is checked.
    public enum Contract: String, Hashable, Sendable, CaseIterable {
        /// No plan exists at all.
        case plan
        case subnetAddresses, scannerVcpu, attachedVolumes, gp3Storage, snapshotsPerRegion, snapshotCopies
        case interval
        case tokenUnit, tokenLife
        case stackSetLayout, stackInstances, stacksPerAccount, stackSetConcurrency, rolloutTime
        case licence
        case schedule
        case targetRegions
        case vendorQuota
        case vendorRequests
    }

    /// A figure of a finding.
    public struct Number: Hashable, Sendable {
        public var name: String
        public var value: Double
        public var unit: String

        public init(_ name: String, _ value: Double, _ unit: String) {
            self.name = name
            self.value = value
            self.unit = unit
        }

        public init(_ name: String, _ value: Int, _ unit: String) { self.init(name, Double(value), unit) }
    }

    public var severity: Severity
    public var contract: Contract
    /// Regions it holds for, in the order of the plan; empty: it is about no single region.
    public var regions: [String]
    /// One sentence.
    public var problem: String
    public var numbers: [Number]
    /// What to do, in one sentence.
    public var remedy: String

    public init(
        _ severity: Severity, _ contract: Contract, regions: [String] = [], problem: String, numbers: [Number],
        remedy: String
    ) {
        self.severity = severity
        self.contract = contract
        self.regions = regions
        self.problem = problem
        self.numbers = numbers
        self.remedy = remedy
    }
}
