/// The versioned description of one vendor product, as data.
///
/// Values are kept as the text of the data file ("30s", "5/s", "8GiB", "10"): the text is exact, and whoever uses a
/// constant parses it with the unit it must have.
public struct VendorProfile: Hashable, Sendable, Codable {
    /// Identifier with version, such as `qualys-aws@1.8`.
    public var id: String
    /// One line for people.
    public var title: String
    /// Cloud whose regions and prices apply: "aws", or "none" for the reference model.
    public var provider: String
    /// What the profile covers and what it does not.
    public var summary: String
    /// How Concurrency is read unless the scenario says otherwise.
    public var regionReading: Reading
    /// Which volumes of an instance are read.
    public var scannedVolumes: ScannedVolumes
    /// What the stack of the service account asks for.
    public var parameters: [Parameter]
    /// What the stack of each target account asks for.
    public var targetParameters: [Parameter]
    public var constants: [Constant]
    public var buckets: [Bucket]
    public var resources: [Resource]
    public var quotas: [Quota]
    public var stages: [Stage]
    /// What a scanner may look for besides, each in a stage's time; nil: nothing.
    public var scanTypes: [ScanType]?
    /// Parts of the bill beside scanners and storage that the product surely causes; nil: none.
    public var bill: [BillPart]?
    /// Machine types that the product takes for numbers of volumes; of any other number it is `scannerInstanceType`.
    public var machines: [Machine]?
    /// What a launch and a termination ask of the cloud, each action as often as it is asked; nil: what AWS calls them.
    public var launchActions: [String]?
    public var terminateActions: [String]?
    /// How regions take turns at scanners; nil: they do not.
    public var waves: Waves?
    /// How the first stage is entered in rounds; nil: at once.
    public var rounds: Rounds?

