/// What a target under `Sources` may import.
struct Room: Hashable {
    /// Targets of this package.
    var ours: Set<String>
    /// Modules from elsewhere; the standard library needs no permission.
    var others: Set<String>

    init(_ ours: Set<String> = [], others: Set<String> = []) {
        self.ours = ours
        self.others = others
    }

    private static let platform: Set<String> = ["Darwin", "Glibc", "Musl"]

    /// Who may know whom. A new target gets a line here before it builds a wall through another one.
    static let all: [String: Room] = [
        "CJemalloc": Room(),
        "CAllocProbe": Room(),
        // A place in the finished program that the packer fills.
        "CBuildStamp": Room(),
        "CNettle": Room(),
        "AllocProbe": Room(["CAllocProbe", "CJemalloc"]),
        "EventSimulation": Room(),
        "RandomStreams": Room(),
        // Draws designs of experiments and shares the special functions of the distributions.
        "Statistics": Room(["RandomStreams"]),
        "ScanModel": Room(),
        // A file format that serves any table.
        "ParquetWriting": Room(),
        // Packs any bytes; knows nothing of what they are.
        "GzipWriting": Room(["CZlib"]),
        // Keeps bytes in one database file and carries them in files of its own; it knows what a digest is, and no more.
        "CSQLite": Room(),
        "StudyStore": Room(["CSQLite", "ScanModel", "Studies"], others: platform.union(["FoundationEssentials"])),
        "ParallelWork": Room(others: ["Synchronization"]),
        // Decodes a profile when it is first asked for, from any thread.
        "VendorProfiles": Room(["ScanModel"], others: ["FoundationEssentials", "Synchronization"]),
        // What the clouds' own price files say of the items that bills are made of.
        "PriceLists": Room(["DocumentReading", "ScanModel", "VendorProfiles"]),
        "ScenarioInput": Room(
            ["ScanModel", "PriceLists", "VendorProfiles", "ApplianceScanning", "AssetDiscovery", "SensorMix"],
            others: ["Yams"]),
        // Draws the parts of a generated fleet side by side.
        "CByteScan": Room(),
        "CZlib": Room(),
        "CZstd": Room(),
        // Bytes of files and pipes, packed or not, and the JSON in them; its buffers and maps are raw memory.
        "DocumentReading": Room(["CByteScan", "CZlib", "CZstd", "ScanModel"], others: platform),
        "FleetInventory": Room(
            ["CNettle", "DocumentReading", "ScanModel", "RandomStreams", "ParallelWork", "ParquetWriting"],
            others: platform.union(["FoundationEssentials"])),
        "ObservedRuns": Room(["DocumentReading", "ScanModel"]),
        "MachineScheduling": Room(),
        "CapacityPlanning": Room(["ScanModel", "ParallelWork", "MachineScheduling"]),
        "ScanSimulation": Room(
            ["ScanModel", "EventSimulation", "RandomStreams", "ParallelWork"],
            others: ["HeapModule", "Synchronization"]),
        "Estimation": Room(["ScanModel"]),
        // Reads bills and lays them beside estimates.
        "CostReconciliation": Room(["Estimation", "ScanModel"], others: ["FoundationEssentials"]),
        "Studies": Room(
            [
                "ScanModel", "RandomStreams", "Statistics", "ParallelWork", "MachineScheduling", "CapacityPlanning",
                "ScanSimulation", "Estimation",
            ]),
        // Fits distributions to observed durations; knows no file format and simulates nothing.
        "Calibration": Room(["RandomStreams", "ScanModel", "Statistics"]),
        "Rollout": Room(["ScanModel", "VendorProfiles"]),
        // Network scans by appliances share no noun with snapshot scans, so it knows none.
        "ApplianceScanning": Room(["EventSimulation", "RandomStreams"], others: ["HeapModule"]),
        // Which sensors cover an asset is asked before any of them scans; only the exact functions are shared.
        "SensorMix": Room(["RandomStreams"]),
        // Discovery by connectors knows no scan; of ScanModel it needs where a permission is documented.
        "AssetDiscovery": Room(["EventSimulation", "RandomStreams", "ScanModel", "Statistics"]),
        // What users run to convince themselves, so it asks every room whose word counts.
        "Verification": Room(
            [
                "EventSimulation", "RandomStreams", "Statistics", "ParallelWork", "MachineScheduling", "ScanModel",
                "ScenarioInput", "Studies",
            ], others: ["FoundationEssentials", "Synchronization"]),
        "Reporting": Room(
            [
                "ScanModel", "Statistics", "Estimation", "PriceLists", "Rollout", "Studies", "Verification",
                "ApplianceScanning", "AssetDiscovery", "SensorMix", "Calibration", "CostReconciliation", "ObservedRuns",
            ]),
        "ScanPlanTool": Room(
            [
                "ScanModel", "VendorProfiles", "ScenarioInput", "DocumentReading", "FleetInventory", "CapacityPlanning",
                "ScanSimulation", "Statistics", "Estimation", "Studies", "Rollout", "ApplianceScanning",
                "AssetDiscovery", "Calibration", "CostReconciliation", "ObservedRuns", "PriceLists", "SensorMix",
                "Verification",
                "Reporting", "AllocProbe", "CBuildStamp", "GzipWriting", "StudyStore",
            ],
            others: platform.union([
                "ArgumentParser", "Dispatch", "FoundationEssentials", "Subprocess", "Synchronization",
            ])),
    ]
}
