public import ScanModel

/// What a starter scenario is made from.
public struct StarterRequest: Hashable, Sendable {
    /// The profile that is used where nobody asks for another one.
    public static let standardProfile = "qualys-aws@1.8"
    /// The size that is assumed of every volume where an inventory only counts them, in whole GiB.
    public static let countedVolumeGiB = 100
    /// The volumes that are assumed of an instance where an inventory does not count them.
    public static let countedVolumesPerInstance = 1

    /// The most paths that a scenario names.
    private static let inventoriesMax = 1000

    /// An inventory that the scenario names.
    public struct Inventory: Hashable, Sendable {
        public var format: InventoryPath.Format
        /// As the scenario has to write it: relative to the folder of the scenario, or absolute.
        public var path: String
        /// Whether it lies outside of that folder.
        public var isOutside: Bool

        public init(format: InventoryPath.Format, path: String, isOutside: Bool) {
            self.format = format
            self.path = path
            self.isOutside = isOutside
        }
    }

    /// Of the scenario; any text.
    public var name: String
    public var profile: VendorProfile
    /// Nil: a placeholder.
    public var serviceAccount: String?
    /// The tag to scan by; nil: chosen from the fleet.
    public var tag: Tag?
    /// Empty: the scenario describes a fleet that is generated.
    public var inventories: [Inventory]
    /// The instances of the listings and tables among the inventories.
    public var fleet: Fleet
    /// The instances of the counts among the inventories, made with the assumptions above.
    public var countedFleet: Fleet
    /// The name of the file that is written, for examples; nil if it is not known.
    public var fileName: String?

    public init(
        name: String, profile: VendorProfile, serviceAccount: String? = nil, tag: Tag? = nil,
        inventories: [Inventory] = [], fleet: Fleet = Fleet(), countedFleet: Fleet = Fleet(), fileName: String? = nil
    ) {
        self.name = name
        self.profile = profile
        self.serviceAccount = serviceAccount
        self.tag = tag
        self.inventories = inventories
        self.fleet = fleet
        self.countedFleet = countedFleet
        self.fileName = fileName
    }

    /// Whether a scenario can use a profile of this identifier.
    public static func isForScenarios(_ profile: String) -> Bool { profile != ReferenceDocument.profile }

    /// What keeps a scenario from being made, in words; empty if nothing does.
    public var faults: [String] {
        var faults: [String] = []
        if name.isEmpty { faults.append("The name is empty.") }
        if let serviceAccount, AccountName.normalized(serviceAccount.utf8) == nil {
            faults.append(
                "The service account \(StarterText.shown(serviceAccount)) is no account of 12 digits and no "
                    + "subscription GUID.")
        }
        if let tag, let problem = TagChoice.problem(tag, inList: profile.parameter(.mustHave) != nil) {
            faults.append("The tag cannot be used: \(problem).")
        }
        if inventories.count > StarterRequest.inventoriesMax {
            faults.append(
                "The inventory has \(inventories.count) paths, and a scenario names at most "
                    + "\(StarterRequest.inventoriesMax); name the folder that holds the files.")
        }
        // The YAML library drops the mark even where it is escaped.
        for text in [name] + inventories.map(\.path) where text.unicodeScalars.contains("\u{FEFF}") {
            faults.append("\(StarterText.shown(text)) holds a byte order mark, which YAML cannot carry.")
        }
        return faults
    }
}
