// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

// The engine rooms are generic code used across module walls; without this flag each event costs several times more.
let hot: [SwiftSetting] =
    strict + [.unsafeFlags(["-cross-module-optimization"], .when(configuration: .release))]

// Tests simulate in debug builds, which without this take most of an hour. Preconditions and checks for overflow stay.
let fast: [SwiftSetting] = hot + [.unsafeFlags(["-O"], .when(configuration: .debug))]

let tests: [SwiftSetting] = [.treatAllWarnings(as: .error)]

// Tests that compute much by themselves, such as those with a second implementation, and those that read all sources.
let fastTests: [SwiftSetting] = tests + [.unsafeFlags(["-O"], .when(configuration: .debug))]

let package = Package(
    name: "scanplan",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "scanplan", targets: ["ScanPlanTool"]),
        .library(name: "EventSimulation", targets: ["EventSimulation"]),
        .library(name: "RandomStreams", targets: ["RandomStreams"]),
        .library(name: "Statistics", targets: ["Statistics"]),
        .library(name: "ScanModel", targets: ["ScanModel"]),
        .library(name: "VendorProfiles", targets: ["VendorProfiles"]),
        .library(name: "PriceLists", targets: ["PriceLists"]),
        .library(name: "ScenarioInput", targets: ["ScenarioInput"]),
        .library(name: "DocumentReading", targets: ["DocumentReading"]),
        .library(name: "FleetInventory", targets: ["FleetInventory"]),
        .library(name: "ObservedRuns", targets: ["ObservedRuns"]),
        .library(name: "ParquetWriting", targets: ["ParquetWriting"]),
        .library(name: "GzipWriting", targets: ["GzipWriting"]),
        .library(name: "StudyStore", targets: ["StudyStore"]),
        .library(name: "ParallelWork", targets: ["ParallelWork"]),
        .library(name: "MachineScheduling", targets: ["MachineScheduling"]),
        .library(name: "CapacityPlanning", targets: ["CapacityPlanning"]),
        .library(name: "ScanSimulation", targets: ["ScanSimulation"]),
        .library(name: "Estimation", targets: ["Estimation"]),
        .library(name: "CostReconciliation", targets: ["CostReconciliation"]),
        .library(name: "Studies", targets: ["Studies"]),
        .library(name: "Calibration", targets: ["Calibration"]),
        .library(name: "Rollout", targets: ["Rollout"]),
        .library(name: "ApplianceScanning", targets: ["ApplianceScanning"]),
        .library(name: "AssetDiscovery", targets: ["AssetDiscovery"]),
        .library(name: "SensorMix", targets: ["SensorMix"]),
        .library(name: "Verification", targets: ["Verification"]),
        .library(name: "Reporting", targets: ["Reporting"]),
        .library(name: "AllocProbe", targets: ["AllocProbe"]),
    ],
    traits: [
        .trait(
            name: "Jemalloc",
            description: "Use jemalloc as the allocator of the process when its development package is installed"),
        .default(enabledTraits: ["Jemalloc"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2", traits: []),
    ],
    targets: [
        .systemLibrary(
            name: "CJemalloc", pkgConfig: "jemalloc",
            providers: [.apt(["libjemalloc-dev"]), .brew(["jemalloc"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
        .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"]), .brew(["zstd"])]),
        // What studies keep between runs.
        .systemLibrary(
            name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"]), .brew(["sqlite3"])]),
        .target(name: "CByteScan"),
        .target(name: "CAllocProbe"),
        .target(name: "CBuildStamp"),
        .target(
            name: "AllocProbe",
            dependencies: [
                "CAllocProbe",
                .target(name: "CJemalloc", condition: .when(platforms: [.linux, .macOS], traits: ["Jemalloc"])),
            ],
            swiftSettings: strict),
        .target(name: "EventSimulation", swiftSettings: fast),
        .target(name: "RandomStreams", swiftSettings: fast),
        .target(name: "Statistics", dependencies: ["RandomStreams"], swiftSettings: fast),
        .target(name: "ScanModel", swiftSettings: fast),
        .target(
            name: "VendorProfiles", dependencies: ["ScanModel"],
            // Read by the generator and by tests; the library carries the embedded copies.
            exclude: ["Compatibility", "Connectors", "ParameterFiles", "Profiles", "Prices", "Quotas", "Regions"],
            swiftSettings: strict),
        .target(
            name: "PriceLists", dependencies: ["DocumentReading", "ScanModel", "VendorProfiles"], swiftSettings: strict),
        .target(
            name: "ScenarioInput",
            dependencies: [
                "ApplianceScanning", "AssetDiscovery", "PriceLists", "ScanModel", "SensorMix", "VendorProfiles",
                .product(name: "Yams", package: "Yams"),
            ],
            swiftSettings: strict),
        // Keyed hashes for pseudonyms.
        .systemLibrary(
            name: "CNettle", pkgConfig: "nettle", providers: [.apt(["nettle-dev"]), .brew(["nettle"])]),
        .target(
            name: "DocumentReading", dependencies: ["CByteScan", "CZlib", "CZstd", "ScanModel"], swiftSettings: fast),
        .target(
            name: "FleetInventory",
            dependencies: [
                "CNettle", "DocumentReading", "ScanModel", "RandomStreams", "ParallelWork", "ParquetWriting",
            ],
            swiftSettings: hot),
        .target(name: "ObservedRuns", dependencies: ["DocumentReading", "ScanModel"], swiftSettings: strict),
        .target(name: "ParallelWork", swiftSettings: strict),
        .target(name: "ParquetWriting", swiftSettings: strict),
        .target(name: "GzipWriting", dependencies: ["CZlib"], swiftSettings: strict),
        .target(name: "StudyStore", dependencies: ["CSQLite", "ScanModel", "Studies"], swiftSettings: strict),
        .target(name: "MachineScheduling", swiftSettings: fast),
        .target(
            name: "CapacityPlanning",
            dependencies: ["ScanModel", "ParallelWork", "MachineScheduling"],
            swiftSettings: fast),
        .target(
            name: "ScanSimulation",
            dependencies: [
                "ScanModel", "EventSimulation", "RandomStreams", "ParallelWork",
                .product(name: "HeapModule", package: "swift-collections"),
            ],
            swiftSettings: fast),
        .target(name: "Estimation", dependencies: ["ScanModel"], swiftSettings: strict),
        .target(name: "CostReconciliation", dependencies: ["Estimation", "ScanModel"], swiftSettings: strict),
        .target(
            name: "Studies",
            dependencies: [
                "ScanModel", "RandomStreams", "Statistics", "ParallelWork", "MachineScheduling", "CapacityPlanning",
                "ScanSimulation", "Estimation",
            ],
            swiftSettings: strict),
        .target(
            name: "Calibration", dependencies: ["RandomStreams", "ScanModel", "Statistics"], swiftSettings: fast),
        .target(name: "Rollout", dependencies: ["ScanModel", "VendorProfiles"], swiftSettings: strict),
        .target(
            name: "ApplianceScanning",
            dependencies: [
                "EventSimulation", "RandomStreams", .product(name: "HeapModule", package: "swift-collections"),
            ],
            swiftSettings: fast),
        .target(name: "SensorMix", dependencies: ["RandomStreams"], swiftSettings: fast),
        .target(
            name: "AssetDiscovery", dependencies: ["EventSimulation", "RandomStreams", "ScanModel", "Statistics"],
            swiftSettings: fast),
        .target(
            name: "Verification",
            dependencies: [
                "EventSimulation", "RandomStreams", "Statistics", "ParallelWork", "MachineScheduling", "ScanModel",
                "ScenarioInput", "Studies",
            ],
            exclude: ["Data", "README.md"], swiftSettings: hot),
        .target(
            name: "Reporting",
            dependencies: [
                "ApplianceScanning", "AssetDiscovery", "Calibration", "CostReconciliation", "ObservedRuns",
                "PriceLists",
                "ScanModel",
                "SensorMix", "Statistics", "Estimation", "Rollout", "Studies", "Verification",
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "ScanPlanTool",
            dependencies: [
                "Calibration", "ScanModel", "VendorProfiles", "ScenarioInput", "DocumentReading", "FleetInventory",
                "CapacityPlanning",
                "ScanSimulation", "Statistics", "Estimation", "Studies", "Rollout", "ApplianceScanning",
                "AssetDiscovery", "CostReconciliation", "ObservedRuns", "PriceLists", "SensorMix", "Verification",
                "Reporting",
                "AllocProbe", "CBuildStamp", "GzipWriting", "StudyStore",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Subprocess", package: "swift-subprocess"),
            ],
            swiftSettings: hot),
        // What several test targets share.
        .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
        .testTarget(
            name: "DocumentReadingTests", dependencies: ["DocumentReading", "ScanModel"], swiftSettings: tests),
        .testTarget(name: "RandomStreamsTests", dependencies: ["RandomStreams"], swiftSettings: tests),
        .testTarget(
            name: "StatisticsTests", dependencies: ["RandomStreams", "Statistics"], exclude: ["Data"],
            swiftSettings: fastTests),
        .testTarget(name: "VendorProfilesTests", dependencies: ["ScanModel", "VendorProfiles"], swiftSettings: tests),
        .testTarget(
            name: "ProfileConformanceTests",
            dependencies: [
                "CapacityPlanning", "Estimation", "ScanModel", "ScanSimulation", "ScenarioInput", "Studies",
                "TestSupport", "VendorProfiles",
            ],
            swiftSettings: tests),
        .testTarget(
            name: "ScanConformanceTests",
            dependencies: ["CapacityPlanning", "ScanModel", "ScenarioInput", "Statistics", "Studies"],
            swiftSettings: tests),
        .testTarget(
            name: "FleetInventoryTests", dependencies: ["FleetInventory", "RandomStreams", "ScanModel", "TestSupport"],
            exclude: ["FleetFile/read.py", "Fixtures", "Parquet/read.py"], swiftSettings: tests),
        .testTarget(
            name: "ScanPlanToolTests", dependencies: ["ScanModel", "ScanPlanTool", "ScenarioInput", "TestSupport"],
            exclude: ["Diagnostics", "Golden", "Schema/complete.json", "Schema/check.py", "Stacks"],
            swiftSettings: tests),
        .testTarget(
            name: "StudiesTests",
            dependencies: [
                "CapacityPlanning", "FleetInventory", "ScanModel", "ScanSimulation", "ScenarioInput", "Statistics",
                "Studies", "TestSupport",
            ],
            swiftSettings: tests),
        .testTarget(
            name: "ScenarioInputTests",
            dependencies: [
                "ApplianceScanning", "AssetDiscovery", "ScanModel", "ScenarioInput", "SensorMix", "VendorProfiles",
            ],
            swiftSettings: tests),
        .testTarget(
            name: "PriceListsTests",
            dependencies: ["DocumentReading", "PriceLists", "ScanModel", "TestSupport", "VendorProfiles"],
            swiftSettings: tests),
        .testTarget(
            name: "CapacityPlanningTests",
            dependencies: ["AllocProbe", "CapacityPlanning", "ScanModel", "ScanSimulation", "TestSupport"],
            swiftSettings: fastTests),
        .testTarget(
            name: "ScanSimulationTests",
            dependencies: [
                "CapacityPlanning", "RandomStreams", "ScanModel", "ScanSimulation", "Studies", "TestSupport",
            ],
            swiftSettings: fastTests),
        .testTarget(
            name: "EventSimulationTests", dependencies: ["AllocProbe", "EventSimulation"], swiftSettings: tests),
        .testTarget(name: "ScanModelTests", dependencies: ["ScanModel"], swiftSettings: tests),
        .testTarget(
            name: "ObservedRunsTests",
            dependencies: ["DocumentReading", "ObservedRuns", "ScanModel", "TestSupport", "VendorProfiles"],
            exclude: ["Fixtures"], swiftSettings: tests),
        .testTarget(
            name: "ParquetWritingTests", dependencies: ["ParquetWriting", "TestSupport"], swiftSettings: tests),
        .testTarget(
            name: "GzipWritingTests", dependencies: ["DocumentReading", "GzipWriting", "TestSupport"],
            swiftSettings: tests),
        .testTarget(
            name: "StudyStoreTests", dependencies: ["ScanModel", "StudyStore", "TestSupport"], swiftSettings: tests),
        .testTarget(name: "ParallelWorkTests", dependencies: ["ParallelWork"], swiftSettings: tests),
        .testTarget(
            name: "MachineSchedulingTests", dependencies: ["MachineScheduling", "TestSupport"], swiftSettings: fastTests
        ),
        .testTarget(
            name: "EstimationTests", dependencies: ["Estimation", "ScanModel", "TestSupport"], swiftSettings: tests),
        .testTarget(
            name: "CalibrationTests", dependencies: ["Calibration", "RandomStreams", "ScanModel", "Statistics"],
            swiftSettings: fastTests),
        .testTarget(
            name: "CostReconciliationTests", dependencies: ["CostReconciliation", "Estimation", "ScanModel"],
            swiftSettings: tests),
        .testTarget(
            name: "RolloutTests",
            dependencies: ["CapacityPlanning", "Rollout", "ScanModel", "ScenarioInput", "VendorProfiles"],
            swiftSettings: tests),
        .testTarget(
            name: "ApplianceScanningTests", dependencies: ["ApplianceScanning", "RandomStreams"], swiftSettings: tests),
        .testTarget(
            name: "SensorMixTests", dependencies: ["SensorMix", "TestSupport"], swiftSettings: tests),
        .testTarget(
            name: "AssetDiscoveryTests",
            dependencies: ["AssetDiscovery", "RandomStreams", "ScanModel", "Statistics"], swiftSettings: fastTests),
        .testTarget(
            name: "ReportingTests",
            dependencies: [
                "ApplianceScanning", "AssetDiscovery", "CostReconciliation", "Estimation", "Reporting", "Rollout",
                "ScanModel", "SensorMix", "Statistics", "Studies", "TestSupport", "VendorProfiles",
            ],
            swiftSettings: tests),
        .testTarget(
            name: "DocumentedVectorsTests",
            dependencies: [
                "CapacityPlanning", "Estimation", "EventSimulation", "Rollout", "ScanModel", "ScanSimulation",
                "ScenarioInput", "VendorProfiles",
            ],
            swiftSettings: tests),
        .testTarget(
            name: "ConstraintTests",
            dependencies: [
                "CapacityPlanning", "Estimation", "Reporting", "Rollout", "ScanModel", "ScanSimulation",
                "ScenarioInput", "Studies", "VendorProfiles",
            ], swiftSettings: tests),
        .testTarget(
            name: "VerificationTests",
            dependencies: [
                "EventSimulation", "RandomStreams", "Reporting", "ScanModel", "ScenarioInput", "Statistics", "Studies",
                "Verification",
            ],
            swiftSettings: tests),
        .testTarget(name: "AllocProbeTests", dependencies: ["AllocProbe"], swiftSettings: tests),
        // The code that the pages of the libraries show.
        .testTarget(
            name: "DocumentationTests",
            dependencies: [
                "CapacityPlanning", "EventSimulation", "MachineScheduling", "ParquetWriting", "RandomStreams",
                "ScanModel", "ScanSimulation", "ScenarioInput", "Statistics", "Studies",
            ],
            swiftSettings: tests),
        .testTarget(name: "TidyTests", swiftSettings: fastTests),
    ]
)