    /// A setting of the vendor, under the vendor's own name.
    public struct Parameter: Hashable, Sendable, Codable {
        public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
            case integer, choice, regionList, tagText, tagList, cidr, url, secretReference, account
        }
        /// What the model has to know a parameter for, whatever its name.
        public enum Role: String, Hashable, Sendable, Codable, CaseIterable {
            case regionsAtOnce, scannersPerRegion, interval, regions, network, subnet, samplingPercentage
            /// Time between two searches for instances that are ready for a scanner.
            case batchWindow
            /// Volumes that one scanner takes at once.
            case volumesPerScanner
            /// Time between two discoveries.
            case discoveryInterval
            /// The service account, as a target stack is told it.
            case serviceAccount
            /// The classic pairs of key and value.
            case tagKey, tagValue, secondTagKey, secondTagValue
            /// Lists of tags.
            case mustHave, atLeastOne, none, noneOnVolume
        }
        public var name: String
        public var kind: Kind
        /// nil: nothing depends on it but what is written for the vendor.
        public var role: Role?
        /// Unit of a bare number, in words; nil for texts.
        public var unit: String?
        /// Smallest and largest value of an integer; nil: unbounded on that side.
        public var minimum: Int?
        public var maximum: Int?
        /// Value used when the scenario leaves it out; nil: none.
        public var defaultValue: String?
        public var required: Bool
        /// Words of a choice, or regions of a list, that the vendor takes; nil: no others are refused.
        public var allowedValues: [String]?
        /// The choice that has to be `Enabled` for this parameter to change anything; nil: it always counts.
        public var needs: String?
        public var meaning: String
        /// What is left out where the parameter has another value than its default; nil: nothing.
        public var unmodelled: String?
        public var source: String
        public var date: String
        public var confidence: Confidence
    }

    /// A reading of the region concurrency.
    public struct Reading: Hashable, Sendable, Codable {
        public var value: GateReading
        public var source: String
        public var date: String
        public var confidence: Confidence
    }

    /// Which volumes of an instance are read.
    public struct ScannedVolumes: Hashable, Sendable, Codable {
        public var value: VolumeSelection
        /// Choices of which each makes the scanner read all volumes once it is `Enabled`.
        public var allWhenEnabled: [String]
        public var source: String
        public var date: String
        public var confidence: Confidence
    }

    /// A number the model needs.
    public struct Constant: Hashable, Sendable, Codable {
        public var name: String
        /// With its unit, if it has one.
        public var value: String
        /// Lowest and highest plausible value, with units; nil if the value is a fact.
        public var range: [String]?
        public var meaning: String
        public var source: String
        public var date: String
        public var confidence: Confidence
    }

    /// A throttled action.
    public struct Bucket: Hashable, Sendable, Codable {
        public var action: String
        /// The action whose requests spend a token of this bucket as well, for each thing they make or change; nil: the
        /// bucket is that of the action's own requests.
        public var resourceOf: String?
        public var scope: LimitScope
        public var per: UnitBasis
        /// Refill, such as "5/s".
        public var rate: String
        /// Capacity in tokens.
        public var burst: String
        public var source: String
        public var date: String
        public var confidence: Confidence
    }

    /// A counted limit.
    public struct Resource: Hashable, Sendable, Codable {
        public var name: String
        public var scope: LimitScope
        public var per: UnitBasis
        /// Units at once; nil: unlimited unless the scenario states it.
        public var capacity: Int?
        public var meaning: String
        public var source: String
        public var date: String
        public var confidence: Confidence
    }

    /// A quota that clamps the number of scanners where the scenario states it.
    public struct Quota: Hashable, Sendable, Codable {
        public var name: String
        public var title: String
        public var unit: String
        /// What a fresh account has; nil if unknown.
        public var freshAccountValue: Int?
        public var source: String
        public var date: String
        public var confidence: Confidence
    }

    /// A stage of the workflow.
    public struct Stage: Hashable, Sendable, Codable {
        public var name: String
        public var meaning: String
        /// Names of resources.
        public var acquires: [String]
        /// Names of actions.
        public var spends: [String]
        public var releases: [String]
        public var opens: [StorageMeter.Name]
        public var closes: [StorageMeter.Name]
        /// "none", "takesPlace", "givesPlaceBack" or "takesAndGivesBack".
        public var scanner: String
        public var size: SizeBasis
        public var base: Timing
        public var perGiB: Timing
        /// Which items go through it; nil: all of them.
        public var condition: StageCondition?
        /// Its resource is looked at instead of waited for; nil: it is waited for.
        public var recheck: Recheck?
        /// Its end is noticed by looking; nil: at once.
        public var poll: Poll?
        /// The constant with the time after which it is cut off; nil: never.
        public var cap: String?
        /// The constant with the time of which longer work comes to nothing, though it lasts until the cap; nil: the cap.
        public var cutAbove: String?
    }

    /// The machine type of scanners for a number of volumes.
    public struct Machine: Hashable, Sendable, Codable {
        public var volumes: Int
        public var type: String
        public var source: String
        public var date: String
        public var confidence: Confidence
    }

    /// How regions take turns at scanners; see ``WaveRule``.
    public struct Waves: Hashable, Sendable, Codable {
        public var hasBarrier: Bool
        /// The constant with the longest time for which a turn launches scanners.
        public var turnLimit: String
        public var source: String
        public var date: String
        public var confidence: Confidence
    }

    /// How the first stage is entered, by names of constants and of a parameter; see ``SnapshotRounds``.
    public struct Rounds: Hashable, Sendable, Codable {
        /// The constants with the items of a round, the time between two rounds and the longest time that a run goes on.
        public var size: String
        public var pause: String
        public var runLimit: String
        /// The parameter with the time from one run to the next.
        public var every: String
        public var source: String
        public var date: String
        public var confidence: Confidence
    }

    /// How a limit is looked at, by names of constants.
    public struct Recheck: Hashable, Sendable, Codable {
        /// The constant with the pause between two looks, and the one with the looks before an item is given up.
        public var every: String
        public var looks: String
        /// What a look is called where requests are counted.
        public var check: String
        /// Whose looks are made one after another.
        public var scope: LimitScope
        /// The constant with the looks that are made in a second.
        public var rate: String
    }

    /// How the end of a stage is looked for, with growing pauses.
    public struct Poll: Hashable, Sendable, Codable {
        public var first: String
        public var step: String
        public var longest: String
        public var source: String
        public var date: String
        public var confidence: Confidence
    }

    /// Something that a scanner looks for on top of what every scan does.
    public struct ScanType: Hashable, Sendable, Codable {
        public var name: String
        public var meaning: String
        /// The stage whose time it adds to.
        public var stage: String
        /// The choice that switches it on, and the integer that says after how many seconds it is cut off.
        public var enabledBy: String
        public var timeout: String
        public var skipsWindows: Bool
        public var size: SizeBasis
        public var base: Timing
        public var perGiB: Timing
    }

    /// Everything that lasts a base and something for each GiB: the stages, then the scan types.
    public var timedSteps: [(name: String, meaning: String, base: Timing, perGiB: Timing)] {
        stages.map { ($0.name, $0.meaning, $0.base, $0.perGiB) }
            + (scanTypes ?? []).map { ($0.name, $0.meaning, $0.base, $0.perGiB) }
    }

    /// A part of a stage's duration.
    public struct Timing: Hashable, Sendable, Codable {
        public var value: String
        public var range: [String]?
        public var source: String
        public var date: String
        public var confidence: Confidence
    }

    /// The constant of a name, or nil.
    public func constant(_ name: String) -> Constant? { constants.first { $0.name == name } }

    /// The parameter of a name, or nil.
    public func parameter(_ name: String) -> Parameter? { parameters.first { $0.name == name } }

    /// The parameter of a role, or nil.
    public func parameter(_ role: Parameter.Role) -> Parameter? { parameters.first { $0.role == role } }
}

extension StorageMeter {
    /// The spelling of a meter in data files.
    public enum Name: String, Hashable, Sendable, Codable, CaseIterable {
        case volume, snapshot, copy

        /// The meter itself.
        public var meter: StorageMeter {
            switch self {
            case .volume: .volume
            case .snapshot: .snapshot
            case .copy: .copy
            }
        }
    }
}

extension VendorProfile.Reading {
    public var provenance: Provenance { Provenance(source: source, date: date, confidence: confidence) }
}
extension VendorProfile.ScannedVolumes {
    public var provenance: Provenance { Provenance(source: source, date: date, confidence: confidence) }
}
extension VendorProfile.Constant {
    public var provenance: Provenance { Provenance(source: source, date: date, confidence: confidence) }
}
extension VendorProfile.Bucket {
    public var provenance: Provenance { Provenance(source: source, date: date, confidence: confidence) }
}
extension VendorProfile.Resource {
    public var provenance: Provenance { Provenance(source: source, date: date, confidence: confidence) }
}
extension VendorProfile.Quota {
    public var provenance: Provenance { Provenance(source: source, date: date, confidence: confidence) }
}
extension VendorProfile.Timing {
    public var provenance: Provenance { Provenance(source: source, date: date, confidence: confidence) }
}
extension VendorProfile.Poll {
    public var provenance: Provenance { Provenance(source: source, date: date, confidence: confidence) }
}
extension VendorProfile.Parameter {
    public var provenance: Provenance { Provenance(source: source, date: date, confidence: confidence) }
}
