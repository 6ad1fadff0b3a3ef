// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

// As in the product: generic code across module walls.
let hot: [SwiftSetting] = strict + [.unsafeFlags(["-cross-module-optimization"], .when(configuration: .release))]

// A package of its own, so that building and testing the product never fetches the benchmark tool.
let package = Package(
    name: "scanplan-benchmarks",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "ImportWorkloads", targets: ["ImportWorkloads"]),
        .executable(name: "PcmaxCheck", targets: ["PcmaxCheck"]),
        .executable(name: "PeerWorkloads", targets: ["PeerWorkloads"]),
    ],
    dependencies: [
        .package(name: "scanplan", path: ".."),
        // Without its traits: the allocator hooks they bring are not needed, AllocProbe counts exactly.
        .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: []),
    ],
    targets: [
        .executableTarget(
            name: "ScanplanBenchmarks",
            dependencies: [
                .product(name: "AllocProbe", package: "scanplan"),
                .product(name: "CapacityPlanning", package: "scanplan"),
                .product(name: "FleetInventory", package: "scanplan"),
                .product(name: "Reporting", package: "scanplan"),
                .product(name: "ScanModel", package: "scanplan"),
                .product(name: "ScenarioInput", package: "scanplan"),
                .product(name: "Studies", package: "scanplan"),
                "Workloads",
                .product(name: "Benchmark", package: "benchmark"),
            ],
            path: "Benchmarks/ScanplanBenchmarks",
            swiftSettings: strict,
            plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]),
        // What peers are compared with. In Sources, because the benchmark tool runs every executable next to its own.
        .target(
            name: "Workloads",
            dependencies: [
                .product(name: "EventSimulation", package: "scanplan"),
                .product(name: "ParallelWork", package: "scanplan"),
            ],
            swiftSettings: hot),
        .executableTarget(name: "PeerWorkloads", dependencies: ["Workloads"], swiftSettings: hot),
        // Reads a listing in several ways, for scripts/bench-import.
        .executableTarget(
            name: "ImportWorkloads",
            dependencies: [
                .product(name: "DocumentReading", package: "scanplan"),
                .product(name: "FleetInventory", package: "scanplan"),
                .product(name: "ScanModel", package: "scanplan"),
            ],
            swiftSettings: hot),
        // Schedules published instances of P||Cmax.
        .executableTarget(
            name: "PcmaxCheck",
            dependencies: [.product(name: "MachineScheduling", package: "scanplan")],
            swiftSettings: hot),
        // Compares structures for pending events.
        .executableTarget(
            name: "PendingEvents",
            dependencies: [.product(name: "EventSimulation", package: "scanplan")],
            swiftSettings: hot),
    ]
)
